#include "core/value/json.h"

namespace Plugboard::Json {

namespace {

/// What Json::read() accepts; FEEL can build deeper values than a stack can follow.
constexpr int maxDepth = 1000;

Value converted(const Value &value, int depth, bool &changed);

Value convertedList(const Value &list, int depth, bool &changed)
{
    const Value::Items *items = list.items();
    if (!items)
        return list; // a view into a document: JSON already
    Value::Items result;
    result.reserve(items->size());
    bool inner = false;
    for (const Value &item : *items)
        result.push_back(converted(item, depth + 1, inner));
    changed |= inner;
    return inner ? Value::list(std::move(result)) : list;
}

Value convertedContext(const Value &context, int depth, bool &changed)
{
    const Value::Entries *entries = context.entries();
    if (!entries)
        return context;
    Value::Entries result;
    result.reserve(entries->size());
    bool inner = false;
    for (const auto &[key, value] : *entries)
        result.emplace_back(key, converted(value, depth + 1, inner));
    changed |= inner;
    return inner ? Value::context(std::move(result)) : context;
}

Value converted(const Value &value, int depth, bool &changed)
{
    using Type = Value::Type;
    if (depth > maxDepth) {
        changed = true;
        return {};
    }
    switch (value.type()) {
    case Type::Null:
    case Type::Boolean:
    case Type::Number:
    case Type::String:
        return value;
    case Type::List:
        return convertedList(value, depth, changed);
    case Type::Context:
        return convertedContext(value, depth, changed);
    default:
        break;
    }
    changed = true;
    switch (value.type()) {
    case Type::Date:
        return Value::utf8(value.date().toText());
    case Type::Time:
        return Value::utf8(value.time().toText());
    case Type::DateTime:
        return Value::utf8(value.dateTime().toText());
    case Type::YearsMonths:
        return Value::utf8(value.yearsMonths().toText());
    case Type::DaysTime:
        return Value::utf8(value.daysTime().toText());
    default:
        return {};
    }
}

} // namespace

Value plain(const Value &value)
{
    bool changed = false;
    return converted(value, 0, changed);
}

} // namespace Plugboard::Json
