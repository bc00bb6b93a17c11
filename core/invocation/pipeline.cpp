#include "core/invocation/pipeline_p.h"

#include "core/form/parts.h"
#include "core/invocation/record_p.h"
#include "core/value/json.h"
#include "core/value/valuepath.h"

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr QStringView operationPrefix = u"aws:";

constexpr auto mayHaveHappened = "the request may have been carried out: check there before sending it again"_L1;
/// Of a typed key, found in diagnostics that cut what they quote.
constexpr qsizetype keptCharacters = 60;

QString jsonText(const Value &value)
{
    return QString::fromUtf8(Json::write(value, Json::Style::Indented));
}

Outcome outcomeOf(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Interrupted:
    case ErrorCode::Incomplete:
    case ErrorCode::Limit:
        return Outcome::Unknown;
    case ErrorCode::Cancelled:
        return Outcome::Cancelled;
    case ErrorCode::Invalid:
        return Outcome::Invalid;
    default:
        return Outcome::Transport;
    }
}

/// One sentence out of a service's own words and what can be done.
QString withRemedy(QString message, const QString &remedy)
{
    if (remedy.isEmpty())
        return message;
    while (message.endsWith(u'.') || message.endsWith(u' '))
        message.chop(1);
    return message + u"; "_s + remedy;
}

QList<std::pair<QString, QString>> headerPairs(const Http::Headers &headers)
{
    QList<std::pair<QString, QString>> pairs;
    for (const auto &[name, value] : headers.lines())
        pairs.append({QString::fromLatin1(name), QString::fromUtf8(value)});
    return pairs;
}

/// An answer to a repetition does not tell what became of the attempt before.
QString afterUnknown(const QString &message)
{
    return u"%1; an earlier attempt brought no answer: %2"_s.arg(message, mayHaveHappened);
}

} // namespace

Pipeline::Pipeline(const Job &job, const Services &services, std::stop_token stop, const ProgressSink &progress)
    : m_job(job)
    , m_services(services)
    , m_stop(std::move(stop))
    , m_progress(progress)
    , m_environment(services.expressions(m_stop))
{
}

Run Pipeline::run()
{
    struct Stage
    {
        QString name;
        Step (Pipeline::*step)();
    };
    // The way of one call, in order.
    const Stage way[] {
        {u"inputs"_s, &Pipeline::evaluateInputs},
        {u"secrets"_s, &Pipeline::resolveSecrets},
        {u"call"_s, &Pipeline::planCall},
        {u"operation"_s, &Pipeline::findOperation},
        {u"credentials"_s, &Pipeline::findIdentity},
        {u"request"_s, &Pipeline::writeRequest},
        {u"signature"_s, &Pipeline::sign},
        {u"transport"_s, &Pipeline::send},
        {u"response"_s, &Pipeline::readResponse},
        {u"output"_s, &Pipeline::mapOutput},
    };
    const nanoseconds begin = m_services.clock.monotonic();
    Step end;
    for (const Stage &stage : way) {
        if (!end && wasStopped())
            end = stopped();
        if (end)
            break;
        if (m_progress)
            m_progress({stage.name, 0, -1});
        const nanoseconds before = m_services.clock.monotonic();
        end = (this->*stage.step)();
        m_run.stages.append({stage.name, duration_cast<microseconds>(m_services.clock.monotonic() - before)});
    }
    // What a step made of being stopped is not what happened.
    if (end && *end != Outcome::Success && wasStopped())
        end = stopped();
    m_run.outcome = end.value_or(Outcome::Success);
    m_run.total = duration_cast<microseconds>(m_services.clock.monotonic() - begin);
    if (m_run.failure && !m_run.failureInScope && m_run.status == 0)
        m_run.failureInScope = failureFor(*end);
    mask(m_run, m_masking);
    return std::move(m_run);
}

/// Once something may have been sent, the transport knows better.
bool Pipeline::wasStopped() const
{
    return m_stop.stop_requested() && m_run.attempts == 0;
}

