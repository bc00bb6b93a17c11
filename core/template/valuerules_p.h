#pragma once

#include "core/template/findings_p.h"

namespace Plugboard::Template {

struct PropertyFacts;

// What single targets demand of a property's value and of the values of its choices.

void checkVersionBinding(const PropertyFacts &facts,
                         Findings &findings); ///< latest, deployment, versionTag
void checkPriority(const PropertyFacts &facts, Findings &findings); ///< 0 … 100
void checkJobPriority(const PropertyFacts &facts, Findings &findings); ///< A whole number or FEEL
void checkSchedule(const PropertyFacts &facts,
                   Findings &findings); ///< ISO 8601 moment, unless FEEL
void checkPropagation(const PropertyFacts &facts, Findings &findings); ///< true or false
void checkBusinessId(const PropertyFacts &facts, Findings &findings); ///< At most 255 characters
void checkListenerValue(const PropertyFacts &facts, Findings &findings); ///< Must be there

/// Refuses value and choices that are none of the blank-separated `words`.
void checkValueWords(const PropertyFacts &facts, const char *words, Findings &findings);

} // namespace Plugboard::Template
