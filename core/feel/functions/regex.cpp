#include "core/feel/functions/builtin.h"

#include "core/feel/functions/regexpattern.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace RegexFamily {

using Presence = Parameter::Presence;
using SharedPattern = std::shared_ptr<const CompiledPattern>;

/// The call's pattern, compiled; null after a warning.
static SharedPattern patternArgument(Call &call, qsizetype index, std::optional<qsizetype> flagsIndex = std::nullopt)
{
    PatternFlags flags;
    if (flagsIndex && call.has(*flagsIndex) && call[*flagsIndex].isString()) {
        const std::optional<PatternFlags> given = PatternFlags::fromText(call[*flagsIndex].utf8());
        if (!given) {
            call.fail(Kind::InvalidArguments,
                      u"flags %1; the flags are s, m, i and x"_s.arg(quoted(call[*flagsIndex])));
            return nullptr;
        }
        flags = *given;
    }
    if (call[index].utf8().size() > call.limits().patternBytes) {
        call.abort(Kind::Limit, u"the pattern is longer than %1 bytes"_s.arg(call.limits().patternBytes));
        return nullptr;
    }
    SharedPattern pattern
        = CompiledPattern::compile(call[index].string(), flags, call.dialect(), call.limits().regexMatches);
    if (pattern->error.isEmpty())
        return pattern;
    call.fail(pattern->error);
    return nullptr;
}

/// Goes from match to match of one text, as Java's Matcher does: behind an empty match it starts
/// one character later.
class Matches final
{
public:
    Matches(Call &call, SharedPattern pattern, const QString &text)
        : m_call(call)
        , m_pattern(std::move(pattern))
        , m_text(text)
    {
    }

    /// False at the end, and when the evaluation ended because it was too expensive.
    bool next()
    {
        constexpr qint64 stepsOfAMatch = 10;
        if (m_from > m_text.size() || !m_call.proceed(stepsOfAMatch))
            return false;
        m_match = m_pattern->expression.match(m_text, m_from, QRegularExpression::NormalMatch,
                                              QRegularExpression::DontCheckSubjectStringMatchOption);
        if (!m_match.isValid()) {
            m_call.abort(Kind::Limit,
                         u"the pattern takes too many steps for this text; write it without nested repetitions"_s);
            return false;
        }
        if (!m_match.hasMatch())
            return false;
        m_from = m_match.capturedEnd();
        if (m_match.capturedLength() == 0) {
            const bool pair = m_from < m_text.size() && m_text[m_from].isHighSurrogate();
            m_from += pair ? 2 : 1;
        }
        return true;
    }

    const QRegularExpressionMatch &match() const { return m_match; }

private:
    Call &m_call;
    SharedPattern m_pattern;
    QString m_text;
    qsizetype m_from = 0;
    QRegularExpressionMatch m_match;
};

static Value matches(Call &call)
{
    const SharedPattern pattern = patternArgument(call, 1, 2);
    if (!pattern)
        return {};
    return Value::boolean(Matches(call, pattern, call[0].string()).next());
}

/// What a replacement is made of: text, and the numbers of groups.
struct ReplacementPart
{
    QString text;
    int group = -1; ///< Instead of text
};

/// XPath and XQuery Functions 3.1, 5.6.4: `$N` is a group, `\$` and `\\` are the signs themselves,
/// anything else behind them is an error. Of the digits as many count as make the number of a
/// group. nullopt after a warning.
static std::optional<std::vector<ReplacementPart>> replacementArgument(Call &call, qsizetype index, int groups)
{
    std::vector<ReplacementPart> parts {{}};
    const QString text = call[index].string();
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const QChar next = at + 1 < text.size() ? text[at + 1] : QChar();
        const bool java = call.dialect() == Dialect::Camunda;
        if (c == u'\\' && (next == u'\\' || next == u'$' || (java && !next.isNull()))) {
            parts.back().text += next;
            ++at;
        } else if (c == u'$' && next >= u'0' && next <= u'9') {
            int group = next.unicode() - u'0';
            ++at;
            while (at + 1 < text.size() && text[at + 1] >= u'0' && text[at + 1] <= u'9'
                   && group * 10 + (text[at + 1].unicode() - u'0') <= groups)
                group = group * 10 + (text[++at].unicode() - u'0');
            parts.push_back({{}, group});
            parts.push_back({});
        } else if (c == u'\\' || c == u'$') {
            call.fail(Kind::InvalidArguments,
                      u"the replacement has a '%1' alone; write \\%1 for the sign, or $1 for a group"_s.arg(c));
            return std::nullopt;
        } else {
            parts.back().text += c;
        }
    }
    return parts;
}

