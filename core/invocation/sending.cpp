#include "core/invocation/pipeline_p.h"

#include "core/aws/retry/repeatability.h"
#include "core/invocation/record_p.h"

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

/// "12 s", "7 min"
QString spokenTime(seconds time)
{
    return time < minutes(2) ? u"%1 s"_s.arg(time.count()) : u"%1 min"_s.arg(qint64(round<minutes>(time).count()));
}

QString wordFor(Aws::FailureKind kind)
{
    switch (kind) {
    case Aws::FailureKind::Throttling:
        return u"throttled"_s;
    case Aws::FailureKind::Timeout:
        return u"no answer"_s;
    case Aws::FailureKind::ClockSkew:
        return u"refused because of this computer's clock"_s;
    case Aws::FailureKind::ExpiredCredentials:
        return u"the credentials have expired"_s;
    case Aws::FailureKind::WrongRegion:
        return u"asked in the wrong region"_s;
    default:
        return u"failed"_s;
    }
}

/// Why it ends here, where the answer alone does not say; for the trace.
QString wordFor(Aws::Verdict verdict)
{
    switch (verdict) {
    case Aws::Verdict::NotSafe:
        return u"not sent again: it may have been carried out, and twice is not as once"_s;
    case Aws::Verdict::AttemptsUsed:
        return u"not sent again: that was the last attempt"_s;
    case Aws::Verdict::QuotaUsed:
        return u"not sent again: too many requests to this service have failed of late"_s;
    case Aws::Verdict::WaitTooLong:
        return u"not sent again: the service asks for a longer pause"_s;
    default:
        return u"not sent again: it would fail again"_s;
    }
}

bool sameKeys(const Aws::Credentials &one, const Aws::Credentials &other)
{
    return one.accessKeyId == other.accessKeyId && one.secretAccessKey.reveal() == other.secretAccessKey.reveal()
        && one.sessionToken.reveal() == other.sessionToken.reveal();
}

} // namespace

Pipeline::Step Pipeline::send()
{
    if (m_job.dryRun)
        return Outcome::Success;
    const Aws::RetrySettings settings = Aws::RetrySettings::fromEnvironment(m_services.environment);
    m_run.warnings += settings.warnings;
    Aws::RetryClient &client
        = m_services.retries.client(m_identity.endpoint.signingName, m_identity.endpoint.signingRegion, secondsNow());
    Aws::Attempts attempts(settings, client, Aws::isSafeToRepeat(*m_operation), m_services.random);
    for (;;) {
        if (!waitForNext(u"slowed down, because the service throttled"_s, attempts.beforeSending(secondsNow())))
            return stoppedBetweenAttempts();
        const std::optional<Aws::ClassifiedFailure> failure = attempt();
        if (!failure) {
            attempts.succeeded(secondsNow());
            return std::nullopt;
        }
        const Aws::RetryDecision decision = attempts.failed(*failure, secondsNow());
        if (decision.verdict != Aws::Verdict::Again || m_stop.stop_requested() || !mend(*failure))
            return endedAfterAttempts(*failure, decision);
        noteRepetition(*failure, decision.delay);
        if (!waitForNext(wordFor(failure->kind), decision.delay))
            return stoppedBetweenAttempts();
        if (const Step end = sign())
            return end;
    }
}

/// One exchange; nullopt: it brought an answer that is no failure.
std::optional<Aws::ClassifiedFailure> Pipeline::attempt()
{
    ++m_run.attempts;
    m_run.status = 0;
    m_run.received.reset();
    m_parsed.reset();
    m_unanswered.reset();
    Http::ProgressSink sink;
    if (m_progress)
        sink = [this](const Http::Progress &progress) {
            static constexpr QStringView phases[] {u"connecting", u"sending", u"waiting for the answer", u"reading"};
            m_progress({phases[static_cast<int>(progress.phase)].toString(), progress.done, progress.total});
        };
    Result<Http::Response> response = m_services.transport.exchange(m_request, m_stop, sink);
    if (!response) {
        m_unanswered = response.error();
        return Aws::classify(*m_unanswered);
    }
    m_response = *std::move(response);
    noteResponse(m_run, m_response, m_masking);
    if (const QByteArray header = Aws::mismatchedChecksum(m_response); !header.isEmpty()) {
        m_unanswered
            = Error {Stage::Transport, ErrorCode::Incomplete,
                     u"the answer was damaged on the way: its body does not match its %1; %2"_s.arg(
                         QString::fromLatin1(header), u"check proxies, and send it again if that does no harm"_s),
                     m_request.target.display()};
        return Aws::classify(*m_unanswered);
    }
    m_parsed = Aws::parse(*m_model, *m_operation, m_response);
    if (!*m_parsed || !(*m_parsed)->error)
        return std::nullopt;
    const Aws::SigningFacts facts {m_services.clock.now(), m_clockOffset, m_identity.endpoint.signingRegion};
    return Aws::classify(*m_operation, m_response, *(*m_parsed)->error, (*m_parsed)->output, facts);
}

