#pragma once

#include <QProcessEnvironment>
#include <QStringList>

namespace Plugboard::Aws {

enum class RetryMode { Standard, Adaptive };

/// How often, and how carefully, a call is tried.
struct RetrySettings
{
    RetryMode mode = RetryMode::Standard;
    int maximumAttempts = 3; ///< Sends, the first among them; at least 1
    QStringList warnings {}; ///< What was wrong with the variables

    /// AWS_RETRY_MODE ("standard", "adaptive"; "legacy" is standard here) and AWS_MAX_ATTEMPTS; a value that is none of
    /// these is left out with a warning.
    static RetrySettings fromEnvironment(const QProcessEnvironment &environment);
};

} // namespace Plugboard::Aws
