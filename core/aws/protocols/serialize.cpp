#include "core/aws/protocols/protocol.h"

#include "core/aws/protocols/cborwriter_p.h"
#include "core/aws/protocols/formwriter_p.h"
#include "core/aws/protocols/gzip_p.h"
#include "core/aws/protocols/jsonwriter_p.h"
#include "core/aws/protocols/restrequest_p.h"
#include "core/aws/protocols/servicerules_p.h"
#include "core/aws/protocols/wireprotocol_p.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

// Smithy, "requestCompression trait": smaller bodies gain nothing.
constexpr qsizetype leastCompressedBytes = 10'240;

/// What an operation sends that describes no input.
const Shape &nothing()
{
    static const Shape shape;
    return shape;
}

/// Checks the input and writes it as a whole, for protocols that put all of it into the body.
Result<Done> writeInput(InputWriter &writer, const Operation &operation, const Value &input)
{
    Member root;
    root.shape = operation.input == nullptr ? &nothing() : operation.input;
    InputWalk walk;
    walk.walk(writer, {Place::Role::Root, root}, input, {});
    if (walk.error())
        return *walk.error();
    return Done {};
}

Http::Request postedTo(const QByteArray &path)
{
    Http::Request request;
    request.method = "POST";
    request.target.path = path;
    return request;
}

Result<Http::Request> formRequest(const ServiceModel &model, FormWriter::Dialect dialect, const Operation &operation,
                                  const Value &input)
{
    FormWriter writer(dialect);
    writer.addPair("Action", operation.name.toUtf8());
    writer.addPair("Version", model.metadata().apiVersion.toUtf8());
    const Result<Done> written = writeInput(writer, operation, input);
    if (!written)
        return written.error();
    Http::Request request = postedTo("/");
    request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    request.body = writer.body();
    return request;
}

Result<Http::Request> jsonRequest(const ServiceModel &model, const Operation &operation, const Value &input)
{
    JsonWriter writer;
    const Result<Done> written = writeInput(writer, operation, input);
    if (!written)
        return written.error();
    const Metadata &metadata = model.metadata();
    const QString version = metadata.jsonVersion.isEmpty() ? u"1.0"_s : metadata.jsonVersion;
    Http::Request request = postedTo("/");
    request.headers.add("X-Amz-Target", (metadata.targetPrefix + u'.' + operation.name).toUtf8());
    request.headers.add("Content-Type", "application/x-amz-json-" + version.toUtf8());
    request.body = writer.body();
    return request;
}

Result<Http::Request> cborRequest(const ServiceModel &model, const Operation &operation, const Value &input)
{
    CborWriter writer;
    const Result<Done> written = writeInput(writer, operation, input);
    if (!written)
        return written.error();
    const QString path = u"/service/%1/operation/%2"_s.arg(model.metadata().targetPrefix, operation.name);
    Http::Request request = postedTo(path.toUtf8());
    request.headers.add("Smithy-Protocol", "rpc-v2-cbor");
    request.headers.add("Accept", "application/cbor");
    if (operation.input != nullptr) {
        request.headers.add("Content-Type", "application/cbor");
        request.body = writer.body();
    }
    return request;
}

Result<Http::Request> requestIn(WireProtocol protocol, const ServiceModel &model, const Operation &operation,
                                const Value &input)
{
    switch (protocol) {
    case WireProtocol::Query:
        return formRequest(model, FormWriter::Dialect::Query, operation, input);
    case WireProtocol::Ec2:
        return formRequest(model, FormWriter::Dialect::Ec2, operation, input);
    case WireProtocol::Json:
        return jsonRequest(model, operation, input);
    case WireProtocol::Cbor:
        return cborRequest(model, operation, input);
    case WireProtocol::RestJson:
    case WireProtocol::RestXml:
        break;
    }
    return RestRequest(protocol, operation, input).request();
}

/// An input without a token gets one, so that the service knows the same request again.
Value withIdempotencyTokens(const Operation &operation, Value input, Random &random)
{
    if (operation.input == nullptr || !input.isContext())
        return input;
    for (const Member &member : operation.input->members) {
        const QByteArray name = member.name.toUtf8();
        if (member.idempotencyToken && input[name].isNull())
            input = input.with(name, Value::string(random.uuid()));
    }
    return input;
}

bool isHostLabel(QByteArrayView text)
{
    const auto allowed
        = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
    return !text.isEmpty() && text.size() <= 63 && !text.startsWith('-')
        && std::all_of(text.begin(), text.end(), allowed);
}

