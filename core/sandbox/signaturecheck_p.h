#pragma once

#include "core/base/clock.h"
#include "core/base/sensitive.h"
#include "core/loopback/server.h"
#include "core/sandbox/service_p.h"

#include <variant>

namespace Plugboard::Sandbox {

/// The key that the sandbox accepts; made at its start.
struct Key
{
    QByteArray id;
    Sensitive secret;
};

/// Who called: what the credential scope of a good signature says.
struct Caller
{
    QString region;
    QString service;
};

/// Checks a request's Signature Version 4, in the Authorization header or in the query, as AWS's services do: "AWS Signature
/// Version 4 for API requests", read from the other side. Written apart from core/aws/sigv4 and with another library's
/// hashes, because a signer that is checked by itself agrees with its own mistakes.
std::variant<Caller, Refusal> checkSignature(const Loopback::Request &request, const Key &key, Clock::Moment now);

} // namespace Plugboard::Sandbox
