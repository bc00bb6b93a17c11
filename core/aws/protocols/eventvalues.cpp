#include "core/aws/protocols/eventvalues_p.h"

#include "core/aws/protocols/documents_p.h"
#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Value eventHeadersOf(const Shape &event, const EventMessage &message)
{
    ContextBuilder bound;
    for (const Member &member : event.members) {
        const EventHeader *header = member.eventHeader ? message.header(member.wireName().toUtf8()) : nullptr;
        if (header != nullptr)
            bound.set(member.name, header->value());
    }
    return bound.build();
}

/// The payload of an event that no shape describes.
Value plainPayload(const QByteArray &payload)
{
    const Result<Value> json = Json::read(payload);
    return json ? *json : Value::utf8(payload.toBase64());
}

Result<Value> eventPayloadOf(WireProtocol protocol, const Member &member, const QByteArray &payload)
{
    if (member.shape->type == ShapeType::Blob)
        return Value::utf8(payload.toBase64());
    if (member.shape->type == ShapeType::String)
        return Value::string(QString::fromUtf8(payload));
    return readDocument(protocol, member, payload);
}

/// An event's members: some are headers, one may be the payload as it is, else the payload holds the others.
Result<Value> readEvent(WireProtocol protocol, const Shape &event, const EventMessage &message)
{
    const Value bound = eventHeadersOf(event, message);
    const auto payload = std::find_if(event.members.begin(), event.members.end(),
                                      [](const Member &member) { return member.eventPayload; });
    if (payload == event.members.end()) {
        const Result<Value> document = readDocument(protocol, useOf(event), message.payload);
        return document ? Result<Value>(merged(event, bound, *document)) : document;
    }
    const Result<Value> value = eventPayloadOf(protocol, *payload, message.payload);
    if (!value)
        return value;
    return merged(event, bound, Value::context({{payload->name.toUtf8(), *value}}));
}

const Member *memberOf(const Shape &stream, const QString &wireName)
{
    const auto found = std::find_if(stream.members.begin(), stream.members.end(),
                                    [&wireName](const Member &member) { return member.wireName() == wireName; });
    return found == stream.members.end() ? nullptr : &*found;
}

} // namespace

Result<Events> readEvents(WireProtocol protocol, const Shape &output, const Shape &stream, const QByteArray &body)
{
    Events events;
    Value::Items items;
    EventStreamReader reader;
    reader.add(body);
    while (!events.failure) {
        const Result<std::optional<EventMessage>> next = reader.next();
        if (!next)
            return next.error();
        if (!*next)
            break;
        const EventMessage &message = **next;
        const QString name = message.text(":event-type");
        if (message.text(":message-type") != u"event") {
            events.failure = message;
        } else if (name == u"initial-response") {
            const Result<Value> initial = readDocument(protocol, useOf(output), message.payload);
            if (!initial)
                return initial.error();
            events.initial = *initial;
        } else {
            const Member *member = memberOf(stream, name);
            const Result<Value> value
                = member == nullptr ? plainPayload(message.payload) : readEvent(protocol, *member->shape, message);
            if (!value)
                return value.error();
            items.push_back(Value::context({{member == nullptr ? name.toUtf8() : member->name.toUtf8(), *value}}));
        }
    }
    if (!events.failure && reader.pending() > 0) {
        return Error {Stage::Response,
                      ErrorCode::Incomplete,
                      u"the event stream breaks off within a message; send the request again"_s,
                      {}};
    }
    events.list = Value::list(std::move(items));
    return events;
}

} // namespace Plugboard::Aws
