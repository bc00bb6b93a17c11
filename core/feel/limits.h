#pragma once

#include <QtGlobal>

namespace Plugboard::Feel {

/// What one expression may cost. A breach is an Error of kind Limit, never a null, so that FEEL code cannot swallow it.
struct Limits
{
    /// Text, in bytes of UTF-8: longer than any expression a person keeps in a field; bounds the parser's memory.
    qsizetype textBytes = 1024 * 1024;
    /// Words, numbers, signs: a sum of 100,000 terms has 200,000.
    qsizetype tokens = 250'000;
    /// Brackets, unary signs, else-branches inside each other while parsing; people reach 20.
    int nesting = 1000;
    /// Calls of user functions inside each other; the machine stack grows on demand to carry them.
    int callDepth = 1000;
    /// Nodes evaluated, charged on loop back-edges and calls: about one to three seconds of work.
    qint64 steps = 50'000'000;
    /// Items of a list that is made; a range itself is lazy and costs nothing.
    qsizetype listItems = 10'000'000;
    /// Bytes of a string that is made (`string join`, `replace`, concatenation).
    qsizetype stringBytes = 64 * 1024 * 1024;
    /// Bytes of lists, contexts and strings held by one evaluation, counted roughly.
    qint64 memoryBytes = 512ll * 1024 * 1024;
    /// Bytes of a regular expression's pattern.
    qsizetype patternBytes = 64 * 1024;
    /// Steps of PCRE2's matcher for one match; a pattern cannot lift it. Exponential patterns end after about 0.1 s.
    int regexMatches = 10'000'000;
    /// Nesting of a text that `from json` reads; real documents stay below 100.
    int jsonDepth = 512;
    /// Warnings kept with their text; the others are counted, so that a loop's warnings cost nothing.
    int warnings = 100;
    /// Characters of a value quoted in a diagnostic.
    int quotedCharacters = 80;
};

} // namespace Plugboard::Feel
