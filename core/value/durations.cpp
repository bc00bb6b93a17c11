#include "core/value/temporal.h"

#include "core/value/temporaltext_p.h"

#include <cstdlib>
#include <limits>

namespace Plugboard {

namespace {

constexpr Int128 nanosPerSecond = 1'000'000'000;
constexpr int mostDigits = 18; // the largest run of digits that fits std::int64_t

using Seconds = std::numeric_limits<std::int64_t>;

/// "5" and its designator, of a duration such as "P5D".
struct DurationPart
{
    std::int64_t amount = 0;
    int nanos = 0; ///< Behind a decimal point, which only seconds may have
    bool fraction = false;
    char designator = 0;
};

std::optional<DurationPart> readDurationPart(TemporalTextReader &text)
{
    DurationPart part;
    const std::optional<DigitRun> run = text.digits(1, mostDigits);
    if (!run)
        return std::nullopt;
    part.amount = run->value;
    part.fraction = text.skip('.');
    if (part.fraction)
        part.nanos = text.nanos().value_or(0); // the conformance suite has "PT0.S"
    if (text.atEnd())
        return std::nullopt;
    part.designator = text.rest().front();
    text.skip(part.designator);
    return part;
}

bool readDurationStart(TemporalTextReader &text, bool &negative)
{
    negative = text.skip('-');
    return text.skip('P') && !text.atEnd();
}

} // namespace

std::optional<YearsMonths> YearsMonths::fromText(QByteArrayView iso)
{
    TemporalTextReader text(iso);
    bool negative = false;
    if (!readDurationStart(text, negative))
        return std::nullopt;
    Int128 months = 0;
    QByteArrayView designators = "YM";
    while (!text.atEnd()) {
        const std::optional<DurationPart> part = readDurationPart(text);
        const qsizetype place = part ? designators.indexOf(part->designator) : -1;
        if (place < 0 || part->fraction)
            return std::nullopt;
        months += static_cast<Int128>(part->amount) * (part->designator == 'Y' ? 12 : 1);
        designators = designators.sliced(place + 1);
    }
    if (months > Seconds::max())
        return std::nullopt;
    return YearsMonths {static_cast<std::int64_t>(negative ? -months : months)};
}

QByteArray YearsMonths::toText() const
{
    if (months == 0)
        return "P0M";
    const UInt128 magnitude = months < 0 ? -static_cast<UInt128>(months) : static_cast<UInt128>(months);
    const auto years = static_cast<qulonglong>(magnitude / 12);
    const auto rest = static_cast<int>(magnitude % 12);
    QByteArray text = months < 0 ? "-P" : "P";
    if (years != 0)
        text += QByteArray::number(years) + 'Y';
    if (rest != 0)
        text += QByteArray::number(rest) + 'M';
    return text;
}

std::optional<DaysTime> DaysTime::fromNanos(Int128 nanos)
{
    const Int128 seconds = nanos / nanosPerSecond;
    if (seconds > Seconds::max() || seconds < Seconds::min())
        return std::nullopt;
    return DaysTime {static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nanos % nanosPerSecond)};
}

std::optional<DaysTime> DaysTime::fromText(QByteArrayView iso)
{
    TemporalTextReader text(iso);
    bool negative = false;
    if (!readDurationStart(text, negative))
        return std::nullopt;
    Int128 nanos = 0;
    QByteArrayView designators = "D";
    bool inTime = false;
    while (!text.atEnd()) {
        if (!inTime && text.skip('T')) {
            inTime = true;
            designators = "HMS";
            if (text.atEnd())
                return std::nullopt;
        }
        const std::optional<DurationPart> part = readDurationPart(text);
        const qsizetype place = part ? designators.indexOf(part->designator) : -1;
        if (place < 0 || (part->fraction && part->designator != 'S'))
            return std::nullopt;
        const std::int64_t unit = part->designator == 'D' ? 86'400
            : part->designator == 'H'                     ? 3600
            : part->designator == 'M'                     ? 60
                                                          : 1;
        nanos += static_cast<Int128>(part->amount) * unit * nanosPerSecond + part->nanos;
        designators = designators.sliced(place + 1);
    }
    return fromNanos(negative ? -nanos : nanos);
}

QByteArray DaysTime::toText() const
{
    if (seconds == 0 && nanos == 0)
        return "PT0S";
    const bool negative = seconds < 0 || nanos < 0;
    const UInt128 magnitude
        = negative ? -static_cast<UInt128>(static_cast<Int128>(seconds)) : static_cast<UInt128>(seconds);
    const auto whole = static_cast<std::uint64_t>(magnitude);
    QByteArray text = negative ? "-P" : "P";
    const auto append = [&](std::uint64_t amount, char designator) {
        if (amount != 0)
            text += QByteArray::number(qulonglong(amount)) + designator;
    };
    append(whole / 86'400, 'D');
    if (whole % 86'400 == 0 && nanos == 0)
        return text;
    text += 'T';
    append(whole / 3600 % 24, 'H');
    append(whole / 60 % 60, 'M');
    if (nanos == 0) {
        append(whole % 60, 'S');
    } else {
        text += QByteArray::number(qulonglong(whole % 60));
        appendFraction(text, std::abs(nanos));
        text += 'S';
    }
    return text;
}

} // namespace Plugboard