/// Changes what made the attempt fail; false if that is not possible, so that the same would happen again.
bool Pipeline::mend(const Aws::ClassifiedFailure &failure)
{
    switch (failure.kind) {
    case Aws::FailureKind::ClockSkew:
        m_services.retries.setClockOffset(m_request.target.host, failure.clockOffset);
        return true;
    case Aws::FailureKind::ExpiredCredentials:
        return renewIdentity();
    case Aws::FailureKind::WrongRegion:
        m_namedRegion = QString::fromLatin1(failure.region);
        if (const QString bucket = m_plan.input["Bucket"].string(); !bucket.isEmpty())
            m_services.retries.setBucketRegion(m_plan.service, bucket, m_namedRegion);
        return renewIdentity();
    default:
        return true;
    }
}

/// Asks once more who signs and where; false, and nothing changed, if the answer is the same or none.
bool Pipeline::renewIdentity()
{
    const Result<ChosenIdentity> chosen = identity();
    if (!chosen || (sameKeys(chosen->credentials, m_identity.credentials) && chosen->region == m_identity.region))
        return false;
    const bool renewed = !findIdentity() && !writeRequest();
    m_run.warnings.removeDuplicates();
    return renewed;
}

Pipeline::Step Pipeline::endedAfterAttempts(const Aws::ClassifiedFailure &failure, const Aws::RetryDecision &decision)
{
    noteAttempt(wordFor(decision.verdict == Aws::Verdict::Again ? Aws::Verdict::NotRetryable : decision.verdict));
    if (decision.verdict == Aws::Verdict::WaitTooLong)
        m_run.warnings.append(u"the service asks to wait %1 before it is asked again"_s.arg(
            spokenTime(ceil<std::chrono::seconds>(decision.delay))));
    if (failure.kind == Aws::FailureKind::ClockSkew)
        m_run.warnings.append(
            u"the clock of %1 is another than this computer's; set it right"_s.arg(m_request.target.display()));
    return m_unanswered ? endedByTransport(*m_unanswered) : std::nullopt;
}

/// Cancelled while waiting for the next attempt.
Pipeline::Step Pipeline::stoppedBetweenAttempts()
{
    if (m_run.attempts == 0)
        return stopped();
    m_run.status = 0;
    m_run.received.reset();
    const QString message = u"cancelled while waiting for the next try; %1"_s.arg(
        m_mayHaveHappened ? u"an earlier attempt may have been carried out: check there before sending it again"_s
                          : u"nothing was done so far"_s);
    const Outcome outcome = m_mayHaveHappened ? Outcome::Unknown : Outcome::Cancelled;
    return ended(outcome, {Stage::Transport, ErrorCode::Cancelled, message, {}});
}

/// Tells every second how long it still takes; false if it was cancelled.
bool Pipeline::waitForNext(const QString &why, milliseconds delay)
{
    while (delay > milliseconds(0)) {
        const auto left = ceil<std::chrono::seconds>(delay);
        if (m_progress)
            m_progress({u"%1, next try in %2 s"_s.arg(why).arg(left.count()), 0, -1});
        const milliseconds step = delay - (left - std::chrono::seconds(1));
        if (!m_services.clock.pause(step, m_stop))
            return false;
        delay -= step;
    }
    return !m_stop.stop_requested();
}

void Pipeline::noteAttempt(const QString &judgement)
{
    note(u"attempt %1"_s.arg(m_run.attempts), u"%1\n%2"_s.arg(refusal(), judgement));
}

/// Every repetition is said: people must know what was sent how often.
void Pipeline::noteRepetition(const Aws::ClassifiedFailure &failure, milliseconds delay)
{
    const bool nothingWasSent
        = m_unanswered && (m_unanswered->code == ErrorCode::Unreachable || m_unanswered->code == ErrorCode::TimedOut);
    if (!nothingWasSent && !Aws::provesNothingWasDone(failure.kind) && !Aws::onlyReads(*m_operation)) {
        m_mayHaveHappened = true;
        m_outcomeUnknown = m_outcomeUnknown || m_unanswered.has_value();
    }
    QString said;
    if (failure.kind == Aws::FailureKind::ClockSkew) {
        const bool slow = failure.clockOffset > std::chrono::seconds(0);
        said
            = u"this computer's clock is %1 %2, by the clock of %3: signed with the corrected time; set it right"_s.arg(
                spokenTime(abs(failure.clockOffset)), slow ? u"slow"_s : u"fast"_s, m_request.target.display());
    } else if (failure.kind == Aws::FailureKind::WrongRegion) {
        said = u"the service named the region %1: sent again there; set it in the form"_s.arg(m_namedRegion);
    } else if (failure.kind == Aws::FailureKind::ExpiredCredentials) {
        said = u"the credentials had expired: sent again with new ones (%1)"_s.arg(m_identity.credentials.source);
    } else {
        said = u"%1 (%2): sent again after %3 s"_s.arg(wordFor(failure.kind), refusal(),
                                                       QString::number(double(delay.count()) / 1000, 'f', 1));
    }
    m_run.warnings.append(said);
    noteAttempt(said);
}

/// "Throttling, status 400", or why no answer came.
QString Pipeline::refusal() const
{
    if (m_unanswered)
        return m_unanswered->message;
    const Aws::ParsedError &error = *(*m_parsed)->error;
    return u"%1, status %2"_s.arg(error.code, QString::number(error.status));
}

double Pipeline::secondsNow() const
{
    return duration<double>(m_services.clock.monotonic()).count();
}

} // namespace Plugboard::Invocation
