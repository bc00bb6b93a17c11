#pragma once

#include "core/feel/lexer.h"
#include "core/feel/wordhash.h"

#include <optional>
#include <span>
#include <vector>

namespace Plugboard::Feel {

/// The names of an expression that are more than one word ("date and time", "a-b"), as a trie over tokens, so that the parser
/// can ask for the longest one that begins at a token. White space between the parts does not count (DMN 1.5, 10.3.1.2).
class Names final
{
public:
    /// Where a name is one: as a variable, or after a dot and inside filters.
    enum class Use { Variable, Entry };

    struct Match
    {
        QByteArray name;
        qsizetype tokens = 0;
    };

    Names() = default;

    /// Names of one plain word are ignored: they are always names.
    void add(const QByteArray &name, Use use);
    /// Ends one add() of a variable; as an entry the name stays known.
    void remove(const QByteArray &name);
    /// The longest name that `tokens` begin with.
    std::optional<Match> longest(std::span<const Token> tokens, Use use) const;

private:
    struct Node
    {
        WordMap<int> next;
        QByteArray name; ///< Of a complete one
        int variables = 0;
        bool entry = false;
    };

    int nodeOf(const QByteArray &name);

    std::vector<Node> m_nodes;
};

/// The name that these tokens spell, parts separated as names are written: "date and time", "a-b".
QByteArray joinedName(std::span<const Token> tokens);

} // namespace Plugboard::Feel
