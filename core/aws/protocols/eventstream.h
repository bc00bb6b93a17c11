#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace Plugboard::Aws {

/// A header of a message: a name and a typed value.
struct EventHeader
{
    /// The numbers of the wire.
    enum class Type { True, False, Byte, Short, Integer, Long, Bytes, Text, Timestamp, Uuid };

    QByteArray name;
    Type type = Type::Text;
    qint64 number = 0; ///< Byte to Long; Timestamp: milliseconds since 1970
    QByteArray bytes; ///< Bytes, Text, Uuid (16 bytes)

    /// Bytes as Base64 text, timestamps as seconds since 1970, as JSON has them.
    Value value() const;
};

struct EventMessage
{
    std::vector<EventHeader> headers;
    QByteArray payload;

    const EventHeader *header(QByteArrayView name) const;
    /// The text of a header; empty if there is none or it is no text.
    QString text(QByteArrayView name) const;
};

/// Takes messages out of a stream (application/vnd.amazon.eventstream) as its bytes arrive, in pieces of any size.
///
///     reader.add(bytes);
///     for (;;) {
///         const Result<std::optional<EventMessage>> message = reader.next();
///         if (!message || !*message)
///             break; // broken, or more bytes needed
///         …
///     }
///
/// Source: Smithy, "Amazon Event Stream Specification". Both checksums of every message are checked. Errors: Stage::Response with
/// "byte N"; Syntax for a wrong checksum or header, Limit for a message beyond 24 MiB or headers beyond 128 KiB. After an error
/// nothing more can be read.
class EventStreamReader final
{
public:
    void add(QByteArrayView bytes);
    Result<std::optional<EventMessage>> next();
    /// Bytes of a message that is not complete: a stream that ends so is truncated.
    qsizetype pending() const { return m_buffer.size() - m_at; }

private:
    Error failure(ErrorCode code, const QString &message) const;

    QByteArray m_buffer;
    qsizetype m_at = 0; ///< Where the next message begins in m_buffer
    qint64 m_before = 0; ///< Bytes of the stream that m_buffer has no more
};

} // namespace Plugboard::Aws
