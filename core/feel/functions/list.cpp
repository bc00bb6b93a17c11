#include "core/feel/functions/builtin.h"

#include "core/feel/arithmetic.h"
#include "core/feel/comparison.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace ListFamily {

using Presence = Parameter::Presence;

static bool same(Call &call, const Value &a, const Value &b)
{
    return equals(a, b, call.environment().zones, call.dialect(), &call.effort()).value_or(false);
}

/// The items of one list argument, or the arguments themselves.
static Value::Items itemsOf(Call &call)
{
    Value::Items items;
    if (call.count() == 1 && call[0].isList())
        for (qsizetype i = 0; i < call[0].size(); ++i)
            items.push_back(call[0].at(i));
    else
        items.assign(call.rest(0).begin(), call.rest(0).end());
    return items;
}

static Value contains(Call &call)
{
    for (qsizetype i = 0; i < call[0].size() && call.proceed(); ++i)
        if (same(call, call[0].at(i), call[1]))
            return Value::boolean(true);
    return Value::boolean(false);
}

static Value count(Call &call)
{
    return Value::number(std::int64_t(call[0].size()));
}

static Value extreme(Call &call, bool greatest)
{
    Value best;
    for (const Value &item : itemsOf(call)) {
        if (best.isNull()) {
            best = item;
            continue;
        }
        const auto sign = order(item, best, call.environment().zones);
        if (!sign)
            return call.fail(Kind::NotComparable, u"%1 and %2 cannot be compared"_s.arg(quoted(item), quoted(best)));
        if (greatest ? *sign > 0 : *sign < 0)
            best = item;
    }
    return best;
}

static Value minimum(Call &call)
{
    return extreme(call, false);
}

static Value maximum(Call &call)
{
    return extreme(call, true);
}

static std::optional<Value> folded(Call &call, const Value::Items &items, bool product)
{
    std::optional<Value> result;
    for (const Value &item : items) {
        if (!item.isNumber()
            && (product || (item.type() != Value::Type::YearsMonths && item.type() != Value::Type::DaysTime)))
            return std::nullopt;
        result = !result ? std::optional(item)
            : product    ? multiply(*result, item)
                         : add(*result, item, call.environment().zones);
        if (!result)
            return std::nullopt;
    }
    return result;
}

static Value sum(Call &call)
{
    const Value::Items items = itemsOf(call);
    if (items.empty())
        return {};
    const std::optional<Value> result = folded(call, items, false);
    return result ? *result : call.fail(Kind::InvalidType, u"only numbers can be added up"_s);
}

static Value product(Call &call)
{
    const Value::Items items = itemsOf(call);
    if (items.empty())
        return {};
    const std::optional<Value> result = folded(call, items, true);
    return result ? *result : call.fail(Kind::InvalidType, u"only numbers can be multiplied"_s);
}

static Value mean(Call &call)
{
    const Value::Items items = itemsOf(call);
    if (items.empty())
        return {};
    const std::optional<Value> total = folded(call, items, false);
    const std::optional<Value> result
        = total ? divide(*total, Value::number(std::int64_t(items.size()))) : std::nullopt;
    return result ? *result : call.fail(Kind::InvalidType, u"only numbers have a mean"_s);
}

/// all and any: three-valued, `decisive` is the value that decides.
static Value decided(Call &call, bool decisive)
{
    bool unknown = false;
    for (const Value &item : itemsOf(call)) {
        if (!item.isBoolean())
            unknown = true;
        else if (item.boolean() == decisive)
            return item;
    }
    return unknown ? Value() : Value::boolean(!decisive);
}

static Value all(Call &call)
{
    return decided(call, false);
}

static Value any(Call &call)
{
    return decided(call, true);
}

static Value sublist(Call &call)
{
    const qsizetype size = call[0].size();
    const qsizetype position = qsizetype(call[1].number().toInt64().value_or(0));
    const qsizetype from = position < 0 ? size + position : position - 1;
    const qsizetype length = call.has(2) ? qsizetype(call[2].number().toInt64().value_or(0)) : size - from;
    if (position == 0 || from < 0 || from > size || length < 0)
        return call.fail(u"the position is outside of the list"_s);
    Value::Items items;
    for (qsizetype i = from; i < std::min(size, from + length); ++i)
        items.push_back(call[0].at(i));
    return call.list(std::move(items));
}

static Value append(Call &call)
{
    Value::Items items;
    for (qsizetype i = 0; i < call[0].size(); ++i)
        items.push_back(call[0].at(i));
    for (const Value &item : call.rest(1))
        items.push_back(item);
    return call.list(std::move(items));
}

static Value concatenate(Call &call)
{
    Value::Items items;
    for (const Value &list : call.rest(0))
        for (qsizetype i = 0; i < list.size(); ++i)
            items.push_back(list.at(i));
    return call.list(std::move(items));
}

static Value::Items distinct(Call &call, const Value::Items &items)
{
    Value::Items kept;
    for (const Value &item : items) {
        if (!call.proceed(qint64(kept.size()) + 1))
            break;
        if (std::ranges::none_of(kept, [&](const Value &other) { return same(call, item, other); }))
            kept.push_back(item);
    }
    return kept;
}

