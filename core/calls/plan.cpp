#include "core/calls/plan.h"

#include "core/value/json.h"

namespace Plugboard::Calls {

using namespace Qt::StringLiterals;

namespace {

/// Evaluates the parts of a call over the inputs; the first that fails is kept.
class PlanEvaluation final
{
public:
    PlanEvaluation(const Value &inputs, const Feel::Environment &environment, QList<Feel::Diagnostic> &warnings)
        : m_scope(inputs)
        , m_environment(environment)
        , m_warnings(warnings)
    {
    }

    /// Null if it failed.
    Value value(const Feel::Expression &expression, const QString &part)
    {
        if (m_error)
            return {};
        const Feel::Outcome outcome = expression.evaluate(m_scope, m_environment);
        m_warnings += outcome.warnings;
        if (outcome.ok())
            return Json::plain(outcome.value);
        const bool cancelled = outcome.error->kind == Feel::Kind::Cancelled;
        m_error
            = Error {Stage::Call, cancelled ? ErrorCode::Cancelled : ErrorCode::Limit, outcome.error->message, part};
        return {};
    }

    /// Empty for null. A number here would be a mistake that sends the request somewhere else.
    QString text(const Feel::Expression &expression, const QString &part)
    {
        const Value found = value(expression, part);
        if (!found.isNull() && !found.isString())
            fail(part, u"the %1 must be a text, not a %2; correct the field"_s.arg(part, found.typeName()));
        return found.string().trimmed();
    }

    Value context(const Feel::Expression &expression, const QString &part)
    {
        const Value found = value(expression, part);
        if (!found.isNull() && !found.isContext())
            fail(
                part,
                u"the %1 must be a context, not a %2; correct the connector's call.json"_s.arg(part, found.typeName()));
        return found;
    }

    void fail(const QString &part, const QString &message)
    {
        if (!m_error)
            m_error = Error {Stage::Call, ErrorCode::Invalid, message, part};
    }

    const std::optional<Error> &error() const { return m_error; }

private:
    Feel::Scope m_scope;
    const Feel::Environment &m_environment;
    QList<Feel::Diagnostic> &m_warnings;
    std::optional<Error> m_error;
};

/// Operation inputs name their optional members always and leave the unset ones null.
Value withoutNulls(const Value &value)
{
    if (value.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < value.size(); ++i)
            items.push_back(withoutNulls(value.at(i)));
        return Value::list(std::move(items));
    }
    if (!value.isContext())
        return value;
    ContextBuilder kept;
    for (qsizetype i = 0; i < value.size(); ++i)
        if (const Value entry = value.valueAt(i); !entry.isNull())
            kept.set(value.keyAt(i).toByteArray(), withoutNulls(entry));
    return kept.build();
}

const Call *chosen(const CallFile &file, PlanEvaluation &evaluation)
{
    for (const Call &call : file.calls)
        if (evaluation.value(call.when, u"when"_s).isTrue())
            return &call;
    evaluation.fail({}, u"no call of this connector fits the inputs; choose another operation in the form"_s);
    return nullptr;
}

} // namespace

Result<Plan> plan(const CallFile &file, const Value &inputs, const Feel::Environment &environment)
{
    Plan plan;
    PlanEvaluation evaluation(inputs, environment, plan.warnings);
    for (const Check &check : file.checks)
        if (!evaluation.value(check.that, check.field).isTrue())
            plan.findings.append({check.field, check.message});
    if (evaluation.error())
        return *evaluation.error();
    if (!plan.findings.isEmpty())
        return plan;
    if (const Call *call = chosen(file, evaluation)) {
        plan.service = call->aws.service;
        plan.operation = call->aws.operation;
        plan.region = evaluation.text(call->aws.region, u"region"_s);
        plan.endpoint = evaluation.text(call->aws.endpoint, u"endpoint"_s);
        plan.credentials = evaluation.context(call->aws.credentials, u"credentials"_s);
        const Value input = evaluation.context(call->aws.input, u"input"_s);
        if (input.isNull())
            evaluation.fail(u"input"_s,
                            u"the expression of the operation's input gave null; correct the connector's call.json"_s);
        plan.input = withoutNulls(input);
        plan.response = call->response;
    }
    if (evaluation.error())
        return *evaluation.error();
    return plan;
}

Result<Value> respond(const Plan &plan, const Value &inputs, const Value &output, const Feel::Environment &environment)
{
    if (!plan.response)
        return output;
    QList<Feel::Diagnostic> warnings;
    PlanEvaluation evaluation(inputs.with("output", output), environment, warnings);
    const Value response = evaluation.value(*plan.response, u"response"_s);
    if (evaluation.error())
        return *evaluation.error();
    return response;
}

} // namespace Plugboard::Calls
