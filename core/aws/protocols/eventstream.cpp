#include "core/aws/protocols/eventstream.h"

#include <QUuid>
#include <QtEndian>

#include <algorithm>

#include <zlib.h>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

// Smithy, "Amazon Event Stream Specification", wire format: lengths, checksum, headers, payload, checksum.
constexpr qsizetype preludeBytes = 8;
constexpr qsizetype checksumBytes = 4;
constexpr qsizetype overheadBytes = preludeBytes + 2 * checksumBytes;
constexpr qsizetype maxMessageBytes = qsizetype(24) << 20;
constexpr qsizetype maxHeaderBytes = qsizetype(128) << 10;
constexpr qsizetype uuidBytes = 16;

std::uint32_t checksum(QByteArrayView bytes)
{
    return std::uint32_t(crc32(0, reinterpret_cast<const Bytef *>(bytes.data()), uInt(bytes.size())));
}

/// Takes big-endian numbers and bytes from a text; once something is missing all else is, too.
class Taker final
{
public:
    explicit Taker(QByteArrayView text)
        : m_rest(text)
    {
    }

    QByteArrayView bytes(qsizetype count)
    {
        m_whole = m_whole && count <= m_rest.size();
        if (!m_whole)
            return {};
        const QByteArrayView taken = m_rest.first(count);
        m_rest = m_rest.sliced(count);
        return taken;
    }

    template <typename Number>
    Number number()
    {
        const QByteArrayView taken = bytes(sizeof(Number));
        return taken.isEmpty() ? Number() : qFromBigEndian<Number>(taken.data());
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    bool whole() const { return m_whole; }

private:
    QByteArrayView m_rest;
    bool m_whole = true;
};

/// False for a type that does not exist.
bool takeHeaderValue(Taker &taker, EventHeader &header)
{
    using Type = EventHeader::Type;
    switch (header.type) {
    case Type::True:
    case Type::False:
        return true;
    case Type::Byte:
        header.number = taker.number<qint8>();
        return true;
    case Type::Short:
        header.number = taker.number<qint16>();
        return true;
    case Type::Integer:
        header.number = taker.number<qint32>();
        return true;
    case Type::Long:
    case Type::Timestamp:
        header.number = taker.number<qint64>();
        return true;
    case Type::Bytes:
    case Type::Text:
        header.bytes = taker.bytes(taker.number<quint16>()).toByteArray();
        return header.type == Type::Bytes || QByteArrayView(header.bytes).isValidUtf8();
    case Type::Uuid:
        header.bytes = taker.bytes(uuidBytes).toByteArray();
        return true;
    }
    return false;
}

/// nullopt if they are not what the specification says.
std::optional<std::vector<EventHeader>> readHeaders(QByteArrayView text)
{
    std::vector<EventHeader> headers;
    Taker taker(text);
    while (!taker.atEnd()) {
        EventHeader header;
        header.name = taker.bytes(taker.number<quint8>()).toByteArray();
        header.type = EventHeader::Type(taker.number<quint8>());
        const bool known = takeHeaderValue(taker, header);
        if (!known || !taker.whole() || !QByteArrayView(header.name).isValidUtf8())
            return {};
        headers.push_back(std::move(header));
    }
    return headers;
}

} // namespace

Value EventHeader::value() const
{
    switch (type) {
    case Type::True:
    case Type::False:
        return Value::boolean(type == Type::True);
    case Type::Bytes:
        return Value::utf8(bytes.toBase64());
    case Type::Text:
        return Value::utf8(bytes);
    case Type::Uuid:
        return Value::string(QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces));
    case Type::Timestamp:
        return Value::number(
            Decimal::fromParts(number < 0, UInt128(qAbs(Int128(number))), -3).value_or(Decimal()).normalized());
    default:
        return Value::number(number);
    }
}

const EventHeader *EventMessage::header(QByteArrayView name) const
{
    const auto found
        = std::find_if(headers.begin(), headers.end(), [name](const EventHeader &each) { return each.name == name; });
    return found == headers.end() ? nullptr : &*found;
}

QString EventMessage::text(QByteArrayView name) const
{
    const EventHeader *found = header(name);
    return found != nullptr && found->type == EventHeader::Type::Text ? QString::fromUtf8(found->bytes) : QString();
}

void EventStreamReader::add(QByteArrayView bytes)
{
    // What was read is dropped when it is the greater part: every byte moves once on average.
    if (m_at > m_buffer.size() / 2) {
        m_buffer.remove(0, m_at);
        m_before += m_at;
        m_at = 0;
    }
    m_buffer.append(bytes);
}

Result<std::optional<EventMessage>> EventStreamReader::next()
{
    const QByteArrayView rest = QByteArrayView(m_buffer).sliced(m_at);
    if (rest.size() < preludeBytes + checksumBytes)
        return std::optional<EventMessage>();
    const auto numberAt = [rest](qsizetype at) { return qFromBigEndian<quint32>(rest.data() + at); };
    const qsizetype length = numberAt(0);
    const qsizetype headersLength = numberAt(4);
    if (checksum(rest.first(preludeBytes)) != numberAt(preludeBytes))
        return failure(ErrorCode::Syntax, u"the checksum of a message's lengths is wrong"_s);
    if (length > maxMessageBytes || headersLength > maxHeaderBytes)
        return failure(ErrorCode::Limit, u"a message of %1 bytes is larger than any service sends"_s.arg(length));
    if (length < overheadBytes + headersLength)
        return failure(ErrorCode::Syntax, u"a message's headers are longer than the message"_s);
    if (rest.size() < length)
        return std::optional<EventMessage>();
    if (checksum(rest.first(length - checksumBytes)) != numberAt(length - checksumBytes))
        return failure(ErrorCode::Syntax, u"the checksum of a message is wrong"_s);
    std::optional<std::vector<EventHeader>> headers
        = readHeaders(rest.sliced(preludeBytes + checksumBytes, headersLength));
    if (!headers)
        return failure(ErrorCode::Syntax, u"a message's headers cannot be read"_s);
    EventMessage message;
    message.headers = *std::move(headers);
    message.payload = rest.sliced(preludeBytes + checksumBytes + headersLength, length - overheadBytes - headersLength)
                          .toByteArray();
    m_at += length;
    return std::optional(std::move(message));
}

Error EventStreamReader::failure(ErrorCode code, const QString &message) const
{
    return {Stage::Response, code, u"the event stream is damaged (%1); send the request again"_s.arg(message),
            u"byte %1"_s.arg(m_before + m_at + 1)};
}

} // namespace Plugboard::Aws
