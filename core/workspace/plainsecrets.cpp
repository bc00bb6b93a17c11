#include "core/workspace/request.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <cmath>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

struct SecretLook
{
    QRegularExpression pattern;
    QString reason;
};

const QList<SecretLook> &looks()
{
    static const QList<SecretLook> all {
        {QRegularExpression(u"-----BEGIN [A-Z0-9 ]*PRIVATE KEY"_s), u"holds a private key"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])(AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])"_s),
         u"looks like an AWS access key"_s},
        // What every session token of STS begins with, in the forms of the last years.
        {QRegularExpression(uR"((?<![A-Za-z0-9+/])(IQoJb3JpZ2luX2Vj|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=%]{40,})"_s),
         u"looks like an AWS session token"_s},
        {QRegularExpression(uR"((?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})"_s),
         u"looks like a JSON web token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})"_s),
         u"looks like a GitHub token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}"_s), u"looks like a Slack token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,}"_s), u"looks like a Stripe key"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"_s),
         u"looks like a Google API key"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])(glpat-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{36})"_s),
         u"looks like an access token"_s},
        {QRegularExpression(uR"(hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,})"_s),
         u"holds a Slack webhook"_s},
        {QRegularExpression(uR"(\b[a-z][a-z0-9+.-]*://[^\s/:@{}]*:[^\s/@{}]+@)"_s), u"holds a password in a URL"_s},
        {QRegularExpression(uR"(\b(Bearer|Basic)\s+(?=[A-Za-z0-9._~+/=-]*[0-9])[A-Za-z0-9._~+/-]{20,}=*)"_s),
         u"looks like an authorization header"_s},
    };
    return all;
}

/// Bits per character, by Shannon.
double entropy(QStringView text)
{
    QHash<QChar, int> counts;
    for (const QChar letter : text)
        ++counts[letter];
    double bits = 0;
    for (const int count : counts) {
        const double share = double(count) / double(text.size());
        bits -= share * std::log2(share);
    }
    return bits;
}

/// 40 characters of base64 that stand alone and are neither a hash in hexadecimal digits nor a path of words.
bool holdsAwsSecretKey(const QString &text)
{
    static const QRegularExpression candidate(u"(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"_s);
    static const QRegularExpression upper(u"[A-Z]"_s);
    static const QRegularExpression lower(u"[a-z]"_s);
    static const QRegularExpression digit(u"[0-9]"_s);
    for (auto match = candidate.globalMatch(text); match.hasNext();) {
        const QString found = match.next().captured();
        if (found.contains(upper) && found.contains(lower) && found.contains(digit) && entropy(found) > 4.2)
            return true;
    }
    return false;
}

bool refersToSecret(const QString &text)
{
    static const QRegularExpression reference(uR"(\{\{\s*secrets\.|^\s*(camunda\.)?secrets\.\S+\s*$)"_s);
    return text.contains(reference);
}

/// Neither a reference nor an expression; an expression that is one literal is no better than its text.
bool isPlainText(const QString &text)
{
    static const QRegularExpression literal(uR"(^=\s*"[^"]*"\s*$)"_s);
    const bool isExpression = text.startsWith(u'=') && !text.contains(literal);
    return !text.trimmed().isEmpty() && !isExpression && !refersToSecret(text);
}

/// Names under which people keep secrets, in whatever way their words are joined.
bool isNameOfSecret(const QString &name)
{
    static const QRegularExpression ending(
        u"(password|passwd|passphrase|secret|(secret|api|private|secret_?access)[_-]?key|secretstring|"
        "(access|refresh|auth|session|security|bearer|id)[_-]?token)$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return name.contains(ending);
}

QString reasonFor(const QString &text, const QString &name, bool isSecretField)
{
    for (const SecretLook &look : looks()) {
        if (text.contains(look.pattern))
            return look.reason;
    }
    constexpr qsizetype shortest = 6;
    if (holdsAwsSecretKey(text))
        return u"looks like an AWS secret access key"_s;
    if (isSecretField && isPlainText(text))
        return u"is plain text in a field for a secret"_s;
    if (isNameOfSecret(name) && text.size() >= shortest && isPlainText(text) && !text.startsWith("arn:"_L1))
        return u"is plain text under a name for secrets"_s;
    return {};
}

/// `name`: the nearest one above the value. `secretFields`: what is known of fields inside, as "inputs/KEY".
void collect(const Value &value, const QString &field, const QString &name, bool isSecretField,
             QList<PlainSecret> &found, const QSet<QString> &secretFields = {})
{
    isSecretField = isSecretField || secretFields.contains(field);
    if (value.isString()) {
        if (const QString reason = reasonFor(value.string(), name, isSecretField); !reason.isEmpty())
            found.append({field, reason});
        return;
    }
    for (qsizetype i = 0; i < value.size() && value.isContext(); ++i) {
        const QString key = QString::fromUtf8(value.keyAt(i));
        const QString reason = reasonFor(key, {}, false);
        if (!reason.isEmpty())
            found.append({field, reason});
        // A field's path is told in errors, so it must not hold what it warns of.
        const QString step = reason.isEmpty() ? key : QString::number(i);
        collect(value.valueAt(i), field + u'/' + step, key, isSecretField, found, secretFields);
    }
    for (qsizetype i = 0; i < value.size() && value.isList(); ++i)
        collect(value.at(i), field + u'/' + QString::number(i), name, isSecretField, found, secretFields);
}

} // namespace

QList<PlainSecret> plainSecretsIn(const Value &value, const QString &field)
{
    QList<PlainSecret> found;
    collect(value, field, field.section(u'/', -1), false, found);
    return found;
}

QList<PlainSecret> plainSecrets(const Request &request, const QStringList &secretKeys)
{
    QList<PlainSecret> found;
    QSet<QString> secretFields;
    for (const QString &key : secretKeys)
        secretFields.insert(u"inputs/"_s + key);
    for (qsizetype i = 0; i < request.inputs.size(); ++i) {
        const QString key = QString::fromUtf8(request.inputs.keyAt(i));
        collect(request.inputs.valueAt(i), u"inputs/"_s + key, key, false, found, secretFields);
    }
    return found + plainSecretsIn(request.headers, u"headers"_s) + plainSecretsIn(request.properties, u"properties"_s)
        + plainSecretsIn(request.expect, u"expect"_s);
}

} // namespace Plugboard::Workspace
