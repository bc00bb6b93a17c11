#include "core/aws/protocols/protocol.h"
#include "core/aws/protocols/timestamps_p.h"

#include <QRegularExpression>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// "Tue, 29 Apr 2014 18:30:38.123 GMT"; Smithy's http-date may have a fraction, which Qt does not read.
std::optional<qint64> rfc822Milliseconds(QString text)
{
    static const QRegularExpression fraction(u"(?<=:\\d\\d)\\.(\\d{1,9})"_s);
    const QString digits = fraction.match(text).captured(1);
    text.remove(fraction);
    if (text.endsWith(u"GMT") || text.endsWith(u"UTC"))
        text.replace(text.size() - 3, 3, u"+0000"_s);
    const QDateTime time = QDateTime::fromString(text, Qt::RFC2822Date);
    if (!time.isValid())
        return {};
    return time.toMSecsSinceEpoch() + digits.leftJustified(3, u'0').left(3).toLongLong();
}

} // namespace

std::optional<QDateTime> momentOf(const Value &wire)
{
    std::optional<qint64> milliseconds = millisecondsOf(wire);
    if (!milliseconds)
        milliseconds = rfc822Milliseconds(wire.string().trimmed());
    return milliseconds ? std::optional(QDateTime::fromMSecsSinceEpoch(*milliseconds, Qt::UTC)) : std::nullopt;
}

} // namespace Plugboard::Aws
