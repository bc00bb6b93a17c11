#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/http/message.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// The members of a structure that stand in the head of an answer: headers, all headers of a prefix, the status code.
///
/// Source: Smithy, "HTTP binding traits"; lists as in RFC 9110, section 5.6.1. Timestamps and blobs stay the text of the wire; a
/// member whose shape is `jsonvalue` is Base64 of JSON.
Value readHead(const Shape &shape, const Http::Response &response);

} // namespace Plugboard::Aws
