#pragma once

#include "core/aws/models/servicemodel.h"

namespace Plugboard::Aws {

/// May an operation be sent again although the first request may have been carried out?
///
/// Decided by what its model says, and where models are silent by the verb of its name:
/// - HTTP's safe and idempotent methods (RFC 9110, section 9.2) of services that use methods in their sense: GET, HEAD, PUT, DELETE;
/// - the trait `idempotent`;
/// - an idempotency token (the same on every attempt, since the request is written once);
/// - names that begin with a verb that only reads: Get, List, Describe, Head …
/// Everything else (Invoke, Publish, SendCommand and their like) is not.
bool isSafeToRepeat(const Operation &operation);

/// Does the operation's name say that it only reads?
bool onlyReads(const Operation &operation);

} // namespace Plugboard::Aws
