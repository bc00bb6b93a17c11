#pragma once

#include "core/template/elementtemplate.h"
#include "core/template/findings_p.h"
#include "core/template/place_p.h"

namespace Plugboard::Template {

/// Refuses what the schema does not allow in a property's `binding`.
void checkBinding(const Place &binding, Findings &findings);

/// The binding of an accepted template.
Binding readBinding(const Value &binding);
/// The binding of an accepted configuration template: `property`, a path in the credential's value.
Binding readConfigurationBinding(const Value &binding);

} // namespace Plugboard::Template
