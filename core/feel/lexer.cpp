#include "core/feel/lexer.h"

#include <array>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

char32_t nextCodePoint(QByteArrayView utf8, qsizetype &position)
{
    const auto byte = [&](qsizetype at) { return at < utf8.size() ? static_cast<unsigned char>(utf8[at]) : 0u; };
    const unsigned first = byte(position++);
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (more == 0)
        return first;
    char32_t result = first & (0x3Fu >> more);
    for (int i = 0; i < more; ++i) {
        if ((byte(position + i) & 0xC0u) != 0x80u)
            return first;
        result = (result << 6) | (byte(position + i) & 0x3Fu);
    }
    position += more;
    return result;
}

bool isWhiteSpace(char32_t character)
{
    // DMN 1.5, rules 61 and 62.
    return character == ' ' || (character >= 0x09 && character <= 0x0D) || character == 0x85 || character == 0xA0
        || character == 0x1680 || character == 0x180E || (character >= 0x2000 && character <= 0x200B)
        || character == 0x2028 || character == 0x2029 || character == 0x202F || character == 0x205F
        || character == 0x3000 || character == 0xFEFF;
}

bool isNameStart(char32_t character)
{
    if (character < 0x80) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_'
            || character == '$';
    }
    // DMN 1.5, rule 28, where the sign × and ÷ are left out.
    static constexpr std::array<std::pair<char32_t, char32_t>, 14> ranges {{{0xC0, 0xD6},
                                                                            {0xD8, 0xF6},
                                                                            {0xF8, 0x2FF},
                                                                            {0x370, 0x37D},
                                                                            {0x37F, 0x1FFF},
                                                                            {0x200C, 0x200D},
                                                                            {0x2070, 0x218F},
                                                                            {0x2190, 0x2BFF},
                                                                            {0x2C00, 0x2FEF},
                                                                            {0x3001, 0xD7FF},
                                                                            {0xF900, 0xFDCF},
                                                                            {0xFDF0, 0xFFFD},
                                                                            {0x10000, 0xEFFFF},
                                                                            {0xB5, 0xB5}}};
    for (const auto &[from, to] : ranges) {
        if (character >= from && character <= to)
            return !isWhiteSpace(character);
    }
    return false;
}

bool isNamePart(char32_t character)
{
    return isNameStart(character) || (character >= '0' && character <= '9') || character == 0xB7
        || (character >= 0x300 && character <= 0x36F) || character == 0x203F || character == 0x2040;
}

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

class Lexer final
{
public:
    Lexer(QByteArrayView text, const Limits &limits)
        : m_text(text)
        , m_limits(limits)
    {
    }

    Tokens run();

private:
    char at(qsizetype position) const { return position < m_text.size() ? m_text[position] : '\0'; }
    void skipBlanks();
    bool skipComment();
    void next();
    void add(Token::Type type, qsizetype from, QByteArray text = {});
    void number();
    void word();
    void string(Token::Type type, qsizetype from);
    void escape(QByteArray &result);
    bool hexadecimal(qsizetype from, int digits, char32_t &value) const;
    void quotedName();
    void symbol();
    void error(qsizetype from, qsizetype to, const QString &message, Kind kind = Kind::Syntax);

    QByteArrayView m_text;
    const Limits &m_limits;
    qsizetype m_position = 0;
    Tokens m_tokens;
};

Tokens Lexer::run()
{
    m_tokens.list.reserve(size_t(std::min<qsizetype>(m_text.size() / 3 + 2, 4096)));
    for (skipBlanks(); m_position < m_text.size(); skipBlanks()) {
        if (qsizetype(m_tokens.list.size()) >= m_limits.tokens) {
            error(m_position, m_text.size(),
                  u"the expression has more than %1 words and signs; split it"_s.arg(m_limits.tokens), Kind::Limit);
            m_position = m_text.size();
            break;
        }
        next();
    }
    add(Token::Type::End, m_position);
    return std::move(m_tokens);
}

void Lexer::add(Token::Type type, qsizetype from, QByteArray text)
{
    m_tokens.list.push_back({type, {}, {from, m_position}, m_text.sliced(from, m_position - from), std::move(text)});
}

void Lexer::error(qsizetype from, qsizetype to, const QString &message, Kind kind)
{
    m_tokens.errors.push_back({{from, to}, message, kind});
}

void Lexer::skipBlanks()
{
    while (m_position < m_text.size()) {
        if (m_text[m_position] == ' ') {
            ++m_position;
            continue;
        }
        if (skipComment())
            continue;
        qsizetype behind = m_position;
        if (!isWhiteSpace(nextCodePoint(m_text, behind)))
            return;
        m_position = behind;
    }
}

bool Lexer::skipComment()
{
    if (at(m_position) != '/')
        return false;
    if (at(m_position + 1) == '/') {
        while (m_position < m_text.size() && at(m_position) != '\n')
            ++m_position;
        return true;
    }
    if (at(m_position + 1) != '*')
        return false;
    const qsizetype from = m_position;
    const qsizetype end = m_text.indexOf(QByteArrayView("*/"), from + 2);
    if (end < 0)
        error(from, from + 2, u"this comment is never closed; add */"_s);
    m_position = end < 0 ? m_text.size() : end + 2;
    return true;
}

