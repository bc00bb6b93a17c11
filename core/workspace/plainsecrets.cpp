#include "core/workspace/request.h"

#include <QHash>
#include <QRegularExpression>

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
        {QRegularExpression(uR"((?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})"_s),
         u"looks like a JSON web token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})"_s),
         u"looks like a GitHub token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}"_s), u"looks like a Slack token"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,}"_s), u"looks like a Stripe key"_s},
        {QRegularExpression(u"(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"_s),
         u"looks like a Google API key"_s},
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

QString reasonFor(const QString &text, bool isSecretField)
{
    for (const SecretLook &look : looks()) {
        if (text.contains(look.pattern))
            return look.reason;
    }
    if (holdsAwsSecretKey(text))
        return u"looks like an AWS secret access key"_s;
    if (isSecretField && !text.isEmpty() && !text.startsWith(u'=') && !refersToSecret(text))
        return u"is plain text in a field for a secret"_s;
    return {};
}

void collect(const Value &value, const QString &field, bool isSecretField, QList<PlainSecret> &found)
{
    if (value.isString()) {
        if (const QString reason = reasonFor(value.string(), isSecretField); !reason.isEmpty())
            found.append({field, reason});
        return;
    }
    for (qsizetype i = 0; i < value.size() && (value.isContext() || value.isList()); ++i) {
        const QString step = value.isContext() ? QString::fromUtf8(value.keyAt(i)) : QString::number(i);
        collect(value.isContext() ? value.valueAt(i) : value.at(i), field + u'/' + step, isSecretField, found);
    }
}

} // namespace

QList<PlainSecret> plainSecrets(const Request &request, const QStringList &secretKeys)
{
    QList<PlainSecret> found;
    for (qsizetype i = 0; i < request.inputs.size(); ++i) {
        const QString key = QString::fromUtf8(request.inputs.keyAt(i));
        collect(request.inputs.valueAt(i), u"inputs/"_s + key, secretKeys.contains(key), found);
    }
    collect(request.headers, u"headers"_s, false, found);
    collect(request.properties, u"properties"_s, false, found);
    collect(request.expect, u"expect"_s, false, found);
    return found;
}

} // namespace Plugboard::Workspace