static Value replace(Call &call)
{
    const SharedPattern pattern = patternArgument(call, 1, 3);
    if (!pattern)
        return {};
    const auto parts = replacementArgument(call, 2, pattern->groups);
    if (!parts)
        return {};
    // Section 5.6.4 refuses a pattern that matches nothing at all; Java does not.
    if (call.dialect() == Dialect::Dmn && pattern->expression.match(QString()).hasMatch())
        return call.fail(u"the pattern matches an empty text"_s);
    const QString text = call[0].string();
    QString replaced;
    qsizetype copied = 0;
    Matches matches(call, pattern, text);
    while (matches.next()) {
        const QRegularExpressionMatch &match = matches.match();
        replaced += QStringView(text).sliced(copied, match.capturedStart() - copied);
        for (const ReplacementPart &part : *parts)
            replaced += part.group < 0 ? QStringView(part.text) : match.capturedView(part.group);
        copied = match.capturedEnd();
        if (replaced.size() > call.limits().stringBytes)
            break; // string() refuses it
    }
    replaced += QStringView(text).sliced(copied);
    return call.string(replaced.toUtf8());
}

/// Java's Pattern.split with all empty parts: an empty match at the very beginning separates
/// nothing.
static Value split(Call &call)
{
    const SharedPattern pattern = patternArgument(call, 1);
    if (!pattern)
        return {};
    const QString text = call[0].string();
    Value::Items parts;
    qsizetype from = 0;
    Matches matches(call, pattern, text);
    while (matches.next() && qsizetype(parts.size()) <= call.limits().listItems) {
        const QRegularExpressionMatch &match = matches.match();
        if (match.capturedEnd() == 0)
            continue;
        parts.push_back(Value::string(QStringView(text).sliced(from, match.capturedStart() - from)));
        from = match.capturedEnd();
    }
    parts.push_back(Value::string(QStringView(text).sliced(from)));
    return call.list(std::move(parts));
}

static Value extract(Call &call)
{
    const SharedPattern pattern = patternArgument(call, 1);
    if (!pattern)
        return {};
    Value::Items found;
    Matches matches(call, pattern, call[0].string());
    while (matches.next() && qsizetype(found.size()) <= call.limits().listItems)
        found.push_back(Value::string(matches.match().capturedView()));
    return call.list(std::move(found));
}

static constexpr Parameter matchesParameters[] = {
    {"input", Take::String},
    {"pattern", Take::String},
    {"flags", Take::String | Take::Null, Presence::Optional},
};
static constexpr Parameter replaceParameters[] = {
    {"input", Take::String},
    {"pattern", Take::String},
    {"replacement", Take::String},
    {"flags", Take::String | Take::Null, Presence::Optional},
};
static constexpr Parameter splitParameters[] = {{"string", Take::String}, {"delimiter", Take::String}};
static constexpr Parameter extractParameters[] = {{"input", Take::String}, {"pattern", Take::String}};

static const Builtin functions[] = {
    {"matches", matchesParameters, matches, "boolean", "Whether a pattern matches anywhere in the text."},
    {"replace", replaceParameters, replace, "string", "Replaces what a pattern matches; $1 is the first group."},
    {"split", splitParameters, split, "list<string>", "The parts of a text between the matches of a pattern."},
    {"extract", extractParameters, extract, "list<string>", "All matches of a pattern.", Availability::CamundaOnly},
};

} // namespace RegexFamily

std::span<const Builtin> regexFunctions()
{
    return RegexFamily::functions;
}

} // namespace Plugboard::Feel
