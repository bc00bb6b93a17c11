#pragma once

#include "core/template/findings_p.h"
#include "core/template/propertyrules_p.h"

namespace Plugboard::Template {

// Blank-separated element types, for isOneOf().
inline constexpr const char *events = "bpmn:StartEvent bpmn:IntermediateCatchEvent "
                                      "bpmn:IntermediateThrowEvent bpmn:BoundaryEvent bpmn:EndEvent";
inline constexpr const char *catchEvents = "bpmn:StartEvent bpmn:IntermediateCatchEvent bpmn:BoundaryEvent";

/// Refuses what the schema forbids in a template as a whole: its own keys, its properties one by
/// one, and what the bindings demand of the element and of each other. Notes what is allowed but
/// surely not meant.
void checkTemplate(const Place &place, Findings &findings);

/// The last of these: what an element must be and must have for its bindings. Only for well-formed
/// properties.
void checkElement(const Place &place, const QList<PropertyFacts> &properties, Findings &findings);

} // namespace Plugboard::Template
