#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace Plugboard {

/// A secret from stdin: with a terminal one line behind `prompt`, without echo; else all of it, byte for byte.
Result<QByteArray> readSecretInput(const char *prompt);

} // namespace Plugboard
