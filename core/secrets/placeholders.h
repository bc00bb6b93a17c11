#pragma once

#include "core/secrets/secretstore.h"
#include "core/value/value.h"

#include <QSet>

namespace Plugboard::Secrets {

/// A text's secrets by name. Forms: {{secrets.NAME}} (blanks inside the braces allowed), and the legacy secrets.NAME
/// (letters, digits, inner . _ - /).
struct Reference
{
    enum class Form { Braces, Bare };

    QString name;
    Form form = Form::Braces;
    qsizetype from = 0; ///< In the text, UTF-16 units
    qsizetype length = 0;
};

QList<Reference> references(QStringView text);
/// Names that a value mentions anywhere, keys included.
QSet<QString> referencedNames(const Value &value);

/// Values known in this run, to be hidden in everything that is shown, logged or stored.
///
/// Values of under 4 characters are not searched for (they would hide half of every text): they are hidden where they were
/// placed. Thread-safe to read once built.
class Masking final
{
public:
    static constexpr QStringView mask = u"•••";
    /// Whether add() can hide it.
    static bool canHide(const Sensitive &secret);

    /// Hides `secret` from now on in its raw, percent-encoded, base64 (3 offsets), JSON-escaped, hex and XML-escaped forms.
    void add(const Sensitive &secret, const QString &name = {});
    bool isEmpty() const;
    /// With every known secret replaced by {{secrets.NAME}}, or by the mask if it has no name.
    QString masked(const QString &text) const;
    QByteArray masked(const QByteArray &bytes) const;
    Value masked(const Value &value) const; ///< Strings and keys at any depth
    Error masked(Error error) const;

private:
    class Finder;
    struct Needle
    {
        QByteArray bytes;
        QByteArray replacement;
    };
    QList<Needle> m_needles; ///< Longest first
};

/// Inputs with the secrets put in, and what hides them again.
struct Resolved
{
    Value value; ///< Never to be shown or stored
    Masking masking;
    QStringList unsearched; ///< Names of secrets too short for `masking`: what they were put into is not to be shown
    QStringList warnings; ///< "secrets.txt looks like a secret but none of that name exists"
};

/// Puts secrets in, at any depth, keys included; one pass, a secret's own text is never expanded again. The bare form inside
/// a longer text counts only if such a secret exists, else it stays and a warning says so; a text that is nothing but a
/// reference must resolve. Errors: those of SecretStore::read with the name in the message, the first of all that failed.
Result<Resolved> resolve(const Value &value, SecretStore &store, const QString &space, std::stop_token stop = {});

} // namespace Plugboard::Secrets