Pipeline::Step Pipeline::stopped()
{
    return ended(Outcome::Cancelled,
                 {Stage::Transport, ErrorCode::Cancelled, u"cancelled before anything was sent"_s, {}});
}

Pipeline::Step Pipeline::evaluateInputs()
{
    m_evaluated = Inputs::evaluate(m_job.state, m_job.variables, m_environment);
    m_run.connector = m_job.state.form()->jobType;
    const Value headers = m_evaluated.headers;
    m_rules = m_job.rules.value_or(Output::Rules {
        headers["resultVariable"].string(), headers["resultExpression"].string(), headers["errorExpression"].string()});
    m_jobRetries = m_evaluated.retries.toInt();
    for (const auto &[field, warning] : m_evaluated.warnings)
        m_run.warnings.append(field + u": "_s + warning.message);
    note(u"inputs"_s, jsonText(m_evaluated.inputs));
    maskTypedKeys(m_evaluated.inputs);
    if (m_evaluated.ok())
        return std::nullopt;
    m_run.failure = Failure {.message = u"the inputs are not complete; mend the fields named"_s};
    m_run.failure->findings = m_evaluated.findings;
    return Outcome::Invalid;
}

Pipeline::Step Pipeline::resolveSecrets()
{
    Result<Secrets::Resolved> resolved
        = Secrets::resolve(m_evaluated.inputs, m_services.secrets, m_job.secretSpace, m_stop);
    if (!resolved)
        return ended(Outcome::Credentials, resolved.error());
    m_inputs = resolved->value;
    m_masking = resolved->masking;
    m_unsearched = resolved->unsearched;
    m_run.warnings += resolved->warnings;
    maskTypedKeys(m_inputs);
    return std::nullopt;
}

/// Keys that were typed as plain text may be sent, but are shown and kept nowhere.
void Pipeline::maskTypedKeys(const Value &inputs)
{
    const auto hide = [this](const QString &text) {
        if (text.isEmpty() || !Secrets::references(text).isEmpty())
            return;
        m_masking.add(Sensitive(text.toUtf8()));
        if (text.size() > keptCharacters)
            m_masking.add(Sensitive(text.first(keptCharacters).toUtf8()));
    };
    for (const Form::Field &field : m_job.state.form()->fields) {
        for (const QString &text : Form::plainSecretsInside(m_job.state, field))
            hide(text);
        if (field.target != Form::Target::Input || !field.secret)
            continue;
        if (!m_job.state.isExpression(field))
            hide(m_job.state.text(field.id));
        const Result<ValuePath> path = ValuePath::parse(field.path);
        const std::optional<Value> value = path ? path->read(inputs) : std::nullopt;
        hide(value ? value->string().trimmed() : QString());
    }
}

Pipeline::Step Pipeline::planCall()
{
    const QString jobType = m_evaluated.jobType.isEmpty() ? m_run.connector : m_evaluated.jobType;
    if (jobType.startsWith(operationPrefix)) {
        const QStringList parts = jobType.split(u':');
        m_plan.service = parts.value(1);
        m_plan.operation = parts.value(2);
        m_plan.input = m_inputs;
        return std::nullopt;
    }
    const Calls::CallFilePtr call = m_services.calls.find(jobType);
    if (!call)
        return ended(
            Outcome::Invalid,
            {Stage::Call,
             ErrorCode::Unsupported,
             u"there is no call for the job type %1; add a connector folder with a call.json for it"_s.arg(jobType),
             {}});
    Result<Calls::Plan> plan = Calls::plan(*call, m_inputs, m_environment);
    if (!plan)
        return ended(Outcome::Invalid, plan.error());
    m_plan = *std::move(plan);
    if (m_plan.findings.isEmpty())
        return std::nullopt;
    m_run.failure = Failure {.message = u"the inputs break a rule of the connector; mend the fields named"_s};
    for (const Calls::CheckFinding &finding : m_plan.findings)
        m_run.failure->findings.append({finding.field, finding.message});
    return Outcome::Invalid;
}

