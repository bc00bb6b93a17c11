#pragma once

#include "core/aws/protocols/eventstream.h"
#include "core/aws/protocols/wireprotocol_p.h"

namespace Plugboard::Aws {

/// What a whole stream says.
struct Events
{
    Value list; ///< Of contexts with one entry each: the event's name and its members
    Value initial; ///< The members beside the stream, where a protocol sends them as its first message; else null
    std::optional<EventMessage> failure; ///< Ended the stream
};

/// The event stream of an output (Smithy, "Event streams"). `stream` is the structure whose members are the events, `output` the
/// one that has it. Events that the model does not know are kept. Errors: those of EventStreamReader and of readDocument();
/// Incomplete if the stream breaks off.
Result<Events> readEvents(WireProtocol protocol, const Shape &output, const Shape &stream, const QByteArray &body);

} // namespace Plugboard::Aws
