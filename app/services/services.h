#pragma once

#include "app/services/routedsecretstore.h"
#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/models/operationindex.h"
#include "core/aws/sigv4/signer.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/calls/callfile.h"
#include "core/form/library.h"
#include "core/http/networktransport.h"
#include "core/invocation/invocation.h"
#include "core/sandbox/sandbox.h"
#include "core/secrets/stores.h"
#include "core/template/catalogue.h"

#include <memory>
#include <mutex>

namespace Plugboard::App {

enum class SecretSource { Keychain, Environment, None };

struct Settings
{
    QString dataFolder; ///< All per-user state; empty: the platform's place
    SecretSource secrets = SecretSource::Keychain;
};

/// Builds the real things out of settings and owns them; the only place that constructs them. Made in the main thread; what it
/// hands out is thread-safe unless said otherwise.
class Services final
{
public:
    explicit Services(const Settings &settings);
    ~Services();

    const QString &dataFolder() const { return m_dataFolder; }
    const Template::Catalogue &catalogue() const { return m_catalogue; }
    /// What was wrong with the installed connectors.
    const Errors &problems() const { return m_problems; }
    Aws::ModelLibrary &models() { return m_models; }
    /// The index of all operations, opened or built at the first call, then the same again; null if it was stopped.
    /// Blocking: for a worker.
    Aws::OperationIndexPtr operations(std::stop_token stop);
    RoutedSecretStore &secrets() { return m_secrets; }
    Random &random() { return m_random; }
    const Clock &clock() const { return m_clock; }
    Invocation::Services invocation();

    const Form::Library &forms() const { return m_forms; }

    /// Starts it once; its keys are secrets of the namespace "sandbox".
    Result<Invocation::Identity> startSandbox(int port = 0);
    const Sandbox::Sandbox *sandbox() const { return m_sandbox.get(); }

    static inline const QString sandboxSpace = QStringLiteral("sandbox");

private:
    QString m_dataFolder;
    SystemClock m_clock;
    SystemRandom m_random;
    Template::Catalogue m_catalogue;
    Calls::CallCatalogue m_calls;
    Errors m_problems;
    Aws::ModelLibrary m_models;
    Aws::EndpointResolver m_endpoints;
    Form::Library m_forms;
    Aws::Signer m_signer;
    Aws::RetryMemory m_retries;
    Secrets::MemorySecretStore m_sandboxSecrets;
    std::unique_ptr<Secrets::SecretStore> m_store;
    RoutedSecretStore m_secrets;
    Http::NetworkTransport m_transport;
    std::unique_ptr<Sandbox::Sandbox> m_sandbox;
    std::mutex m_indexing;
    Aws::OperationIndexPtr m_operations;
};

} // namespace Plugboard::App
