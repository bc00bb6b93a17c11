#include "core/feel/lexer.h"

#include <QChar>
#include <QString>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view longSigns[] {"..", "**", "<=", ">=", "!=", "->"};

class Lexer
{
public:
    explicit Lexer(QByteArrayView text)
        : m_text(text)
    {
    }

    std::vector<Token> tokens()
    {
        for (;;) {
            skipBlanks();
            m_from = m_at;
            if (m_at >= m_text.size())
                break;
            readToken();
        }
        add(Token::Type::End, {});
        return std::move(m_tokens);
    }

private:
    void readToken()
    {
        const char next = m_text[m_at];
        if (isDigit(next) || (next == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
            return readNumber();
        if (next == '"')
            return readString();
        if (next == '`')
            return readQuoted();
        if (isWordStart(codePoint().first))
            return readWord();
        for (const std::string_view sign : longSigns)
            if (m_text.sliced(m_at).startsWith(QByteArrayView(sign.data(), qsizetype(sign.size()))))
                return readSign(qsizetype(sign.size()));
        readSign(codePoint().second);
    }

    void readSign(qsizetype length)
    {
        m_at += length;
        const QByteArray sign = m_text.sliced(m_from, length).toByteArray();
        static constexpr std::string_view known = "()[]{}.,:;+-*/<>=?@";
        if (length == 1 && known.find(sign[0]) == std::string_view::npos)
            add(Token::Type::Bad, "unexpected character '" + sign + "'");
        else if (length > 2)
            add(Token::Type::Bad, "unexpected character '" + sign + "'");
        else
            add(Token::Type::Sign, sign);
    }

    void readNumber()
    {
        while (m_at < m_text.size() && isDigit(m_text[m_at]))
            ++m_at;
        // 1..5 is a range, 1.5 a number.
        if (m_at + 1 < m_text.size() && m_text[m_at] == '.' && isDigit(m_text[m_at + 1])) {
            ++m_at;
            while (m_at < m_text.size() && isDigit(m_text[m_at]))
                ++m_at;
        }
        if (m_at < m_text.size() && (m_text[m_at] == 'e' || m_text[m_at] == 'E')) {
            qsizetype digits = m_at + 1;
            if (digits < m_text.size() && (m_text[digits] == '+' || m_text[digits] == '-'))
                ++digits;
            if (digits < m_text.size() && isDigit(m_text[digits])) {
                m_at = digits;
                while (m_at < m_text.size() && isDigit(m_text[m_at]))
                    ++m_at;
            }
        }
        add(Token::Type::Number, m_text.sliced(m_from, m_at - m_from).toByteArray());
    }

    void readString()
    {
        QByteArray text;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char next = m_text[m_at];
            if (next == '"') {
                ++m_at;
                return add(Token::Type::String, joinedSurrogates(text));
            }
            if (next == '\\' && m_at + 1 < m_text.size())
                readEscape(text);
            else
                text += next;
        }
        add(Token::Type::Bad, "the string has no closing quote");
    }

    void readEscape(QByteArray &text)
    {
        const char kind = m_text[++m_at];
        static constexpr std::pair<char, char> simple[] {{'n', '\n'}, {'r', '\r'},  {'t', '\t'},
                                                         {'"', '"'},  {'\'', '\''}, {'\\', '\\'}};
        for (const auto &[letter, meaning] : simple) {
            if (kind == letter) {
                text += meaning;
                return;
            }
        }
        const qsizetype digits = kind == 'u' ? 4 : kind == 'U' ? 6 : 0;
        bool ok = false;
        const uint code = digits > 0 && m_at + digits < m_text.size()
            ? m_text.sliced(m_at + 1, digits).toByteArray().toUInt(&ok, 16)
            : 0;
        if (!ok || code > 0x10ffff) {
            text += '\\';
            text += kind;
            return;
        }
        m_at += digits;
        appendUtf8(text, code);
    }

    /// Also lone halves of a pair, as three bytes; joinedSurrogates() mends them.
    static void appendUtf8(QByteArray &text, uint code)
    {
        if (code < 0x80) {
            text += char(code);
        } else if (code < 0x800) {
            text += char(0xc0 | code >> 6);
            text += char(0x80 | (code & 0x3f));
        } else if (code < 0x10000) {
            text += char(0xe0 | code >> 12);
            text += char(0x80 | (code >> 6 & 0x3f));
            text += char(0x80 | (code & 0x3f));
        } else {
            text += char(0xf0 | code >> 18);
            text += char(0x80 | (code >> 12 & 0x3f));
            text += char(0x80 | (code >> 6 & 0x3f));
            text += char(0x80 | (code & 0x3f));
        }
    }

    /// \uD83D\uDCA9 is one character (DMN TCK 1100).
    static QByteArray joinedSurrogates(const QByteArray &text)
    {
        if (!text.contains('\xed'))
            return text;
        QByteArray joined;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const auto half = [&](qsizetype at) -> uint {
                if (at + 2 >= text.size() || text[at] != '\xed' || (uchar(text[at + 1]) & 0xe0) != 0xa0)
                    return 0;
                return 0xd000 | uint(uchar(text[at + 1]) & 0x3f) << 6 | uint(uchar(text[at + 2]) & 0x3f);
            };
            const uint high = half(i);
            const uint low = high ? half(i + 3) : 0;
            if (QChar::isHighSurrogate(high) && QChar::isLowSurrogate(low)) {
                appendUtf8(joined, QChar::surrogateToUcs4(char16_t(high), char16_t(low)));
                i += 5;
            } else if (high) {
                joined += "\xef\xbf\xbd";
                i += 2;
            } else {
                joined += text[i];
            }
        }
        return joined;
    }

