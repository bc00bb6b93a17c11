#pragma once

#include "core/value/value.h"

#include <QStringView>

namespace Plugboard::Aws {

/// What a path of `operationContextParams` finds in an operation's input; null if nothing.
///
/// Source: Smithy, "smithy.rules#operationContextParams": of JMESPath identifiers, `.`, `[*]`, multi-select lists, `[]` and
/// keys(). Of a path with anything else nothing is found.
Value valueAtContextPath(const Value &input, QStringView path);

} // namespace Plugboard::Aws
