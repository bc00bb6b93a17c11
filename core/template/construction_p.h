#pragma once

#include "core/template/elementtemplate.h"

namespace Plugboard::Template {

/// The structure of a template that checkTemplate() has accepted. What is not as the schema has it
/// is left out.
ElementTemplate construct(const Value &accepted);

} // namespace Plugboard::Template
