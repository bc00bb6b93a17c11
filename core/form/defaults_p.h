#pragma once

#include "core/form/form.h"

namespace Plugboard::Form {

/// The text that a template's value puts into a field, as if typed. FEEL fields and figures that
/// are written as FEEL get the leading `=` they are stored with (knowledge: Modeler's defaults).
QString defaultText(const Field &field, const Value &value);

} // namespace Plugboard::Form
