#include "core/aws/protocols/xmlform_p.h"

#include "core/aws/protocols/shapewalk_p.h"
#include "core/http/message.h"
#include "core/value/json.h"

#include <QVarLengthArray>

#include <algorithm>
#include <optional>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// One element, or the elements of one name in a structure; or an attribute.
struct XmlUse
{
    QVarLengthArray<const XmlNode *, 1> elements;
    QString attribute;

    static XmlUse of(const XmlNode &element)
    {
        XmlUse use;
        use.elements.append(&element);
        return use;
    }
    QString text() const { return elements.isEmpty() ? attribute : elements.front()->text; }
};

bool isFlattened(const Member &member)
{
    return member.flattened || member.shape->flattened;
}

/// Names of a member's elements, the likeliest first. Items of a flattened list stand in the structure under the member's name
/// (Smithy, "xmlFlattened trait"); older models name them by the list's item alone.
QStringList elementNames(const Member &member)
{
    QStringList names {member.wireName()};
    if (member.shape->type == ShapeType::List && isFlattened(member) && !member.shape->item.locationName.isEmpty())
        names.append(member.shape->item.locationName);
    return names;
}

/// "xsi:type", whatever prefix the answer binds to that namespace.
bool isAttribute(const QString &qualifiedName, const QString &wanted)
{
    return qualifiedName == wanted || qualifiedName.section(u':', -1) == wanted.section(u':', -1);
}

/// IAM alone sends documents in a shape of this name as percent-encoded JSON (IAM API Reference, "GetRolePolicy").
Value readPolicy(const QString &text)
{
    const Result<Value> policy = Json::read(Http::percentDecoded(text.trimmed().toUtf8()));
    return policy ? *policy : Value::string(text);
}

struct XmlForm
{
    using Node = XmlUse;
    using Name = QStringList;

    static QStringList nameOf(const Member &member) { return elementNames(member); }

    static bool fits(const Member &use, const XmlUse &node)
    {
        if (node.elements.isEmpty())
            return use.xmlAttribute;
        const bool scalar = use.shape->type != ShapeType::Structure && use.shape->type != ShapeType::List
            && use.shape->type != ShapeType::Map;
        const XmlNode &first = *node.elements.front();
        if (scalar)
            return first.children.empty();
        const bool oneText = first.children.empty() && first.attributes.empty() && !first.text.trimmed().isEmpty();
        return !oneText || (use.shape->type == ShapeType::List && isFlattened(use));
    }

    static std::optional<XmlUse> member(const Member &member, const QStringList &names, const XmlUse &structure)
    {
        XmlUse found;
        const XmlNode &node = *structure.elements.front();
        if (member.xmlAttribute) {
            for (const auto &[name, value] : node.attributes) {
                if (isAttribute(name, names.front())) {
                    found.attribute = value;
                    return found;
                }
            }
            return {};
        }
        for (const QString &name : names) {
            for (const XmlNode &child : node.children) {
                if (child.name == name)
                    found.elements.append(&child);
            }
            if (!found.elements.isEmpty())
                return found;
        }
        return {};
    }

    static void addUnknown(const KnownMembers<QStringList> &known, qsizetype /*found*/, const XmlUse &structure,
                           ContextBuilder &context)
    {
        const XmlNode &node = *structure.elements.front();
        XmlNode rest;
        std::copy_if(node.attributes.begin(), node.attributes.end(), std::back_inserter(rest.attributes),
                     [&known](const auto &attribute) {
                         return std::none_of(known.begin(), known.end(), [&attribute](const auto &each) {
                             return each.member.xmlAttribute && isAttribute(attribute.first, each.wireName.front());
                         });
                     });
        std::copy_if(node.children.begin(), node.children.end(), std::back_inserter(rest.children),
                     [&known](const XmlNode &child) {
                         return std::none_of(known.begin(), known.end(), [&child](const auto &each) {
                             return !each.member.xmlAttribute && each.wireName.contains(child.name);
                         });
                     });
        if (rest.children.empty() && rest.attributes.empty())
            return;
        const Value unknown = valueOf(rest);
        for (qsizetype i = 0; i < unknown.size(); ++i)
            context.set(unknown.keyAt(i).toByteArray(), unknown.valueAt(i));
    }

    /// Items are whatever stands in the list: services do not keep to the name that the model says.
    static std::vector<XmlUse> items(const Member &use, const XmlUse &list)
    {
        std::vector<XmlUse> items;
        for (const XmlNode *element : list.elements) {
            if (isFlattened(use)) {
                items.push_back(XmlUse::of(*element));
                continue;
            }
            for (const XmlNode &child : element->children)
                items.push_back(XmlUse::of(child));
        }
        return items;
    }

    static std::vector<std::pair<QByteArray, XmlUse>> entries(const Member &use, const XmlUse &map)
    {
        const Member &key = use.shape->key;
        const Member &value = use.shape->value;
        const QString keyName = key.locationName.isEmpty() ? u"key"_s : key.locationName;
        const QString valueName = value.locationName.isEmpty() ? u"value"_s : value.locationName;
        std::vector<std::pair<QByteArray, XmlUse>> entries;
        Member item;
        item.shape = use.shape;
        item.flattened = use.flattened;
        for (const XmlUse &entry : items(item, map)) {
            const XmlNode &node = *entry.elements.front();
            XmlUse found;
            if (const XmlNode *child = node.child(valueName))
                found.elements.append(child);
            entries.emplace_back(node.childText(keyName).toUtf8(), std::move(found));
        }
        return entries;
    }

    static Value scalar(const Member &use, const XmlUse &node)
    {
        if (use.shape->name == u"policyDocumentType")
            return readPolicy(node.text());
        return readTextShape(*use.shape, node.text());
    }

    static Value plain(const XmlUse &node)
    {
        if (node.elements.isEmpty())
            return {};
        if (node.elements.size() == 1)
            return valueOf(*node.elements.front());
        Value::Items items;
        for (const XmlNode *element : node.elements)
            items.push_back(valueOf(*element));
        return Value::list(std::move(items));
    }
};

} // namespace

Value readTextShape(const Shape &shape, const QString &text)
{
    switch (shape.type) {
    case ShapeType::Integer:
    case ShapeType::Long:
    case ShapeType::Float:
    case ShapeType::Double: {
        const Value number = Value::numberFromText(text.trimmed().toUtf8());
        return number.isNull() ? Value::string(text) : number; // "NaN", or not what the model says
    }
    case ShapeType::Boolean: {
        const QString word = text.trimmed();
        return word == u"true" || word == u"false" ? Value::boolean(word == u"true") : Value::string(text);
    }
    default:
        return Value::string(text);
    }
}

Value readXmlShape(const Member &use, const XmlNode &node)
{
    return ShapeWalk<XmlForm>().read(use, XmlUse::of(node));
}

} // namespace Plugboard::Aws
