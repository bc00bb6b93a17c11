#include "core/sandbox/refusals_p.h"

#include "core/value/json.h"

#include <QHash>
#include <QXmlStreamWriter>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

Loopback::Headers refusalHeaders(const QByteArray &contentType, const QString &code, const QString &requestId)
{
    // The REST protocols' clients look for the code in this header, whatever the body is.
    return {
        {"Content-Type", contentType}, {"x-amzn-ErrorType", code.toUtf8()}, {"x-amzn-RequestId", requestId.toLatin1()}};
}

/// The common errors of the JSON protocols have other names and one status.
Refusal inWordsOfJson(const Refusal &refusal)
{
    static const QHash<QString, QString> names {
        {u"IncompleteSignature"_s, u"IncompleteSignatureException"_s},
        {u"InvalidClientTokenId"_s, u"UnrecognizedClientException"_s},
        {u"MissingAuthenticationToken"_s, u"MissingAuthenticationTokenException"_s},
        {u"SignatureDoesNotMatch"_s, u"InvalidSignatureException"_s},
    };
    return {400, names.value(refusal.code, refusal.code), refusal.message};
}

Loopback::Response refusedInJson(const Refusal &refusal, const QByteArray &contentType, const QString &requestId)
{
    const QByteArray body = Json::write(ContextBuilder()
                                            .set("__type", Value::string(refusal.code))
                                            .set("message", Value::string(refusal.message))
                                            .build());
    return {refusal.status, refusalHeaders(contentType, refusal.code, requestId), body};
}

} // namespace

Loopback::Response refusedInXml(const Refusal &refusal, const QString &xmlNamespace, const QString &requestId)
{
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartElement(u"ErrorResponse"_s);
    if (!xmlNamespace.isEmpty())
        xml.writeDefaultNamespace(xmlNamespace);
    xml.writeStartElement(u"Error"_s);
    xml.writeTextElement(u"Type"_s, u"Sender"_s);
    xml.writeTextElement(u"Code"_s, refusal.code);
    xml.writeTextElement(u"Message"_s, refusal.message);
    xml.writeEndElement();
    xml.writeTextElement(u"RequestId"_s, requestId);
    xml.writeEndElement();
    return {refusal.status, refusalHeaders("text/xml", refusal.code, requestId), body};
}

Loopback::Response refused(const Refusal &refusal, const Loopback::Request &request, const QString &requestId)
{
    const QByteArray contentType = request.header("Content-Type").split(';').first().trimmed().toLower();
    if (contentType.startsWith("application/x-amz-json") || contentType == "application/json")
        return refusedInJson(inWordsOfJson(refusal), contentType, requestId);
    return refusedInXml(refusal, {}, requestId);
}

} // namespace Plugboard::Sandbox
