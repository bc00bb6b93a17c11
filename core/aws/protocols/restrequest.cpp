#include "core/aws/protocols/restrequest_p.h"

#include "core/aws/protocols/jsonwriter_p.h"
#include "core/aws/protocols/xmlwriter_p.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

bool isInBody(const Member &member)
{
    return member.location.isEmpty();
}

/// Smithy, "httpHeader trait": strings with a comma or a quote are quoted where they stand in a list.
QByteArray headerItem(const Member &use, const Scalar &scalar)
{
    QByteArray text = scalar.text();
    if (use.shape->type != ShapeType::String || !(text.contains(',') || text.contains('"')))
        return text;
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

/// The text of a scalar in a header: JSON in base64, because it may hold what headers cannot.
QByteArray headerText(const Member &use, const Scalar &scalar)
{
    return use.jsonValue ? scalar.bytes.toBase64() : scalar.text();
}

/// The root element of a payload that has a name of its own: a member that says no more than its name in the model goes by its
/// shape (Smithy, "AWS restXml protocol", "XML shape serialization"). Empty: by the shape.
QString payloadElement(const Member &payload)
{
    const bool ownName = !payload.xmlNamespace.isEmpty() || payload.locationName != payload.name;
    return ownName ? payload.locationName : QString();
}

} // namespace

Result<Http::Request> RestRequest::request()
{
    const QByteArray uri = m_operation.uri.toUtf8();
    const qsizetype mark = uri.indexOf('?');
    m_request.method = m_operation.method.toUtf8();
    m_request.target.query = mark < 0 ? QByteArray() : uri.sliced(mark + 1);
    m_request.target.path.clear();
    for (const QByteArray &constant : m_request.target.query.split('&'))
        m_queryNames.append(constant.left(constant.indexOf('=')));
    if (m_operation.input != nullptr)
        m_walk.checkMembers(*m_operation.input, m_input, {});
    addPath(mark < 0 ? QByteArrayView(uri) : QByteArrayView(uri).first(mark));
    if (m_operation.input != nullptr && !m_walk.error()) {
        addMembers();
        addBody();
    }
    if (m_walk.error())
        return *m_walk.error();
    return m_request;
}

void RestRequest::addPath(QByteArrayView path)
{
    while (!path.isEmpty() && !m_walk.error()) {
        const qsizetype begin = path.indexOf('{');
        const qsizetype end = path.indexOf('}');
        if (begin < 0 || end < begin) {
            m_request.target.path.append(path);
            return;
        }
        const QByteArrayView name = path.sliced(begin + 1, end - begin - 1);
        const bool greedy = name.endsWith('+');
        m_request.target.path.append(path.first(begin));
        m_request.target.path += label(greedy ? name.chopped(1) : name, greedy);
        path = path.sliced(end + 1);
    }
}

/// A member's text as part of the path. Empty would name another resource, or another operation.
QByteArray RestRequest::label(QByteArrayView name, bool greedy)
{
    const QList<Member> members = m_operation.input == nullptr ? QList<Member>() : m_operation.input->members;
    for (const Member &member : members) {
        if (member.location != u"uri" || member.wireName().toUtf8() != name)
            continue;
        const Value value = m_input[member.name.toUtf8()];
        if (value.isNull()) {
            m_walk.fail(member.name, u"is required, because it is part of the path; give it a value"_s);
            return {};
        }
        const auto scalar = m_walk.scalar(member, value, member.name, TimestampFormat::Iso8601);
        if (scalar && scalar->bytes.isEmpty())
            m_walk.fail(member.name, u"must not be empty, because it is part of the path; give it a value"_s);
        return scalar ? Http::percentEncoded(scalar->text(), greedy ? "/" : "") : QByteArray();
    }
    m_walk.fail({},
                u"the model of %1 has no member for \"{%2}\" in its path; get a newer model"_s.arg(
                    m_operation.name, QString::fromUtf8(name)));
    return {};
}

void RestRequest::addMembers()
{
    for (qsizetype i = 0; i < m_input.size() && !m_walk.error(); ++i) {
        const Member &member = *m_operation.input->member(QString::fromUtf8(m_input.keyAt(i)));
        const Value value = m_input.valueAt(i);
        if (value.isNull())
            continue;
        if (member.location == u"header")
            addHeader(member, value);
        else if (member.location == u"headers")
            addPrefixHeaders(member, value);
        else if (member.location == u"querystring" && member.shape->type != ShapeType::Map)
            addQueryMember(member, value);
    }
    for (const Member &member : m_operation.input->members) {
        const Value value = m_input[member.name.toUtf8()];
        if (member.location == u"querystring" && member.shape->type == ShapeType::Map && !value.isNull())
            addQueryMap(member, value);
    }
}

void RestRequest::addHeader(const Member &member, const Value &value)
{
    const QByteArray name = member.wireName().toUtf8();
    if (member.shape->type != ShapeType::List || !value.isList()) {
        if (const auto scalar = m_walk.scalar(member, value, member.name, TimestampFormat::Rfc822))
            m_request.headers.set(name, headerText(member, *scalar));
        return;
    }
    const Member &item = member.shape->item;
    QByteArrayList items;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QString path = u"%1[%2]"_s.arg(member.name).arg(i + 1);
        if (value.at(i).isNull())
            continue;
        const auto scalar = m_walk.scalar(item, value.at(i), path, TimestampFormat::Rfc822);
        if (!scalar)
            return;
        items.append(headerItem(item, *scalar));
    }
    m_request.headers.set(name, items.join(", "));
}

