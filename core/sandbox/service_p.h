#pragma once

#include <QMap>
#include <QString>

#include <optional>

class QXmlStreamWriter;

namespace Plugboard::Sandbox {

/// An operation called by the query protocol, its signature already checked.
struct Call
{
    QString action; ///< "Publish"
    QString region; ///< Of the credential scope
    QMap<QString, QString> parameters; ///< Flat, as sent: "MessageAttributes.entry.1.Name"

    QString text(const QString &name) const { return parameters.value(name); }
    /// "Attributes.entry.N.key" and ".value", in their order.
    QList<std::pair<QString, QString>> entries(const QString &prefix) const;
};

/// A service that says no, as AWS does.
struct Refusal
{
    int status = 400;
    QString code;
    QString message;
};

inline const QString accountId = QStringLiteral("000000000000");

/// One AWS service behind the sandbox. Called in the server's thread only.
class Service
{
public:
    virtual ~Service() = default;

    virtual QString xmlNamespace() const = 0;
    virtual bool has(const QString &action) const = 0;
    /// Writes what stands inside <ActionResult>, or refuses; then nothing of what was written is sent.
    virtual std::optional<Refusal> answer(const Call &call, QXmlStreamWriter &result) = 0;
};

} // namespace Plugboard::Sandbox