Pipeline::Step Pipeline::findOperation()
{
    Result<Aws::ServiceModelPtr> model = m_services.models.load(m_plan.service);
    if (!model)
        return ended(Outcome::Invalid, model.error());
    m_model = *model;
    m_operation = m_model->operation(m_plan.operation);
    if (!m_operation)
        return ended(Outcome::Invalid,
                     {Stage::Call,
                      ErrorCode::NotFound,
                      u"the model of %1 has no operation %2; check the name"_s.arg(m_plan.service, m_plan.operation),
                      {}});
    const Result<Aws::OperationSigning> signing = Aws::signingOf(*m_model, *m_operation);
    if (!signing)
        return ended(Outcome::Invalid, signing.error());
    m_signing = *signing;
    if (const QString bucket = m_plan.input["Bucket"].string(); !bucket.isEmpty())
        m_namedRegion = m_services.retries.bucketRegion(m_plan.service, bucket);
    return std::nullopt;
}

Pipeline::Step Pipeline::findIdentity()
{
    Result<ChosenIdentity> chosen = identity();
    if (!chosen)
        return ended(chosen.error().stage == Stage::Credentials ? Outcome::Credentials : Outcome::Invalid,
                     chosen.error());
    m_identity = *std::move(chosen);
    m_masking.add(m_identity.credentials.secretAccessKey);
    m_masking.add(m_identity.credentials.sessionToken);
    if (!m_identity.endpoint.doubleEncodePath) {
        m_signing.options.normalizePath = false;
        m_signing.options.doubleEncodePath = false;
    }
    m_run.credentialSource = m_identity.credentials.source;
    m_run.endpointSource = m_identity.endpointSource;
    m_run.warnings += m_identity.warnings;
    note(u"identity"_s, m_identity.toText());
    return std::nullopt;
}

Result<ChosenIdentity> Pipeline::identity() const
{
    return chooseIdentity(m_job, m_plan, *m_model, *m_operation, m_services,
                          {.namedRegion = m_namedRegion, .withoutKeys = !m_signing.isSigned});
}

Pipeline::Step Pipeline::writeRequest()
{
    Result<Http::Request> request
        = Aws::serialize(*m_model, *m_operation, m_plan.input, m_identity.endpoint.target, m_services.random);
    if (!request)
        return ended(Outcome::Invalid, request.error());
    m_request = *std::move(request);
    for (const auto &[name, value] : m_identity.endpoint.headers.lines())
        m_request.headers.set(name, value);
    if (const Step end = m_job.linkFor ? prepareLink() : completeRequest())
        return end;
    const Result<Done> valid = Http::validate(m_request);
    if (!valid)
        return ended(Outcome::Invalid, valid.error());
    return std::nullopt;
}

/// What depends on the finished body: its checksums, and whether it is signed.
Pipeline::Step Pipeline::completeRequest()
{
    m_checksums = Aws::ChecksumSettings::fromEnvironment(m_services.environment);
    const Result<Done> added = Aws::addChecksums(*m_operation, m_plan.input, m_checksums, m_request, m_signing);
    if (!added)
        return ended(Outcome::Invalid, added.error());
    Aws::choosePayloadHash(*m_operation, m_request, m_signing);
    return std::nullopt;
}

/// A link has no body, and no checksum of one.
Pipeline::Step Pipeline::prepareLink()
{
    if (!m_signing.isSigned)
        return ended(Outcome::Invalid,
                     {Stage::Signature,
                      ErrorCode::Unsupported,
                      u"%1 is not signed, so there is nothing to presign; invoke it instead"_s.arg(m_operation->name),
                      {}});
    Aws::addCustomerKeyDigests(m_request.headers);
    Result<Http::Request> linkable = Aws::asLink(*m_operation, m_plan.input, std::move(m_request), m_signing);
    if (!linkable)
        return ended(Outcome::Invalid, linkable.error());
    m_request = *std::move(linkable);
    return std::nullopt;
}