static Value distinctValues(Call &call)
{
    Value::Items items;
    for (qsizetype i = 0; i < call[0].size(); ++i)
        items.push_back(call[0].at(i));
    return call.list(distinct(call, items));
}

static Value unionOf(Call &call)
{
    Value::Items items;
    for (const Value &list : call.rest(0))
        for (qsizetype i = 0; i < list.size(); ++i)
            items.push_back(list.at(i));
    return call.list(distinct(call, items));
}

static Value reverse(Call &call)
{
    Value::Items items;
    for (qsizetype i = call[0].size(); i > 0; --i)
        items.push_back(call[0].at(i - 1));
    return call.list(std::move(items));
}

static Value indexOf(Call &call)
{
    Value::Items positions;
    for (qsizetype i = 0; i < call[0].size() && call.proceed(); ++i)
        if (same(call, call[0].at(i), call[1]))
            positions.push_back(Value::number(std::int64_t(i + 1)));
    return call.list(std::move(positions));
}

/// Lists can be as deep as they are long: those that are open wait here instead of on the machine's stack.
static Value flatten(Call &call)
{
    Value::Items items;
    std::vector<std::pair<Value, qsizetype>> open {{call[0], 0}};
    while (!open.empty() && call.proceed() && qsizetype(items.size()) <= call.limits().listItems) {
        auto &[list, next] = open.back();
        if (next == list.size()) {
            open.pop_back();
            continue;
        }
        Value item = list.at(next++);
        if (item.isList())
            open.emplace_back(std::move(item), 0);
        else
            items.push_back(std::move(item));
    }
    return call.list(std::move(items));
}

static Value sort(Call &call)
{
    Value::Items items;
    for (qsizetype i = 0; i < call[0].size(); ++i)
        items.push_back(call[0].at(i));
    // A comparison of the user's may contradict itself; merging bears that, std::sort does not.
    std::ranges::stable_sort(items, [&](const Value &a, const Value &b) {
        const Value pair[] {a, b};
        return call.proceed() && call.invoke(call[1], pair).isTrue();
    });
    return call.list(std::move(items));
}

static Value isEmpty(Call &call)
{
    return Value::boolean(call[0].size() == 0);
}

static constexpr Types scalars = Take::Any;
static constexpr Parameter listParameters[] = {{"list", Take::List}};
static constexpr Parameter elementParameters[] = {{"list", Take::List}, {"element", Take::Any}};
static constexpr Parameter matchParameters[] = {{"list", Take::List}, {"match", Take::Any}};
static constexpr Parameter itemsParameters[] = {{"list", scalars, Presence::Rest}};
static constexpr Parameter sublistParameters[]
    = {{"list", Take::List}, {"start position", Take::Number}, {"length", Take::Number, Presence::Optional}};
static constexpr Parameter appendParameters[] = {{"list", Take::List}, {"item", Take::Any, Presence::Rest}};
static constexpr Parameter listsParameters[] = {{"list", Take::List, Presence::Rest, "lists"}};
static constexpr Parameter sortParameters[] = {{"list", Take::List}, {"precedes", Take::Function}};

static const Builtin functions[] = {
    {"list contains", elementParameters, contains, "boolean", "Whether the list holds the element."},
    {"count", listParameters, count, "number", "How many items the list has."},
    {"min", itemsParameters, minimum, "Any", "The least item."},
    {"max", itemsParameters, maximum, "Any", "The greatest item."},
    {"sum", itemsParameters, sum, "number", "All items added up."},
    {"product", itemsParameters, product, "number", "All items multiplied."},
    {"mean", itemsParameters, mean, "number", "The average."},
    {"all", itemsParameters, all, "boolean", "Whether no item is false."},
    {"and", itemsParameters, all, "boolean", "Old name of all.", Availability::CamundaOnly},
    {"any", itemsParameters, any, "boolean", "Whether an item is true."},
    {"or", itemsParameters, any, "boolean", "Old name of any.", Availability::CamundaOnly},
    {"sublist", sublistParameters, sublist, "list<Any>", "Part of the list."},
    {"append", appendParameters, append, "list<Any>", "The list with items added."},
    {"concatenate", listsParameters, concatenate, "list<Any>", "All lists as one."},
    {"union", listsParameters, unionOf, "list<Any>", "All lists as one, without duplicates."},
    {"distinct values", listParameters, distinctValues, "list<Any>", "The list without duplicates."},
    {"reverse", listParameters, reverse, "list<Any>", "The list from its end."},
    {"index of", matchParameters, indexOf, "list<number>", "All positions of the element, from 1."},
    {"flatten", listParameters, flatten, "list<Any>", "Nested lists as one."},
    {"sort", sortParameters, sort, "list<Any>", "The list in the order of a function."},
    {"is empty", listParameters, isEmpty, "boolean", "Whether the list has no item.", Availability::CamundaOnly},
};

} // namespace ListFamily

std::span<const Builtin> listFunctions()
{
    return ListFamily::functions;
}

} // namespace Plugboard::Feel
