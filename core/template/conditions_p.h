#pragma once

#include "core/template/elementtemplate.h"
#include "core/template/findings_p.h"
#include "core/template/place_p.h"

namespace Plugboard::Template {

/// Refuses a condition that is not exactly one of equals, oneOf, isActive, isEmpty on a property,
/// or an allMatch of such.
void checkCondition(const Place &condition, Findings &findings);

/// The condition of an accepted template.
Condition readCondition(const Value &condition);

} // namespace Plugboard::Template
