#pragma once

#include "core/feel/diagnostics.h"
#include "core/feel/limits.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstring>
#include <vector>

namespace Plugboard::Feel {

/// One of ( ) [ ] { } , : . .. + - * / ** = != < <= > >= -> ?, as a number that is compared fast.
class Sign final
{
public:
    constexpr Sign() = default;
    template <size_t size>
    constexpr Sign(const char (&text)[size])
        : m_code(size == 2 ? quint16(text[0]) : quint16(text[0] | (text[1] << 8)))
    {
        static_assert(size == 2 || size == 3);
    }
    explicit constexpr Sign(QByteArrayView text)
        : m_code(text.size() == 1 ? quint16(text[0]) : quint16(text[0] | (text[1] << 8)))
    {
    }

    QString text() const;

    friend constexpr bool operator==(Sign, Sign) = default;

private:
    quint16 m_code = 0; ///< 0: no sign
};

/// One word, number, text or sign of an expression.
struct Token
{
    enum class Type : quint8 {
        End,
        Word, ///< Letters, digits, `_`: a keyword or a part of a name
        Number,
        String, ///< "…", escapes resolved in `text`
        At, ///< @"…"
        Quoted, ///< `…`, a name whatever it contains
        Symbol, ///< `sign`
        Other, ///< Any other character; part of a key at best
    };

    Type type = Type::End;
    Sign sign; ///< Of a Symbol
    Span span;
    QByteArrayView spelling; ///< As it stands in the text
    QByteArray text; ///< Of String, At and Quoted: what it means

    bool is(Sign symbol) const { return sign == symbol; }
    bool isWord(QByteArrayView word) const { return type == Type::Word && spelling == word; }
    template <size_t size>
    bool isWord(const char (&word)[size]) const
    {
        constexpr auto length = qsizetype(size - 1);
        return type == Type::Word && spelling.size() == length && std::memcmp(spelling.data(), word, length) == 0;
    }
};

/// What the lexer dislikes: an unfinished text, a bad escape.
struct LexicalError
{
    Span span;
    QString message;
    Kind kind = Kind::Syntax;
};

struct Tokens
{
    std::vector<Token> list; ///< Ends with Type::End
    std::vector<LexicalError> errors;
};

/// Cuts UTF-8 text into tokens; white space (Unicode's, no-break space, byte order mark) and comments fall away. The tokens refer
/// to `utf8`, which must outlive them. Grammar: DMN 1.5, section 10.3.1.2, rules 27 to 36.
Tokens tokenize(QByteArrayView utf8, const Limits &limits);

/// One code point of UTF-8 at `position`, which is moved behind it. Bytes that are no UTF-8 count one by one.
char32_t nextCodePoint(QByteArrayView utf8, qsizetype &position);

bool isNameStart(char32_t character);
bool isNamePart(char32_t character);
bool isWhiteSpace(char32_t character);

} // namespace Plugboard::Feel
