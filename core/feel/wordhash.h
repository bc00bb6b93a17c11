#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstring>
#include <unordered_map>

namespace Plugboard::Feel {

/// Hashes the short words of a language in a few instructions; a parser does little else than looking up words.
struct WordHash
{
    using is_transparent = void;

    size_t operator()(QByteArrayView word) const
    {
        const auto size = size_t(word.size());
        quint64 head = 0;
        quint64 tail = 0;
        std::memcpy(&head, word.data(), std::min<size_t>(size, 8));
        if (size > 8)
            std::memcpy(&tail, word.data() + size - 8, 8);
        const quint64 mixed = (head ^ (tail * 0x9E3779B97F4A7C15u) ^ size) * 0xD6E8FEB86659FD93u;
        return size_t(mixed ^ (mixed >> 32u));
    }
};

struct SameWord
{
    using is_transparent = void;

    bool operator()(QByteArrayView a, QByteArrayView b) const { return a == b; }
};

/// For the words of programs, not for data from outside: words that differ in their middle only collide.
template <typename Meaning>
using WordMap = std::unordered_map<QByteArray, Meaning, WordHash, SameWord>;

} // namespace Plugboard::Feel
