#include "core/sequence/savedcall.h"

namespace Plugboard::Sequence {

using namespace Qt::StringLiterals;

namespace {

constexpr auto resultVariable = "resultVariable";
constexpr auto resultExpression = "resultExpression";
constexpr auto errorExpression = "errorExpression";

Form::SavedForm savedFormOf(const Workspace::Request &request)
{
    return {request.inputs, request.headers, request.properties, request.retries};
}

bool hasFieldsForRules(const Form::Form &form)
{
    return std::any_of(form.fields.begin(), form.fields.end(), [](const Form::Field &field) {
        return field.target == Form::Target::Header && field.path == QLatin1StringView(resultExpression);
    });
}

Value headersWith(const Output::Rules &rules, const Value &headers)
{
    Value result = headers.isContext() ? headers : ContextBuilder().build();
    for (const auto &[name, text] :
         {std::pair(resultVariable, rules.resultVariable), std::pair(resultExpression, rules.resultExpression),
          std::pair(errorExpression, rules.errorExpression)})
        result = text.isEmpty() ? result.without(name) : result.with(name, Value::string(text));
    return result;
}

} // namespace

Result<Form::FormState> filledForm(const Workspace::Request &request, const Form::Library &forms, Random &random,
                                   QStringList *unknown)
{
    // A template that is not installed may have a sibling for the same job type; its field names are the same ones.
    Result<Form::FormPtr> form = forms.find(request.templateId.isEmpty() ? request.connector : request.templateId);
    if (!form && !request.templateId.isEmpty() && !request.connector.isEmpty())
        form = forms.find(request.connector);
    if (!form)
        return form.error();
    Form::FormState state(*form, random);
    const QStringList missing = Form::restore(savedFormOf(request), state);
    if (unknown)
        *unknown = missing;
    return state;
}

Output::Rules rulesOf(const Workspace::Request &request)
{
    return {request.headers[resultVariable].string(), request.headers[resultExpression].string(),
            request.headers[errorExpression].string()};
}

Workspace::Request requestOf(const Form::FormState &state, const Output::Rules &rules, const Workspace::Request &before)
{
    Workspace::Request request = before;
    const Form::SavedForm saved = Form::savedForm(state, savedFormOf(before));
    request.connector = state.form()->jobType;
    request.templateId = state.form()->origin ? state.form()->id : QString();
    request.inputs = saved.inputs;
    request.headers = hasFieldsForRules(*state.form()) ? saved.headers : headersWith(rules, saved.headers);
    request.properties = saved.properties;
    request.retries = saved.retries;
    return request;
}

Invocation::Job jobFor(const Form::FormState &state, const Output::Rules &rules,
                       const Workspace::Environment &environment, const std::optional<Invocation::Identity> &sandbox)
{
    Invocation::Job job;
    job.state = state;
    job.variables = environment.variables;
    job.secretSpace = environment.secretSpace();
    job.sandbox = sandbox;
    job.connection.name = environment.name;
    job.connection.region = environment.region;
    job.connection.endpoint = environment.endpoint;
    job.connection.endpoints = environment.endpoints;
    if (!hasFieldsForRules(*state.form()))
        job.rules = rules;
    return job;
}

} // namespace Plugboard::Sequence
