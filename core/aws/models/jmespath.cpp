#include "core/aws/models/jmespath_p.h"

#include <algorithm>

namespace Plugboard::Aws {

namespace {

using PathNode = JmesPath::Node;

Value searchNode(const PathNode &node, const Value &value);

/// JMESPath's false values: null, false, and what is empty.
bool holds(const Value &value)
{
    switch (value.type()) {
    case Value::Type::Null:
        return false;
    case Value::Type::Boolean:
        return value.boolean();
    case Value::Type::String:
        return !value.utf8().isEmpty();
    case Value::Type::List:
    case Value::Type::Context:
        return value.size() > 0;
    default:
        return true;
    }
}

Value flattened(const Value &list)
{
    if (!list.isList())
        return {};
    Value::Items items;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Value item = list.at(i);
        if (!item.isList())
            items.push_back(item);
        for (qsizetype j = 0; item.isList() && j < item.size(); ++j)
            items.push_back(item.at(j));
    }
    return Value::list(std::move(items));
}

/// Nulls are left out of projections.
void project(const PathNode &node, const Value &item, Value::Items &items)
{
    if (node.kind == PathNode::Kind::Filter && !holds(searchNode(*node.condition, item)))
        return;
    Value found = searchNode(*node.right, item);
    if (!found.isNull())
        items.push_back(std::move(found));
}

Value projectedList(const PathNode &node, const Value &list)
{
    if (!list.isList())
        return {};
    Value::Items items;
    for (qsizetype i = 0; i < list.size(); ++i)
        project(node, list.at(i), items);
    return Value::list(std::move(items));
}

Value projectedValues(const PathNode &node, const Value &context)
{
    if (!context.isContext())
        return {};
    Value::Items items;
    for (qsizetype i = 0; i < context.size(); ++i)
        project(node, context.valueAt(i), items);
    return Value::list(std::move(items));
}

Value compared(const QByteArray &comparator, const Value &a, const Value &b)
{
    if (comparator == "==")
        return Value::boolean(a == b);
    if (comparator == "!=")
        return Value::boolean(!(a == b));
    if (!a.isNumber() || !b.isNumber())
        return {};
    const double left = a.number().toDouble();
    const double right = b.number().toDouble();
    if (comparator == "<")
        return Value::boolean(left < right);
    if (comparator == "<=")
        return Value::boolean(left <= right);
    return Value::boolean(comparator == ">" ? left > right : left >= right);
}

bool containsItem(const Value &where, const Value &what)
{
    if (where.isString())
        return what.isString() && where.utf8().indexOf(what.utf8()) >= 0;
    for (qsizetype i = 0; i < where.size(); ++i) {
        if (where.at(i) == what)
            return true;
    }
    return false;
}

/// The specification makes wrong types errors; for a waiter they are simply no match.
Value called(const PathNode &node, const Value &value)
{
    const Value subject = searchNode(*node.arguments.front(), value);
    if (node.text == "length") {
        if (subject.isString())
            return Value::number(subject.stringLength());
        return subject.isList() || subject.isContext() ? Value::number(subject.size()) : Value();
    }
    if (node.text == "contains") {
        if (!subject.isString() && !subject.isList())
            return {};
        return Value::boolean(containsItem(subject, searchNode(*node.arguments.back(), value)));
    }
    if (!subject.isContext())
        return {};
    Value::Items keys;
    for (qsizetype i = 0; i < subject.size(); ++i)
        keys.push_back(Value::utf8(subject.keyAt(i)));
    return Value::list(std::move(keys));
}

/// Of null nothing is selected; what a choice does not find is null in the list.
Value selected(const PathNode &node, const Value &value)
{
    if (value.isNull())
        return {};
    Value::Items items;
    for (const PathNode::Pointer &choice : node.arguments)
        items.push_back(searchNode(*choice, value));
    return Value::list(std::move(items));
}

Value searchNode(const PathNode &node, const Value &value)
{
    using Kind = PathNode::Kind;
    const auto left = [&] { return searchNode(*node.left, value); };
    switch (node.kind) {
    case Kind::Current:
        return value;
    case Kind::Field: {
        const Value context = left();
        return context.isContext() ? context[node.text] : Value();
    }
    case Kind::Index: {
        const Value list = left();
        return list.isList() ? list.at(node.index < 0 ? list.size() + node.index : node.index) : Value();
    }
    case Kind::Flatten:
        return flattened(left());
    case Kind::ListProjection:
    case Kind::Filter:
        return projectedList(node, left());
    case Kind::ValueProjection:
        return projectedValues(node, left());
    case Kind::Pipe:
        return searchNode(*node.right, left());
    case Kind::Or: {
        Value first = left();
        return holds(first) ? first : searchNode(*node.right, value);
    }
    case Kind::And: {
        Value first = left();
        return holds(first) ? searchNode(*node.right, value) : first;
    }
    case Kind::Not:
        return Value::boolean(!holds(left()));
    case Kind::Compare:
        return compared(node.text, left(), searchNode(*node.right, value));
    case Kind::Literal:
        return node.literal;
    case Kind::Function:
        return called(node, value);
    case Kind::MultiSelect:
        return selected(node, left());
    }
    return {};
}

} // namespace

JmesPath::JmesPath(QString text, std::shared_ptr<const Node> root)
    : m_text(std::move(text))
    , m_root(std::move(root))
{
}

Result<JmesPath> JmesPath::parse(QStringView expression)
{
    const QByteArray text = expression.toUtf8();
    Result<Node::Pointer> root = JmesPathParser(text).parse();
    if (!root)
        return root.error();
    return JmesPath(expression.toString(), *std::move(root));
}

Value JmesPath::search(const Value &value) const
{
    return searchNode(*m_root, value);
}

} // namespace Plugboard::Aws
