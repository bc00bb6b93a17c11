#include "core/feel/functions/builtin.h"

#include <limits>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace NumericFamily {

using Rounding = Decimal::Rounding;
using Presence = Parameter::Presence;

static Value result(Call &call, const std::optional<Decimal> &number)
{
    if (!number)
        return call.fail(Kind::OutOfRange, u"no decimal number has this result; use smaller operands"_s);
    return Value::number(*number);
}

/// DMN 1.5, 10.3.4.5: a scale is an integer (a fraction is cut off) from -6111 to 6176. nullopt
/// after a warning.
static std::optional<int> scaleArgument(Call &call, qsizetype index)
{
    if (!call.has(index))
        return 0;
    const Decimal number = call[index].number();
    const std::optional<Decimal> whole = number.rounded(0, Rounding::Down);
    const std::optional<std::int64_t> scale = whole ? whole->toInt64() : std::nullopt;
    if (scale && *scale >= -Decimal::maxExponent && *scale <= -Decimal::minExponent)
        return static_cast<int>(*scale);
    call.fail(Kind::OutOfRange, u"scale %1 is outside of -6111 … 6176"_s.arg(quoted(call[index])));
    return std::nullopt;
}

static Value rounded(Call &call, Rounding rounding)
{
    const std::optional<int> scale = scaleArgument(call, 1);
    return scale ? result(call, call[0].number().rounded(*scale, rounding)) : Value();
}

template <Rounding rounding>
static Value roundedWith(Call &call)
{
    return rounded(call, rounding);
}

/// The names are those of java.math.RoundingMode.
static Value roundedByName(Call &call)
{
    static const std::pair<QByteArrayView, Rounding> modes[] = {
        {"UP", Rounding::Up},
        {"DOWN", Rounding::Down},
        {"CEILING", Rounding::Ceiling},
        {"FLOOR", Rounding::Floor},
        {"HALF_UP", Rounding::HalfUp},
        {"HALF_DOWN", Rounding::HalfDown},
        {"HALF_EVEN", Rounding::HalfEven},
    };
    const QByteArray name = call[2].utf8().toByteArray().toUpper();
    for (const auto &[mode, rounding] : modes) {
        if (name == mode)
            return rounded(call, rounding);
    }
    if (name != "UNNECESSARY") {
        return call.fail(Kind::InvalidArguments,
                         u"unknown rounding mode %1; use UP, DOWN, CEILING, FLOOR, HALF_UP, "
                         "HALF_DOWN, HALF_EVEN or UNNECESSARY"_s.arg(quoted(call[2])));
    }
    const Value cut = rounded(call, Rounding::Down);
    if (cut.isNull() || cut == call[0])
        return cut;
    return call.fail(u"rounding is necessary for %1"_s.arg(quoted(call[0])));
}

static Value absoluteNumber(Call &call)
{
    return Value::number(call[0].number().abs());
}

static Value absoluteYearsMonths(Call &call)
{
    const std::int64_t months = call[0].yearsMonths().months;
    if (months == std::numeric_limits<std::int64_t>::min())
        return call.fail(Kind::OutOfRange, u"the duration is too long to be turned round"_s);
    return Value::yearsMonths({std::abs(months)});
}

static Value absoluteDaysTime(Call &call)
{
    const Int128 nanos = call[0].daysTime().totalNanos();
    const std::optional<DaysTime> absolute = DaysTime::fromNanos(nanos < 0 ? -nanos : nanos);
    if (!absolute)
        return call.fail(Kind::OutOfRange, u"the duration is too long to be turned round"_s);
    return Value::daysTime(*absolute);
}

static Value modulo(Call &call)
{
    const Decimal divisor = call[1].number();
    if (divisor.isZero())
        return call.fail(Kind::OutOfRange, u"the divisor is 0"_s);
    return result(call, call[0].number().modulo(divisor));
}

static Value squareRoot(Call &call)
{
    const std::optional<Decimal> root = call[0].number().squareRoot();
    return root ? Value::number(*root) : call.fail(Kind::OutOfRange, u"the number is negative"_s);
}

