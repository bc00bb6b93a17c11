#include "core/form/plan_p.h"

#include <algorithm>
#include <tuple>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

/// Rewrites the few things that JavaScript (ECMA-262, 22.2) and PCRE2 read differently.
class PatternTranslation final
{
public:
    explicit PatternTranslation(QStringView pattern)
        : m_pattern(pattern)
    {
    }

    QString run()
    {
        while (m_at < m_pattern.size()) {
            const QChar c = m_pattern[m_at];
            if (c == u'\\')
                escape();
            else if (m_inClass)
                inClass(c);
            else
                outside(c);
        }
        return m_result;
    }

private:
    void copy(qsizetype length)
    {
        m_result += m_pattern.sliced(m_at, std::min(length, m_pattern.size() - m_at));
        m_at += length;
    }
    /// \u0041 is \x{0041}; all else means the same.
    void escape()
    {
        const QStringView rest = m_pattern.sliced(m_at);
        bool isHex = false;
        if (rest.size() >= 6 && rest[1] == u'u')
            std::ignore = rest.sliced(2, 4).toUShort(&isHex, 16);
        if (!isHex)
            return copy(2);
        m_result += u"\\x{%1}"_s.arg(rest.sliced(2, 4));
        m_at += 6;
    }
    /// An opening bracket in a class is a plain character, never the start of a POSIX class.
    void inClass(QChar c)
    {
        m_inClass = c != u']';
        if (c == u'[')
            m_result += u'\\';
        copy(1);
    }
    void outside(QChar c)
    {
        if (c == u'[')
            return beginClass();
        if (c != u'$')
            return copy(1);
        m_result += u"\\z"_s; // without the m flag $ is the very end, not the one before a last newline
        ++m_at;
    }
    /// [] matches nothing and [^] anything; PCRE2 would take the bracket into the class.
    void beginClass()
    {
        const QStringView rest = m_pattern.sliced(m_at);
        if (rest.startsWith(u"[]")) {
            m_result += u"(?!)"_s;
            m_at += 2;
        } else if (rest.startsWith(u"[^]")) {
            m_result += u"[\\s\\S]"_s;
            m_at += 3;
        } else {
            m_inClass = true;
            copy(rest.startsWith(u"[^") ? 2 : 1);
        }
    }

    QStringView m_pattern;
    QString m_result;
    qsizetype m_at = 0;
    bool m_inClass = false;
};

} // namespace

QRegularExpression fromJavaScript(const QString &pattern)
{
    // A match of an honest pattern takes thousands of steps; a runaway one ends here in
    // milliseconds.
    const QString bound = u"(*LIMIT_MATCH=1000000)(*LIMIT_DEPTH=10000)"_s;
    return QRegularExpression(bound + PatternTranslation(pattern).run());
}

} // namespace Plugboard::Form
