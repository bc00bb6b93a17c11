#include "core/feel/colouring.h"

#include "core/feel/lexer.h"
#include "core/feel/names.h"
#include "core/feel/parser_p.h"

#include <algorithm>

namespace Plugboard::Feel {

namespace {

using Look = Coloured::Look;

/// Counts UTF-16 units along UTF-8; asked in rising order.
class Positions final
{
public:
    explicit Positions(QByteArrayView utf8)
        : m_utf8(utf8)
    {
    }

    int operator()(qsizetype bytes)
    {
        for (; m_byte < bytes && m_byte < m_utf8.size(); ++m_byte) {
            const auto byte = static_cast<unsigned char>(m_utf8[m_byte]);
            if ((byte & 0xC0u) != 0x80u)
                m_utf16 += byte >= 0xF0 ? 2 : 1;
        }
        return m_utf16;
    }

private:
    QByteArrayView m_utf8;
    qsizetype m_byte = 0;
    int m_utf16 = 0;
};

bool isOperatorWord(QByteArrayView word)
{
    static constexpr QByteArrayView words[]
        = {"function", "in",   "return", "then",    "else",     "satisfies", "and", "or",      "if",
           "for",      "some", "every",  "between", "instance", "of",        "not", "external"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

Look lookOfSymbol(const Token &token)
{
    for (const Sign bracket : std::initializer_list<Sign> {"(", ")", "[", "]", "{", "}"}) {
        if (token.is(bracket))
            return Look::Bracket;
    }
    return Look::Operator;
}

/// The looks of tokens, found one after the other.
class Painter final
{
public:
    Painter(QByteArrayView utf8, const ParseOptions &options)
        : m_utf8(utf8)
        , m_tokens(tokenize(utf8, options.limits))
        , m_options(options)
        , m_position(utf8)
    {
        for (const QByteArray &name : options.names)
            m_names.add(name, Names::Use::Variable);
    }

    QList<Coloured> run()
    {
        qsizetype behind = 0;
        for (size_t i = 0; i < m_tokens.list.size();) {
            comments(behind, m_tokens.list[i].span.from);
            const auto [count, look] = lookAt(i);
            behind = m_tokens.list[i + count - 1].span.to;
            if (m_tokens.list[i].type != Token::Type::End)
                add(m_tokens.list[i].span.from, behind, look);
            i += count;
        }
        return m_result;
    }

private:
    /// Between words there are blanks and comments.
    void comments(qsizetype from, qsizetype to)
    {
        qsizetype start = -1;
        for (qsizetype i = from; i < to && start < 0; ++i)
            start = m_utf8[i] == '/' ? i : -1;
        if (start < 0)
            return;
        while (to > start && isspace(static_cast<unsigned char>(m_utf8[to - 1])))
            --to;
        add(start, to, Look::Comment);
    }

    void add(qsizetype from, qsizetype to, Look look)
    {
        const int first = m_position(from);
        m_result.append({first, m_position(to), look});
    }

    std::pair<size_t, Look> lookAt(size_t index) const
    {
        const Token &token = m_tokens.list[index];
        switch (token.type) {
        case Token::Type::Number:
            return {1, Look::Number};
        case Token::Type::String:
            return {1, isKey(index + 1) ? Look::Key : Look::String};
        case Token::Type::At:
            return {1, Look::Temporal};
        case Token::Type::Quoted:
            return {1, isKey(index + 1) ? Look::Key : Look::Name};
        case Token::Type::Symbol:
            return {1, lookOfSymbol(token)};
        case Token::Type::Word:
            return lookOfWord(index);
        case Token::Type::Other:
        case Token::Type::End:
            break;
        }
        return {1, Look::Bad};
    }

    std::pair<size_t, Look> lookOfWord(size_t index) const
    {
        const Token &token = m_tokens.list[index];
        const auto rest = std::span(m_tokens.list).subspan(index);
        if (index > 0 && m_tokens.list[index - 1].is("."))
            return {1, Look::Name};
        if (const auto match = longestKnownName(m_names, rest, Names::Use::Variable)) {
            const auto count = size_t(match->tokens);
            return {count, isCall(index + count) ? Look::Function : Look::Name};
        }
        if (token.spelling == "true" || token.spelling == "false" || token.spelling == "null")
            return {1, Look::Constant};
        if (isKey(index + 1))
            return {1, Look::Key};
        if (isCall(index + 1) && (token.isWord("not") || !isOperatorWord(token.spelling)))
            return {1, Look::Function};
        return {1, isOperatorWord(token.spelling) ? Look::Keyword : Look::Name};
    }

    bool isKey(size_t next) const { return next < m_tokens.list.size() && m_tokens.list[next].is(":"); }
    bool isCall(size_t next) const { return next < m_tokens.list.size() && m_tokens.list[next].is("("); }

    QByteArrayView m_utf8;
    Tokens m_tokens;
    const ParseOptions &m_options;
    Positions m_position;
    Names m_names;
    QList<Coloured> m_result;
};

} // namespace

QList<Coloured> coloursOf(QStringView text, const ParseOptions &options)
{
    const QByteArray utf8 = text.toUtf8();
    return Painter(utf8, options).run();
}

std::optional<BracketPair> bracketsAt(QStringView text, int position)
{
    const QList<Coloured> colours = coloursOf(text);
    struct Bracket
    {
        int at;
        QChar sign;
        int partner = -1;
    };
    std::vector<Bracket> brackets;
    std::vector<size_t> open;
    for (const Coloured &stretch : colours) {
        if (stretch.look != Look::Bracket)
            continue;
        const QChar sign = text[stretch.from];
        brackets.push_back({stretch.from, sign});
        if (sign == u'(' || sign == u'[' || sign == u'{') {
            open.push_back(brackets.size() - 1);
        } else if (!open.empty()) {
            // [1..10) and ](…)[ are ranges: round and square ones may close each other.
            const QChar opener = brackets[open.back()].sign;
            if ((sign == u'}') == (opener == u'{')) {
                brackets[open.back()].partner = stretch.from;
                brackets.back().partner = brackets[open.back()].at;
                open.pop_back();
            }
        }
    }
    for (const int wanted : {position, position - 1}) {
        for (const Bracket &bracket : brackets) {
            if (bracket.at == wanted)
                return BracketPair {bracket.at, bracket.partner};
        }
    }
    return std::nullopt;
}

} // namespace Plugboard::Feel
