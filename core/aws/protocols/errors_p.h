#pragma once

#include "core/aws/protocols/eventstream.h"
#include "core/aws/protocols/protocol.h"
#include "core/aws/protocols/wireprotocol_p.h"

namespace Plugboard::Aws {

/// Does a success of a status hold an error all the same? S3 answers 200 with `<Error>`.
bool isErrorDocument(const QByteArray &body);

/// The error of an answer in any form that services and proxies send: query, ec2, S3 and bare XML, JSON, CBOR, HTML, text, nothing.
/// What the body is decides, not what the content type or the protocol claim. Members of an error that the model knows come first.
ParsedResponse readError(const ServiceModel &model, const Operation &operation, const Http::Response &response);

/// The error in which a stream of events ended; status, request id and remedy are left to the caller.
ParsedResponse readEventError(WireProtocol protocol, const Shape &stream, const EventMessage &message);

/// Fills in what the answer as a whole says of an error: status, request id, remedy.
void completeError(const Http::Response &response, ParsedResponse &parsed);

/// From the headers in which services name it; empty if none does.
QString requestIdOf(const Http::Headers &headers);

} // namespace Plugboard::Aws