void Lexer::next()
{
    const char character = at(m_position);
    if (isDigit(character) || (character == '.' && isDigit(at(m_position + 1))))
        return number();
    if (character == '"')
        return string(Token::Type::String, m_position);
    if (character == '@' && at(m_position + 1) == '"') {
        ++m_position;
        return string(Token::Type::At, m_position - 1);
    }
    if (character == '`')
        return quotedName();
    qsizetype behind = m_position;
    if (isNameStart(nextCodePoint(m_text, behind)))
        return word();
    symbol();
}

void Lexer::number()
{
    const qsizetype from = m_position;
    while (isDigit(at(m_position)))
        ++m_position;
    // In 1..5 the points are a range.
    if (at(m_position) == '.' && isDigit(at(m_position + 1))) {
        ++m_position;
        while (isDigit(at(m_position)))
            ++m_position;
    }
    if ((at(m_position) | 0x20) == 'e') {
        const bool sign = at(m_position + 1) == '+' || at(m_position + 1) == '-';
        const qsizetype digits = m_position + (sign ? 2 : 1);
        if (isDigit(at(digits))) {
            m_position = digits;
            while (isDigit(at(m_position)))
                ++m_position;
        }
    }
    add(Token::Type::Number, from);
}

void Lexer::word()
{
    const qsizetype from = m_position;
    qsizetype behind = from;
    while (m_position < m_text.size() && isNamePart(nextCodePoint(m_text, behind)))
        m_position = behind;
    add(Token::Type::Word, from);
}

void Lexer::string(Token::Type type, qsizetype from)
{
    QByteArray result;
    qsizetype plain = ++m_position;
    while (m_position < m_text.size() && at(m_position) != '"') {
        if (at(m_position) != '\\') {
            ++m_position;
            continue;
        }
        result.append(m_text.sliced(plain, m_position - plain));
        escape(result);
        plain = m_position;
    }
    result.append(m_text.sliced(plain, m_position - plain));
    if (m_position < m_text.size())
        ++m_position;
    else
        error(from, from + 1, u"this text is never closed; add a \" at its end"_s);
    add(type, from, std::move(result));
}

bool Lexer::hexadecimal(qsizetype from, int digits, char32_t &value) const
{
    if (from + digits > m_text.size())
        return false;
    bool good = false;
    value = m_text.sliced(from, digits).toByteArray().toUInt(&good, 16);
    return good;
}

static void appendCodePoint(QByteArray &text, char32_t character)
{
    text.append(QString::fromUcs4(&character, 1).toUtf8());
}

void Lexer::escape(QByteArray &result)
{
    const qsizetype from = m_position;
    const char letter = at(from + 1);
    static constexpr std::pair<char, char> simple[]
        = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'"', '"'}, {'\'', '\''}, {'\\', '\\'}};
    for (const auto &[name, meaning] : simple) {
        if (name == letter) {
            result.append(meaning);
            m_position += 2;
            return;
        }
    }
    char32_t character = 0;
    if (letter == 'u' && hexadecimal(from + 2, 4, character)) {
        m_position += 6;
        char32_t low = 0;
        const bool pair = QChar::isHighSurrogate(character) && at(m_position) == '\\' && at(m_position + 1) == 'u'
            && hexadecimal(m_position + 2, 4, low) && QChar::isLowSurrogate(low);
        if (pair) {
            m_position += 6;
            character = QChar::surrogateToUcs4(char16_t(character), char16_t(low));
        }
        return appendCodePoint(result, QChar::isSurrogate(character) ? U'\xFFFD' : character);
    }
    if (letter == 'U' && hexadecimal(from + 2, 6, character) && character <= 0x10FFFF) {
        m_position += 8;
        return appendCodePoint(result, character);
    }
    // As the peers do: an unknown escape, such as the \d of a pattern, stands for itself.
    result.append('\\');
    ++m_position;
    if (m_position < m_text.size() && letter != '"') {
        qsizetype behind = m_position;
        nextCodePoint(m_text, behind);
        result.append(m_text.sliced(m_position, behind - m_position));
        m_position = behind;
    }
}

void Lexer::quotedName()
{
    const qsizetype from = m_position;
    const qsizetype end = m_text.indexOf('`', from + 1);
    if (end < 0) {
        error(from, from + 1, u"this name is never closed; add a ` at its end"_s);
        m_position = m_text.size();
        return add(Token::Type::Quoted, from, m_text.sliced(from + 1).toByteArray());
    }
    m_position = end + 1;
    add(Token::Type::Quoted, from, m_text.sliced(from + 1, end - from - 1).toByteArray());
}

void Lexer::symbol()
{
    const qsizetype from = m_position;
    const char first = at(from);
    const char second = at(from + 1);
    const bool isDouble = (first == second && (first == '.' || first == '*'))
        || (second == '=' && (first == '!' || first == '<' || first == '>')) || (first == '-' && second == '>');
    const bool isSingle = first != '\0' && std::strchr("()[]{},:.+-*/=<>?", first);
    if (isDouble || isSingle) {
        m_position += isDouble ? 2 : 1;
        add(Token::Type::Symbol, from);
        m_tokens.list.back().sign = Sign(m_text.sliced(from, m_position - from));
        return;
    }
    nextCodePoint(m_text, m_position);
    m_position = std::min(m_position, m_text.size());
    add(Token::Type::Other, from);
}

} // namespace

QString Sign::text() const
{
    QString text(QLatin1Char(char(m_code & 0xFFu)));
    if (m_code > 0xFFu)
        text += QLatin1Char(char(m_code >> 8u));
    return text;
}

Tokens tokenize(QByteArrayView utf8, const Limits &limits)
{
    return Lexer(utf8, limits).run();
}

} // namespace Plugboard::Feel
