#include "core/value/jsonscanner_p.h"

namespace Plugboard::Json {

static int hexadecimalDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static unsigned decodedUnit(const char *fourDigits)
{
    unsigned unit = 0;
    for (int i = 0; i < 4; ++i)
        unit = unit << 4 | static_cast<unsigned>(hexadecimalDigit(fourDigits[i]));
    return unit;
}

static void appendUtf8(QByteArray &text, unsigned codePoint)
{
    const auto tail = [&](int shift) { text.append(static_cast<char>(0x80 | (codePoint >> shift & 0x3F))); };
    if (codePoint < 0x80) {
        text.append(static_cast<char>(codePoint));
    } else if (codePoint < 0x800) {
        text.append(static_cast<char>(0xC0 | codePoint >> 6));
        tail(0);
    } else if (codePoint < 0x10000) {
        text.append(static_cast<char>(0xE0 | codePoint >> 12));
        tail(6);
        tail(0);
    } else {
        text.append(static_cast<char>(0xF0 | codePoint >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

// The scanner has passed the string, so every escape is complete.
QByteArray StringToken::decoded() const
{
    if (!escaped)
        return raw().toByteArray();
    QByteArray text;
    text.reserve(end - begin);
    for (const char *at = begin; at != end;) {
        const char *stop = skipPlain(at, end);
        text.append(at, stop - at);
        if (stop == end)
            break;
        at = stop + 2;
        switch (stop[1]) {
        case 'b':
            text.append('\b');
            break;
        case 'f':
            text.append('\f');
            break;
        case 'n':
            text.append('\n');
            break;
        case 'r':
            text.append('\r');
            break;
        case 't':
            text.append('\t');
            break;
        case 'u': {
            unsigned codePoint = decodedUnit(at);
            at += 4;
            if (codePoint >= 0xD800 && codePoint < 0xDC00) {
                codePoint = 0x10000 + ((codePoint - 0xD800) << 10) + (decodedUnit(at + 2) - 0xDC00);
                at += 6;
            }
            appendUtf8(text, codePoint);
            break;
        }
        default:
            text.append(stop[1]);
        }
    }
    return text;
}

bool Scanner::string(StringToken &token)
{
    const char *quote = m_at;
    token.begin = ++m_at;
    for (;;) {
        m_at = skipPlain(m_at, m_end);
        if (m_at == m_end)
            return fail(quote, QStringLiteral("string without its closing quote"));
        if (*m_at == '"')
            break;
        if (*m_at != '\\') {
            return fail(m_at,
                        QStringLiteral("control character U+%1 in a string; write it as \\u%1")
                            .arg(static_cast<unsigned char>(*m_at), 4, 16, QLatin1Char('0')));
        }
        token.escaped = true;
        if (!escape())
            return false;
    }
    token.end = m_at++;
    return true;
}

bool Scanner::escape()
{
    const char *start = m_at++;
    if (m_at == m_end)
        return fail(start, QStringLiteral("the text ends in the middle of an escape"));
    if (*m_at != 'u') {
        if (*m_at == '\0' || std::strchr("\"\\/bfnrt", *m_at) == nullptr)
            return fail(start, QStringLiteral("unknown escape; a backslash itself is written \\\\"));
        ++m_at;
        return true;
    }
    ++m_at;
    unsigned unit = 0;
    if (!hexadecimal(unit))
        return fail(start, QStringLiteral("four hexadecimal digits must follow \\u"));
    if (unit < 0xD800 || unit > 0xDFFF)
        return true;
    unsigned low = 0;
    const bool paired = unit < 0xDC00 && m_end - m_at >= 2 && m_at[0] == '\\' && m_at[1] == 'u'
        && (m_at += 2, hexadecimal(low)) && low >= 0xDC00 && low <= 0xDFFF;
    return paired || fail(start, QStringLiteral("half a surrogate pair; write both halves or the character"));
}

bool Scanner::hexadecimal(unsigned &unit)
{
    if (m_end - m_at < 4)
        return false;
    for (int i = 0; i < 4; ++i) {
        if (hexadecimalDigit(m_at[i]) < 0)
            return false;
    }
    unit = decodedUnit(m_at);
    m_at += 4;
    return true;
}

bool Scanner::literal()
{
    for (const QByteArrayView word : {QByteArrayView("true"), QByteArrayView("false"), QByteArrayView("null")}) {
        if (QByteArrayView(m_at, m_end - m_at).startsWith(word)) {
            m_at += word.size();
            return true;
        }
    }
    return failUnexpected(QStringLiteral("a value"));
}

bool Scanner::digits()
{
    const char *start = m_at;
    while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
        ++m_at;
    return m_at != start;
}

bool Scanner::number()
{
    if (*m_at == '-')
        ++m_at;
    const char *integer = m_at;
    if (!digits())
        return failUnexpected(QStringLiteral("a digit"));
    if (*integer == '0' && m_at - integer > 1)
        return fail(integer, QStringLiteral("number with a leading zero; write it without"));
    if (m_at != m_end && *m_at == '.') {
        ++m_at;
        if (!digits())
            return failUnexpected(QStringLiteral("a digit behind the decimal point"));
    }
    if (m_at != m_end && (*m_at == 'e' || *m_at == 'E')) {
        ++m_at;
        if (m_at != m_end && (*m_at == '+' || *m_at == '-'))
            ++m_at;
        if (!digits())
            return failUnexpected(QStringLiteral("a digit of the exponent"));
    }
    return true;
}

bool Scanner::fail(const char *at, const QString &message, ErrorCode code)
{
    if (m_fault.at == nullptr)
        m_fault = Fault {at, message, code};
    return false;
}

bool Scanner::failUnexpected(const QString &expected)
{
    if (m_at == m_end)
        return fail(m_at, QStringLiteral("the text ends where %1 must stand").arg(expected));
    // The whole character, of which only the first byte may stand at the end of a view.
    const QString rest = QString::fromUtf8(m_at, std::min<qsizetype>(4, m_end - m_at));
    const QString found = rest.left(rest.front().isHighSurrogate() ? 2 : 1);
    return fail(m_at, QStringLiteral("'%1' where %2 must stand").arg(found, expected));
}

} // namespace Plugboard::Json
