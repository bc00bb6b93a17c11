#pragma once

#include "core/sandbox/queryservice_p.h"

namespace Plugboard::Sandbox {

/// "Invalid parameter: …", as SNS has it.
Refusal invalidParameter(const QString &what);

/// What is wrong with the message, subject and structure of a Publish call, whatever it is sent to.
std::optional<Refusal> messageRefusal(const Call &call);

/// Message attributes of a Publish call as text by name, or what is wrong with them (API reference: MessageAttributeValue).
std::optional<Refusal> readAttributes(const Call &call, QMap<QString, QString> &attributes);

} // namespace Plugboard::Sandbox
