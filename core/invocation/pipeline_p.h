#pragma once

#include "core/aws/protocols/protocol.h"
#include "core/inputs/inputs.h"
#include "core/invocation/identity_p.h"
#include "core/secrets/placeholders.h"

namespace Plugboard::Invocation {

/// One running call. Each step does one stage of the way and leaves its result for the next; the first that cannot go on
/// returns how the call ended.
class Pipeline final
{
public:
    Pipeline(const Job &job, const Services &services, std::stop_token stop, const ProgressSink &progress);

    Run run();

private:
    using Step = std::optional<Outcome>; ///< Set: the call has ended

    Step evaluateInputs();
    Step resolveSecrets();
    Step planCall();
    Step findOperation();
    Step findIdentity();
    Step writeRequest();
    Step sign();
    Step send();
    Step readResponse();
    Step mapOutput();

    bool wasStopped() const;
    Step stopped();
    Step ended(Outcome outcome, const Error &error);
    Step endedByTransport(const Error &error);
    Step endedByService(const Aws::ParsedError &error);
    Step endedAfterAnswer(Error error);
    Step judgedFailure(Outcome outcome, const QString &message);
    Step verdictOf(const Output::Mapped &mapped);
    Output::Failure failureFor(Outcome outcome) const;
    void maskTypedKeys(const Value &inputs);
    void note(const QString &stage, const QString &text);
    void noteMapping(const Output::Mapped &mapped);

    const Job &m_job;
    const Services &m_services;
    std::stop_token m_stop;
    const ProgressSink &m_progress;
    Feel::Environment m_environment;
    Secrets::Masking m_masking;
    QStringList m_unsearched; ///< Secrets that m_masking cannot hide

    Inputs::Evaluated m_evaluated;
    Value m_inputs; ///< With the secrets in place
    Calls::Plan m_plan;
    Aws::ServiceModelPtr m_model;
    const Aws::Operation *m_operation = nullptr;
    ChosenIdentity m_identity;
    Http::Request m_request;
    Http::Response m_response;
    Output::Rules m_rules;
    int m_jobRetries = 0;
    Run m_run;
};

} // namespace Plugboard::Invocation
