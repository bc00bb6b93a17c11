#pragma once

#include "core/value/value.h"

#include <QHash>
#include <QHashSeed>

#include <bit>

namespace Plugboard {

/// Finds the entries of an eager context: by comparing while they are few, by a hash table from 8
/// on.
///
/// The table holds positions and no keys: the entries are handed in with each call.
class ContextIndex final
{
public:
    /// Joins duplicates (the last value, at the first one's place) and builds the table.
    void build(Value::Entries &entries)
    {
        if (entries.size() >= tableFrom)
            m_slots.assign(std::bit_ceil(entries.size() * 2), 0);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const std::size_t found = place(entries, kept, entries[i].first);
            if (found != kept) {
                entries[found].second = std::move(entries[i].second);
                continue;
            }
            if (kept != i)
                entries[kept] = std::move(entries[i]);
            ++kept;
        }
        entries.resize(kept);
    }

    /// -1 if there is none.
    qsizetype find(const Value::Entries &entries, QByteArrayView key) const
    {
        if (m_slots.empty()) {
            for (std::size_t i = 0; i < entries.size(); ++i) {
                if (entries[i].first == key)
                    return qsizetype(i);
            }
            return -1;
        }
        const quint32 slot = m_slots[slotOf(entries, key)];
        return slot == 0 ? -1 : qsizetype(slot) - 1;
    }

private:
    static constexpr std::size_t tableFrom = 8;

    /// The place of the key among the first `count` entries, or `count` if it is new, which is then
    /// noted.
    std::size_t place(const Value::Entries &entries, std::size_t count, QByteArrayView key)
    {
        if (m_slots.empty()) {
            for (std::size_t i = 0; i < count; ++i) {
                if (entries[i].first == key)
                    return i;
            }
            return count;
        }
        quint32 &slot = m_slots[slotOf(entries, key)];
        if (slot == 0)
            slot = static_cast<quint32>(count + 1);
        return slot - 1;
    }

    /// Where the key stands in the table or, free, belongs.
    std::size_t slotOf(const Value::Entries &entries, QByteArrayView key) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t slot = qHash(key, QHashSeed::globalSeed()) & mask;
        while (m_slots[slot] != 0 && entries[m_slots[slot] - 1].first != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    std::vector<quint32> m_slots; ///< Position + 1; 0 is free
};

} // namespace Plugboard
