#pragma once

#include "core/feel/expression.h"

#include <QList>
#include <QStringView>

namespace Plugboard::Feel {

/// A stretch of an expression's text with one look; UTF-16 positions, `to` is exclusive.
struct Coloured
{
    enum class Look : quint8 { Keyword, Constant, Number, String, Temporal, Name, Function, Key, Operator, Bracket, Comment, Bad };

    int from = 0;
    int to = 0;
    Look look = Look::Name;

    friend bool operator==(const Coloured &, const Coloured &) = default;
};

/// The looks of a text's parts, in order, without white space. Reads words only, evaluates nothing: about 0.1 µs per character,
/// so it may run at each key. Any text is fine.
QList<Coloured> coloursOf(QStringView text, const ParseOptions &options = {});

/// The bracket that belongs to the one at or before `position` (UTF-16), as a pair of positions; nullopt if there is none or
/// brackets do not match. Brackets in texts and comments do not count.
struct BracketPair
{
    int first = -1;
    int second = -1; ///< -1: it has no partner
};
std::optional<BracketPair> bracketsAt(QStringView text, int position);

} // namespace Plugboard::Feel
