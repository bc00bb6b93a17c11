#include "core/feel/functions/patterntranslator_p.h"

#include "core/feel/functions/unicodeblocks.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

QString codePointText(char32_t codePoint)
{
    return u"\\x{%1}"_s.arg(quint32(codePoint), 0, 16);
}

namespace {

// XML 1.0 (fifth edition), productions 4 and 4a: what begins a name, and what else may be in it.
constexpr CodePointRange nameStarts[] = {
    {':', ':'},       {'A', 'Z'},       {'_', '_'},       {'a', 'z'},         {0xC0, 0xD6},     {0xD8, 0xF6},
    {0xF8, 0x2FF},    {0x370, 0x37D},   {0x37F, 0x1FFF},  {0x200C, 0x200D},   {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF},
};
constexpr CodePointRange furtherNameCharacters[] = {
    {'-', '.'}, {'0', '9'}, {0xB7, 0xB7}, {0x300, 0x36F}, {0x203F, 0x2040},
};
constexpr CodePointRange xpathSpaces[] = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};
constexpr char32_t lastCodePoint = 0x10FFFF;

using Ranges = std::vector<CodePointRange>;

Ranges complement(Ranges ranges)
{
    std::sort(ranges.begin(), ranges.end(),
              [](const CodePointRange &a, const CodePointRange &b) { return a.first < b.first; });
    Ranges gaps;
    char32_t next = 0;
    for (const CodePointRange &range : ranges) {
        if (range.first > next)
            gaps.push_back({next, range.first - 1});
        next = std::max<char32_t>(next, range.last + 1);
    }
    if (next <= lastCodePoint)
        gaps.push_back({next, lastCodePoint});
    return gaps;
}

/// Ranges as they stand inside of [ ].
QString fragment(const Ranges &ranges)
{
    QString text;
    for (const CodePointRange &range : ranges) {
        // PCRE2 refuses a surrogate as the end of a range, and knows none in a text.
        const char32_t first = range.first == 0xD800 ? 0xE000 : range.first;
        const char32_t last = range.last == 0xDFFF ? 0xD7FF : range.last;
        text += codePointText(first);
        if (last > first)
            text += u'-' + codePointText(last);
    }
    return text;
}

} // namespace

