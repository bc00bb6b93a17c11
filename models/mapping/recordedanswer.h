#pragma once

#include "core/value/value.h"

#include <QString>

namespace Plugboard::Models {

/// The response that a connector's samples record (FORMATS: a connector), for previews before the first real one; null if
/// there is none. `templateFile` is the connector's template.json. Reads files: for a worker.
Value recordedAnswer(const QString &templateFile);

} // namespace Plugboard::Models
