#include "core/aws/protocols/timestamps_p.h"

#include "core/value/decimal.h"
#include "core/value/json.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

std::optional<qint64> millisecondsOf(const Value &moment)
{
    if (moment.isNumber()) {
        const std::optional<Decimal> scaled = moment.number().multiply(Decimal(1000));
        return scaled ? scaled->rounded(0, Decimal::Rounding::Floor)->toInt64() : std::nullopt;
    }
    QString text = moment.string();
    if (moment.type() == Value::Type::DateTime || moment.type() == Value::Type::Date)
        text = Json::read(Json::write(moment)).valueOr({}).string();
    if (const auto seconds = Decimal::fromText(text.toUtf8()))
        return millisecondsOf(Value::number(*seconds));
    const qsizetype zoneName = text.indexOf(u'['); // "…+02:00[Europe/Berlin]": the offset says all
    if (zoneName > 0)
        text.truncate(text.endsWith(u']') ? zoneName : text.size());
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

TimestampFormat timestampFormat(const QString &name, TimestampFormat otherwise)
{
    if (name == u"iso8601")
        return TimestampFormat::Iso8601;
    if (name == u"unixTimestamp")
        return TimestampFormat::UnixTimestamp;
    return name == u"rfc822" ? TimestampFormat::Rfc822 : otherwise;
}

QByteArray timestampText(qint64 milliseconds, TimestampFormat format)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    const bool whole = milliseconds % 1000 == 0;
    switch (format) {
    case TimestampFormat::Iso8601:
        return time.toString(whole ? Qt::ISODate : Qt::ISODateWithMs).toUtf8();
    case TimestampFormat::UnixTimestamp: {
        const auto seconds = Decimal::fromParts(milliseconds < 0, UInt128(qAbs(milliseconds)), -3);
        return seconds ? seconds->normalized().toText() : QByteArray();
    }
    case TimestampFormat::Rfc822:
        return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toUtf8();
    }
    return {};
}

} // namespace Plugboard::Aws
