#include "core/base/logging.h"

namespace Plugboard {

Q_LOGGING_CATEGORY(logTransport, "plugboard.transport", QtWarningMsg)
Q_LOGGING_CATEGORY(logSecrets, "plugboard.secrets", QtWarningMsg)
Q_LOGGING_CATEGORY(logWorkspace, "plugboard.workspace", QtWarningMsg)

} // namespace Plugboard