static Value naturalLogarithm(Call &call)
{
    const std::optional<Decimal> logarithm = call[0].number().naturalLogarithm();
    return logarithm ? Value::number(*logarithm) : call.fail(Kind::OutOfRange, u"the number is not above 0"_s);
}

static Value exponential(Call &call)
{
    return result(call, call[0].number().exponential());
}

static std::optional<Decimal> restOfTwo(const Value &number)
{
    return number.number().modulo(Decimal(2));
}

static Value isOdd(Call &call)
{
    return Value::boolean(restOfTwo(call[0]) == Decimal(1));
}

static Value isEven(Call &call)
{
    return Value::boolean(restOfTwo(call[0]) == Decimal(0));
}

static Value randomNumber(Call &call)
{
    return result(call, Decimal::fromDouble(call.environment().random.real()));
}

static constexpr Parameter numberParameter[] = {{"number", Take::Number}};
static constexpr Parameter absNumber[] = {{"n", Take::Number, Presence::Required, "number"}};
static constexpr Parameter absYearsMonths[] = {{"n", Take::YearsMonths, Presence::Required, "number"}};
static constexpr Parameter absDaysTime[] = {{"n", Take::DaysTime, Presence::Required, "number"}};
static constexpr Parameter decimalParameters[] = {{"n", Take::Number}, {"scale", Take::Number}};
static constexpr Parameter decimalModeParameters[] = {
    {"n", Take::Number},
    {"scale", Take::Number},
    {"mode", Take::String},
};
static constexpr Parameter roundParameters[] = {
    {"n", Take::Number},
    {"scale", Take::Number, Presence::Optional},
};
static constexpr Parameter moduloParameters[] = {{"dividend", Take::Number}, {"divisor", Take::Number}};

static const Builtin functions[] = {
    {"decimal", decimalParameters, roundedWith<Rounding::HalfEven>, "number",
     "Rounds to a scale, half to the even neighbour."},
    {"decimal", decimalModeParameters, roundedByName, "number", "Rounds to a scale in a mode such as \"HALF_UP\".",
     Availability::CamundaOnly},
    {"floor", roundParameters, roundedWith<Rounding::Floor>, "number", "Rounds down, towards negative infinity."},
    {"ceiling", roundParameters, roundedWith<Rounding::Ceiling>, "number", "Rounds up, towards positive infinity."},
    {"round up", roundParameters, roundedWith<Rounding::Up>, "number", "Rounds away from zero."},
    {"round down", roundParameters, roundedWith<Rounding::Down>, "number", "Rounds towards zero."},
    {"round half up", roundParameters, roundedWith<Rounding::HalfUp>, "number",
     "Rounds to the nearest, half away from zero."},
    {"round half down", roundParameters, roundedWith<Rounding::HalfDown>, "number",
     "Rounds to the nearest, half towards zero."},
    {"abs", absNumber, absoluteNumber, "number", "The number without its sign."},
    {"abs", absYearsMonths, absoluteYearsMonths, "years and months duration", "The duration without its sign."},
    {"abs", absDaysTime, absoluteDaysTime, "days and time duration", "The duration without its sign."},
    {"modulo", moduloParameters, modulo, "number", "The remainder of a division, with the divisor's sign."},
    {"sqrt", numberParameter, squareRoot, "number", "The square root."},
    {"log", numberParameter, naturalLogarithm, "number", "The natural logarithm."},
    {"exp", numberParameter, exponential, "number", "Euler's number raised to the number."},
    {"odd", numberParameter, isOdd, "boolean", "Whether the number is odd."},
    {"even", numberParameter, isEven, "boolean", "Whether the number is even."},
    {"random number",
     {},
     randomNumber,
     "number",
     "A number from 0 to below 1, new at every call.",
     Availability::CamundaOnly,
     Purity::Impure},
};

} // namespace NumericFamily

std::span<const Builtin> numericFunctions()
{
    return NumericFamily::functions;
}

} // namespace Plugboard::Feel