Pipeline::Step Pipeline::sign()
{
    m_clockOffset = m_services.retries.clockOffset(m_request.target.host);
    if (!m_signing.isSigned) {
        noteRequest(m_run, m_request, m_masking, m_unsearched);
        note(u"signature"_s, u"none: %1 is an operation without authorisation"_s.arg(m_operation->name));
        return std::nullopt;
    }
    if (m_job.linkFor)
        return presign();
    Result<Aws::Signed> signedRequest = m_services.signer.sign(
        m_request, m_identity.credentials, signingScope(), m_services.clock.now() + m_clockOffset, m_signing.options);
    if (!signedRequest)
        return ended(Outcome::Invalid, signedRequest.error());
    m_request = std::move(signedRequest->request);
    noteRequest(m_run, m_request, m_masking, m_unsearched);
    noteSignature(*signedRequest);
    return std::nullopt;
}

Pipeline::Step Pipeline::presign()
{
    const Result<Aws::PresignedUrl> link
        = Aws::presignedUrl(m_services.signer, m_request, m_identity.credentials, signingScope(),
                            m_services.clock.now() + m_clockOffset, *m_job.linkFor, m_signing.options);
    if (!link)
        return ended(link.error().stage == Stage::Credentials ? Outcome::Credentials : Outcome::Invalid, link.error());
    noteRequest(m_run, m_request, m_masking, m_unsearched);
    noteSignature(link->signature);
    m_run.link = Link {link->method, link->url, headerPairs(link->headers), link->ends, link->endsWithCredentials};
    return Outcome::Success;
}

Aws::SigningScope Pipeline::signingScope() const
{
    return {m_identity.endpoint.signingRegion, m_identity.endpoint.signingName};
}

void Pipeline::noteSignature(const Aws::Signed &signature)
{
    m_run.canonicalRequest = QString::fromUtf8(signature.canonicalRequest);
    m_run.stringToSign = QString::fromUtf8(signature.stringToSign);
    note(u"canonical request"_s, m_run.canonicalRequest);
    note(u"string to sign"_s, m_run.stringToSign);
}

Pipeline::Step Pipeline::readResponse()
{
    const Result<Aws::ParsedResponse> &parsed = *m_parsed;
    if (!parsed) {
        // Whoever answered said yes, but not in the service's words.
        Error error = parsed.error();
        error.message = u"the answer of %1 (status %2) cannot be read: %3; %4"_s.arg(
            m_request.target.display(), QString::number(m_response.status), error.message, mayHaveHappened);
        ended(Outcome::Unknown, error);
        return judgedFailure(Outcome::Unknown, error.message);
    }
    if (parsed->error) {
        m_run.response = m_masking.masked(parsed->output);
        return endedByService(*parsed->error);
    }
    // What the service has done is told even to who has stopped waiting; the connector's own expression is short.
    Feel::Environment unstopped = m_environment;
    unstopped.stop = {};
    Result<Value> response = Calls::respond(m_plan, m_inputs, parsed->output, unstopped);
    if (!response)
        return endedAfterAnswer(response.error());
    m_run.response = m_masking.masked(*response);
    return std::nullopt;
}

Pipeline::Step Pipeline::mapOutput()
{
    const Output::Mapped mapped = Output::mapSuccess(m_run.response, m_rules, m_jobRetries, m_environment);
    noteMapping(mapped);
    if (mapped.problem)
        return endedAfterAnswer(*mapped.problem);
    m_run.variables = mapped.variables;
    return verdictOf(mapped);
}

/// Nothing was delivered, or nobody knows.
Pipeline::Step Pipeline::endedByTransport(const Error &error)
{
    Outcome outcome = outcomeOf(error);
    if (outcome == Outcome::Cancelled && m_run.attempts > 1) {
        --m_run.attempts;
        return stoppedBetweenAttempts();
    }
    if (outcome == Outcome::Transport && m_outcomeUnknown) {
        outcome = Outcome::Unknown;
        Error kept = error;
        kept.message = afterUnknown(error.message);
        ended(outcome, kept);
        return judgedFailure(outcome, kept.message);
    }
    ended(outcome, error);
    if (outcome != Outcome::Cancelled && outcome != Outcome::Invalid)
        return judgedFailure(outcome, error.message);
    m_run.attempts = 0;
    return outcome;
}

