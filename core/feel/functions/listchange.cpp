#include "core/feel/functions/builtin.h"

#include "core/feel/comparison.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

/// Lists made of lists, with something put in, taken out or replaced.
namespace ListChangeFamily {

static Value::Items itemsOf(const Value &list)
{
    Value::Items items;
    items.reserve(std::size_t(list.size()));
    for (qsizetype index = 0; index < list.size(); ++index)
        items.push_back(list.at(index));
    return items;
}

/// From 0, of a position from 1 or from -1 at the end; nullopt if the list has none such.
static std::optional<std::size_t> indexOf(const Value &list, const Value &position)
{
    const std::optional<Decimal> whole = position.number().rounded(0, Decimal::Rounding::Down);
    const std::optional<std::int64_t> number = whole ? whole->toInt64() : std::nullopt;
    if (!number || *number == 0 || std::abs(*number) > list.size())
        return std::nullopt;
    return std::size_t(*number > 0 ? *number - 1 : list.size() + *number);
}

static Value noSuchPosition(Call &call)
{
    return call.fail(u"there is no position %1 in a list of %2"_s.arg(quoted(call[1])).arg(call[0].size()));
}

static Value insertBefore(Call &call)
{
    Value::Items items = itemsOf(call[0]);
    std::optional<std::size_t> index = indexOf(call[0], call[1]);
    if (!index && call[1].number() == Decimal(call[0].size() + 1))
        index = items.size();
    if (!index)
        return noSuchPosition(call);
    items.insert(items.begin() + std::ptrdiff_t(*index), call[2]);
    return call.list(std::move(items));
}

static Value remove(Call &call)
{
    const std::optional<std::size_t> index = indexOf(call[0], call[1]);
    if (!index)
        return noSuchPosition(call);
    Value::Items items = itemsOf(call[0]);
    items.erase(items.begin() + std::ptrdiff_t(*index));
    return call.list(std::move(items));
}

static Value replaceAt(Call &call)
{
    const std::optional<std::size_t> index = indexOf(call[0], call[1]);
    if (!index)
        return noSuchPosition(call);
    Value::Items items = itemsOf(call[0]);
    items[*index] = call[2];
    return call.list(std::move(items));
}

/// Every item for which match(item, newItem) is true.
static Value replaceMatching(Call &call)
{
    Value::Items items = itemsOf(call[0]);
    for (Value &item : items) {
        const Value pair[] {item, call[2]};
        const Value matches = call.proceed() ? call.invoke(call[1], pair) : Value();
        if (!matches.isBoolean())
            return call.fail(u"the match function must give true or false"_s);
        if (matches.boolean())
            item = call[2];
    }
    return call.list(std::move(items));
}

static Value partition(Call &call)
{
    const std::optional<std::int64_t> size = call[1].number().toInt64();
    if (!size || *size < 1)
        return call.fail(u"the size of a part must be 1 or more"_s);
    Value::Items parts;
    for (qsizetype from = 0; from < call[0].size(); from += qsizetype(*size)) {
        Value::Items part;
        for (qsizetype index = from; index < std::min<qsizetype>(call[0].size(), from + qsizetype(*size)); ++index)
            part.push_back(call[0].at(index));
        parts.push_back(Value::list(std::move(part)));
    }
    return call.list(std::move(parts));
}

/// Each value that occurs more than once, in the order of their first occurrence.
static Value duplicateValues(Call &call)
{
    const Value::Items items = itemsOf(call[0]);
    const auto same = [&call](const Value &a, const Value &b) {
        return equals(a, b, call.environment().zones, call.dialect(), &call.effort()).value_or(false);
    };
    Value::Items duplicates;
    for (std::size_t index = 0; index < items.size() && call.proceed(qint64(items.size())); ++index) {
        const auto isSame = [&](const Value &other) { return same(items[index], other); };
        const bool occursLater = std::any_of(items.begin() + std::ptrdiff_t(index) + 1, items.end(), isSame);
        if (occursLater && std::none_of(duplicates.begin(), duplicates.end(), isSame))
            duplicates.push_back(items[index]);
    }
    return call.list(std::move(duplicates));
}

static constexpr Parameter listParameter[] = {{"list", Take::List}};
static constexpr Parameter insertParameters[]
    = {{"list", Take::List}, {"position", Take::Number}, {"newItem", Take::Any}};
static constexpr Parameter removeParameters[] = {{"list", Take::List}, {"position", Take::Number}};
static constexpr Parameter matchParameters[]
    = {{"list", Take::List}, {"match", Take::Function}, {"newItem", Take::Any}};
static constexpr Parameter partitionParameters[] = {{"list", Take::List}, {"size", Take::Number}};

static const Builtin functions[] = {
    {"insert before", insertParameters, insertBefore, "list<Any>", "The list with an item put in front of a position."},
    {"remove", removeParameters, remove, "list<Any>", "The list without the item at a position."},
    {"list replace", insertParameters, replaceAt, "list<Any>", "The list with another item at a position.",
     Availability::BeyondCamunda},
    {"list replace", matchParameters, replaceMatching, "list<Any>", "The list with all matching items replaced.",
     Availability::BeyondCamunda},
    {"partition", partitionParameters, partition, "list<list>", "The list in parts of a size.",
     Availability::CamundaOnly},
    {"duplicate values", listParameter, duplicateValues, "list<Any>", "What occurs more than once.",
     Availability::CamundaOnly},
};

} // namespace ListChangeFamily

std::span<const Builtin> listChangeFunctions()
{
    return ListChangeFamily::functions;
}

} // namespace Plugboard::Feel
