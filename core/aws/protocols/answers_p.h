#pragma once

#include "core/aws/protocols/protocol.h"
#include "core/aws/protocols/wireprotocol_p.h"

namespace Plugboard::Aws {

/// Is the body of a success the content of one member (a file, a function's result, a stream of events) and no document?
bool hasRawBody(WireProtocol protocol, const Operation &operation);

/// The answer to an operation whose status is a success. An event stream may end in an error all the same.
Result<ParsedResponse> readAnswer(WireProtocol protocol, const Operation &operation, const Http::Response &response);

} // namespace Plugboard::Aws
