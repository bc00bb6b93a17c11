#include "core/aws/protocols/answers_p.h"

#include "core/aws/protocols/documents_p.h"
#include "core/aws/protocols/errors_p.h"
#include "core/aws/protocols/eventvalues_p.h"
#include "core/aws/protocols/headbindings_p.h"
#include "core/aws/protocols/xmlform_p.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

const Shape &outputOf(const Operation &operation)
{
    static const Shape nothing;
    return operation.output == nullptr ? nothing : *operation.output;
}

bool isRest(WireProtocol protocol)
{
    return protocol == WireProtocol::RestJson || protocol == WireProtocol::RestXml;
}

/// The member that is the whole body; the others stand in the head then. Null if the body holds the members.
const Member *payloadOf(WireProtocol protocol, const Shape &output)
{
    return isRest(protocol) && !output.payload.isEmpty() ? output.member(output.payload) : nullptr;
}

const Member *eventStreamOf(const Shape &output)
{
    const auto found = std::find_if(output.members.begin(), output.members.end(),
                                    [](const Member &member) { return member.shape->eventStream; });
    return found == output.members.end() ? nullptr : &*found;
}

Error emptyAnswer(const Operation &operation)
{
    return {Stage::Response,
            ErrorCode::Syntax,
            u"the answer to %1 is empty; is the endpoint an AWS service?"_s.arg(operation.name),
            {}};
}

/// An operation with an output always has a document around it: nothing is an answer of somebody in between.
bool lacksDocument(const Shape &output, const QByteArray &body)
{
    return !output.members.isEmpty() && body.trimmed().isEmpty();
}

/// `<OpResponse><OpResult>…</OpResult><ResponseMetadata>…` (Smithy, "AWS query protocol", response serialization) and, without
/// the inner element, `<OpResponse>…<requestId>` ("AWS EC2 query protocol").
Result<ParsedResponse> readQueryAnswer(const Operation &operation, const QByteArray &body)
{
    ParsedResponse parsed;
    parsed.output = Value::context(Value::Entries());
    const Shape &output = outputOf(operation);
    if (lacksDocument(output, body) || (body.trimmed().isEmpty() && !operation.resultWrapper.isEmpty()))
        return emptyAnswer(operation);
    if (body.trimmed().isEmpty())
        return parsed;
    Result<XmlNode> root = readXml(body);
    if (!root)
        return root.error();
    if (!root->name.endsWith(u"Response")) {
        return Error {Stage::Response,
                      ErrorCode::Syntax,
                      u"it is no %1Response but %2"_s.arg(operation.name, root->name.left(40)),
                      {}};
    }
    if (const XmlNode *metadata = root->child(u"ResponseMetadata"))
        parsed.requestId = metadata->childText(u"RequestId");
    const XmlNode *wrapper
        = root->child(operation.resultWrapper.isEmpty() ? operation.name + u"Result"_s : operation.resultWrapper);
    XmlNode result = wrapper != nullptr ? *wrapper : *std::move(root);
    std::erase_if(result.children, [](const XmlNode &child) { return child.name == u"ResponseMetadata"; });
    parsed.output = readXmlShape(useOf(output), result);
    return parsed;
}

Result<ParsedResponse> readEc2Answer(const Operation &operation, const QByteArray &body)
{
    Result<ParsedResponse> parsed = readQueryAnswer(operation, body);
    for (const QByteArrayView name : {"requestId", "RequestId"}) {
        if (!parsed || outputOf(operation).member(QString::fromUtf8(name)) != nullptr)
            continue;
        if (parsed->requestId.isEmpty())
            parsed->requestId = parsed->output[name].string();
        parsed->output = parsed->output.without(name);
    }
    return parsed;
}

/// A body that is one member as it came.
void takeRawBody(const Member &payload, const QByteArray &body, ParsedResponse &parsed, ContextBuilder &context)
{
    if (body.isEmpty() && !payload.streaming && !payload.shape->streaming)
        return;
    const bool text = QByteArrayView(body).isValidUtf8();
    parsed.rawBody = RawBody {payload.name, !text};
    context.set(payload.name, Value::utf8(text ? body : body.toBase64()));
}

Result<ParsedResponse> readEventAnswer(WireProtocol protocol, const Operation &operation, const Member &stream,
                                       const Http::Response &response)
{
    const Shape &output = outputOf(operation);
    const Result<Events> events = readEvents(protocol, output, *stream.shape, response.body);
    if (!events)
        return events.error();
    ParsedResponse parsed;
    if (events->failure)
        parsed = readEventError(protocol, *stream.shape, *events->failure);
    const Value bound = readHead(output, response).with(stream.name.toUtf8(), events->list);
    const Value said = merged(output, bound, events->initial);
    parsed.output = parsed.error ? merged(output, said, parsed.output) : said;
    return parsed;
}

Result<ParsedResponse> readRestAnswer(WireProtocol protocol, const Operation &operation, const Http::Response &response)
{
    const Shape &output = outputOf(operation);
    ParsedResponse parsed;
    ContextBuilder body;
    const Member *payload = payloadOf(protocol, output);
    if (payload != nullptr && hasRawBody(protocol, operation)) {
        takeRawBody(*payload, response.body, parsed, body);
    } else if (payload != nullptr) {
        const Result<Value> document = readDocument(protocol, *payload, response.body);
        if (!document)
            return document.error();
        if (!response.body.trimmed().isEmpty())
            body.set(payload->name, *document);
    }
    Result<Value> document = payload != nullptr ? body.build() : readDocument(protocol, useOf(output), response.body);
    if (!document)
        return document.error();
    parsed.output = merged(output, readHead(output, response), *document);
    return parsed;
}

Result<ParsedResponse> readRpcAnswer(WireProtocol protocol, const Operation &operation, const Http::Response &response)
{
    const Shape &output = outputOf(operation);
    if (lacksDocument(output, response.body))
        return emptyAnswer(operation);
    const Result<Value> document = readDocument(protocol, useOf(output), response.body);
    if (!document)
        return document.error();
    ParsedResponse parsed;
    parsed.output = *document;
    return parsed;
}

} // namespace

bool hasRawBody(WireProtocol protocol, const Operation &operation)
{
    const Shape &output = outputOf(operation);
    if (eventStreamOf(output) != nullptr)
        return true;
    const Member *payload = payloadOf(protocol, output);
    return payload != nullptr && (payload->shape->type == ShapeType::Blob || payload->shape->type == ShapeType::String);
}

Result<ParsedResponse> readAnswer(WireProtocol protocol, const Operation &operation, const Http::Response &response)
{
    if (const Member *stream = eventStreamOf(outputOf(operation)))
        return readEventAnswer(protocol, operation, *stream, response);
    switch (protocol) {
    case WireProtocol::Query:
        return readQueryAnswer(operation, response.body);
    case WireProtocol::Ec2:
        return readEc2Answer(operation, response.body);
    case WireProtocol::RestJson:
    case WireProtocol::RestXml:
        return readRestAnswer(protocol, operation, response);
    default:
        return readRpcAnswer(protocol, operation, response);
    }
}

} // namespace Plugboard::Aws
