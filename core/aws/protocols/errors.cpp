#include "core/aws/protocols/errors_p.h"

#include "core/aws/protocols/remedies_p.h"
#include "core/aws/protocols/xmltree_p.h"
#include "core/value/json.h"

#include <QRegularExpression>

#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestExcerpt = 200; ///< Characters; the trace has the whole

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

void readXmlError(const XmlNode &root, ParsedResponse &parsed)
{
    const XmlNode *holder = &root;
    if (const XmlNode *errors = root.child(u"Errors"))
        holder = errors;
    const XmlNode *found = holder->child(u"Error");
    const XmlNode &error = found != nullptr ? *found : root;
    parsed.output = valueOf(error);
    parsed.error->code = error.childText(u"Code");
    parsed.error->message = error.childText(u"Message").trimmed();
    parsed.error->type = error.childText(u"Type");
    for (const XmlNode *each : {&root, &error}) {
        for (const QStringView name : {u"RequestId", u"RequestID"}) {
            if (parsed.requestId.isEmpty())
                parsed.requestId = each->childText(name);
        }
    }
}

void readJsonError(const Value &root, ParsedResponse &parsed)
{
    parsed.output = root;
    if (parsed.error->code.isEmpty())
        parsed.error->code = bareCode(firstText(root, {"__type", "code", "Code"}));
    parsed.error->message = firstText(root, {"message", "Message", "errorMessage"});
}

/// The words of a page: a proxy's title says more than its mark-up.
QString pageText(const QByteArray &body)
{
    QString text = QString::fromUtf8(body.first(qMin(body.size(), qsizetype(16 * 1024))));
    static const QRegularExpression title(u"<title[^>]*>([^<]+)"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = title.match(text);
    if (match.hasMatch())
        return match.captured(1).simplified();
    static const QRegularExpression markUp(u"<[^>]*>"_s);
    return text.remove(markUp).simplified().left(longestExcerpt);
}

/// Where a redirect leads, without query; empty if it does not say.
QString redirectedTo(const Http::Response &response)
{
    if (response.status >= 400)
        return {};
    const QByteArray location = response.headers.value("location");
    if (location.startsWith('/'))
        return QString::fromUtf8(location.first(qMin(location.size(), longestExcerpt))).section(u'?', 0, 0);
    const std::optional<Http::Target> target = Http::Target::fromUrl(QString::fromUtf8(location));
    return target ? target->display().left(longestExcerpt) : QString();
}

/// For an answer in which the service says nothing of its own.
QString messageWithoutWords(const Http::Response &response, bool maybePage)
{
    if (const QString target = redirectedTo(response); !target.isEmpty())
        return u"status %1: the endpoint redirects to %2"_s.arg(QString::number(response.status), target);
    const QString text = maybePage ? pageText(response.body) : QString();
    if (!text.isEmpty())
        return u"status %1: %2"_s.arg(QString::number(response.status), text);
    return u"status %1 %2 without an explanation"_s.arg(response.status)
        .arg(QString::fromUtf8(response.reason))
        .simplified();
}

/// What the content is, whatever its type claims; an answer that is none of both leaves `output` null.
void readBody(const QByteArray &body, ParsedResponse &parsed)
{
    const QByteArray start = body.trimmed().first(qMin(body.trimmed().size(), qsizetype(1)));
    if (start == "{") {
        if (const Result<Value> root = Json::read(body))
            readJsonError(*root, parsed);
    } else if (start == "<") {
        const Result<XmlNode> root = readXml(body);
        if (root && root->name.compare(u"html", Qt::CaseInsensitive) != 0)
            readXmlError(*root, parsed);
    }
}

} // namespace

bool isErrorDocument(const QByteArray &body)
{
    // The root alone counts: batch answers name errors of their entries further in.
    QByteArrayView rest = QByteArrayView(body).trimmed();
    if (rest.startsWith("<?xml"))
        rest = rest.sliced(qMin(rest.indexOf('>') + 1, rest.size())).trimmed();
    return rest.startsWith("<ErrorResponse") || rest.startsWith("<Error>");
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

ParsedResponse readError(const Http::Response &response)
{
    ParsedResponse parsed;
    parsed.error = ParsedError();
    parsed.error->status = response.status;
    parsed.error->code = bareCode(QString::fromUtf8(response.headers.value("x-amzn-errortype")));
    readBody(response.body, parsed);
    if (parsed.requestId.isEmpty())
        parsed.requestId = requestIdOf(response.headers);
    if (parsed.output.isNull())
        parsed.output = Value::context(Value::Entries());
    if (parsed.error->code.isEmpty())
        parsed.error->code = u"HTTP %1"_s.arg(response.status);
    if (parsed.error->message.isEmpty())
        parsed.error->message = messageWithoutWords(response, parsed.output.size() == 0);
    parsed.error->requestId = parsed.requestId;
    parsed.error->remedy = remedyFor(*parsed.error);
    return parsed;
}

} // namespace Plugboard::Aws
