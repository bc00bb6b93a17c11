#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace Plugboard::Json {

/// The bytes between the quotes.
struct StringToken
{
    const char *begin = nullptr;
    const char *end = nullptr;
    bool escaped = false; ///< Has a backslash, so it must be decoded

    QByteArrayView raw() const { return QByteArrayView(begin, end - begin); }
    QByteArray decoded() const;
};

/// Why a text is no JSON, and where.
struct Fault
{
    const char *at = nullptr;
    QString message;
    ErrorCode code = ErrorCode::Syntax;
};

/// The one place that knows the grammar of RFC 8259. Reads a value and tells a handler what it
/// meets, in order.
///
/// Iterative: depth costs a byte a level. The text must be valid UTF-8. A handler has
///
///     void beginContainer(bool object, const char *at);
///     void endContainer(const char *pastBracket);
///     void key(const StringToken &token);
///     void string(const StringToken &token);
///     bool number(QByteArrayView text, const char *at);   // false: out of range
///     void literal(const char *at);                       // t, f or n
class Scanner final
{
public:
    Scanner(QByteArrayView text, int maxDepth)
        : m_begin(text.begin())
        , m_at(text.begin())
        , m_end(text.end())
        , m_maxDepth(static_cast<std::size_t>(maxDepth))
    {
    }

    /// One value, and all in it.
    template <typename Handler>
    bool walk(Handler &handler)
    {
        do {
            if (!value(handler))
                return false;
        } while (m_expectsValue || continues(handler));
        return m_fault.at == nullptr;
    }

    /// True if nothing but white space is left.
    bool atEnd()
    {
        skipSpace();
        return m_at == m_end || fail(m_at, QStringLiteral("text after the end of the document; remove it"));
    }

    const char *position() const { return m_at; }
    const Fault &fault() const { return m_fault; }

    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }
    /// At a quote; stands behind the closing one afterwards.
    bool string(StringToken &token);
    bool number();

private:
    template <typename Handler>
    bool value(Handler &handler);
    template <typename Handler>
    bool continues(Handler &handler);
    template <typename Handler>
    bool open(Handler &handler);
    template <typename Handler>
    bool key(Handler &handler);

    bool escape();
    bool hexadecimal(unsigned &unit);
    bool literal();
    bool digits();
    bool fail(const char *at, const QString &message, ErrorCode code = ErrorCode::Syntax);
    bool failUnexpected(const QString &expected);

    const char *m_begin;
    const char *m_at;
    const char *m_end;
    std::size_t m_maxDepth;
    std::vector<char> m_open; ///< The closing brackets that are due
    bool m_expectsValue = false;
    Fault m_fault;
};

template <typename Handler>
bool Scanner::value(Handler &handler)
{
    m_expectsValue = false;
    skipSpace();
    const char *start = m_at;
    switch (m_at == m_end ? '\0' : *m_at) {
    case '{':
    case '[':
        return open(handler);
    case '"': {
        StringToken token;
        if (!string(token))
            return false;
        handler.string(token);
        return true;
    }
    case 't':
    case 'f':
    case 'n':
        if (!literal())
            return false;
        handler.literal(start);
        return true;
    default:
        if (m_at == m_end || (*m_at != '-' && (*m_at < '0' || *m_at > '9')))
            return failUnexpected(QStringLiteral("a value"));
        if (!number())
            return false;
        return handler.number(QByteArrayView(start, m_at - start), start)
            || fail(start, QStringLiteral("number beyond 10^6145; write it as a string"), ErrorCode::Limit);
    }
}

/// Behind a value: closes what ends here; true if another value must follow.
template <typename Handler>
bool Scanner::continues(Handler &handler)
{
    while (!m_open.empty()) {
        skipSpace();
        const bool object = m_open.back() == '}';
        if (m_at != m_end && *m_at == ',') {
            ++m_at;
            return !object || key(handler);
        }
        if (m_at == m_end || *m_at != m_open.back())
            return failUnexpected(object ? QStringLiteral("',' or '}'") : QStringLiteral("',' or ']'"));
        m_open.pop_back();
        handler.endContainer(++m_at);
    }
    return false;
}

template <typename Handler>
bool Scanner::open(Handler &handler)
{
    const bool object = *m_at == '{';
    if (m_open.size() >= m_maxDepth) {
        return fail(m_at, QStringLiteral("nested deeper than %1 levels; flatten the document").arg(m_maxDepth),
                    ErrorCode::Limit);
    }
    m_open.push_back(object ? '}' : ']');
    handler.beginContainer(object, m_at);
    ++m_at;
    skipSpace();
    if (m_at != m_end && *m_at == m_open.back())
        return true; // closed by continues()
    m_expectsValue = true;
    return !object || key(handler);
}

template <typename Handler>
bool Scanner::key(Handler &handler)
{
    skipSpace();
    if (m_at == m_end || *m_at != '"')
        return failUnexpected(QStringLiteral("a key in double quotes"));
    StringToken token;
    if (!string(token))
        return false;
    handler.key(token);
    skipSpace();
    if (m_at == m_end || *m_at != ':')
        return failUnexpected(QStringLiteral("':'"));
    ++m_at;
    return true;
}

/// How far a string goes without a quote, a backslash or a control character.
inline const char *skipPlain(const char *at, const char *end)
{
    if constexpr (std::endian::native == std::endian::little) {
        constexpr std::uint64_t ones = 0x0101010101010101;
        constexpr std::uint64_t tops = ones * 0x80;
        for (; end - at >= 8; at += 8) {
            std::uint64_t bytes = 0;
            std::memcpy(&bytes, at, sizeof bytes);
            const std::uint64_t quote = bytes ^ (ones * '"');
            const std::uint64_t backslash = bytes ^ (ones * '\\');
            // The lowest bit set is exact in each of the three.
            const std::uint64_t stops
                = (((bytes - ones * 0x20) & ~bytes) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash))
                & tops;
            if (stops != 0)
                return at + std::countr_zero(stops) / 8;
        }
    }
    while (at != end && *at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20)
        ++at;
    return at;
}

} // namespace Plugboard::Json