    void readQuoted()
    {
        const qsizetype end = m_text.indexOf('`', m_at + 1);
        if (end < 0) {
            m_at = m_text.size();
            return add(Token::Type::Bad, "the name has no closing backtick");
        }
        m_at = end + 1;
        add(Token::Type::Quoted, m_text.sliced(m_from + 1, end - m_from - 1).toByteArray());
    }

    void readWord()
    {
        while (m_at < m_text.size()) {
            const auto [code, length] = codePoint();
            if (!isWordStart(code) && !QChar::isDigit(code) && QChar::category(code) != QChar::Mark_NonSpacing)
                break;
            m_at += length;
        }
        add(Token::Type::Word, m_text.sliced(m_from, m_at - m_from).toByteArray());
    }

    void skipBlanks()
    {
        while (m_at < m_text.size()) {
            const QByteArrayView rest = m_text.sliced(m_at);
            if (rest.startsWith("//")) {
                const qsizetype end = rest.indexOf('\n');
                m_at = end < 0 ? m_text.size() : m_at + end;
            } else if (rest.startsWith("/*")) {
                const qsizetype end = rest.indexOf("*/");
                m_at = end < 0 ? m_text.size() : m_at + end + 2;
            } else if (const auto [code, length] = codePoint();
                       QChar::isSpace(code) || code == 0xfeff || code == 0x200b) {
                m_at += length;
            } else {
                return;
            }
        }
    }

    std::pair<char32_t, qsizetype> codePoint() const
    {
        const auto byte = uchar(m_text[m_at]);
        if (byte < 0x80)
            return {byte, 1};
        const qsizetype length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        if (m_at + length > m_text.size())
            return {0xfffd, m_text.size() - m_at};
        char32_t code = byte & (0xff >> (length + 1));
        for (qsizetype i = 1; i < length; ++i)
            code = code << 6 | (uchar(m_text[m_at + i]) & 0x3f);
        return {code, length};
    }

    static bool isDigit(char byte) { return byte >= '0' && byte <= '9'; }
    static bool isWordStart(char32_t code)
    {
        return code == '_' || code == '$' || QChar::isLetter(code)
            || (code > 0x2000 && !QChar::isSpace(code) && code != 0xfeff && code != 0x200b);
    }

    void add(Token::Type type, QByteArray text) { m_tokens.push_back({type, {m_from, m_at}, std::move(text)}); }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qsizetype m_from = 0;
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> lex(QByteArrayView utf8)
{
    return Lexer(utf8).tokens();
}

} // namespace Plugboard::Feel
