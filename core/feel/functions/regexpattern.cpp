#include "core/feel/functions/regexpattern.h"

#include "core/feel/functions/patterntranslator_p.h"

#include <QCache>
#include <QMutex>

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

bool isPatternSpace(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::u32string codePoints(QStringView text)
{
    const QList<uint> ucs4 = text.toUcs4();
    return std::u32string(ucs4.begin(), ucs4.end());
}

/// F&O 3.1, 5.6.2: with flag x, white space outside of [ ] is taken away before anything else is
/// looked at.
std::u32string withoutSpaces(const std::u32string &pattern)
{
    std::u32string kept;
    int depth = 0;
    bool escaped = false;
    for (const char32_t c : pattern) {
        if (depth == 0 && isPatternSpace(c))
            continue;
        kept += c;
        if (escaped) {
            escaped = false;
            continue;
        }
        escaped = c == '\\';
        depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
    }
    return kept;
}

} // namespace

PatternTranslator::PatternTranslator(QStringView pattern, PatternFlags flags, Dialect dialect)
    : m_pattern(codePoints(pattern))
    , m_flags(flags)
    , m_java(dialect == Dialect::Camunda)
{
    if (flags.ignoreSpace)
        m_pattern = withoutSpaces(m_pattern);
}

TranslatedPattern PatternTranslator::translate()
{
    while (!atEnd() && m_result.error.isEmpty())
        piece();
    if (!m_open.empty())
        fail(u"a '(' without its ')'"_s);
    return std::move(m_result);
}

void PatternTranslator::piece()
{
    const char32_t c = peek();
    switch (c) {
    case '(':
        return openGroup();
    case ')':
        return closeGroup();
    case '|':
        ++m_at;
        m_result.text += u'|';
        m_canRepeat = false;
        return;
    case '*':
    case '+':
    case '?':
    case '{':
        return quantifier();
    case '[':
        ++m_at;
        return emitAtom(characterClass(0));
    case '.':
        ++m_at;
        if (m_flags.dotAll)
            return emitAtom(u"(?s:.)"_s);
        return emitAtom(m_java ? u"[^\\n\\r\\x{85}\\x{2028}\\x{2029}]"_s : u"[^\\n\\r]"_s);
    case '^':
    case '$':
        ++m_at;
        return anchor(c == '^');
    case '\\':
        ++m_at;
        return escape();
    case ']':
    case '}':
        if (!m_java)
            return fail(u"a '%1' that closes nothing; put a backslash before it"_s.arg(QChar(char16_t(c))));
        break;
    default:
        break;
    }
    ++m_at;
    emitAtom(codePointText(c));
}

void PatternTranslator::anchor(bool start)
{
    if (start)
        emitAtom(m_flags.multiline ? u"(?m:^)"_s : u"(?:\\A)"_s);
    else if (m_flags.multiline)
        emitAtom(u"(?m:$)"_s);
    else
        emitAtom(m_java ? u"(?:\\Z)"_s : u"(?:\\z)"_s);
}

void PatternTranslator::openGroup()
{
    ++m_at;
    m_canRepeat = false;
    if (skip(U"?:")) {
        m_open.push_back({0, m_flags});
        m_result.text += u"(?:"_s;
    } else if (peek() == '?') {
        openJavaGroup();
    } else {
        m_open.push_back({++m_result.groups, m_flags});
        m_closed.push_back(false);
        m_result.text += u'(';
    }
}

void PatternTranslator::openJavaGroup()
{
    if (!m_java)
        return fail(u"a '(?' that is no '(?:'"_s);
    for (const auto &start : {U"?=", U"?!", U"?<=", U"?<!", U"?>"}) {
        if (skip(start)) {
            m_open.push_back({0, m_flags});
            m_result.text += u'(' + QString::fromUcs4(start);
            return;
        }
    }
    if (!skip(U"?<"))
        return inlineFlags();
    QString name;
    while (!atEnd() && peek() < 0x80 && QChar(char16_t(peek())).isLetterOrNumber())
        name += QChar(char16_t(m_pattern[m_at++]));
    if (name.isEmpty() || !skip(U'>'))
        return fail(u"a group whose name is not complete"_s);
    m_open.push_back({++m_result.groups, m_flags});
    m_closed.push_back(false);
    m_result.text += u"(?<%1>"_s.arg(name);
}

