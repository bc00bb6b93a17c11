#include "core/output/outputmapping.h"

#include "core/feel/functions/builtin.h"
#include "core/value/json.h"

namespace Plugboard::Output {

using namespace Qt::StringLiterals;

namespace {

Error outputError(const QString &header, ErrorCode code, const QString &message)
{
    return {Stage::Output, code, message, header};
}

Feel::ParseOptions optionsIn(const Feel::Scope &scope, const Feel::Environment &environment)
{
    return {.names = Feel::unusualNames(scope),
            .entryNames = Feel::unusualEntryNames(scope),
            .functions = &Feel::connectorFunctions(),
            .limits = environment.limits};
}

/// One expression in one scope; a failure lands in `mapped.problem`.
std::optional<Value> evaluated(const QString &header, const QString &text, const Feel::Scope &scope,
                               const Feel::Environment &environment, Mapped &mapped)
{
    Notes &notes = header == u"errorExpression"_s ? mapped.ofError : mapped.ofResult;
    const Feel::Parsed parsed = Feel::Expression::parse(text, optionsIn(scope, environment));
    notes.errors = parsed.errors;
    notes.hints = parsed.hints;
    if (!parsed.ok()) {
        const Feel::Diagnostic &first = parsed.errors.first();
        mapped.problem = outputError(u"%1 %2:%3"_s.arg(header).arg(first.line).arg(first.column), ErrorCode::Syntax,
                                     u"the expression cannot be read: "_s + first.message);
        return std::nullopt;
    }
    const Feel::Outcome outcome = parsed.expression.evaluate(scope, environment);
    mapped.warnings += outcome.warnings;
    notes.warnings = outcome.warnings;
    if (!outcome.ok()) {
        notes.errors.append(*outcome.error);
        const bool cancelled = outcome.error->kind == Feel::Kind::Cancelled;
        mapped.problem
            = outputError(header, cancelled ? ErrorCode::Cancelled : ErrorCode::Limit, outcome.error->message);
        return std::nullopt;
    }
    return Json::plain(outcome.value);
}

/// A response's own fields by name, and `response` for the whole.
Feel::Scope scopeOf(const Value &response)
{
    Feel::Scope scope(response);
    scope.push(ContextBuilder().set("response", response).build());
    return scope;
}

Value jobLayer(int retries)
{
    return ContextBuilder().set("job", ContextBuilder().set("retries", Value::number(retries)).build()).build();
}

bool mentionsFunctionMarker(const Value &value)
{
    if (value.isList()) {
        for (qsizetype i = 0; i < value.size(); ++i)
            if (mentionsFunctionMarker(value.at(i)))
                return true;
        return false;
    }
    for (qsizetype i = 0; i < value.size(); ++i)
        if (value.keyAt(i) == "camunda.function.type" || mentionsFunctionMarker(value.valueAt(i)))
            return true;
    return false;
}

void mapResult(const Value &response, const Rules &rules, const Feel::Environment &environment, Mapped &mapped)
{
    Value variables = ContextBuilder().build();
    if (const QString name = rules.resultVariable.trimmed(); !name.isEmpty())
        variables = variables.with(name.toUtf8(), response);
    if (!rules.resultExpression.trimmed().isEmpty()) {
        const std::optional<Value> result
            = evaluated(u"resultExpression"_s, rules.resultExpression, scopeOf(response), environment, mapped);
        if (!result)
            return;
        if (!result->isNull() && !result->isContext()) {
            mapped.problem = outputError(
                u"resultExpression"_s, ErrorCode::Invalid,
                u"the result expression must return a context such as { id: response.id }, but it returned a %1"_s.arg(
                    result->typeName()));
            return;
        }
        if (mentionsFunctionMarker(*result)) {
            mapped.problem
                = outputError(u"resultExpression"_s, ErrorCode::Invalid,
                              u"the key \"camunda.function.type\" is reserved by Camunda; rename the entry"_s);
            return;
        }
        for (qsizetype i = 0; i < result->size(); ++i)
            variables = variables.with(result->keyAt(i), result->valueAt(i));
    }
    mapped.variables = variables;
}

/// What bpmnError(), jobError() and ignoreError() return are contexts with an errorType.
void judge(const Value &result, Mapped &mapped)
{
    if (result.isNull() || (result.isContext() && result.size() == 0))
        return;
    const QString type = result["errorType"].string();
    const Value nothing = ContextBuilder().build();
    const Value variables = result["variables"];
    if (type == u"bpmnError"_s) {
        // Without a code the runtime drops the error.
        if (result["code"].isNull())
            return;
        mapped.verdict = Verdict::BpmnError;
        mapped.code = result["code"].string();
        mapped.message = result["message"].string();
        mapped.errorVariables = variables;
        mapped.variables = nothing;
    } else if (type == u"jobError"_s) {
        mapped.verdict = Verdict::JobError;
        mapped.message = result["message"].string();
        // The runtime hands the message on as a variable, too.
        mapped.errorVariables = (variables.isContext() ? variables : nothing).with("error", result["message"]);
        mapped.retries = result["retries"].isNumber() ? result["retries"].number() : Decimal(0);
        mapped.retryBackoff = result["retryBackoff"].isString() ? result["retryBackoff"].string() : u"PT0S"_s;
        mapped.variables = nothing;
    } else if (type == u"ignoreError"_s) {
        mapped.verdict = Verdict::Ignored;
        mapped.variables = variables.isContext() ? variables : nothing;
    } else {
        mapped.problem = outputError(
            u"errorExpression"_s, ErrorCode::Invalid,
            u"the error expression must return null, bpmnError(…), jobError(…) or ignoreError(…), but it returned a %1"_s
                .arg(result.typeName()));
    }
}

void askErrorExpression(const Rules &rules, const Feel::Scope &scope, const Feel::Environment &environment,
                        Mapped &mapped)
{
    if (rules.errorExpression.trimmed().isEmpty())
        return;
    const std::optional<Value> result
        = evaluated(u"errorExpression"_s, rules.errorExpression, scope, environment, mapped);
    if (result)
        judge(*result, mapped);
}

/// The error expression sees the mapped variables if there are any, else the response.
Feel::Scope errorScope(const Mapped &mapped, const Value &response, int jobRetries)
{
    return scopeOf(mapped.variables.size() > 0 ? mapped.variables : response).push(jobLayer(jobRetries));
}

Feel::Scope failureScope(const Failure &failure, int jobRetries)
{
    ContextBuilder error;
    error.set("type", Value::string(failure.type)).set("message", Value::string(failure.message));
    if (!failure.code.isEmpty())
        error.set("code", Value::string(failure.code));
    if (!failure.variables.isNull())
        error.set("variables", failure.variables);
    return scopeOf(ContextBuilder().set("error", error.build()).build()).push(jobLayer(jobRetries));
}

/// Names of the scope are added where it is used.
Feel::Sight sightOf(const Feel::Scope &scope)
{
    return {scope, {.names = {}, .entryNames = {}, .functions = &Feel::connectorFunctions(), .limits = {}}};
}

} // namespace

Mapped mapSuccess(const Value &response, const Rules &rules, int jobRetries, const Feel::Environment &environment)
{
    Mapped mapped;
    mapped.variables = ContextBuilder().build();
    mapResult(response, rules, environment, mapped);
    if (mapped.problem)
        return mapped;
    askErrorExpression(rules, errorScope(mapped, response, jobRetries), environment, mapped);
    return mapped;
}

Mapped mapFailure(const Failure &failure, const Rules &rules, int jobRetries, const Feel::Environment &environment)
{
    Mapped mapped;
    mapped.variables = ContextBuilder().build();
    askErrorExpression(rules, failureScope(failure, jobRetries), environment, mapped);
    return mapped;
}

Mapped checked(const Rules &rules, const Feel::Environment &environment)
{
    const auto notesOf = [&](const QString &text) {
        if (text.trimmed().isEmpty())
            return Notes();
        const Feel::Parsed parsed = Feel::Expression::parse(text, optionsIn({}, environment));
        return Notes {parsed.errors, {}, parsed.hints};
    };
    Mapped mapped;
    mapped.variables = ContextBuilder().build();
    mapped.ofResult = notesOf(rules.resultExpression);
    mapped.ofError = notesOf(rules.errorExpression);
    return mapped;
}

Feel::Sight resultSight(const Value &response)
{
    return sightOf(scopeOf(response));
}

Feel::Sight errorSight(const Value &response, const Rules &rules, int jobRetries, const Feel::Environment &environment)
{
    Mapped mapped;
    mapResult(response, rules, environment, mapped);
    return sightOf(errorScope(mapped, response, jobRetries));
}

Feel::Sight errorSight(const Failure &failure, int jobRetries)
{
    return sightOf(failureScope(failure, jobRetries));
}

} // namespace Plugboard::Output
