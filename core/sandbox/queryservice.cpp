#include "core/sandbox/queryservice_p.h"

#include "core/sandbox/refusals_p.h"

#include <QXmlStreamWriter>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

/// application/x-www-form-urlencoded; later values of a name win.
void readForm(const QByteArray &form, QMap<QString, QString> &parameters)
{
    const auto decoded
        = [](QByteArray bytes) { return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes.replace('+', ' '))); };
    for (const QByteArray &part : form.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        parameters.insert(decoded(equals < 0 ? part : part.first(equals)),
                          equals < 0 ? QString() : decoded(part.sliced(equals + 1)));
    }
}

/// Parameters may stand in the query (presigned URLs have them there) and in the body.
Call readCall(const Loopback::Request &request)
{
    Call call;
    const qsizetype mark = request.target.indexOf('?');
    if (mark >= 0)
        readForm(request.target.sliced(mark + 1), call.parameters);
    if (request.header("Content-Type").toLower().startsWith("application/x-www-form-urlencoded"))
        readForm(request.body, call.parameters);
    call.action = call.text(u"Action"_s);
    return call;
}

} // namespace

QList<std::pair<QString, QString>> Call::pairs(const QString &prefix, const QString &key, const QString &value) const
{
    QList<std::pair<QString, QString>> all;
    for (int number = 1;; ++number) {
        const QString entry = prefix + u'.' + QString::number(number) + u'.';
        if (!has(entry + key))
            return all;
        all.append({text(entry + key), text(entry + value)});
    }
}

bool QueryService::isMeantBy(const Loopback::Request &request) const
{
    const Call call = readCall(request);
    return has(call.action) && call.text(u"Version"_s) == version();
}

std::optional<Refusal> QueryService::actionRefusal(const Call &call) const
{
    if (call.action.isEmpty())
        return Refusal {400, u"MissingAction"_s, u"The request names no Action."_s};
    const QString asked = call.has(u"Version"_s) ? call.text(u"Version"_s) : u"NO_VERSION_SPECIFIED"_s;
    if (!has(call.action) || asked != version())
        return Refusal {400, u"InvalidAction"_s,
                        u"Could not find operation %1 for version %2"_s.arg(call.action, asked)};
    return std::nullopt;
}

Loopback::Response QueryService::answer(const SignedRequest &request)
{
    Call call = readCall(request.http);
    call.region = request.region;
    if (const std::optional<Refusal> refusal = actionRefusal(call))
        return refusedInXml(*refusal, xmlNamespace(), request.id);
    QByteArray body;
    QXmlStreamWriter xml(&body);
    xml.writeStartElement(call.action + u"Response"_s);
    xml.writeDefaultNamespace(xmlNamespace());
    xml.writeStartElement(call.action + u"Result"_s);
    if (const std::optional<Refusal> refusal = perform(call, xml))
        return refusedInXml(*refusal, xmlNamespace(), request.id);
    xml.writeEndElement();
    xml.writeStartElement(u"ResponseMetadata"_s);
    xml.writeTextElement(u"RequestId"_s, request.id);
    xml.writeEndElement();
    xml.writeEndElement();
    return {200, {{"Content-Type", "text/xml"}, {"x-amzn-RequestId", request.id.toLatin1()}}, body};
}

} // namespace Plugboard::Sandbox