/// (?i) … and (?i: … ).
void PatternTranslator::inlineFlags()
{
    ++m_at; // ?
    PatternFlags flags = m_flags;
    QString ignoreCase;
    bool on = true;
    for (; !atEnd() && peek() != ')' && peek() != ':'; ++m_at) {
        const char32_t c = peek();
        if (c == '-')
            on = false;
        else if (c == 's')
            flags.dotAll = on;
        else if (c == 'm')
            flags.multiline = on;
        else if (c == 'i')
            ignoreCase = on ? u"i"_s : u"-i"_s;
        else if (c != 'u' && c != 'd' && c != 'U')
            return fail(u"a flag other than i, m and s after '(?'"_s);
    }
    const bool group = skip(U':');
    if (!group && !skip(U')'))
        return fail(u"a '(?' without its ')'"_s);
    if (group)
        m_open.push_back({0, m_flags});
    m_flags = flags;
    if (group || !ignoreCase.isEmpty())
        m_result.text += u"(?"_s + ignoreCase + (group ? u':' : u')');
}

void PatternTranslator::closeGroup()
{
    if (m_open.empty())
        return fail(u"a ')' that closes nothing; put a backslash before it"_s);
    ++m_at;
    const Group group = m_open.back();
    m_open.pop_back();
    if (group.number > 0)
        m_closed[std::size_t(group.number) - 1] = true;
    m_flags = group.flags;
    emitAtom(u")"_s);
}

void PatternTranslator::quantifier()
{
    if (!m_canRepeat)
        return fail(
            u"a '%1' with nothing before it to repeat; put a backslash before it"_s.arg(QChar(char16_t(peek()))));
    if (peek() == '{') {
        if (!bounds())
            return fail(u"a repetition that is no {n}, {n,} or {n,m} up to 65535"_s);
    } else {
        m_result.text += QChar(char16_t(m_pattern[m_at++]));
    }
    if (skip(U'?'))
        m_result.text += u'?';
    else if (m_java && skip(U'+'))
        m_result.text += u'+';
    m_canRepeat = false;
}

std::optional<int> PatternTranslator::boundNumber()
{
    constexpr int largest = 65535; // PCRE2's
    int number = 0;
    const std::size_t start = m_at;
    for (; peek() >= '0' && peek() <= '9'; ++m_at)
        number = std::min(largest + 1, number * 10 + int(peek() - '0'));
    return m_at > start && number <= largest ? std::optional(number) : std::nullopt;
}

bool PatternTranslator::bounds()
{
    skip(U'{');
    const std::optional<int> least = boundNumber();
    if (!least)
        return false;
    QString text = u'{' + QString::number(*least);
    if (skip(U',')) {
        text += u',';
        if (peek() != '}') {
            const std::optional<int> most = boundNumber();
            if (!most || *most < *least)
                return false;
            text += QString::number(*most);
        }
    }
    m_result.text += text + u'}';
    return skip(U'}');
}

void PatternTranslator::escape()
{
    if (atEnd())
        return fail(u"a backslash with nothing after it"_s);
    if (peek() >= '1' && peek() <= '9')
        return backReference();
    if (m_java && javaEscape())
        return;
    if (const std::optional<QString> inside = classEscape())
        return emitAtom(u'[' + *inside + u']');
    if (const std::optional<char32_t> character = characterEscape())
        return emitAtom(codePointText(*character));
    fail(u"an unknown escape; a backslash itself is written \\\\"_s);
}

/// What Java knows besides and PCRE2 writes alike.
bool PatternTranslator::javaEscape()
{
    constexpr std::u32string_view alike = U"bBAZzGhHvVR";
    if (skip(U'Q')) {
        quotedText();
        return true;
    }
    if (alike.find(peek()) == std::u32string_view::npos)
        return false;
    emitAtom(u"(?:\\"_s + QChar(char16_t(m_pattern[m_at++])) + u')');
    return true;
}

