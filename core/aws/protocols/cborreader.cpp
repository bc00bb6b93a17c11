#include "core/aws/protocols/cborreader.h"

#include <QtEndian>

#include <limits>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t maxCborDepth = 1000;

// Major types and the special minor ones: RFC 8949, section 3.
enum Major { UnsignedMajor, NegativeMajor, BytesMajor, TextMajor, ListMajor, MapMajor, TagMajor, SimpleMajor };
constexpr int firstReservedMinor = 28;
constexpr int indefiniteMinor = 31;
constexpr uchar breakByte = 0xFF;

CborToken tokenOf(CborToken::Kind kind, std::uint64_t argument = 0)
{
    CborToken token;
    token.kind = kind;
    token.argument = argument;
    return token;
}

} // namespace

Result<CborToken> CborReader::next()
{
    m_itemAt = m_at;
    if (m_done) {
        if (m_at < m_text.size())
            return failure(ErrorCode::Syntax, u"something follows the end of the answer"_s);
        return tokenOf(CborToken::Kind::Finished);
    }
    const bool isBreak = m_at < m_text.size() && uchar(m_text[m_at]) == breakByte;
    if (closesHere(isBreak)) {
        m_at += m_open.back().indefinite ? 1 : 0;
        m_open.pop_back();
        itemEnded();
        return tokenOf(CborToken::Kind::End);
    }
    const Result<Head> head = readHead();
    if (!head)
        return head.error();
    const bool key = !m_open.empty() && m_open.back().map && m_open.back().keyNext && !m_tagged;
    if (key && head->major != TextMajor)
        return failure(ErrorCode::Syntax, u"a key of a map is no text"_s);
    return readItem(*head);
}

/// Does the innermost list or map end before the next byte, or with it?
bool CborReader::closesHere(bool isBreak) const
{
    if (m_open.empty() || m_tagged)
        return false;
    const Container &inner = m_open.back();
    if (!inner.indefinite)
        return inner.left == 0;
    return isBreak && (!inner.map || inner.keyNext);
}

Result<CborReader::Head> CborReader::readHead()
{
    if (m_at >= m_text.size())
        return failure(ErrorCode::Syntax, u"the answer ends too early"_s);
    const uchar first = uchar(m_text[m_at++]);
    Head head;
    head.major = first >> 5;
    head.minor = first & 0x1F;
    head.argument = std::uint64_t(head.minor);
    if (head.minor >= firstReservedMinor && head.minor != indefiniteMinor)
        return failure(ErrorCode::Syntax, u"the reserved length %1"_s.arg(head.minor));
    if (head.minor == indefiniteMinor && (head.major < BytesMajor || head.major > MapMajor))
        return failure(ErrorCode::Syntax, u"an item without an end, or an end without a beginning"_s);
    if (head.minor < 24 || head.minor == indefiniteMinor)
        return head;
    const qsizetype size = qsizetype(1) << (head.minor - 24);
    if (m_text.size() - m_at < size)
        return failure(ErrorCode::Syntax, u"the answer ends too early"_s);
    head.argument = 0;
    for (qsizetype i = 0; i < size; ++i)
        head.argument = head.argument << 8 | uchar(m_text[m_at++]);
    return head;
}

Result<CborToken> CborReader::readItem(const Head &head)
{
    switch (head.major) {
    case UnsignedMajor:
    case NegativeMajor:
        itemEnded();
        return tokenOf(head.major == UnsignedMajor ? CborToken::Kind::Unsigned : CborToken::Kind::Negative,
                       head.argument);
    case BytesMajor:
    case TextMajor:
        return readString(head);
    case ListMajor:
    case MapMajor:
        return open(head);
    case TagMajor:
        m_tagged = true;
        return tokenOf(CborToken::Kind::Tag, head.argument);
    default:
        return readSimple(head);
    }
}

Result<CborToken> CborReader::readString(const Head &head)
{
    const bool text = head.major == TextMajor;
    CborToken token = tokenOf(text ? CborToken::Kind::Text : CborToken::Kind::Bytes);
    if (head.minor != indefiniteMinor) {
        Result<QByteArray> whole = readChunk(head);
        if (!whole)
            return whole.error();
        token.bytes = *std::move(whole);
    }
    while (head.minor == indefiniteMinor) {
        if (m_at < m_text.size() && uchar(m_text[m_at]) == breakByte) {
            ++m_at;
            break;
        }
        const Result<Head> chunk = readHead();
        if (!chunk)
            return chunk.error();
        if (chunk->major != head.major || chunk->minor == indefiniteMinor)
            return failure(ErrorCode::Syntax, u"a piece of a text or byte string is none itself"_s);
        const Result<QByteArray> bytes = readChunk(*chunk);
        if (!bytes)
            return bytes.error();
        token.bytes += *bytes;
    }
    if (text && !QByteArrayView(token.bytes).isValidUtf8())
        return failure(ErrorCode::Syntax, u"a text is no UTF-8"_s);
    itemEnded();
    return token;
}

Result<QByteArray> CborReader::readChunk(const Head &head)
{
    if (head.argument > std::uint64_t(m_text.size() - m_at))
        return failure(ErrorCode::Syntax, u"the answer ends too early"_s);
    const QByteArray bytes = m_text.sliced(m_at, qsizetype(head.argument)).toByteArray();
    m_at += bytes.size();
    return bytes;
}

Result<CborToken> CborReader::readSimple(const Head &head)
{
    using Kind = CborToken::Kind;
    CborToken token;
    switch (head.minor) {
    case 20:
    case 21:
        token.kind = head.minor == 20 ? Kind::False : Kind::True;
        break;
    case 22:
    case 23:
        token.kind = head.minor == 22 ? Kind::Null : Kind::Undefined;
        break;
    case 25:
    case 26:
    case 27:
        token = tokenOf(Kind::Float, head.argument);
        token.floatBytes = 1 << (head.minor - 24);
        break;
    default:
        return failure(ErrorCode::Syntax, u"the simple value %1, which has no meaning"_s.arg(head.argument));
    }
    itemEnded();
    return token;
}

Result<CborToken> CborReader::open(const Head &head)
{
    if (m_open.size() >= maxCborDepth)
        return failure(ErrorCode::Limit, u"the answer is nested deeper than %1 items"_s.arg(maxCborDepth));
    Container container;
    container.map = head.major == MapMajor;
    container.keyNext = container.map;
    container.indefinite = head.minor == indefiniteMinor;
    // Every item takes a byte at least, so an announced length beyond the rest fails at its end, not here.
    const bool overflows = container.map && head.argument > std::numeric_limits<std::uint64_t>::max() / 2;
    if (overflows)
        return failure(ErrorCode::Syntax, u"the answer ends too early"_s);
    container.left = container.map ? head.argument * 2 : head.argument;
    m_tagged = false;
    m_open.push_back(container);
    return tokenOf(container.map ? CborToken::Kind::Map : CborToken::Kind::List);
}

void CborReader::itemEnded()
{
    m_tagged = false;
    if (m_open.empty()) {
        m_done = true;
        return;
    }
    Container &inner = m_open.back();
    inner.keyNext = inner.map && !inner.keyNext;
    if (!inner.indefinite)
        --inner.left;
}

Error CborReader::failure(ErrorCode code, const QString &message) const
{
    const QString text = code == ErrorCode::Limit
        ? message
        : u"the answer is no CBOR (%1); is the endpoint an AWS service?"_s.arg(message);
    return {Stage::Response, code, text, u"byte %1"_s.arg(m_itemAt + 1)};
}

} // namespace Plugboard::Aws
