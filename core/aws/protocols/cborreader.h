#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>
#include <vector>

namespace Plugboard::Aws {

/// One item of CBOR, or the end of a list or map.
struct CborToken
{
    enum class Kind {
        Unsigned, ///< `argument`
        Negative, ///< -1 - `argument`
        Bytes, ///< `bytes`, the chunks of an indefinite one joined
        Text, ///< The same; valid UTF-8
        List, ///< Its items follow, then End
        Map, ///< Text key, value … follow, then End
        End,
        Tag, ///< `argument`; the tagged item follows
        False,
        True,
        Null,
        Undefined,
        Float, ///< `argument` holds the bits of `floatBytes` bytes
        Finished, ///< Nothing follows
    };

    Kind kind = Kind::Finished;
    std::uint64_t argument = 0;
    int floatBytes = 0; ///< 2, 4 or 8
    QByteArray bytes;
};

/// Reads one CBOR item (RFC 8949) token by token: what AWS services send, definite and indefinite, half floats included.
///
///     CborReader reader(body);
///     for (;;) {
///         const Result<CborToken> token = reader.next();
///         if (!token || token->kind == CborToken::Kind::Finished)
///             break;
///         …
///     }
///
/// Nothing is reserved by announced lengths, nothing recurses. Refused: bytes that are missing or follow the item, reserved lengths,
/// a break out of place, keys that are no text, simple values without a meaning, text that is no UTF-8 (Syntax); nesting deeper
/// than 1,000 (Limit). Errors: Stage::Response with "byte N".
class CborReader final
{
public:
    explicit CborReader(QByteArrayView text)
        : m_text(text)
    {
    }

    /// Not to be called again after an error.
    Result<CborToken> next();

private:
    struct Container
    {
        bool map = false;
        bool indefinite = false;
        std::uint64_t left = 0; ///< Items that must follow, keys included, if definite
        bool keyNext = false;
    };
    struct Head
    {
        int major = 0;
        int minor = 0;
        std::uint64_t argument = 0;
    };

    Result<Head> readHead();
    Result<CborToken> readItem(const Head &head);
    Result<CborToken> readString(const Head &head);
    Result<QByteArray> readChunk(const Head &head);
    Result<CborToken> readSimple(const Head &head);
    Result<CborToken> open(const Head &head);
    bool closesHere(bool isBreak) const;
    void itemEnded();
    Error failure(ErrorCode code, const QString &message) const;

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qsizetype m_itemAt = 0; ///< Where the item in work begins, for errors
    std::vector<Container> m_open;
    bool m_tagged = false; ///< A tag waits for its item
    bool m_done = false; ///< The one item is complete
};

/// An item as a value: byte strings as Base64 text, as blobs of other protocols are; NaN and infinities as their names; a tagged
/// time (tag 1) as its number; big numbers and decimal fractions (tags 2 to 4) as numbers. Of other tags the item alone.
/// Errors: those of CborReader; Limit for more than 10 million items.
Result<Value> readCbor(QByteArrayView text);

} // namespace Plugboard::Aws