void PatternTranslator::quotedText()
{
    while (!atEnd() && !skip(U"\\E"))
        emitAtom(codePointText(m_pattern[m_at++]));
}

// F&O 3.1, 5.6.1: of the digits as many as make the number of a group that was opened; the group
// must be complete. What a group that took part in nothing refers to is empty.
void PatternTranslator::backReference()
{
    std::size_t number = std::size_t(m_pattern[m_at++] - '0');
    while (peek() >= '0' && peek() <= '9' && number * 10 + (peek() - '0') <= m_closed.size())
        number = number * 10 + (m_pattern[m_at++] - '0');
    if (number > m_closed.size() || !m_closed[number - 1])
        return fail(u"a reference to group %1, which is not complete here"_s.arg(number));
    emitAtom(u"(?:(?(%1)\\g{%1}))"_s.arg(number));
}

std::optional<PatternFlags> PatternFlags::fromText(QByteArrayView text)
{
    PatternFlags flags;
    for (const char c : text) {
        switch (c) {
        case 's':
            flags.dotAll = true;
            break;
        case 'm':
            flags.multiline = true;
            break;
        case 'i':
            flags.ignoreCase = true;
            break;
        case 'x':
            flags.ignoreSpace = true;
            break;
        default:
            return std::nullopt;
        }
    }
    return flags;
}

TranslatedPattern translatePattern(QStringView pattern, PatternFlags flags, Dialect dialect)
{
    return PatternTranslator(pattern, flags, dialect).translate();
}

// The limits stand before the person's part, which can only lower them; a line ends with LF alone,
// as XPath has it.
static CompiledPattern compiledPattern(const QString &pattern, PatternFlags flags, Dialect dialect, int matchLimit)
{
    const TranslatedPattern translated = translatePattern(pattern, flags, dialect);
    if (!translated.error.isEmpty())
        return {{}, 0, u"the pattern has %1 (character %2)"_s.arg(translated.error).arg(translated.position)};
    constexpr int heapKibibytes = 65'536;
    const QString limits
        = u"(*LIMIT_MATCH=%1)(*LIMIT_DEPTH=%1)(*LIMIT_HEAP=%2)(*LF)"_s.arg(matchLimit).arg(heapKibibytes);
    QRegularExpression expression(limits + u"(?:"_s + translated.text + u')',
                                  flags.ignoreCase ? QRegularExpression::CaseInsensitiveOption
                                                   : QRegularExpression::NoPatternOption);
    if (!expression.isValid())
        return {{}, 0, u"the pattern cannot be used: %1"_s.arg(expression.errorString())};
    expression.optimize();
    return {expression, translated.groups, {}};
}

namespace {

/// What a compiled pattern depends on.
struct PatternKey
{
    QString pattern;
    PatternFlags flags;
    Dialect dialect;
    int matchLimit;

    friend bool operator==(const PatternKey &, const PatternKey &) = default;
};

size_t qHash(const PatternKey &key, size_t seed)
{
    return qHash(key.pattern, seed);
}

} // namespace

std::shared_ptr<const CompiledPattern> CompiledPattern::compile(const QString &pattern, PatternFlags flags,
                                                                Dialect dialect, int matchLimit)
{
    using Shared = std::shared_ptr<const CompiledPattern>;
    static QMutex mutex;
    static QCache<PatternKey, Shared> cache(256);
    const PatternKey key {pattern, flags, dialect, matchLimit};
    {
        const QMutexLocker locker(&mutex);
        if (const Shared *known = cache.object(key))
            return *known;
    }
    const Shared compiled
        = std::make_shared<const CompiledPattern>(compiledPattern(pattern, flags, dialect, matchLimit));
    const QMutexLocker locker(&mutex);
    cache.insert(key, new Shared(compiled));
    return compiled;
}

} // namespace Plugboard::Feel