/// The service refused: 4xx, 5xx, or an error in disguise.
Pipeline::Step Pipeline::endedByService(const Aws::ParsedError &error)
{
    m_run.failure = Failure {.code = error.code,
                             .message = withRemedy(error.message, error.remedy),
                             .requestId = error.requestId,
                             .status = error.status};
    if (!m_outcomeUnknown)
        return judgedFailure(Outcome::Error, error.message);
    m_run.failure->message = afterUnknown(m_run.failure->message);
    return judgedFailure(Outcome::Unknown, error.message);
}

/// The service did it; only what was to be made of its answer went wrong.
Pipeline::Step Pipeline::endedAfterAnswer(Error error)
{
    const bool cancelled = error.code == ErrorCode::Cancelled;
    error.message = u"%1; the service has carried the request out (status %2): do not send it again for this"_s.arg(
        cancelled ? u"cancelled while the answer was mapped"_s : error.message, QString::number(m_response.status));
    return ended(cancelled ? Outcome::Unknown : Outcome::Error, error);
}

/// Lets the error expression judge a failure. Transport failures and unknown outcomes survive ignoreError; a problem of the
/// expression does not hide the failure.
Pipeline::Step Pipeline::judgedFailure(Outcome outcome, const QString &message)
{
    m_run.failureInScope = failureFor(outcome);
    m_run.failureInScope->message = m_masking.masked(message);
    const Output::Mapped mapped = Output::mapFailure(*m_run.failureInScope, m_rules, m_jobRetries, m_environment);
    noteMapping(mapped);
    if (mapped.problem) {
        m_run.warnings.append(mapped.problem->text());
        return outcome;
    }
    const Step verdict = verdictOf(mapped);
    const bool mustStay = outcome == Outcome::Transport || outcome == Outcome::Unknown;
    if (!verdict || (*verdict == Outcome::Ignored && mustStay))
        return outcome;
    m_run.variables = mapped.variables;
    return verdict;
}

Output::Failure Pipeline::failureFor(Outcome outcome) const
{
    return {.type = outcomeName(outcome),
            .code = m_run.failure->code,
            .message = m_masking.masked(m_run.failure->message),
            .variables = {}};
}

/// What the error expression made of the call; nothing: it stays what it was.
Pipeline::Step Pipeline::verdictOf(const Output::Mapped &mapped)
{
    if (mapped.verdict == Output::Verdict::None)
        return std::nullopt;
    if (mapped.verdict == Output::Verdict::Ignored)
        return Outcome::Ignored;
    Failure failure = m_run.failure.value_or(Failure {});
    failure.code = mapped.code;
    failure.message = mapped.message;
    failure.variables = mapped.errorVariables;
    failure.retryBackoff = mapped.retryBackoff;
    if (mapped.retries)
        failure.retries = QString::fromUtf8(mapped.retries->toText());
    m_run.failure = failure;
    return mapped.verdict == Output::Verdict::BpmnError ? Outcome::BpmnError : Outcome::JobError;
}

Pipeline::Step Pipeline::ended(Outcome outcome, const Error &error)
{
    m_run.failure = Failure {.message = error.message, .where = error.where};
    return outcome;
}

void Pipeline::note(const QString &stage, const QString &text)
{
    m_run.trace.append({stage, text});
}

void Pipeline::noteMapping(const Output::Mapped &mapped)
{
    for (const Feel::Diagnostic &warning : mapped.warnings)
        m_run.warnings.append(u"output: "_s + warning.message);
    note(u"output mapping"_s, mapped.problem ? mapped.problem->text() : jsonText(mapped.variables));
}

Run invoke(const Job &job, const Services &services, std::stop_token stop, const ProgressSink &progress)
{
    return Pipeline(job, services, std::move(stop), progress).run();
}

} // namespace Plugboard::Invocation
