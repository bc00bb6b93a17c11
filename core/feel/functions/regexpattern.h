#pragma once

#include "core/feel/environment.h"

#include <QRegularExpression>
#include <QString>

#include <memory>
#include <optional>

namespace Plugboard::Feel {

/// The flags of `matches` and `replace` (XPath and XQuery Functions 3.1, section 5.6.2).
struct PatternFlags
{
    bool dotAll = false; ///< s
    bool multiline = false; ///< m
    bool ignoreCase = false; ///< i
    bool ignoreSpace = false; ///< x

    /// nullopt if there is another letter.
    static std::optional<PatternFlags> fromText(QByteArrayView text);

    friend bool operator==(const PatternFlags &, const PatternFlags &) = default;
};

/// A pattern in PCRE2's words, or why it is none.
struct TranslatedPattern
{
    QString text;
    int groups = 0; ///< Capturing ones
    QString error; ///< Empty if it is good
    qsizetype position = 0; ///< Of the error, in code points from 1
};

/// Translates a regular expression of XPath (F&O 3.1 section 5.6.1, over XML Schema part 2,
/// appendix G) to PCRE2.
///
/// Dialect Dmn knows that grammar and no other. Dialect Camunda adds what Java has besides:
/// look-around, possessive quantifiers,
/// `\b`, `\x41`, `&&` in classes, POSIX names …; where both know a sign, it means what it means in
/// Java: `\w` has the underscore,
/// `$` matches before a last line break.
TranslatedPattern translatePattern(QStringView pattern, PatternFlags flags, Dialect dialect);

/// A translated and compiled pattern. Immutable, to be shared between threads.
struct CompiledPattern
{
    QRegularExpression expression;
    int groups = 0;
    QString error; ///< A sentence; empty if it is good

    /// From a cache of the last ones. `matchLimit` bounds the steps of one match.
    static std::shared_ptr<const CompiledPattern> compile(const QString &pattern, PatternFlags flags, Dialect dialect,
                                                          int matchLimit);
};

} // namespace Plugboard::Feel