/// `\d` and its like as they stand inside of [ ]; nullopt, and nothing read, if it is none.
std::optional<QString> PatternTranslator::classEscape()
{
    const char32_t c = peek();
    ++m_at;
    switch (c) {
    case 'd':
        return m_java ? u"0-9"_s : u"\\p{Nd}"_s;
    case 'D':
        return m_java ? fragment(complement({{'0', '9'}})) : u"\\P{Nd}"_s;
    case 'w': // all but punctuation, separators and others
        return m_java ? u"A-Za-z0-9_"_s : u"\\p{L}\\p{M}\\p{N}\\p{S}"_s;
    case 'W':
        return m_java ? fragment(complement({{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}))
                      : u"\\p{P}\\p{Z}\\p{C}"_s;
    case 's':
        return m_java ? fragment({{'\t', '\r'}, {' ', ' '}})
                      : fragment({std::begin(xpathSpaces), std::end(xpathSpaces)});
    case 'S':
        return fragment(complement(m_java ? Ranges {{'\t', '\r'}, {' ', ' '}}
                                          : Ranges {std::begin(xpathSpaces), std::end(xpathSpaces)}));
    case 'i':
    case 'I':
    case 'c':
    case 'C': {
        if (m_java && c == 'c') // Java's control character, \cX, is not told apart from a name
            // character: refused
            break;
        Ranges ranges {std::begin(nameStarts), std::end(nameStarts)};
        if (c == 'c' || c == 'C')
            ranges.insert(ranges.end(), std::begin(furtherNameCharacters), std::end(furtherNameCharacters));
        return fragment(c == 'i' || c == 'c' ? ranges : complement(ranges));
    }
    case 'p':
    case 'P':
        return property(c == 'P');
    default:
        break;
    }
    --m_at;
    return std::nullopt;
}

std::optional<char32_t> PatternTranslator::hexadecimal(int digits)
{
    char32_t value = 0;
    for (int i = 0; i < digits; ++i, ++m_at) {
        const int digit = QStringView(u"0123456789abcdef").indexOf(QChar(char16_t(peek())).toLower());
        if (atEnd() || peek() > 0x7F || digit < 0)
            return std::nullopt;
        value = value * 16 + char32_t(digit);
    }
    return value;
}

/// One character behind a backslash.
std::optional<char32_t> PatternTranslator::characterEscape()
{
    constexpr std::u32string_view signs = U"\\|.?*+(){}-[]^$";
    const char32_t c = peek();
    ++m_at;
    if (c == 'n')
        return U'\n';
    if (c == 'r')
        return U'\r';
    if (c == 't')
        return U'\t';
    if (signs.find(c) != std::u32string_view::npos)
        return c;
    if (m_java && c == 'x')
        return hexadecimal(2);
    if (m_java && c == 'u')
        return hexadecimal(4);
    if (m_java && (c == 'a' || c == 'e' || c == 'f'))
        return c == 'a' ? U'\a' : c == 'e' ? U'\x1B' : U'\f';
    const bool letterOrDigit = c < 0x80 && QChar(char16_t(c)).isLetterOrNumber();
    if (m_java && !letterOrDigit)
        return c;
    --m_at;
    return std::nullopt;
}

/// Behind `\p` or `\P`.
QString PatternTranslator::property(bool negated)
{
    QByteArray name;
    if (m_java && peek() != '{' && peek() < 0x80) {
        name.append(char(m_pattern[m_at++])); // \pL
    } else {
        if (!skip(U'{'))
            fail(u"a property without its braces"_s);
        while (!atEnd() && peek() != '}' && peek() < 0x80)
            name.append(char(m_pattern[m_at++]));
        if (!skip(U'}'))
            fail(u"a property without its '}'"_s);
    }
    const std::optional<QString> inside = propertyFragment(name, negated);
    if (!inside)
        fail(u"a property '%1' that does not exist"_s.arg(QString::fromUtf8(name)));
    return inside.value_or(QString());
}

std::optional<QString> PatternTranslator::propertyFragment(const QByteArray &name, bool negated)
{
    static const QByteArrayList categories {"L",  "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc", "Me", "N",  "Nd",
                                            "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Z",  "Zs",
                                            "Zl", "Zp", "S",  "Sm", "Sc", "Sk", "So", "C",  "Cc", "Cf", "Co", "Cn"};
    static const QHash<QByteArray, Ranges> posix {
        {"Lower", {{'a', 'z'}}},
        {"Upper", {{'A', 'Z'}}},
        {"Alpha", {{'A', 'Z'}, {'a', 'z'}}},
        {"Digit", {{'0', '9'}}},
        {"Alnum", {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
        {"Punct", {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
        {"Graph", {{'!', '~'}}},
        {"Print", {{' ', '~'}}},
        {"Blank", {{'\t', '\t'}, {' ', ' '}}},
        {"Cntrl", {{0, 0x1F}, {0x7F, 0x7F}}},
        {"XDigit", {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
        {"Space", {{'\t', '\r'}, {' ', ' '}}},
        {"ASCII", {{0, 0x7F}}},
    };
    const QString word = negated ? u"\\P{%1}"_s : u"\\p{%1}"_s;
    if (categories.contains(name))
        return word.arg(QString::fromLatin1(name));
    const auto ranged = [&](const Ranges &ranges) { return fragment(negated ? complement(ranges) : ranges); };
    if (name.startsWith("Is")) {
        const QByteArray block = name.sliced(2);
        if (const auto range = unicodeBlock(std::string_view(block.constData(), std::size_t(block.size()))))
            return ranged({*range});
    }
    if (m_java && posix.contains(name))
        return ranged(posix.value(name));
    static const QByteArrayList scripts {"Latin",  "Greek", "Cyrillic", "Hebrew",   "Arabic", "Thai",
                                         "Hangul", "Han",   "Hiragana", "Katakana", "Common"};
    if (m_java && name.startsWith("Is") && scripts.contains(name.sliced(2)))
        return word.arg(QString::fromLatin1(name.sliced(2)));
    return std::nullopt;
}

/// Behind the '['; what is returned matches one character.
QString PatternTranslator::characterClass(int depth)
{
    constexpr int deepest = 30; // classes inside classes; people write two
    if (depth > deepest)
        fail(u"character classes nested too deeply"_s);
    const bool negated = skip(U'^');
    ClassParts parts;
    for (bool first = true; m_result.error.isEmpty() && (first || peek() != ']'); first = false) {
        if (atEnd())
            fail(u"a '[' without its ']'"_s);
        else if (!classOperator(parts, depth, first))
            classItem(parts, first);
    }
    skip(U']');
    if (parts.others.isEmpty()) {
        const QString text
            = parts.inside.isEmpty() ? u"(?s:.)"_s : (negated ? u"[^%1]"_s : u"[%1]"_s).arg(parts.inside);
        return parts.conditions.isEmpty() ? text : u"(?:%1%2)"_s.arg(parts.conditions, text);
    }
    if (!parts.inside.isEmpty())
        parts.others.prepend(u"[%1]"_s.arg(parts.inside));
    const QString either = u"(?:%1)"_s.arg(parts.others.join(u'|'));
    return u"(?:%1%2)"_s.arg(parts.conditions, negated ? u"(?!%1)(?s:.)"_s.arg(either) : either);
}

/// A class inside a class: subtraction, which is XML Schema's, and Java's intersection and union.
bool PatternTranslator::classOperator(ClassParts &parts, int depth, bool first)
{
    if (!first && skip(U"-[")) {
        parts.conditions += u"(?!%1)"_s.arg(characterClass(depth + 1));
        if (peek() != ']')
            fail(u"something after the class that is taken away"_s);
        return true;
    }
    if (m_java && !first && skip(U"&&")) {
        const bool bracket = skip(U'[');
        parts.conditions += u"(?=%1)"_s.arg(characterClass(depth + 1));
        if (!bracket && m_result.error.isEmpty())
            --m_at; // it ended with the ']' of this one
        return true;
    }
    if (m_java && skip(U'[')) {
        parts.others.append(characterClass(depth + 1));
        return true;
    }
    return false;
}

void PatternTranslator::classItem(ClassParts &parts, bool first)
{
    if (peek() == '\\') {
        ++m_at;
        if (const std::optional<QString> escaped = classEscape()) {
            parts.inside += *escaped;
            return;
        }
        --m_at;
    }
    const std::optional<char32_t> from = classCharacter(first);
    if (!from)
        return;
    char32_t to = *from;
    const bool range = peek() == '-' && m_at + 1 < m_pattern.size() && peek(1) != ']' && peek(1) != '[';
    if (range) {
        ++m_at;
        to = classCharacter(true).value_or(0);
        if (to < *from)
            return fail(u"a range that does not go up"_s);
    }
    parts.inside += fragment({{*from, to}});
}

std::optional<char32_t> PatternTranslator::classCharacter(bool first)
{
    if (skip(U'\\')) {
        const std::optional<char32_t> escaped = atEnd() ? std::nullopt : characterEscape();
        if (!escaped)
            fail(u"an unknown escape in a class"_s);
        return escaped;
    }
    const bool bracket = peek() == '[' || peek() == ']';
    const bool dash = peek() == '-' && !first && peek(1) != ']' && !m_java;
    if (bracket || dash) {
        fail(u"a '%1' within a class; put a backslash before it"_s.arg(QChar(char16_t(peek()))));
        return std::nullopt;
    }
    return m_pattern[m_at++];
}

} // namespace Plugboard::Feel
