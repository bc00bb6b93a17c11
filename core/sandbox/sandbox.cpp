#include "core/sandbox/sandbox.h"

#include "core/loopback/server.h"
#include "core/sandbox/signaturecheck_p.h"
#include "core/sandbox/snsservice_p.h"
#include "core/sandbox/stsservice_p.h"

#include <QXmlStreamWriter>

#include <map>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

const QString homeRegion = u"us-east-1"_s;

/// Letters and digits as AWS's access key ids have them.
QByteArray freshKeyId(Random &random)
{
    constexpr QByteArrayView alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    QByteArray id = "AKIA";
    for (const char byte : random.bytes(16))
        id += alphabet[uchar(byte) % alphabet.size()];
    return id;
}

/// application/x-www-form-urlencoded; later values of a name win.
void readForm(const QByteArray &form, QMap<QString, QString> &parameters)
{
    for (const QByteArray &part : form.split('&')) {
        if (part.isEmpty())
            continue;
        const auto decoded = [](QByteArray bytes) {
            return QString::fromUtf8(QByteArray::fromPercentEncoding(bytes.replace('+', ' ')));
        };
        const qsizetype equals = part.indexOf('=');
        parameters.insert(decoded(equals < 0 ? part : part.first(equals)),
                          equals < 0 ? QString() : decoded(part.sliced(equals + 1)));
    }
}

Loopback::Response xmlAnswer(int status, const QByteArray &body, const QString &requestId)
{
    return {status, {{"Content-Type", "text/xml"}, {"x-amzn-RequestId", requestId.toLatin1()}}, body};
}

} // namespace

class Sandbox::Private
{
public:
    Private(const Clock &clock, Random &random)
        : m_clock(clock)
        , m_random(random)
        , m_key {freshKeyId(random), Sensitive(random.bytes(30).toBase64())}
        , m_sns(clock, random)
    {
        m_sns.addTopic(Sandbox::sampleTopicArn());
        m_services = {{u"sns"_s, &m_sns}, {u"sts"_s, &m_sts}};
    }

    Result<Done> listen(int port)
    {
        Result<std::unique_ptr<Loopback::Server>> server
            = Loopback::Server::start([this](const Loopback::Request &request) { return answer(request); }, port);
        if (!server)
            return server.error();
        m_server = *std::move(server);
        return Done {};
    }

    int port() const { return m_server->port(); }
    const Key &key() const { return m_key; }
    const SnsService &sns() const { return m_sns; }

private:
    Loopback::Response answer(const Loopback::Request &request)
    {
        const QString requestId = m_random.uuid();
        const std::variant<Caller, Refusal> checked = checkSignature(request, m_key, m_clock.now());
        if (const Refusal *refusal = std::get_if<Refusal>(&checked))
            return refused(*refusal, {}, requestId);
        const Caller &caller = std::get<Caller>(checked);
        Call call;
        call.region = caller.region;
        const qsizetype mark = request.target.indexOf('?');
        if (mark >= 0)
            readForm(request.target.sliced(mark + 1), call.parameters);
        if (request.header("Content-Type").startsWith("application/x-www-form-urlencoded"))
            readForm(request.body, call.parameters);
        call.action = call.text(u"Action"_s);
        return answer(caller.service, call, requestId);
    }

    Loopback::Response answer(const QString &serviceName, const Call &call, const QString &requestId)
    {
        const auto found = m_services.find(serviceName);
        if (found == m_services.end())
            return refused({400, u"UnknownOperationException"_s,
                            u"The sandbox has no service '%1'; it has sns and sts."_s.arg(serviceName)},
                           {}, requestId);
        Service &service = *found->second;
        if (call.action.isEmpty())
            return refused({400, u"MissingAction"_s, u"The request names no Action."_s}, service.xmlNamespace(),
                           requestId);
        if (!service.has(call.action))
            return refused(unknownAction(serviceName, call), service.xmlNamespace(), requestId);
        QByteArray body;
        QXmlStreamWriter xml(&body);
        xml.writeStartElement(call.action + u"Response"_s);
        xml.writeDefaultNamespace(service.xmlNamespace());
        xml.writeStartElement(call.action + u"Result"_s);
        if (const std::optional<Refusal> refusal = service.answer(call, xml))
            return refused(*refusal, service.xmlNamespace(), requestId);
        xml.writeEndElement();
        xml.writeStartElement(u"ResponseMetadata"_s);
        xml.writeTextElement(u"RequestId"_s, requestId);
        xml.writeEndElement();
        xml.writeEndElement();
        return xmlAnswer(200, body, requestId);
    }

    /// An action of another service was signed for the wrong one.
    Refusal unknownAction(const QString &serviceName, const Call &call) const
    {
        for (const auto &[name, service] : m_services) {
            if (name != serviceName && service->has(call.action))
                return {403, u"SignatureDoesNotMatch"_s,
                        u"Credential should be scoped to correct service: '%1'."_s.arg(name)};
        }
        return {400, u"InvalidAction"_s,
                u"Could not find operation %1 for version %2"_s.arg(call.action, call.text(u"Version"_s))};
    }

    Loopback::Response refused(const Refusal &refusal, const QString &xmlNamespace, const QString &requestId) const
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
        return xmlAnswer(refusal.status, body, requestId);
    }

    const Clock &m_clock;
    Random &m_random;
    Key m_key;
    SnsService m_sns;
    StsService m_sts;
    std::map<QString, Service *> m_services; ///< By the name in the credential scope
    std::unique_ptr<Loopback::Server> m_server; ///< Last, so that it stops first
};

QList<std::pair<QString, QString>> Call::entries(const QString &prefix) const
{
    QList<std::pair<QString, QString>> all;
    for (int number = 1;; ++number) {
        const QString entry = u"%1.entry.%2."_s.arg(prefix).arg(number);
        if (!parameters.contains(entry + u"key"_s))
            return all;
        all.append({text(entry + u"key"_s), text(entry + u"value"_s)});
    }
}

Sandbox::Sandbox(std::unique_ptr<Private> sandbox)
    : m_private(std::move(sandbox))
{
}

Sandbox::~Sandbox() = default;

Result<std::unique_ptr<Sandbox>> Sandbox::start(const Clock &clock, Random &random, int port)
{
    auto sandbox = std::make_unique<Private>(clock, random);
    if (const Result<Done> listening = sandbox->listen(port); !listening)
        return listening.error();
    return std::unique_ptr<Sandbox>(new Sandbox(std::move(sandbox)));
}

QString Sandbox::endpoint() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_private->port());
}

QByteArray Sandbox::accessKey() const
{
    return m_private->key().id;
}

Sensitive Sandbox::secretKey() const
{
    return m_private->key().secret;
}

QString Sandbox::region() const
{
    return homeRegion;
}

QString Sandbox::sampleTopicArn()
{
    return u"arn:aws:sns:%1:%2:plugboard-sample"_s.arg(homeRegion, accountId);
}

QList<PublishedMessage> Sandbox::published() const
{
    return m_private->sns().published();
}

} // namespace Plugboard::Sandbox
