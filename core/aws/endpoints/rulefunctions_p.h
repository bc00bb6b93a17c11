#pragma once

#include "core/aws/endpoints/partitions.h"

#include <optional>
#include <vector>

namespace Plugboard::Aws {

/// What conditions of endpoint rules may call. Source: Smithy, "Rules engine standard library functions" and "AWS rules
/// engine library functions". IfThenElse is `ite`.
enum class RuleFunction {
    BooleanEquals,
    Coalesce,
    GetAttr,
    IfThenElse,
    IsSet,
    IsValidHostLabel,
    Not,
    ParseUrl,
    Split,
    StringEquals,
    Substring,
    UriEncode,
    IsVirtualHostableS3Bucket,
    ParseArn,
    PartitionOf,
};

/// A condition's result counts as true unless it is no value or false.
bool holds(const Value &condition);

/// By its name in a rule set: "isSet", "aws.parseArn".
std::optional<RuleFunction> ruleFunctionNamed(QByteArrayView name);
/// How many arguments it takes; coalesce takes any number.
std::optional<int> argumentCount(RuleFunction function);

/// Null is "no value", which ends a condition as false does. Nothing fails: an argument of a wrong type gives no value. GetAttr
/// is not among them, as its path is known beforehand (AttributePath).
Value callRuleFunction(RuleFunction function, const std::vector<Value> &arguments, const Partitions &partitions);

/// "resourceId[1]", "a.b": the way to a part of a value.
class AttributePath final
{
public:
    /// nullopt if it is none.
    static std::optional<AttributePath> parse(QByteArrayView text);
    /// Null if there is nothing.
    Value read(Value value) const;

private:
    struct Step
    {
        QByteArray name; ///< Empty: an index
        qsizetype index = 0; ///< Negative: from the end
    };

    std::vector<Step> m_steps;
};

} // namespace Plugboard::Aws
