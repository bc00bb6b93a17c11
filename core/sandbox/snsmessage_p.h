#pragma once

#include "core/sandbox/queryservice_p.h"

namespace Plugboard::Sandbox {

struct MessageAttributes
{
    QMap<QString, QString> texts; ///< By name; binary ones in base64
    qsizetype bytes = 0; ///< Names, types and values: they count as part of the message
};

/// Message attributes of a Publish call, or what is wrong with them (API reference: MessageAttributeValue).
std::optional<Refusal> readMessageAttributes(const Call &call, MessageAttributes &attributes);

/// What is wrong with a Publish call's message, subject, structure, target and ids, whatever it is sent to (API reference:
/// Publish).
std::optional<Refusal> messageRefusal(const Call &call, const MessageAttributes &attributes);

} // namespace Plugboard::Sandbox
