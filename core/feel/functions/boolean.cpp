#include "core/feel/functions/builtin.h"

#include "core/feel/comparison.h"

namespace Plugboard::Feel {

namespace BooleanFamily {

using Presence = Parameter::Presence;

static Value negation(Call &call)
{
    return Value::boolean(!call[0].boolean());
}

/// Same type, same form: two moments of different zones are not the same thing (DMN 1.5, table 78).
static Value is(Call &call)
{
    return Value::boolean(isSame(call[0], call[1], call.effort()));
}

static Value isDefined(Call &call)
{
    return Value::boolean(!call[0].isNull());
}

static Value getOrElse(Call &call)
{
    return call[0].isNull() ? call[1] : call[0];
}

static Value assertion(Call &call)
{
    if (call[1].isTrue())
        return call[0];
    return call.abort(Kind::AssertFailed, call.has(2) ? call[2].string() : QStringLiteral("the condition is not true"));
}

/// What an agent fills in; only tools that read the expression use the description (Camunda 8.8).
static Value fromAi(Call &call)
{
    return call[0];
}

static constexpr Parameter negationParameters[] = {{"negand", Take::Boolean}};
static constexpr Parameter twoParameters[] = {{"value1", Take::Any}, {"value2", Take::Any}};
static constexpr Parameter valueParameters[] = {{"value", Take::Any}};
static constexpr Parameter defaultParameters[] = {{"value", Take::Any}, {"default", Take::Any}};
static constexpr Parameter assertParameters[]
    = {{"value", Take::Any}, {"condition", Take::Any}, {"cause", Take::String, Presence::Optional}};
static constexpr Parameter fromAiParameters[] = {{"value", Take::Any},
                                                 {"description", Take::Any, Presence::Optional},
                                                 {"type", Take::Any, Presence::Optional},
                                                 {"schema", Take::Any, Presence::Optional},
                                                 {"options", Take::Any, Presence::Optional}};

static const Builtin functions[] = {
    {"not", negationParameters, negation, "boolean", "The opposite of true or false."},
    {"is", twoParameters, is, "boolean", "Whether two values are the same in type and form.",
     Availability::BeyondCamunda},
    {"is defined", valueParameters, isDefined, "boolean", "Whether the value is not null.", Availability::CamundaOnly},
    {"get or else", defaultParameters, getOrElse, "Any", "The value, or the default if it is null.",
     Availability::CamundaOnly},
    {"assert", assertParameters, assertion, "Any", "The value; fails the evaluation if the condition is not true.",
     Availability::CamundaOnly},
    {"fromAi", fromAiParameters, fromAi, "Any",
     "The value, which an agent chooses by its description, type, JSON schema and options.", Availability::CamundaOnly},
};

} // namespace BooleanFamily

std::span<const Builtin> booleanFunctions()
{
    return BooleanFamily::functions;
}

} // namespace Plugboard::Feel
