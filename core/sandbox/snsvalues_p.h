#pragma once

#include "core/sandbox/service_p.h"

namespace Plugboard::Sandbox {

/// "Invalid parameter: …", as SNS has it.
Refusal invalidParameter(const QString &what);

bool isTrueOrFalse(const QString &text);
bool isJsonObject(const QString &text);

} // namespace Plugboard::Sandbox
