#include "core/aws/protocols/queryresponse_p.h"

#include <QSet>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

bool isFlattened(const Member &member)
{
    return member.flattened || member.shape->flattened;
}

/// What the elements of a member are called. A flattened list's items stand in the structure itself.
QString elementName(const Member &member)
{
    if (member.locationName.isEmpty() && member.shape->type == ShapeType::List && isFlattened(member)
        && !member.shape->item.locationName.isEmpty())
        return member.shape->item.locationName;
    return member.wireName();
}

Value readList(const Member &item, const std::vector<const XmlNode *> &nodes)
{
    Value::Items items;
    for (const XmlNode *node : nodes)
        items.push_back(readShape(item, *node));
    return Value::list(std::move(items));
}

Value readMap(const Shape &shape, const std::vector<const XmlNode *> &entries)
{
    const auto part = [](const Member &member, QStringView otherwise) {
        return member.locationName.isEmpty() ? otherwise.toString() : member.locationName;
    };
    ContextBuilder map;
    for (const XmlNode *entry : entries) {
        const XmlNode *value = entry->child(part(shape.value, u"value"));
        map.set(entry->childText(part(shape.key, u"key")), value == nullptr ? Value() : readShape(shape.value, *value));
    }
    return map.build();
}

std::vector<const XmlNode *> childrenOf(const XmlNode &node)
{
    std::vector<const XmlNode *> nodes;
    for (const XmlNode &child : node.children)
        nodes.push_back(&child);
    return nodes;
}

Value readStructure(const Shape &shape, const XmlNode &node)
{
    ContextBuilder context;
    QSet<QString> known;
    for (const Member &member : shape.members) {
        const QString name = elementName(member);
        known.insert(name);
        if (member.xmlAttribute) {
            for (const auto &[attribute, value] : node.attributes) {
                if (attribute == name)
                    context.set(member.name, Value::string(value));
            }
            continue;
        }
        std::vector<const XmlNode *> nodes;
        for (const XmlNode &child : node.children) {
            if (child.name == name)
                nodes.push_back(&child);
        }
        if (nodes.empty())
            continue;
        if (member.shape->type == ShapeType::List && isFlattened(member))
            context.set(member.name, readList(member.shape->item, nodes));
        else if (member.shape->type == ShapeType::Map && isFlattened(member))
            context.set(member.name, readMap(*member.shape, nodes));
        else
            context.set(member.name, readShape(member, *nodes.front()));
    }
    XmlNode rest;
    std::copy_if(node.children.begin(), node.children.end(), std::back_inserter(rest.children),
                 [&](const XmlNode &child) { return !known.contains(child.name); });
    const Value unknown = rest.children.empty() ? Value() : valueOf(rest);
    for (qsizetype i = 0; i < unknown.size(); ++i)
        context.set(unknown.keyAt(i).toByteArray(), unknown.valueAt(i));
    return context.build();
}

Value readNumber(const QString &text)
{
    const Value number = Value::numberFromText(text.trimmed().toUtf8());
    return number.isNull() ? Value::string(text) : number; // "NaN", or not what the model says
}

Value readBoolean(const QString &text)
{
    if (text == u"true" || text == u"false")
        return Value::boolean(text == u"true");
    return Value::string(text);
}

} // namespace

Value readShape(const Member &use, const XmlNode &node)
{
    switch (use.shape->type) {
    case ShapeType::Structure:
        return readStructure(*use.shape, node);
    case ShapeType::List:
        return readList(use.shape->item, childrenOf(node));
    case ShapeType::Map:
        return readMap(*use.shape, childrenOf(node));
    case ShapeType::Integer:
    case ShapeType::Long:
    case ShapeType::Float:
    case ShapeType::Double:
        return readNumber(node.text);
    case ShapeType::Boolean:
        return readBoolean(node.text);
    default:
        return node.children.empty() ? Value::string(node.text) : valueOf(node);
    }
}

Result<ParsedResponse> readQueryResponse(const Operation &operation, const QByteArray &body)
{
    ParsedResponse parsed;
    parsed.output = Value::context(Value::Entries());
    // An operation with an output always has a root around it: anything else is a page of somebody in between.
    if (body.trimmed().isEmpty() && operation.resultWrapper.isEmpty())
        return parsed;
    const Result<XmlNode> root = readXml(body);
    if (!root)
        return root.error();
    if (!root->name.endsWith(u"Response"))
        return Error {Stage::Response,
                      ErrorCode::Syntax,
                      u"it is no %1Response but %2"_s.arg(operation.name, root->name.left(40)),
                      {}};
    if (const XmlNode *metadata = root->child(u"ResponseMetadata"))
        parsed.requestId = metadata->childText(u"RequestId");
    const XmlNode *wrapper = operation.resultWrapper.isEmpty() ? nullptr : root->child(operation.resultWrapper);
    XmlNode result = wrapper != nullptr ? *wrapper : *root;
    std::erase_if(result.children, [](const XmlNode &child) { return child.name == u"ResponseMetadata"; });
    static const Shape nothing;
    Member use;
    use.shape = operation.output == nullptr ? &nothing : operation.output;
    parsed.output = readShape(use, result);
    return parsed;
}

} // namespace Plugboard::Aws
