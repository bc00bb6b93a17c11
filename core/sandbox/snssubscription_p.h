#pragma once

#include "core/sandbox/queryservice_p.h"

namespace Plugboard::Sandbox {

struct Subscription
{
    QString arn;
    QString protocol;
    QString endpoint;
    QMap<QString, QString> attributes;
    bool isConfirmed = false; ///< Without it, only the owner of the endpoint could answer
};

/// What a Subscribe call asks for, without an ARN, or what is wrong with it (API reference: Subscribe).
std::optional<Refusal> readSubscription(const Call &call, Subscription &subscription);

} // namespace Plugboard::Sandbox
