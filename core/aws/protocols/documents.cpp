#include "core/aws/protocols/documents_p.h"

#include "core/aws/protocols/cborreader.h"
#include "core/aws/protocols/valueform_p.h"
#include "core/aws/protocols/xmlform_p.h"
#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Result<Value> readXmlDocument(const Member &use, const QByteArray &text)
{
    const Result<XmlNode> root = readXml(text);
    if (!root)
        return root.error();
    if (root->name.compare(u"html", Qt::CaseInsensitive) == 0) {
        return Error {Stage::Response,
                      ErrorCode::Syntax,
                      u"the answer is a page (HTML), as proxies send it; is the endpoint an AWS service?"_s,
                      {}};
    }
    // An output whose only member is the root itself (Smithy, "s3UnwrappedXmlOutput trait").
    const auto isRoot = [&root](const Member &member) { return member.wireName() == root->name; };
    if (use.shape->type == ShapeType::Structure && root->children.empty()) {
        const auto member = std::find_if(use.shape->members.begin(), use.shape->members.end(), isRoot);
        if (member != use.shape->members.end())
            return Value::context({{member->name.toUtf8(), readXmlShape(*member, *root)}});
    }
    return readXmlShape(use, *root);
}

Result<Value> readJsonDocument(const QByteArray &text)
{
    Result<Value> root = Json::read(text);
    if (root || root.error().code == ErrorCode::Limit)
        return root;
    Error error = root.error();
    error.message = u"the answer is no JSON (%1); is the endpoint an AWS service?"_s.arg(error.message);
    return error;
}

} // namespace

Member useOf(const Shape &shape)
{
    Member use;
    use.shape = &shape;
    return use;
}

Result<Value> readDocument(WireProtocol protocol, const Member &use, const QByteArray &text)
{
    const Value nothing = Value::context(Value::Entries());
    if (text.trimmed().isEmpty())
        return nothing;
    if (protocol == WireProtocol::RestXml || protocol == WireProtocol::Query || protocol == WireProtocol::Ec2)
        return readXmlDocument(use, text);
    const Result<Value> root = protocol == WireProtocol::Cbor ? readCbor(text) : readJsonDocument(text);
    if (!root)
        return root.error();
    const bool structure = use.shape->type == ShapeType::Structure && !use.shape->document;
    if (structure && root->isNull())
        return nothing;
    if (structure && !root->isContext()) {
        return Error {Stage::Response,
                      ErrorCode::Syntax,
                      u"the answer is a %1 and no object; is the endpoint an AWS service?"_s.arg(root->typeName()),
                      {}};
    }
    return readValueShape(use, *root);
}

Value merged(const Shape &shape, const Value &bound, const Value &document)
{
    ContextBuilder context;
    for (const Member &member : shape.members) {
        const QByteArray name = member.name.toUtf8();
        if (const std::optional<Value> value = bound.find(name))
            context.set(name, *value);
        else if (const std::optional<Value> inDocument = document.find(name))
            context.set(name, *inDocument);
    }
    for (qsizetype i = 0; i < document.size(); ++i) {
        if (shape.member(QString::fromUtf8(document.keyAt(i))) == nullptr)
            context.set(document.keyAt(i).toByteArray(), document.valueAt(i));
    }
    return context.build();
}

} // namespace Plugboard::Aws
