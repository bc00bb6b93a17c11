#include "core/aws/protocols/errors_p.h"

#include "core/aws/protocols/cborreader.h"
#include "core/aws/protocols/documents_p.h"
#include "core/aws/protocols/errortext_p.h"
#include "core/aws/protocols/headbindings_p.h"
#include "core/aws/protocols/remedies_p.h"
#include "core/aws/protocols/valueform_p.h"
#include "core/aws/protocols/xmlform_p.h"
#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

QString firstText(const Value &context, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const QString text = context[key].string();
        if (!text.isEmpty())
            return text;
    }
    return {};
}

/// "aws.protocoltests#FooError:http://…" is FooError (Smithy, "AWS JSON 1.1 protocol", operation error serialization).
QString bareCode(const QString &code)
{
    return code.section(u':', 0, 0).section(u'#', -1);
}

/// What the body of an error says, in one of two forms.
struct ErrorBody
{
    std::optional<XmlNode> element; ///< The one that holds code and message
    Value object; ///< JSON or CBOR; null if there is none
    QString code;
    QString message;
    QString type;
    QString requestId;

    bool isEmpty() const { return !element && object.isNull(); }
    Value plain() const { return element ? valueOf(*element) : object; }
    Value as(const Shape &shape) const
    {
        return element ? readXmlShape(useOf(shape), *element) : readValueShape(useOf(shape), object);
    }
};

/// "<UnknownOperationException/>": what stands before the services answers so, whatever their protocol.
bool isCode(const QString &rootName)
{
    static constexpr QStringView endings[] {u"Exception", u"Failure", u"Fault"};
    return std::any_of(std::begin(endings), std::end(endings),
                       [&rootName](QStringView ending) { return rootName.endsWith(ending); });
}

ErrorBody xmlErrorBody(const XmlNode &root)
{
    const XmlNode *holder = &root;
    if (const XmlNode *errors = root.child(u"Errors"))
        holder = errors;
    const XmlNode *found = holder->child(u"Error");
    ErrorBody body;
    body.element = found != nullptr ? *found : root;
    body.code = body.element->childText(u"Code").trimmed();
    if (body.code.isEmpty() && isCode(root.name))
        body.code = root.name;
    for (const QStringView name : {u"Message", u"message"}) {
        if (body.message.isEmpty())
            body.message = body.element->childText(name).trimmed();
    }
    body.type = body.element->childText(u"Type");
    for (const XmlNode *each : std::initializer_list<const XmlNode *> {&root, &*body.element}) {
        for (const QStringView name : {u"RequestId", u"RequestID", u"requestId"}) {
            if (body.requestId.isEmpty())
                body.requestId = each->childText(name);
        }
    }
    return body;
}

ErrorBody objectErrorBody(const Value &object)
{
    ErrorBody body;
    body.object = object;
    body.code = bareCode(firstText(object, {"__type", "code", "Code"}));
    body.message = firstText(object, {"message", "Message", "errorMessage"});
    return body;
}

/// What the content is, whatever its type claims. Nothing that is no error of a service becomes one.
ErrorBody readErrorBody(const QByteArray &text)
{
    const QByteArrayView begin = QByteArrayView(text).trimmed();
    const uchar first = begin.isEmpty() ? 0 : uchar(begin.front());
    if (first == '{') {
        if (const Result<Value> root = Json::read(text))
            return objectErrorBody(*root);
    } else if (first == '<') {
        const Result<XmlNode> root = readXml(text);
        if (root && root->name.compare(u"html", Qt::CaseInsensitive) != 0)
            return xmlErrorBody(*root);
    } else if (first >> 5 == 5) { // A map of CBOR, with which no text begins
        const Result<Value> root = readCbor(text);
        if (root && root->isContext())
            return objectErrorBody(*root);
    }
    return {};
}

/// An error by its code: of the operation, or any other one of the service, which may send it all the same.
const Shape *errorShape(const ServiceModel &model, const Operation &operation, const QStringList &codes)
{
    for (const Shape *error : operation.errors) {
        if (codes.contains(error->name) || codes.contains(error->errorCode))
            return error;
    }
    for (const QString &code : codes) {
        const Shape *shape = model.shape(code);
        if (shape != nullptr && shape->exception)
            return shape;
    }
    return nullptr;
}

