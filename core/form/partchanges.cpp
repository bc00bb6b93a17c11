#include "core/form/parts.h"
#include "core/form/shapefields_p.h"
#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

/// What a new item or entry holds before somebody types.
Value newPart(const Aws::Shape &shape)
{
    if (!isNested(shape))
        return Value::string({});
    return shape.type == Aws::ShapeType::List ? Value::list(Value::Items()) : Value::context(Value::Entries());
}

Value::Items itemsOf(const Value &list)
{
    Value::Items items;
    for (qsizetype i = 0; list.isList() && i < list.size(); ++i)
        items.push_back(list.at(i));
    return items;
}

Value::Entries entriesOf(const Value &context)
{
    Value::Entries entries;
    for (qsizetype i = 0; context.isContext() && i < context.size(); ++i)
        entries.emplace_back(context.keyAt(i).toByteArray(), context.valueAt(i));
    return entries;
}

template <typename Parts>
bool removeAt(Parts &parts, qsizetype index)
{
    if (index < 0 || index >= qsizetype(parts.size()))
        return false;
    parts.erase(parts.begin() + index);
    return true;
}

template <typename Parts>
bool moveBy(Parts &parts, qsizetype index, qsizetype by)
{
    const qsizetype size = qsizetype(parts.size());
    if (index < 0 || index >= size || index + by < 0 || index + by >= size)
        return false;
    std::swap(parts[std::size_t(index)], parts[std::size_t(index + by)]);
    return true;
}

} // namespace

std::optional<QString> withAddedItem(const FormState &state, const Field &list)
{
    if (nestingOf(list) != Nesting::List)
        return {};
    Value::Items items = itemsOf(state.value(list.id));
    items.push_back(newPart(*list.shape->item.shape));
    return textOfValue(Value::list(std::move(items)));
}

std::optional<QString> withAddedEntry(const FormState &state, const Field &map, const QString &key)
{
    const Value value = state.value(map.id);
    if (nestingOf(map) != Nesting::Map || value.find(key.toUtf8()))
        return {};
    Value::Entries entries = entriesOf(value);
    entries.emplace_back(key.toUtf8(), newPart(*map.shape->value.shape));
    return textOfValue(Value::context(std::move(entries)));
}

std::optional<QString> withoutPart(const FormState &state, const Field &field, qsizetype index)
{
    const Value value = state.value(field.id);
    if (value.isList()) {
        Value::Items items = itemsOf(value);
        return removeAt(items, index) ? std::optional(textOfValue(Value::list(std::move(items)))) : std::nullopt;
    }
    Value::Entries entries = entriesOf(value);
    return removeAt(entries, index) ? std::optional(textOfValue(Value::context(std::move(entries)))) : std::nullopt;
}

std::optional<QString> withMovedPart(const FormState &state, const Field &field, qsizetype index, qsizetype by)
{
    const Value value = state.value(field.id);
    if (value.isList()) {
        Value::Items items = itemsOf(value);
        return moveBy(items, index, by) ? std::optional(textOfValue(Value::list(std::move(items)))) : std::nullopt;
    }
    Value::Entries entries = entriesOf(value);
    return moveBy(entries, index, by) ? std::optional(textOfValue(Value::context(std::move(entries)))) : std::nullopt;
}

std::optional<QString> withRenamedKey(const FormState &state, const Field &map, qsizetype index, const QString &key)
{
    const Value value = state.value(map.id);
    Value::Entries entries = entriesOf(value);
    if (index < 0 || index >= qsizetype(entries.size()) || value.find(key.toUtf8()))
        return {};
    entries[std::size_t(index)].first = key.toUtf8();
    return textOfValue(Value::context(std::move(entries)));
}

QString chosenMember(const FormState &state, const Field &unionField)
{
    const Value value = state.value(unionField.id);
    return value.isContext() && value.size() > 0 ? QString::fromUtf8(value.keyAt(0)) : QString();
}

std::optional<QString> withChosenMember(const FormState &state, const Field &unionField, const QString &member)
{
    if (nestingOf(unionField) != Nesting::Union)
        return {};
    if (member.isEmpty())
        return QString();
    const Aws::Member *chosen = unionField.shape->member(member);
    if (!chosen)
        return {};
    const Value kept = state.value(unionField.id)[member.toUtf8()];
    const Value value = kept.isNull() ? newPart(*chosen->shape) : kept;
    return textOfValue(ContextBuilder().set(member, value).build());
}

} // namespace Plugboard::Form
