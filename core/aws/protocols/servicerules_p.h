#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/http/message.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// What the few services want whose models do not say it: members that have a default, or a form that people do not write.
/// Source: the developer guides of the services, named at each rule.
Value inputByServiceRules(const ServiceModel &model, const Operation &operation, Value input);

/// The same for headers.
void addHeadersByServiceRules(const ServiceModel &model, Http::Headers &headers);

} // namespace Plugboard::Aws
