#pragma once

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/retry/retrymemory.h"
#include "core/aws/sigv4/credentials.h"
#include "core/aws/sigv4/signer.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/calls/callfile.h"
#include "core/form/formstate.h"
#include "core/http/transport.h"
#include "core/invocation/run.h"
#include "core/output/outputmapping.h"
#include "core/secrets/secretstore.h"

#include <QMap>
#include <QProcessEnvironment>

#include <functional>
#include <optional>
#include <stop_token>

namespace Plugboard::Invocation {

/// Who calls, from where: what a connection, the command line or the sandbox brings. Empty parts are left to the next one.
struct Identity
{
    QString name; ///< "sandbox", "command line", "connection dev": named in chip and trace
    QString region;
    QString endpoint;
    std::optional<Aws::Credentials> credentials {};
    QMap<QString, QString> endpoints {}; ///< By service id, before `endpoint`
};

/// What is to be invoked. Plain data, copied into the worker.
struct Job
{
    Form::FormState state;
    Value variables; ///< The environment's, then what earlier results mapped
    QString secretSpace; ///< Namespace in which {{secrets.NAME}} is looked up
    std::optional<Identity> sandbox; ///< Its endpoint beats all others, and real credentials never reach it
    Identity commandLine; ///< Beats the form's fields
    Identity connection; ///< Counts where the form says nothing
    std::optional<Output::Rules> rules; ///< Instead of the form's own headers
    bool dryRun = false; ///< Everything but sending
    std::optional<std::chrono::seconds> linkFor {}; ///< Instead of sending: a link valid so long; see Run::link
};

/// The real things a call needs; they outlive it and are thread-safe.
struct Services
{
    Http::Transport &transport;
    Secrets::SecretStore &secrets;
    Aws::ModelLibrary &models;
    const Aws::EndpointResolver &endpoints;
    Aws::Signer &signer;
    const Calls::CallCatalogue &calls;
    const Clock &clock;
    Random &random;
    Aws::RetryMemory &retries; ///< Budgets, rates and clock corrections that calls share
    QProcessEnvironment environment; ///< AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL …

    /// What expressions of a call, and their previews, get from outside.
    Feel::Environment expressions(std::stop_token stop) const
    {
        return {.clock = clock,
                .random = random,
                .zones = systemZoneRules(),
                .zone = {},
                .limits = {},
                .stop = std::move(stop)};
    }
};

/// What a running call tells, in words' order: evaluating, resolving secrets, then the transport's phases, and between attempts
/// "throttled, next try in 3 s", once a second.
struct Progress
{
    QString phase;
    qint64 done = 0;
    qint64 total = -1;
};
using ProgressSink = std::function<void(const Progress &)>;

/// The whole way of one call: form → inputs → secrets → call → request → signature → transport → response → output mapping.
///
/// Blocking; for a worker thread. Sends again what failed as Aws::Attempts says: an operation that is not safe to repeat once
/// at most, and only if the answer proves that nothing was done; each repetition is told in Run::warnings and in the trace.
/// Cancelling before anything was sent, or after answers that prove that nothing was done, gives Outcome::Cancelled, otherwise
/// Outcome::Unknown. Everything in the result is masked.
Run invoke(const Job &job, const Services &services, std::stop_token stop = {}, const ProgressSink &progress = {});

} // namespace Plugboard::Invocation
