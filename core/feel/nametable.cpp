#include "core/feel/parser_p.h"

namespace Plugboard::Feel {

namespace {

QByteArray joinedWords(const std::vector<Token> &tokens, size_t from, size_t count)
{
    QByteArray words;
    for (size_t i = from; i < from + count; ++i) {
        if (i > from)
            words += ' ';
        words += tokens[i].text;
    }
    return words;
}

} // namespace

void NameTable::add(const QByteArray &name)
{
    const std::vector<Token> words = lex(name);
    const size_t count = words.size() - 1;
    if (count < 2)
        return;
    auto &[known, uses] = m_names[joinedWords(words, 0, count)];
    known = name;
    ++uses;
    m_mostWords = std::max(m_mostWords, count);
}

void NameTable::remove(const QByteArray &name)
{
    const std::vector<Token> words = lex(name);
    const auto found = m_names.find(joinedWords(words, 0, words.size() - 1));
    if (found != m_names.end() && --found->second == 0)
        m_names.erase(found);
}

std::pair<size_t, QByteArray> NameTable::longest(const std::vector<Token> &tokens, size_t at) const
{
    for (size_t count = std::min(m_mostWords, tokens.size() - 1 - at); count >= 2; --count) {
        const auto found = m_names.constFind(joinedWords(tokens, at, count));
        if (found != m_names.constEnd())
            return {count, found->first};
    }
    return {0, {}};
}

} // namespace Plugboard::Feel
