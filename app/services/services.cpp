#include "app/services/services.h"

#include <QDir>
#include <QProcessEnvironment>
#include <QStandardPaths>

namespace Plugboard::App {

using namespace Qt::StringLiterals;

namespace {

QString folderFrom(const Settings &settings)
{
    if (!settings.dataFolder.isEmpty())
        return QDir(settings.dataFolder).absolutePath();
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/plugboard"_s;
}

std::unique_ptr<Secrets::SecretStore> storeFor(SecretSource source, const QString &dataFolder)
{
    switch (source) {
    case SecretSource::Environment:
        return std::make_unique<Secrets::EnvironmentSecretStore>();
    case SecretSource::None:
        return std::make_unique<Secrets::MemorySecretStore>();
    case SecretSource::Keychain:
        break;
    }
    return std::make_unique<Secrets::KeychainSecretStore>(u"Plugboard"_s, dataFolder + u"/secret-names.json"_s);
}

} // namespace

Services::Services(const Settings &settings)
    : m_dataFolder(folderFrom(settings))
    , m_models(Aws::ModelLibrary::defaultFolders({m_dataFolder + u"/models"_s}))
    , m_endpoints(m_models.folders())
    , m_forms(m_catalogue, m_models)
    , m_store(storeFor(settings.secrets, m_dataFolder))
    , m_secrets(*m_store)
{
    m_secrets.route(sandboxSpace, m_sandboxSecrets);
    m_problems = m_catalogue.addFolder(u":/connectors"_s);
    m_problems += m_calls.addFolder(u":/connectors"_s);
}

Services::~Services() = default;

Aws::OperationIndexPtr Services::operations(std::stop_token stop)
{
    const std::lock_guard lock(m_indexing);
    if (!m_operations)
        m_operations
            = Aws::OperationIndex::open(m_models, m_dataFolder + u"/cache/operations.index"_s, std::move(stop));
    return m_operations;
}

Invocation::Services Services::invocation()
{
    return {m_transport, m_secrets, m_models, m_endpoints, m_signer,
            m_calls,     m_clock,   m_random, m_retries,   QProcessEnvironment::systemEnvironment()};
}

Result<Invocation::Identity> Services::startSandbox(int port)
{
    if (!m_sandbox) {
        Result<std::unique_ptr<Sandbox::Sandbox>> started = Sandbox::Sandbox::start(m_clock, m_random, port);
        if (!started)
            return started.error();
        m_sandbox = *std::move(started);
        (void)m_sandboxSecrets.write({sandboxSpace, u"AWS_ACCESS_KEY"_s}, Sensitive(m_sandbox->accessKey()));
        (void)m_sandboxSecrets.write({sandboxSpace, u"AWS_SECRET_KEY"_s}, m_sandbox->secretKey());
    }
    return Invocation::Identity {
        u"sandbox"_s, m_sandbox->region(), m_sandbox->endpoint(),
        Aws::Credentials {m_sandbox->accessKey(), m_sandbox->secretKey(), {}, u"sandbox"_s, std::nullopt}};
}

} // namespace Plugboard::App
