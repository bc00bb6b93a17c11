#pragma once

#include "core/aws/protocols/protocol.h"
#include "core/aws/retry/attempts.h"
#include "core/aws/signing/bodychecksums.h"
#include "core/aws/sigv4/presign.h"
#include "core/inputs/inputs.h"
#include "core/invocation/identity_p.h"
#include "core/secrets/placeholders.h"

namespace Plugboard::Invocation {

/// One running call. Each step does one stage of the way and leaves its result for the next; the first that cannot go on
/// returns how the call ended. Sending, with its repetitions, is in sending.cpp.
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

    Result<ChosenIdentity> identity() const;
    Step completeRequest();
    Step prepareLink();
    Step presign();
    Aws::SigningScope signingScope() const;
    void noteSignature(const Aws::Signed &signature);

    std::optional<Aws::ClassifiedFailure> attempt();
    bool mend(const Aws::ClassifiedFailure &failure);
    bool renewIdentity();
    Step endedAfterAttempts(const Aws::ClassifiedFailure &failure, const Aws::RetryDecision &decision);
    Step stoppedBetweenAttempts();
    bool waitForNext(const QString &why, std::chrono::milliseconds delay);
    void noteAttempt(const QString &judgement);
    void noteRepetition(const Aws::ClassifiedFailure &failure, std::chrono::milliseconds delay);
    QString refusal() const;
    double secondsNow() const;

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
    Aws::OperationSigning m_signing;
    Aws::ChecksumSettings m_checksums;
    ChosenIdentity m_identity;
    Http::Request m_request;
    Http::Response m_response;
    std::optional<Error> m_unanswered; ///< Why the last attempt brought no answer
    std::optional<Result<Aws::ParsedResponse>> m_parsed; ///< Of the last attempt, if it brought one
    std::chrono::seconds m_clockOffset {0}; ///< That the last signature was corrected by
    QString m_namedRegion; ///< By a service that was asked in another
    bool m_mayHaveHappened = false; ///< A failed attempt leaves open whether something was done
    bool m_outcomeUnknown = false; ///< … because it brought no answer
    Output::Rules m_rules;
    int m_jobRetries = 0;
    Run m_run;
};

} // namespace Plugboard::Invocation