/// What goes in front of the endpoint's host. Labels that the endpoint's rules know are put there by them.
///
/// Source: Smithy, "endpoint trait" and "hostLabel trait".
Result<QByteArray> hostPrefix(const Operation &operation, const Value &input)
{
    QByteArray prefix = operation.hostPrefix.toUtf8();
    const QList<Member> members = operation.input == nullptr ? QList<Member>() : operation.input->members;
    for (const Member &member : members) {
        const QByteArray label = '{' + member.name.toUtf8() + '}';
        if (!prefix.contains(label))
            continue;
        if (!member.contextParam.isEmpty())
            return QByteArray();
        const QByteArrayView text = input[member.name.toUtf8()].utf8();
        if (!isHostLabel(text)) {
            return Error {Stage::Call, ErrorCode::Invalid,
                          u"must be 1 to 63 letters, digits and dashes, because it is part of the host's name"_s,
                          member.name};
        }
        prefix.replace(label, text.toByteArray());
    }
    return prefix;
}

/// The part of an operation's path that the endpoint's rules have put into the endpoint already, which is its beginning if it
/// is one of their parameters. Source: S3's endpoint rule set, whose URLs hold the bucket as host or path.
Operation belowEndpoint(const Operation &operation)
{
    Operation below = operation;
    const QList<Member> members = operation.input == nullptr ? QList<Member>() : operation.input->members;
    for (const Member &member : members) {
        const QString label = u"/{%1}"_s.arg(member.wireName());
        if (member.location == u"uri" && !member.contextParam.isEmpty() && below.uri.startsWith(label))
            below.uri.remove(0, label.size());
    }
    return below;
}

QByteArray joinedPath(const QByteArray &endpoint, const QByteArray &path)
{
    const bool doubled = endpoint.endsWith('/') && (path.startsWith('/') || path.isEmpty());
    const QByteArray joined = (doubled ? endpoint.chopped(1) : endpoint) + path;
    return joined.startsWith('/') ? joined : '/' + joined;
}

void putBelow(const Http::Target &endpoint, const QByteArray &prefix, Http::Request &request)
{
    const Http::Target below = request.target;
    request.target = endpoint;
    request.target.host = prefix + endpoint.host;
    request.target.path = joinedPath(endpoint.path, below.path);
    if (!below.query.isEmpty())
        request.target.query += (endpoint.query.isEmpty() ? "" : "&") + below.query;
}

void compress(const Operation &operation, Http::Request &request)
{
    if (!operation.requestCompression.contains(u"gzip"_s) || request.body.size() < leastCompressedBytes)
        return;
    const std::optional<QByteArray> compressed = gzipped(request.body);
    if (!compressed)
        return;
    const QByteArray before = request.headers.value("Content-Encoding");
    request.headers.set("Content-Encoding", before.isEmpty() ? QByteArray("gzip") : before + ", gzip");
    request.body = *compressed;
}

Error unsupportedRequest(const ServiceModel &model)
{
    return {Stage::Call,
            ErrorCode::Unsupported,
            u"%1 speaks only %2, which is no protocol that is known here; get a newer version of Plugboard, or a "
            "model of the service that lists another one"_s.arg(model.metadata().serviceId,
                                                                model.metadata().protocols.join(u", "_s)),
            {}};
}

} // namespace

Result<Http::Request> serialize(const ServiceModel &model, const Operation &operation, const Value &input,
                                const Http::Target &endpoint, Random &random)
{
    const std::optional<WireProtocol> protocol = wireProtocolOf(model);
    if (!protocol)
        return unsupportedRequest(model);
    const Value given = input.isNull() ? Value::context(Value::Entries()) : input;
    const Value complete = inputByServiceRules(model, operation, withIdempotencyTokens(operation, given, random));
    Result<Http::Request> request = requestIn(*protocol, model, belowEndpoint(operation), complete);
    if (!request)
        return request.error();
    const Result<QByteArray> prefix = hostPrefix(operation, complete);
    if (!prefix)
        return prefix.error();
    putBelow(endpoint, *prefix, *request);
    addHeadersByServiceRules(model, request->headers);
    if (model.metadata().queryCompatible)
        request->headers.set("X-Amzn-Query-Mode", "true");
    compress(operation, *request);
    return request;
}

} // namespace Plugboard::Aws
