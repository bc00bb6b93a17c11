#include "core/calls/plan.h"

namespace Plugboard::Calls {

using namespace Qt::StringLiterals;

namespace {

Result<Value> evaluated(const Feel::Expression &expression, const QString &part, const Feel::Scope &scope,
                        const Feel::Environment &environment, QList<Feel::Diagnostic> &warnings)
{
    const Feel::Outcome outcome = expression.evaluate(scope, environment);
    warnings += outcome.warnings;
    if (!outcome.ok())
        return Error {Stage::Call, ErrorCode::Limit, outcome.error->message, part};
    return outcome.value;
}

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

const Call *chosen(const CallFile &file, const Feel::Scope &scope, const Feel::Environment &environment)
{
    for (const Call &call : file.calls)
        if (call.when.evaluate(scope, environment).value.isTrue())
            return &call;
    return nullptr;
}

} // namespace

Result<Plan> plan(const CallFile &file, const Value &inputs, const Feel::Environment &environment)
{
    const Feel::Scope scope(inputs);
    Plan plan;
    for (const Check &check : file.checks)
        if (!check.that.evaluate(scope, environment).value.isTrue())
            plan.findings.append({check.field, check.message});
    if (!plan.findings.isEmpty())
        return plan;
    const Call *call = chosen(file, scope, environment);
    if (!call)
        return Error {Stage::Call,
                      ErrorCode::Invalid,
                      u"no call of this connector fits the inputs; choose another operation in the form"_s,
                      {}};
    plan.service = call->aws.service;
    plan.operation = call->aws.operation;
    plan.response = call->response;
    struct Part
    {
        const Feel::Expression &expression;
        QString name;
        Value value;
    };
    Part parts[] {{call->aws.region, u"region"_s, {}},
                  {call->aws.endpoint, u"endpoint"_s, {}},
                  {call->aws.credentials, u"credentials"_s, {}},
                  {call->aws.input, u"input"_s, {}}};
    for (Part &part : parts) {
        Result<Value> value = evaluated(part.expression, part.name, scope, environment, plan.warnings);
        if (!value)
            return value.error();
        part.value = *std::move(value);
    }
    plan.region = parts[0].value.string();
    plan.endpoint = parts[1].value.string();
    plan.credentials = parts[2].value;
    plan.input = withoutNulls(parts[3].value);
    return plan;
}

Result<Value> respond(const Plan &plan, const Value &inputs, const Value &output, const Feel::Environment &environment)
{
    if (!plan.response)
        return output;
    Feel::Scope scope(inputs);
    scope.push(ContextBuilder().set("output", output).build());
    QList<Feel::Diagnostic> warnings;
    return evaluated(*plan.response, u"response"_s, scope, environment, warnings);
}

} // namespace Plugboard::Calls
