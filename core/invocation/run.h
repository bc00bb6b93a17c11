#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/feel/diagnostics.h"
#include "core/form/formstate.h"
#include "core/output/outputmapping.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QString>

#include <chrono>

namespace Plugboard::Invocation {

/// One word for what happened; names and exit codes are those of the command line's contract.
enum class Outcome {
    Success,
    Error, ///< The service said no
    BpmnError,
    JobError,
    Ignored,
    Invalid, ///< Inputs: nothing was sent
    Credentials, ///< Secrets or credentials: nothing was sent
    Transport, ///< Nothing was delivered
    Cancelled, ///< Stopped before anything was sent
    Unknown, ///< Sent, but no answer came: it may have happened
};

QString outcomeName(Outcome outcome);
/// 0, 1, 3, 4, 5, 6 or 130.
int exitCode(Outcome outcome);

/// One stage of the way, opened: what it worked with, masked.
struct TraceEntry
{
    QString stage; ///< "inputs", "request", "canonical request" …
    QString text;
};

struct Failure
{
    QString code {};
    QString message {}; ///< Cause, then remedy
    QString requestId {};
    int status = 0;
    Value variables {}; ///< Of bpmnError, jobError
    QString retries {}; ///< Of jobError
    QString retryBackoff {};
    QString where {};
    QList<Form::Finding> findings {}; ///< Outcome::Invalid
};

/// The request as it went out, masked.
struct SentRequest
{
    QByteArray method;
    QString url;
    QList<std::pair<QString, QString>> headers;
    qsizetype bodySizeBytes = 0;
};

/// The answer as it came, masked.
struct ReceivedResponse
{
    QList<std::pair<QString, QString>> headers;
    QByteArray body;
};

/// A presigned request. Whoever has it can make the request until it ends, so it is a secret: to be shown and copied, not kept.
struct Link
{
    QByteArray method;
    QByteArray url;
    QList<std::pair<QString, QString>> headers; ///< That must be sent exactly so
    Clock::Moment ends; ///< In fact: not after the credentials
    bool endsWithCredentials = false; ///< Before the time that was asked for
};

/// One invocation with everything that can be shown of it. Holds no secret but `link`: all else has passed masking.
struct Run
{
    Outcome outcome = Outcome::Invalid;
    QString connector;
    int status = 0; ///< HTTP; 0: no answer
    Value response; ///< The connector's documented response; of a refusal what the service sent
    Value variables; ///< What the output mapping made; a context
    std::optional<Failure> failure;
    std::optional<Output::Failure> failureInScope; ///< As error expressions see it; none: they see `response`
    int attempts = 0; ///< Sends; 0 if certainly nothing was begun
    std::chrono::microseconds total {0};
    QList<std::pair<QString, std::chrono::microseconds>> stages; ///< In order
    std::optional<SentRequest> request;
    std::optional<Link> link; ///< If one was asked for; then nothing was sent
    std::optional<ReceivedResponse> received;
    QList<TraceEntry> trace;
    QString canonicalRequest;
    QString stringToSign;
    QString credentialSource;
    QString endpointSource;
    QStringList warnings;
};

} // namespace Plugboard::Invocation
