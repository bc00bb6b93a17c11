#pragma once

#include "core/aws/endpoints/rulefunctions_p.h"
#include "core/aws/endpoints/ruleset.h"

#include <variant>
#include <vector>

namespace Plugboard::Aws {

/// A part of a rule, compiled: names are slots of an evaluation, texts are cut at their braces.
struct RuleExpression
{
    enum class Kind {
        Literal,
        Slot, ///< A parameter, or what a condition assigned
        Template, ///< Texts of `parts`, joined
        Call, ///< Of `function` with `parts`
        Attribute, ///< `path` of the one part
        List, ///< Of `parts`
        Context, ///< `keys` with `parts`
    };

    Kind kind = Kind::Literal;
    Value literal {};
    int slot = -1;
    RuleFunction function = RuleFunction::IsSet;
    AttributePath path {};
    std::vector<RuleExpression> parts {};
    std::vector<QByteArray> keys {};
};

struct RuleCondition
{
    RuleExpression test;
    int assigned = -1; ///< Slot; -1: none
};

/// Conditions, and what follows if all hold.
struct Rule
{
    struct Failure
    {
        RuleExpression message;
    };
    struct Destination
    {
        RuleExpression url;
        RuleExpression properties; ///< A context
        RuleExpression headers; ///< A context of lists
    };

    std::vector<RuleCondition> conditions;
    std::variant<std::vector<Rule>, Failure, Destination> outcome;
};

/// A rule set as it is evaluated. Names are not scoped: a rule set assigns before it reads.
struct RuleProgram
{
    std::vector<RuleParameter> parameters; ///< Their slots are the first ones, in this order
    std::vector<Rule> rules;
    std::size_t slotCount = 0;
};

} // namespace Plugboard::Aws
