#pragma once

#include "core/feel/functions/regexpattern.h"

#include <QStringList>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace Plugboard::Feel {

/// "\x{41}": every literal is written so, that none is mistaken for a sign.
QString codePointText(char32_t codePoint);

/// Reads a pattern from left to right and writes PCRE2's. Brackets are kept on a stack of its own.
class PatternTranslator final
{
public:
    PatternTranslator(QStringView pattern, PatternFlags flags, Dialect dialect);
    TranslatedPattern translate();

private:
    /// An open bracket.
    struct Group
    {
        int number = 0; ///< 0 if it captures nothing
        PatternFlags flags; ///< Of what is around it
    };

    bool atEnd() const { return m_at == m_pattern.size(); }
    char32_t peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead] : U'\0';
    }
    bool skip(char32_t c)
    {
        if (atEnd() || m_pattern[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    bool skip(std::u32string_view text)
    {
        if (m_pattern.compare(m_at, text.size(), text) != 0)
            return false;
        m_at += text.size();
        return true;
    }

    void fail(const QString &message)
    {
        if (!m_result.error.isEmpty())
            return;
        m_result.error = message;
        m_result.position = qsizetype(m_at) + 1;
    }

    void emitAtom(const QString &text)
    {
        m_result.text += text;
        m_canRepeat = true;
    }

    void piece();
    void openGroup();
    void openJavaGroup();
    void inlineFlags();
    void closeGroup();
    void quantifier();
    bool bounds();
    std::optional<int> boundNumber();
    void anchor(bool start);

    void escape();
    bool javaEscape();
    void quotedText();
    void backReference();

    // Inside and outside of [ ]:
    std::optional<QString> classEscape();
    std::optional<char32_t> characterEscape();
    std::optional<char32_t> hexadecimal(int digits);
    QString property(bool negated);
    std::optional<QString> propertyFragment(const QByteArray &name, bool negated);

    /// What stands between '[' and ']'.
    struct ClassParts
    {
        QString inside; ///< Of [ ] in PCRE2's words
        QStringList others; ///< Nested classes, as a union
        QString conditions; ///< Subtractions and intersections: what must not, or must, match as well

        bool isEmpty() const { return inside.isEmpty() && others.isEmpty() && conditions.isEmpty(); }
    };
    QString characterClass(int depth);
    bool classOperator(ClassParts &parts, int depth, bool first);
    void classItem(ClassParts &parts, bool first);
    std::optional<char32_t> classCharacter(bool first);

    std::u32string m_pattern;
    std::size_t m_at = 0;
    PatternFlags m_flags;
    bool m_java;
    bool m_canRepeat = false; ///< An atom stands before
    std::vector<Group> m_open;
    std::vector<bool> m_closed; ///< Of each capturing group, whether its ')' was met
    TranslatedPattern m_result;
};

} // namespace Plugboard::Feel
