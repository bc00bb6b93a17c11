#include "core/feel/functions/builtin.h"

#include "core/feel/arithmetic.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace StatisticsFamily {

/// The numbers of one list argument, or the arguments themselves; nullopt if something else is among them.
static std::optional<std::vector<Decimal>> numbersOf(Call &call)
{
    const bool isOneList = call.count() == 1 && call[0].isList();
    const qsizetype size = isOneList ? call[0].size() : call.count();
    std::vector<Decimal> numbers;
    for (qsizetype index = 0; index < size && call.proceed(); ++index) {
        const Value item = isOneList ? call[0].at(index) : call[index];
        if (!item.isNumber())
            return std::nullopt;
        numbers.push_back(item.number());
    }
    return numbers;
}

static Value noNumbers(Call &call)
{
    return call.fail(Kind::InvalidType, u"takes numbers only"_s);
}

static Value divided(Call &call, const Value &dividend, std::int64_t divisor)
{
    const std::optional<Value> quotient = divide(dividend, Value::number(divisor));
    return quotient ? *quotient : call.fail(Kind::OutOfRange, u"the result is too large"_s);
}

static Value median(Call &call)
{
    std::optional<std::vector<Decimal>> numbers = numbersOf(call);
    if (!numbers)
        return noNumbers(call);
    if (numbers->empty())
        return {};
    std::ranges::sort(*numbers);
    const std::size_t middle = numbers->size() / 2;
    if (numbers->size() % 2 == 1)
        return Value::number((*numbers)[middle]);
    const std::optional<Value> sum
        = add(Value::number((*numbers)[middle - 1]), Value::number((*numbers)[middle]), call.environment().zones);
    return sum ? divided(call, *sum, 2) : call.fail(Kind::OutOfRange, u"the result is too large"_s);
}

/// Of a sample, so with one less than the count as divisor; of one number there is none.
static Value standardDeviation(Call &call)
{
    const std::optional<std::vector<Decimal>> numbers = numbersOf(call);
    if (!numbers)
        return noNumbers(call);
    if (numbers->size() < 2)
        return {};
    const ZoneRules &zones = call.environment().zones;
    const auto count = std::int64_t(numbers->size());
    std::optional<Value> sum = Value::number(0);
    for (const Decimal &number : *numbers)
        sum = sum ? add(*sum, Value::number(number), zones) : sum;
    const std::optional<Value> mean = sum ? divide(*sum, Value::number(count)) : sum;
    std::optional<Value> squares = Value::number(0);
    for (const Decimal &number : *numbers) {
        const std::optional<Value> distance = mean ? subtract(Value::number(number), *mean, zones) : mean;
        const std::optional<Value> square = distance ? multiply(*distance, *distance) : distance;
        squares = squares && square ? add(*squares, *square, zones) : std::nullopt;
    }
    const std::optional<Value> variance = squares ? divide(*squares, Value::number(count - 1)) : squares;
    const std::optional<Decimal> root = variance ? variance->number().squareRoot() : std::nullopt;
    return root ? Value::number(*root) : call.fail(Kind::OutOfRange, u"the result is too large"_s);
}

/// The numbers that occur most often, in ascending order.
static Value mode(Call &call)
{
    if (call.count() == 0)
        return call.fail(Kind::InvalidArguments, u"needs at least one argument"_s);
    std::optional<std::vector<Decimal>> numbers = numbersOf(call);
    if (!numbers)
        return noNumbers(call);
    std::ranges::stable_sort(*numbers);
    Value::Items modes;
    std::ptrdiff_t most = 0;
    for (auto first = numbers->begin(); first != numbers->end();) {
        const auto last = std::upper_bound(first, numbers->end(), *first);
        if (last - first > most)
            modes.clear();
        if (last - first >= most)
            modes.push_back(Value::number(*first));
        most = std::max(most, last - first);
        first = last;
    }
    return call.list(std::move(modes));
}

static constexpr Parameter numbers[] = {{"list", Take::Any, Parameter::Presence::Rest}};

static const Builtin functions[] = {
    {"median", numbers, median, "number", "The number in the middle of the sorted list."},
    {"stddev", numbers, standardDeviation, "number", "The standard deviation of a sample."},
    {"mode", numbers, mode, "list<number>", "The numbers that occur most often."},
};

} // namespace StatisticsFamily

std::span<const Builtin> statisticsFunctions()
{
    return StatisticsFamily::functions;
}

} // namespace Plugboard::Feel