/// Services that spoke query before still tell its codes: "AWS.SimpleQueueService.NonExistentQueue;Sender" (Smithy,
/// "awsQueryCompatible trait").
void takeQueryCode(const Http::Headers &headers, ParsedError &error)
{
    const QString both = QString::fromUtf8(headers.value("x-amzn-query-error"));
    const QString code = both.section(u';', 0, 0).trimmed();
    if (code.isEmpty())
        return;
    error.modelCode = error.code == code ? QString() : error.code;
    error.code = code;
    error.type = both.section(u';', 1, 1).trimmed();
}

} // namespace

bool isErrorDocument(const QByteArray &body)
{
    // The root alone counts: batch answers name errors of their entries further in.
    QByteArrayView rest = QByteArrayView(body).trimmed();
    if (rest.startsWith("\xEF\xBB\xBF"))
        rest = rest.sliced(3).trimmed();
    if (rest.startsWith("<?xml"))
        rest = rest.sliced(qMin(rest.indexOf('>') + 1, rest.size())).trimmed();
    return rest.startsWith("<ErrorResponse") || rest.startsWith("<Error>") || rest.startsWith("<Error ");
}

QString requestIdOf(const Http::Headers &headers)
{
    for (const QByteArrayView name : {"x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id", "x-amz-id-2"}) {
        const QByteArray value = headers.value(name);
        if (!value.isEmpty())
            return QString::fromUtf8(value);
    }
    return {};
}

void completeError(const Http::Response &response, ParsedResponse &parsed)
{
    ParsedError &error = *parsed.error;
    error.status = response.status;
    if (parsed.requestId.isEmpty())
        parsed.requestId = requestIdOf(response.headers);
    error.requestId = parsed.requestId;
    if (error.code.isEmpty())
        error.code = u"HTTP %1"_s.arg(response.status);
    error.remedy = remedyFor(error);
}

ParsedResponse readError(const ServiceModel &model, const Operation &operation, const Http::Response &response)
{
    const ErrorBody body = readErrorBody(response.body);
    const QString headerCode = bareCode(QString::fromUtf8(response.headers.value("x-amzn-errortype")));
    ParsedResponse parsed;
    parsed.requestId = body.requestId;
    parsed.error = ParsedError();
    parsed.error->code = headerCode.isEmpty() ? body.code : headerCode;
    parsed.error->type = body.type;
    takeQueryCode(response.headers, *parsed.error);
    const Value said = body.isEmpty() ? Value::context(Value::Entries()) : body.plain();
    parsed.output = said.isContext() ? said : Value::context({{"text", said}});
    if (const Shape *shape = errorShape(model, operation, {parsed.error->modelCode, parsed.error->code})) {
        const Value document = body.isEmpty() ? parsed.output : body.as(*shape);
        parsed.output = merged(*shape, readHead(*shape, response), document);
    }
    parsed.error->message = body.message.isEmpty() ? messageWithoutWords(response, body.isEmpty()) : body.message;
    completeError(response, parsed);
    return parsed;
}

ParsedResponse readEventError(WireProtocol protocol, const Shape &stream, const EventMessage &message)
{
    ParsedResponse parsed;
    parsed.error = ParsedError();
    parsed.output = Value::context(Value::Entries());
    parsed.error->code = message.text(":error-code");
    parsed.error->message = message.text(":error-message");
    const QString name = message.text(":exception-type");
    if (!name.isEmpty()) {
        const Member *member = stream.member(name);
        static const Shape unknown;
        const Result<Value> document
            = readDocument(protocol, member == nullptr ? useOf(unknown) : *member, message.payload);
        parsed.output = document && document->isContext() ? *document : parsed.output;
        parsed.error->code = member == nullptr ? name : member->shape->name;
        parsed.error->message = firstText(parsed.output, {"message", "Message"});
    }
    if (parsed.error->message.isEmpty())
        parsed.error->message = u"the service ended the stream of events without an explanation"_s;
    return parsed;
}

} // namespace Plugboard::Aws
