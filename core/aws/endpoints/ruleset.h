#pragma once

#include "core/aws/endpoints/partitions.h"
#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <vector>

namespace Plugboard::Aws {

struct RuleProgram;

struct RuleParameter
{
    QByteArray name; ///< "Bucket"
    QByteArray builtIn; ///< "AWS::Region"; empty: of the operation or the client
    Value fallback; ///< Where none is given; null: none
    bool required = false;
};

/// Where a rule set sends a request.
struct RuledEndpoint
{
    QByteArray url;
    Value properties; ///< A context: authSchemes, backend …
    QList<std::pair<QByteArray, QByteArray>> headers;
};

/// An endpoint-rule-set-1.json, compiled once and evaluated for each request.
///
/// Source: Smithy, "Rules engine specification" 1.0 with the functions of 1.1. Immutable, cheap to copy, thread-safe.
class RuleSet final
{
public:
    /// Errors: Stage::Call, Invalid or Unsupported with a JSON pointer: an unknown function, a name that nothing assigns …
    static Result<RuleSet> compile(const Value &root);

    const std::vector<RuleParameter> &parameters() const;
    /// `parameters` by name; null entries count as not given. Errors: Stage::Call, Invalid; the message is that of the rule
    /// set, or names the required parameter that is missing.
    Result<RuledEndpoint> resolve(const Value &parameters, const Partitions &partitions) const;

private:
    explicit RuleSet(std::shared_ptr<const RuleProgram> program);

    std::shared_ptr<const RuleProgram> m_program;
};

} // namespace Plugboard::Aws
