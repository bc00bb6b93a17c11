#pragma once

#include "core/aws/protocols/wireprotocol_p.h"
#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>

namespace Plugboard::Aws {

/// A use of a shape that no other shape makes: of an operation's output, of an error.
Member useOf(const Shape &shape);

/// A whole document of a protocol (a body, or the payload of an event) as its shape describes it. An empty one is an empty
/// context. Errors: Stage::Response, Syntax or Limit with the place.
Result<Value> readDocument(WireProtocol protocol, const Member &use, const QByteArray &text);

/// A context in the order of a shape: what `bound` has of it and what a document has, then all else of the document.
Value merged(const Shape &shape, const Value &bound, const Value &document);

} // namespace Plugboard::Aws
