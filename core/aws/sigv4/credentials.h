#pragma once

#include "core/base/clock.h"
#include "core/base/sensitive.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Plugboard::Aws {

/// The keys that sign. Plain data; made by core/aws/credentials or from form fields.
struct Credentials
{
    QByteArray accessKeyId;
    Sensitive secretAccessKey;
    Sensitive sessionToken; ///< Empty for long-lived keys
    QString source; ///< Where they are from, as shown: "form fields", "environment variables"
    std::optional<Clock::Moment> expires; ///< Unset: not known to end
    QString accountId {}; ///< Twelve digits, for endpoints by account; empty: not known
};

} // namespace Plugboard::Aws
