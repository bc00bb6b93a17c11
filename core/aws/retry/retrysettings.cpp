#include "core/aws/retry/retrysettings.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAttempts = 20; ///< Whoever sets more waits longer than any service's trouble lasts

} // namespace

RetrySettings RetrySettings::fromEnvironment(const QProcessEnvironment &environment)
{
    RetrySettings settings;
    const QString mode = environment.value(u"AWS_RETRY_MODE"_s).toLower();
    if (mode == "adaptive"_L1)
        settings.mode = RetryMode::Adaptive;
    else if (!mode.isEmpty() && mode != "standard"_L1 && mode != "legacy"_L1)
        settings.warnings.append(u"AWS_RETRY_MODE is \"%1\"; write standard or adaptive"_s.arg(mode));

    const QString attempts = environment.value(u"AWS_MAX_ATTEMPTS"_s);
    bool isNumber = false;
    const int number = attempts.toInt(&isNumber);
    if (isNumber && number >= 1 && number <= mostAttempts)
        settings.maximumAttempts = number;
    else if (!attempts.isEmpty())
        settings.warnings.append(
            u"AWS_MAX_ATTEMPTS is \"%1\"; write a number from 1 to %2"_s.arg(attempts).arg(mostAttempts));
    return settings;
}

} // namespace Plugboard::Aws
