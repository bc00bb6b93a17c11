#include "core/sandbox/sandbox.h"

#include "core/loopback/server.h"
#include "core/sandbox/refusals_p.h"
#include "core/sandbox/signaturecheck_p.h"
#include "core/sandbox/snsservice_p.h"
#include "core/sandbox/stsservice_p.h"

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
        for (Service *service : std::initializer_list<Service *> {&m_sns, &m_sts})
            m_services.insert(service->name(), service);
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
            return refused(*refusal, request, requestId);
        const Caller &caller = std::get<Caller>(checked);
        for (Service *service : std::as_const(m_services)) {
            if (service->name() != caller.service && service->isMeantBy(request))
                return refused(scopeRefusal(*service), request, requestId);
        }
        Service *service = m_services.value(caller.service);
        return service ? service->answer({request, caller.region, requestId})
                       : refused(unknownService(caller.service), request, requestId);
    }

    static Refusal scopeRefusal(const Service &service)
    {
        return {403, u"SignatureDoesNotMatch"_s,
                u"Credential should be scoped to correct service: '%1'."_s.arg(service.name())};
    }

    Refusal unknownService(const QString &name) const
    {
        return {400, u"UnknownOperationException"_s,
                u"The sandbox has no service '%1', only %2; call this one at AWS."_s.arg(
                    name, m_services.keys().join(u" and "_s))};
    }

    const Clock &m_clock;
    Random &m_random;
    Key m_key;
    SnsService m_sns;
    StsService m_sts;
    QMap<QString, Service *> m_services; ///< By the name in the credential scope
    std::unique_ptr<Loopback::Server> m_server; ///< Last, so that it stops first
};

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
