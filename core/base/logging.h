#pragma once

#include <QLoggingCategory>

namespace Plugboard {

/// Off by default; QT_LOGGING_RULES="plugboard.*=true" shows them. What is logged has passed masking.
Q_DECLARE_LOGGING_CATEGORY(logTransport)
Q_DECLARE_LOGGING_CATEGORY(logSecrets)
Q_DECLARE_LOGGING_CATEGORY(logWorkspace)

} // namespace Plugboard
