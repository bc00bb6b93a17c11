#include "app/cli/filledform.h"
#include "app/cli/output.h"
#include "core/sequence/savedcall.h"

#include <QDateTime>
#include <QSaveFile>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

struct InvokeOptions
{
    FillOptions fill;
    std::string region;
    std::string endpoint;
    std::optional<std::string> resultVariable;
    std::optional<std::string> resultExpression;
    std::optional<std::string> errorExpression;
    std::string output;
    bool trace = false;
    bool dryRun = false;
    std::optional<int> presign; ///< Seconds
};

double milliseconds(std::chrono::microseconds time)
{
    return double(time.count()) / 1000;
}

Value number(double value)
{
    return Value::numberFromText(QByteArray::number(value, 'f', 3));
}

Value pairs(const QList<std::pair<QString, QString>> &lines)
{
    ContextBuilder context;
    for (const auto &[name, value] : lines)
        context.set(name, text(value));
    return context.build();
}

/// The members that the outcome has; the contract lists them.
Value toValue(Invocation::Outcome outcome, const Invocation::Failure &failure)
{
    ContextBuilder error;
    if (!failure.code.isEmpty())
        error.set("code", text(failure.code));
    error.set("message", text(failure.message));
    if (!failure.where.isEmpty())
        error.set("where", text(failure.where));
    if (!failure.requestId.isEmpty())
        error.set("requestId", text(failure.requestId));
    if (failure.status != 0)
        error.set("status", Value::number(failure.status));
    if (outcome == Invocation::Outcome::Invalid)
        error.set("findings", Cli::toValue(failure.findings));
    if (outcome == Invocation::Outcome::JobError) {
        error.set("retries", failure.retries.isEmpty() ? Value() : Value::numberFromText(failure.retries.toUtf8()));
        error.set("retryBackoff", failure.retryBackoff.isEmpty() ? Value() : text(failure.retryBackoff));
    }
    if (outcome == Invocation::Outcome::BpmnError || outcome == Invocation::Outcome::JobError)
        error.set("variables", failure.variables);
    return error.build();
}

Value toValue(const Invocation::SentRequest &request)
{
    return ContextBuilder()
        .set("method", Value::utf8(request.method))
        .set("url", text(request.url))
        .set("headers", pairs(request.headers))
        .set("bodySize", Value::number(request.bodySizeBytes))
        .build();
}

QString timeOf(Clock::Moment moment)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(moment).time_since_epoch();
    return QDateTime::fromSecsSinceEpoch(seconds.count(), Qt::UTC).toString(Qt::ISODate);
}

Value toValue(const Invocation::Link &link)
{
    return ContextBuilder()
        .set("method", Value::utf8(link.method))
        .set("url", Value::utf8(link.url))
        .set("headers", pairs(link.headers))
        .set("ends", text(timeOf(link.ends)))
        .set("endsWithCredentials", Value::boolean(link.endsWithCredentials))
        .build();
}

Value traceOf(const Invocation::Run &run, bool whole)
{
    ContextBuilder trace;
    trace.set("canonicalRequest", text(run.canonicalRequest))
        .set("stringToSign", text(run.stringToSign))
        .set("credentialSource", text(run.credentialSource))
        .set("endpointSource", text(run.endpointSource));
    if (!whole)
        return trace.build();
    Value::Items stages;
    for (const Invocation::TraceEntry &entry : run.trace)
        stages.push_back(ContextBuilder().set("stage", text(entry.stage)).set("text", text(entry.text)).build());
    return trace.set("stages", Value::list(std::move(stages))).build();
}

Value toValue(const Invocation::Run &run, bool wholeTrace)
{
    ContextBuilder stages;
    for (const auto &[stage, time] : run.stages)
        stages.set(stage, number(milliseconds(time)));
    Value::Items warnings;
    for (const QString &warning : run.warnings)
        warnings.push_back(text(warning));
    ContextBuilder object;
    object.set("outcome", text(Invocation::outcomeName(run.outcome)))
        .set("connector", text(run.connector))
        .set("status", run.status == 0 ? Value() : Value::number(run.status))
        .set("response", run.response)
        .set("variables", run.variables.isContext() ? run.variables : ContextBuilder().build())
        .set("error", run.failure ? toValue(run.outcome, *run.failure) : Value())
        .set("attempts", Value::number(run.attempts))
        .set("timing",
             ContextBuilder().set("totalMs", number(milliseconds(run.total))).set("stages", stages.build()).build())
        .set("request", run.request ? toValue(*run.request) : Value())
        .set("trace", traceOf(run, wholeTrace));
    if (run.link)
        object.set("presigned", toValue(*run.link));
    if (!warnings.empty())
        object.set("warnings", Value::list(std::move(warnings)));
    return object.build();
}

void tellTrace(const Invocation::Run &run)
{
    for (const Invocation::TraceEntry &entry : run.trace)
        tell(u"── %1\n%2\n"_s.arg(entry.stage, entry.text));
    tell(u"── timing"_s);
    for (const auto &[stage, time] : run.stages)
        tell(u"%1 ms  %2"_s.arg(milliseconds(time), 9, 'f', 3).arg(stage));
    tell(u"credentials: %1\nendpoint: %2"_s.arg(run.credentialSource, run.endpointSource));
}

/// The link alone on stdout, to be piped on.
void tellLink(const Invocation::Link &link)
{
    print(QString::fromLatin1(link.url));
    tell(u"%1 by whoever has this link, until %2%3"_s.arg(
        QString::fromLatin1(link.method), timeOf(link.ends),
        link.endsWithCredentials ? u": the credentials end then, before the time asked for"_s : QString()));
    for (const auto &[name, value] : link.headers)
        tell(u"to be sent with it: %1: %2"_s.arg(name, value));
}

