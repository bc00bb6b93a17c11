#include "core/feel/functions/builtin.h"

#include <algorithm>
#include <cmath>

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

/// minDelay · factor^(attempt − 1), kept between minDelay and maxDelay, then up to ±jitterFactor of it; in whole milliseconds.
/// Source: camunda/connectors, BackoffFunction (issue 6710).
static Value backoff(Call &call)
{
    constexpr Int128 nanosPerMilli = 1'000'000;
    const auto milliseconds = [&call](qsizetype index, double otherwise) {
        return call.has(index) ? double(call[index].daysTime().totalNanos() / nanosPerMilli) : otherwise;
    };
    const auto factorOf = [&call](qsizetype index, double otherwise) {
        return call.has(index) ? call[index].number().toDouble() : otherwise;
    };
    const double attempt = std::trunc(call[0].number().toDouble());
    const double least = milliseconds(1, 50);
    const double factor = factorOf(2, 1.6);
    const double most = milliseconds(3, 5000);
    const double jitter = factorOf(4, 0.1);
    if (attempt < 1)
        return call.fail(u"the attempt counts from 1"_s);
    if (factor <= 0)
        return call.fail(u"the factor must be above 0"_s);
    if (least > most)
        return call.fail(u"minDelay (%1 ms) must not be above maxDelay (%2 ms)"_s.arg(least).arg(most));
    if (jitter < 0)
        return call.fail(u"the jitterFactor must not be below 0"_s);
    const double delay = std::max(least, std::min(most, least * std::pow(factor, attempt - 1)));
    const double share = jitter > 0 ? (call.environment().random.real() * 2 - 1) * jitter : 0;
    constexpr double longest = 9e15; // milliseconds that fit a duration
    const auto whole = std::int64_t(std::llround(std::clamp(delay + delay * share, 0.0, longest)));
    return Value::daysTime({whole / 1000, std::int32_t(whole % 1000) * 1'000'000});
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
static constexpr Parameter backoffParameters[] = {{"attempt", Take::Number},
                                                  {"minDelay", Take::DaysTime, Presence::Optional},
                                                  {"factor", Take::Number, Presence::Optional},
                                                  {"maxDelay", Take::DaysTime, Presence::Optional},
                                                  {"jitterFactor", Take::Number, Presence::Optional}};
static constexpr Parameter documentParameters[] = {{"value", Take::Any}};

static const Builtin functions[] = {
    {"bpmnError", bpmnErrorParameters, bpmnError, "context",
     "Ends the call as a BPMN error: errorCode for the boundary event, errorMessage and variables for its process."},
    {"jobError", jobErrorParameters, jobError, "context",
     "Fails the job with errorMessage and variables; it is tried again if retries are left (default 0), after "
     "retryBackoff."},
    {"ignoreError", ignoreErrorParameters, ignoreError, "context",
     "Takes the failure as a success that has only these variables."},
    {"backoff", backoffParameters, backoff, "days and time duration",
     "How long to wait after an attempt (from 1): minDelay (50 ms) times factor (1.6) for each, up to maxDelay (5 s), "
     "give or "
     "take jitterFactor (0.1).",
     Availability::Everywhere, Purity::Impure},
    {"createDocument", documentParameters, createDocument, "context",
     "Makes a document: value is base64 text, or a context of content, name and contentType.", Availability::Everywhere,
     Purity::Impure},
};

} // namespace ConnectorFamily

const FunctionSet &connectorFunctions()
{
    static const FunctionSet functions {std::span<const Builtin>(ConnectorFamily::functions)};
    return functions;
}

} // namespace Plugboard::Feel
