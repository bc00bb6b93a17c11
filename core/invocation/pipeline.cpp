#include "core/invocation/pipeline_p.h"

#include "core/aws/credentials/chain.h"
#include "core/value/json.h"
#include "core/value/valuepath.h"

namespace Plugboard::Invocation {

using namespace Qt::StringLiterals;
using namespace std::chrono;

namespace {

constexpr QStringView operationPrefix = u"aws:";

QString jsonText(const Value &value)
{
    return QString::fromUtf8(Json::write(value, Json::Style::Indented));
}

QString firstOf(std::initializer_list<QString> candidates)
{
    for (const QString &candidate : candidates)
        if (!candidate.isEmpty())
            return candidate;
    return {};
}

/// A signature lets nobody in twice, but it does not belong into a log either.
QByteArray withoutSignature(const QByteArray &name, const QByteArray &value)
{
    if (name.compare("authorization", Qt::CaseInsensitive) != 0)
        return value;
    const qsizetype at = value.indexOf("Signature=");
    return at < 0 ? Secrets::Masking::mask.toUtf8() : value.first(at + 10) + Secrets::Masking::mask.toUtf8();
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
        {u"credentials"_s, &Pipeline::chooseIdentity},
        {u"request"_s, &Pipeline::writeRequest},
        {u"signature"_s, &Pipeline::sign},
        {u"transport"_s, &Pipeline::send},
        {u"response"_s, &Pipeline::readResponse},
        {u"output"_s, &Pipeline::mapOutput},
    };
    const nanoseconds begin = m_services.clock.monotonic();
    Step end;
    for (const Stage &stage : way) {
        if (m_stop.stop_requested() && m_run.attempts == 0) {
            end = ended(Outcome::Cancelled,
                        {Plugboard::Stage::Transport, ErrorCode::Cancelled, u"stopped before anything was sent"_s, {}});
            break;
        }
        if (m_progress)
            m_progress({stage.name, 0, -1});
        const nanoseconds before = m_services.clock.monotonic();
        end = (this->*stage.step)();
        m_run.stages.append({stage.name, duration_cast<microseconds>(m_services.clock.monotonic() - before)});
        if (end)
            break;
    }
    m_run.outcome = end.value_or(Outcome::Success);
    m_run.total = duration_cast<microseconds>(m_services.clock.monotonic() - begin);
    finish();
    return std::move(m_run);
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
    m_run.warnings += resolved->warnings;
    maskTypedSecrets();
    return std::nullopt;
}

/// Keys that were typed as plain text may be sent, but are shown and kept nowhere.
void Pipeline::maskTypedSecrets()
{
    for (const Form::Field &field : m_job.state.form()->fields) {
        if (!field.secret || field.target != Form::Target::Input)
            continue;
        const Result<ValuePath> path = ValuePath::parse(field.path);
        const std::optional<Value> value = path ? path->read(m_inputs) : std::nullopt;
        if (value && value->isString() && !value->string().isEmpty())
            m_masking.add(Sensitive(value->utf8().toByteArray()));
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
    return std::nullopt;
}

Pipeline::Step Pipeline::chooseIdentity()
{
    const QString region
        = firstOf({m_job.commandLine.region, m_plan.region, m_job.connection.region,
                   m_job.sandbox ? m_job.sandbox->region : QString(), m_services.environment.value(u"AWS_REGION"_s),
                   m_services.environment.value(u"AWS_DEFAULT_REGION"_s)});
    if (region.isEmpty())
        return ended(Outcome::Invalid,
                     {Stage::Call, ErrorCode::Invalid,
                      u"no region is set; choose one in the form, the environment, or AWS_REGION"_s, u"region"_s});
    const QString endpoint = m_job.sandbox
        ? m_job.sandbox->endpoint
        : firstOf({m_job.commandLine.endpoint, m_plan.endpoint,
                   m_job.connection.endpoints.value(m_plan.service, m_job.connection.endpoint)});
    Result<Aws::Endpoint> resolved = Aws::resolveEndpoint(*m_model, region, endpoint, m_services.environment);
    if (!resolved)
        return ended(Outcome::Invalid, resolved.error());
    m_endpoint = *std::move(resolved);
    m_run.endpointSource = m_job.sandbox ? u"sandbox"_s : m_endpoint.source;
    return chooseCredentials();
}

Pipeline::Step Pipeline::chooseCredentials()
{
    const Value form = m_plan.credentials;
    const QByteArray accessKey = form["accessKey"].utf8().toByteArray();
    const QByteArray secretKey = form["secretKey"].utf8().toByteArray();
    if (accessKey.isEmpty() != secretKey.isEmpty())
        return ended(Outcome::Credentials,
                     {Stage::Credentials, ErrorCode::Invalid,
                      u"access key and secret key belong together; fill both or none"_s,
                      accessKey.isEmpty() ? u"authentication.accessKey"_s : u"authentication.secretKey"_s});
    if (m_job.commandLine.credentials) {
        m_credentials = *m_job.commandLine.credentials;
    } else if (!accessKey.isEmpty()) {
        m_credentials = {accessKey, Sensitive(secretKey), Sensitive(form["sessionToken"].utf8().toByteArray()),
                         u"fields of the form"_s, std::nullopt};
    } else if (m_job.sandbox) {
        m_credentials = m_job.sandbox->credentials.value_or(Aws::Credentials {});
    } else if (m_job.connection.credentials) {
        m_credentials = *m_job.connection.credentials;
    } else {
        Result<Aws::Credentials> chain = Aws::defaultChain(m_services.environment);
        if (!chain)
            return ended(Outcome::Credentials, chain.error());
        m_credentials = *std::move(chain);
    }
    m_run.credentialSource = m_credentials.source;
    m_masking.add(m_credentials.secretAccessKey);
    m_masking.add(m_credentials.sessionToken);
    return std::nullopt;
}

Pipeline::Step Pipeline::writeRequest()
{
    Result<Http::Request> request = Aws::serialize(*m_model, *m_operation, m_plan.input, m_endpoint.target);
    if (!request)
        return ended(Outcome::Invalid, request.error());
    m_request = *std::move(request);
    m_request.certificateAuthorities = {};
    const Result<Done> valid = Http::validate(m_request);
    if (!valid)
        return ended(Outcome::Invalid, valid.error());
    return std::nullopt;
}

Pipeline::Step Pipeline::sign()
{
    Result<Aws::Signed> signedRequest = m_services.signer.sign(
        m_request, m_credentials, {m_endpoint.signingRegion, m_endpoint.signingName}, m_services.clock.now());
    if (!signedRequest)
        return ended(Outcome::Invalid, signedRequest.error());
    m_request = std::move(signedRequest->request);
    m_run.canonicalRequest = QString::fromUtf8(signedRequest->canonicalRequest);
    m_run.stringToSign = QString::fromUtf8(signedRequest->stringToSign);
    noteRequest();
    note(u"canonical request"_s, m_run.canonicalRequest);
    note(u"string to sign"_s, m_run.stringToSign);
    return std::nullopt;
}

Pipeline::Step Pipeline::send()
{
    if (m_job.dryRun)
        return Outcome::Success;
    m_run.attempts = 1;
    Http::ProgressSink sink;
    if (m_progress)
        sink = [this](const Http::Progress &progress) {
            static constexpr QStringView phases[] {u"connecting", u"sending", u"waiting for the answer", u"reading"};
            m_progress({phases[static_cast<int>(progress.phase)].toString(), progress.done, progress.total});
        };
    Result<Http::Response> response = m_services.transport.exchange(m_request, m_stop, sink);
    if (!response) {
        Outcome outcome = outcomeOf(response.error());
        // A refusal by our own limit or validation before sending is no unknown outcome, but after sending it is.
        ended(outcome, response.error());
        if (outcome == Outcome::Cancelled)
            m_run.attempts = 0;
        mapFailureOf(outcome);
        return outcome;
    }
    m_response = *std::move(response);
    m_run.status = m_response.status;
    noteResponse();
    return std::nullopt;
}

Pipeline::Step Pipeline::readResponse()
{
    Result<Aws::ParsedResponse> parsed = Aws::parse(*m_model, *m_operation, m_response);
    if (!parsed) {
        Outcome outcome = Outcome::Error;
        ended(outcome, parsed.error());
        mapFailureOf(outcome);
        return outcome;
    }
    if (parsed->error)
        return endedByService(*parsed->error);
    Result<Value> response = Calls::respond(m_plan, m_inputs, parsed->output, m_environment);
    if (!response)
        return ended(Outcome::Error, response.error());
    m_run.response = m_masking.masked(*response);
    return std::nullopt;
}

Pipeline::Step Pipeline::mapOutput()
{
    const Output::Mapped mapped = Output::mapSuccess(m_run.response, m_rules, m_jobRetries, m_environment);
    const Outcome outcome = judged(mapped, Outcome::Success);
    return outcome == Outcome::Success ? Step() : Step(outcome);
}

/// The service refused: 4xx, 5xx, or an error in disguise.
Pipeline::Step Pipeline::endedByService(const Aws::ParsedError &error)
{
    m_run.failure
        = Failure {.code = error.code,
                   .message = error.message.isEmpty()
                       ? u"%1 answered %2 without a reason"_s.arg(m_request.target.display()).arg(error.status)
                       : error.message,
                   .requestId = error.requestId,
                   .status = error.status};
    Outcome outcome = Outcome::Error;
    mapFailureOf(outcome);
    return outcome;
}

/// Lets the error expression judge a failure. Transport failures and unknown outcomes survive ignoreError.
void Pipeline::mapFailureOf(Outcome &outcome)
{
    const Failure &failure = *m_run.failure;
    const Output::Mapped mapped = Output::mapFailure({.type = outcomeName(outcome),
                                                      .code = failure.code,
                                                      .message = m_masking.masked(failure.message),
                                                      .variables = {}},
                                                     m_rules, m_jobRetries, m_environment);
    const Outcome judgement = judged(mapped, outcome);
    if (judgement == Outcome::Ignored && (outcome == Outcome::Transport || outcome == Outcome::Unknown))
        return;
    outcome = judgement;
}

/// Takes variables and verdict over; a problem of the mapping is an error of the job, as Camunda has it.
Outcome Pipeline::judged(const Output::Mapped &mapped, Outcome otherwise)
{
    m_run.variables = mapped.variables;
    for (const Feel::Diagnostic &warning : mapped.warnings)
        m_run.warnings.append(u"output: "_s + warning.message);
    note(u"output mapping"_s, jsonText(mapped.variables));
    if (mapped.problem) {
        ended(Outcome::Error, *mapped.problem);
        return otherwise == Outcome::Success ? Outcome::Error : otherwise;
    }
    switch (mapped.verdict) {
    case Output::Verdict::None:
        return otherwise;
    case Output::Verdict::Ignored:
        return Outcome::Ignored;
    case Output::Verdict::BpmnError:
    case Output::Verdict::JobError:
        break;
    }
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

void Pipeline::noteRequest()
{
    SentRequest request {m_request.method, QString::fromUtf8(m_request.target.url()), {}, m_request.body.size()};
    QString text = QString::fromLatin1(m_request.method) + u' ' + request.url;
    for (const auto &[name, value] : m_request.headers.lines()) {
        request.headers.append({QString::fromLatin1(name), QString::fromUtf8(withoutSignature(name, value))});
        text += u'\n' + request.headers.last().first + u": "_s + request.headers.last().second;
    }
    m_run.request = request;
    note(u"request"_s, text + u"\n\n"_s + QString::fromUtf8(m_request.body));
}

void Pipeline::noteResponse()
{
    ReceivedResponse received;
    QString text = u"%1 %2"_s.arg(m_response.status).arg(QString::fromLatin1(m_response.reason));
    for (const auto &[name, value] : m_response.headers.lines()) {
        received.headers.append({QString::fromLatin1(name), QString::fromUtf8(value)});
        text += u'\n' + received.headers.last().first + u": "_s + received.headers.last().second;
    }
    received.body = m_response.body;
    m_run.received = received;
    note(u"response"_s, text + u"\n\n"_s + QString::fromUtf8(m_response.body));
}

/// The one place through which everything leaves: nothing of the run goes out unmasked.
void Pipeline::finish()
{
    const auto mask = [this](QString &text) { text = m_masking.masked(text); };
    m_run.response = m_masking.masked(m_run.response);
    m_run.variables = m_masking.masked(m_run.variables);
    mask(m_run.canonicalRequest);
    mask(m_run.stringToSign);
    for (TraceEntry &entry : m_run.trace)
        mask(entry.text);
    for (QString &warning : m_run.warnings)
        mask(warning);
    if (m_run.failure) {
        mask(m_run.failure->message);
        mask(m_run.failure->code);
        m_run.failure->variables = m_masking.masked(m_run.failure->variables);
        for (Form::Finding &finding : m_run.failure->findings)
            mask(finding.message);
    }
    if (m_run.request) {
        mask(m_run.request->url);
        for (auto &[name, value] : m_run.request->headers)
            mask(value);
    }
    if (m_run.received) {
        m_run.received->body = m_masking.masked(m_run.received->body);
        for (auto &[name, value] : m_run.received->headers)
            mask(value);
    }
}

Run invoke(const Job &job, const Services &services, std::stop_token stop, const ProgressSink &progress)
{
    return Pipeline(job, services, std::move(stop), progress).run();
}

} // namespace Plugboard::Invocation
