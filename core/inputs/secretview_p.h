#pragma once

#include "core/value/value.h"

namespace Plugboard::Inputs {

/// The variable `camunda`: `camunda.secrets.NAME` is the placeholder text {{secrets.NAME}}, which
/// is replaced after the inputs are evaluated. Other entries are those of `camunda` in the
/// variables (camunda.vars …).
Value camundaContext(const Value &variables);

} // namespace Plugboard::Inputs