void RestRequest::addPrefixHeaders(const Member &member, const Value &value)
{
    if (!expectMap(value, member.name))
        return;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArray key = value.keyAt(i).toByteArray();
        const QString path = memberPath(member.name, QString::fromUtf8(key));
        if (value.valueAt(i).isNull())
            continue;
        if (const auto text = m_walk.scalar(member.shape->value, value.valueAt(i), path, TimestampFormat::Rfc822))
            m_request.headers.set(member.locationName.toUtf8() + key, text->text());
    }
}

void RestRequest::addQueryMember(const Member &member, const Value &value)
{
    const QByteArray name = Http::percentEncoded(member.wireName().toUtf8());
    m_queryNames.append(name);
    addQueryPairs(name, member, value, member.name);
}

void RestRequest::addQueryMap(const Member &member, const Value &value)
{
    if (!expectMap(value, member.name))
        return;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArray name = Http::percentEncoded(value.keyAt(i));
        const QString path = memberPath(member.name, QString::fromUtf8(value.keyAt(i)));
        if (!m_queryNames.contains(name) && !value.valueAt(i).isNull())
            addQueryPairs(name, member.shape->value, value.valueAt(i), path);
    }
}

/// One pair, or one for each item of a list.
void RestRequest::addQueryPairs(const QByteArray &name, const Member &use, const Value &value, const QString &path)
{
    if (use.shape->type == ShapeType::List && value.isList()) {
        for (qsizetype i = 0; i < value.size(); ++i) {
            if (!value.at(i).isNull())
                addQueryPairs(name, use.shape->item, value.at(i), u"%1[%2]"_s.arg(path).arg(i + 1));
        }
        return;
    }
    const auto scalar = m_walk.scalar(use, value, path, TimestampFormat::Iso8601);
    if (!scalar)
        return;
    QByteArray &query = m_request.target.query;
    query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(Http::percentEncoded(scalar->text()));
}

void RestRequest::addBody()
{
    const Shape &input = *m_operation.input;
    const QString &payloadName = m_operation.inputPayload.isEmpty() ? input.payload : m_operation.inputPayload;
    if (!payloadName.isEmpty()) {
        if (const Member *payload = input.member(payloadName))
            addPayload(*payload, m_input[payload->name.toUtf8()]);
        return;
    }
    const bool any = std::any_of(input.members.begin(), input.members.end(), isInBody);
    const bool given = std::any_of(input.members.begin(), input.members.end(), [&](const Member &member) {
        return isInBody(member) && !m_input[member.name.toUtf8()].isNull();
    });
    // JSON of nothing is sent where something could stand, XML is not.
    if (given || (any && m_protocol == WireProtocol::RestJson)) {
        Member root;
        root.shape = &input;
        root.xmlNamespace = m_operation.inputNamespace;
        addStructure(root, m_operation.inputName, m_input, isInBody);
    }
}

/// One member is the whole body.
void RestRequest::addPayload(const Member &payload, const Value &value)
{
    const Shape &shape = *payload.shape;
    if (shape.eventStream) {
        return m_walk.fail(payload.name,
                           u"is a stream of messages in both directions, which is not supported; use "
                           "an operation that takes one request"_s,
                           ErrorCode::Unsupported);
    }
    const bool structured = shape.document || shape.type == ShapeType::Structure || shape.type == ShapeType::List
        || shape.type == ShapeType::Map;
    if (structured && !value.isNull())
        return addStructure(payload, payloadElement(payload), value, {});
    if (structured) {
        if (m_protocol == WireProtocol::RestJson && !shape.document && !shape.unionType)
            addStructure(payload, {}, Value::context(Value::Entries()), isInBody);
        return;
    }
    // Bytes that are not there are no bytes, a text that is not there is no text.
    const bool blob = shape.type == ShapeType::Blob;
    if (!value.isNull()) {
        if (const auto scalar = m_walk.scalar(payload, value, payload.name, TimestampFormat::Iso8601))
            m_request.body = scalar->bytes;
    }
    if (blob || !value.isNull())
        setContentType(blob ? "application/octet-stream" : "text/plain");
}

void RestRequest::addStructure(const Member &root, const QString &name, const Value &value,
                               const InputWalk::Filter &filter)
{
    const Place place {Place::Role::Root, root};
    if (m_protocol == WireProtocol::RestJson) {
        JsonWriter writer;
        m_walk.walk(writer, place, value, root.name, filter);
        m_request.body = writer.body();
        return setContentType("application/json");
    }
    const Shape &shape = *root.shape;
    const QString shapeName = shape.locationName.isEmpty() ? shape.name : shape.locationName;
    const bool ownNamespace = !root.xmlNamespace.isEmpty();
    XmlWriter writer({name.isEmpty() ? shapeName : name, ownNamespace ? root.xmlNamespace : shape.xmlNamespace,
                      ownNamespace ? root.xmlNamespacePrefix : shape.xmlNamespacePrefix});
    m_walk.walk(writer, place, value, root.name, filter);
    m_request.body = writer.body();
    setContentType("application/xml");
}

/// What the input says in a header counts.
void RestRequest::setContentType(const QByteArray &type)
{
    if (!m_request.headers.contains("Content-Type"))
        m_request.headers.add("Content-Type", type);
}

bool RestRequest::expectMap(const Value &value, const QString &path)
{
    if (!value.isContext())
        m_walk.fail(path, u"must be a context, not %1"_s.arg(value.typeName()));
    return value.isContext();
}

} // namespace Plugboard::Aws
