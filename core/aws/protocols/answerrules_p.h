#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// What the few services whose models do not say it mean by an output. Source: the developer guides, named at each rule.
Value outputByServiceRules(const ServiceModel &model, Value output);

} // namespace Plugboard::Aws