void tellRun(const Invocation::Run &run)
{
    for (const QString &warning : run.warnings)
        tell(u"warning: "_s + warning);
    if (run.link)
        tellLink(*run.link);
    else if (run.request && run.attempts == 0 && run.outcome == Invocation::Outcome::Success)
        tell(u"dry run: %1 %2 was not sent"_s.arg(QString::fromUtf8(run.request->method), run.request->url));
    if (!run.response.isNull()) {
        print(u"response"_s);
        printJson(run.response);
    }
    if (run.variables.size() > 0) {
        print(u"variables"_s);
        printJson(run.variables);
    }
    if (run.failure) {
        const QString code = run.failure->code.isEmpty() ? QString() : run.failure->code + u": "_s;
        const QString where = run.failure->where.isEmpty() ? QString() : run.failure->where + u": "_s;
        tell(u"%1: %2%3%4"_s.arg(Invocation::outcomeName(run.outcome), where, code, run.failure->message));
        for (const Form::Finding &finding : run.failure->findings)
            tell(u"  %1: %2"_s.arg(finding.field, finding.message));
        if (!run.failure->requestId.isEmpty())
            tell(u"  request id: "_s + run.failure->requestId);
    }
    QStringList facts {Invocation::outcomeName(run.outcome)};
    if (run.status != 0)
        facts.append(u"status %1"_s.arg(run.status));
    facts.append(u"%1 ms"_s.arg(milliseconds(run.total), 0, 'f', 1));
    if (run.received)
        facts.append(u"%1 B"_s.arg(run.received->body.size()));
    facts.append(run.attempts == 1 ? u"1 attempt"_s : u"%1 attempts"_s.arg(run.attempts));
    tell(facts.join(u" · "_s));
}

/// The answer's body, whole or not at all.
Result<Done> writeBody(const Invocation::Run &run, const QString &file)
{
    const QByteArray body = run.received ? run.received->body : QByteArray();
    QSaveFile target(file);
    const bool written = target.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && target.write(body) == body.size()
        && target.commit();
    if (!written)
        return Error {Stage::Settings, ErrorCode::Unwritable,
                      u"the answer could not be written; check the folder, its permissions and the free space"_s, file};
    return Done {};
}

Result<Invocation::Job> jobOf(Session &session, const FilledForm &filled, const InvokeOptions &options)
{
    std::optional<Invocation::Identity> sandbox;
    if (filled.environment.sandbox) {
        Result<Invocation::Identity> started = session.services.startSandbox();
        if (!started)
            return started.error();
        sandbox = *std::move(started);
    }
    Output::Rules rules
        = Sequence::rulesOf(Sequence::requestOf(filled.state, Sequence::rulesOf(filled.request), filled.request));
    Invocation::Job job = Sequence::jobFor(filled.state, rules, filled.environment, sandbox);
    if (options.resultVariable || options.resultExpression || options.errorExpression) {
        const auto choose = [](const std::optional<std::string> &given, const QString &otherwise) {
            return given ? QString::fromStdString(*given) : otherwise;
        };
        job.rules = Output::Rules {choose(options.resultVariable, rules.resultVariable),
                                   choose(options.resultExpression, rules.resultExpression),
                                   choose(options.errorExpression, rules.errorExpression)};
    }
    job.commandLine.name = u"command line"_s;
    job.commandLine.region = QString::fromStdString(options.region);
    job.commandLine.endpoint = QString::fromStdString(options.endpoint);
    job.dryRun = options.dryRun;
    if (options.presign)
        job.linkFor = std::chrono::seconds(*options.presign);
    return job;
}

int invoke(Session &session, const InvokeOptions &options)
{
    const Result<FilledForm> filled = fill(session, options.fill);
    if (!filled)
        return tellFillError(filled.error());
    const Result<Invocation::Job> job = jobOf(session, *filled, options);
    if (!job) {
        tell(job.error());
        return Unreadable;
    }
    const Invocation::Run run = Invocation::invoke(*job, session.services.invocation(), session.stop);
    if (session.global.json)
        printJson(toValue(run, options.trace));
    else if (options.trace)
        tellTrace(run);
    if (!session.global.json)
        tellRun(run);
    if (!options.output.empty()) {
        if (const Result<Done> written = writeBody(run, QString::fromStdString(options.output)); !written) {
            tell(written.error());
            return Unreadable;
        }
    }
    return Invocation::exitCode(run.outcome);
}

} // namespace

void registerInvoke(CLI::App &program, Command &chosen)
{
    CLI::App *command = program.add_subcommand("invoke", "Invoke a saved request, a connector or an AWS operation");
    auto options = std::make_shared<InvokeOptions>();
    addFillOptions(*command, options->fill);
    command->add_option("--region", options->region, "AWS region, before the form's");
    command->add_option("--endpoint-url", options->endpoint, "Send there instead of to AWS");
    command->add_option("--result-variable", options->resultVariable, "Variable for the whole response");
    command->add_option("--result-expression", options->resultExpression, "FEEL context of variables");
    command->add_option("--error-expression", options->errorExpression,
                        "FEEL that may yield bpmnError(), jobError() or ignoreError()");
    command->add_option("--output", options->output, "File for the answer's body");
    command->add_flag("--trace", options->trace, "Every stage of the way, secrets masked");
    command->add_flag("--dry-run", options->dryRun, "Everything but sending");
    command->add_option("--presign", options->presign, "Do not send: print a link that is valid for SECONDS")
        ->type_name("SECONDS");
    command->callback(
        [&chosen, options] { chosen = [options](Session &session) { return invoke(session, *options); }; });
}

} // namespace Plugboard::Cli
