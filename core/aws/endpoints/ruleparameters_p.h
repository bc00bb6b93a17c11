#pragma once

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/endpoints/ruleset.h"

namespace Plugboard::Aws {

/// Values for the parameters of a rule set. Of one name counts the first of: fixed by the operation, taken from its input,
/// the built-in of the SDKs. `endpointUrl` is the custom endpoint, empty: none.
///
/// Source: Smithy, "Rules engine specification", "Binding parameters" and "AWS rules engine built-ins".
Value ruleParameters(const RuleSet &rules, const EndpointQuery &query, const QString &endpointUrl);

} // namespace Plugboard::Aws
