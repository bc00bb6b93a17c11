#include "core/feel/functions/builtin.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace ConnectorFamily {

using Presence = Parameter::Presence;

// Camunda's runtime knows these as contexts with an errorType; core/output reads them back.

static Value bpmnError(Call &call)
{
    return ContextBuilder()
        .set("errorType", Value::utf8("bpmnError"))
        .set("code", call[0])
        .set("message", call[1])
        .set("variables", call[2])
        .build();
}

static Value jobError(Call &call)
{
    return ContextBuilder()
        .set("errorType", Value::utf8("jobError"))
        .set("message", call[0])
        .set("variables", call[1])
        .set("retries", call[2].isNull() ? Value::number(0) : call[2])
        .set("retryBackoff", call[3].isNull() ? Value::daysTime({}) : call[3])
        .build();
}

static Value ignoreError(Call &call)
{
    return ContextBuilder().set("errorType", Value::utf8("ignoreError")).set("variables", call[0]).build();
}

static Value createDocument(Call &call)
{
    if (!call.environment().documents)
        return call.fail(Kind::Unsupported, u"documents cannot be made here"_s);
    const Result<Value> document = call.environment().documents->make(call[0]);
    return document ? *document : call.fail(document.error().text());
}

static constexpr Parameter bpmnErrorParameters[] = {{"errorCode", Take::String | Take::Null},
                                                    {"errorMessage", Take::String | Take::Null, Presence::Optional},
                                                    {"variables", Take::Context | Take::Null, Presence::Optional}};
static constexpr Parameter jobErrorParameters[] = {{"errorMessage", Take::String},
                                                   {"variables", Take::Context | Take::Null, Presence::Optional},
                                                   {"retries", Take::Number | Take::Null, Presence::Optional},
                                                   {"retryBackoff", Take::DaysTime | Take::Null, Presence::Optional}};
static constexpr Parameter ignoreErrorParameters[] = {{"variables", Take::Context | Take::Null, Presence::Optional}};
static constexpr Parameter documentParameters[] = {{"value", Take::Any}};

static const Builtin functions[] = {
    {"bpmnError", bpmnErrorParameters, bpmnError, "context", "Ends the call as a BPMN error."},
    {"jobError", jobErrorParameters, jobError, "context", "Fails the job, with retries."},
    {"ignoreError", ignoreErrorParameters, ignoreError, "context", "Takes the failure as a success."},
    {"createDocument", documentParameters, createDocument, "context", "Makes a document of content.",
     Availability::Everywhere, Purity::Impure},
};

} // namespace ConnectorFamily

const FunctionSet &connectorFunctions()
{
    static const FunctionSet functions {std::span<const Builtin>(ConnectorFamily::functions)};
    return functions;
}

} // namespace Plugboard::Feel
