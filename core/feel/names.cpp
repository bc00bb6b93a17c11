#include "core/feel/names.h"

#include "core/feel/scope.h"

namespace Plugboard::Feel {

/// The node at the end of the name's way, made if need be; -1 if the name is one plain word or empty.
int Names::nodeOf(const QByteArray &name)
{
    if (isPlainName(name))
        return -1;
    const Tokens tokens = tokenize(name, {});
    if (tokens.list.size() < 3 || !tokens.errors.empty())
        return -1; // one part and the end
    if (m_nodes.empty())
        m_nodes.emplace_back();
    int node = 0;
    for (const Token &token : tokens.list) {
        if (token.type == Token::Type::End)
            break;
        const QByteArray part = token.spelling.toByteArray();
        const auto [known, isNew] = m_nodes[size_t(node)].next.try_emplace(part, int(m_nodes.size()));
        node = known->second;
        if (isNew)
            m_nodes.emplace_back();
    }
    return node;
}

void Names::add(const QByteArray &name, Use use)
{
    const int at = nodeOf(name);
    if (at < 0)
        return;
    Node &node = m_nodes[size_t(at)];
    node.name = name;
    node.entry = true;
    if (use == Use::Variable)
        ++node.variables;
}

void Names::remove(const QByteArray &name)
{
    const int at = nodeOf(name);
    if (at >= 0)
        --m_nodes[size_t(at)].variables;
}

std::optional<Names::Match> Names::longest(std::span<const Token> tokens, Use use) const
{
    std::optional<Match> best;
    if (m_nodes.empty())
        return best;
    int node = 0;
    for (size_t i = 0; i < tokens.size() && tokens[i].type != Token::Type::End; ++i) {
        const WordMap<int> &ways = m_nodes[size_t(node)].next;
        const auto next = ways.find(tokens[i].spelling);
        if (next == ways.end())
            break;
        node = next->second;
        const Node &reached = m_nodes[size_t(node)];
        if (reached.variables > 0 || (use == Use::Entry && reached.entry))
            best = Match {reached.name, qsizetype(i) + 1};
    }
    return best;
}

QByteArray joinedName(std::span<const Token> tokens)
{
    QByteArray name;
    for (size_t i = 0; i < tokens.size(); ++i) {
        // A blank only where one stood: "a - b" and "a-b" are the same name, "how are you?" keeps its own.
        if (i > 0 && tokens[i - 1].span.to != tokens[i].span.from)
            name.append(' ');
        name.append(tokens[i].spelling);
    }
    return name;
}

} // namespace Plugboard::Feel
