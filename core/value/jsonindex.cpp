#include "core/value/jsonindex.h"

#include "core/value/jsonreader_p.h"

#include <QHash>
#include <QHashSeed>

#include <algorithm>
#include <bit>

namespace Plugboard::Json {

static constexpr qsizetype bigContainerBytes = 4096;
static constexpr qsizetype checkpointBytes = 256;

/// Takes the scanner's events and keeps only offsets.
class JsonIndex::Builder final
{
public:
    explicit Builder(JsonIndex &index)
        : m_index(index)
        , m_begin(index.m_text.constBegin())
    {
    }

    void beginContainer(bool object, const char *at)
    {
        item(at);
        m_frames.push_back({object, at - m_begin, 0, m_open.size(), at - m_begin});
    }

    void endContainer(const char *pastBracket)
    {
        const Frame frame = m_frames.back();
        m_frames.pop_back();
        const qsizetype end = pastBracket - m_begin;
        if (end - frame.begin >= bigContainerBytes) {
            std::vector<Checkpoint> &kept = m_index.m_checkpoints;
            m_index.m_containers.push_back(
                {frame.begin, end, frame.children, kept.size(), m_open.size() - frame.firstCheckpoint});
            kept.insert(kept.end(), m_open.begin() + qsizetype(frame.firstCheckpoint), m_open.end());
        }
        m_open.resize(frame.firstCheckpoint);
    }

    void key(const StringToken &) { ++m_frames.back().children; }
    void string(const StringToken &token) { item(token.begin - 1); }
    bool number(QByteArrayView text, const char *at)
    {
        item(at);
        // Only a large exponent or thousands of digits leave the range of a decimal.
        const bool suspicious
            = text.size() > 6000 || std::any_of(text.begin(), text.end(), [](char c) { return (c | 0x20) == 'e'; });
        return !suspicious || Decimal::fromText(text);
    }
    void literal(const char *at) { item(at); }

private:
    struct Frame
    {
        bool object;
        qsizetype begin;
        qsizetype children;
        std::size_t firstCheckpoint; ///< In m_open
        qsizetype lastCheckpoint; ///< Its offset
    };

    /// Another value; in an array it may become a checkpoint.
    void item(const char *at)
    {
        if (m_frames.empty() || m_frames.back().object)
            return;
        Frame &frame = m_frames.back();
        const qsizetype offset = at - m_begin;
        if (frame.children == 0 || offset - frame.lastCheckpoint >= checkpointBytes) {
            m_open.push_back({frame.children, offset});
            frame.lastCheckpoint = offset;
        }
        ++frame.children;
    }

    JsonIndex &m_index;
    const char *m_begin;
    std::vector<Frame> m_frames;
    std::vector<Checkpoint> m_open; ///< Of the open arrays, one behind the other
};

/// Steps over the children of a container of the validated text.
class JsonIndex::Cursor final
{
public:
    Cursor(const JsonIndex &index, qsizetype offset)
        : m_index(index)
        , m_begin(index.m_text.constBegin())
        , m_at(m_begin + offset)
        , m_end(index.m_text.constEnd())
    {
    }

    qsizetype offset() const { return m_at - m_begin; }

    void skipSpace()
    {
        while (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t')
            ++m_at;
    }

    /// To the first child; false if there is none.
    bool enter()
    {
        ++m_at;
        skipSpace();
        return *m_at != ']' && *m_at != '}';
    }

    /// Over the value and the comma to the next child; false behind the last one.
    bool next()
    {
        skipValue();
        skipSpace();
        if (*m_at != ',')
            return false;
        ++m_at;
        skipSpace();
        return true;
    }

    StringToken key()
    {
        const StringToken token = skipString();
        skipSpace();
        ++m_at; // the colon
        skipSpace();
        return token;
    }

private:
    StringToken skipString()
    {
        StringToken token {++m_at, nullptr, false};
        while (*(m_at = skipPlain(m_at, m_end)) != '"') {
            token.escaped = true;
            m_at += 2;
        }
        token.end = m_at++;
        return token;
    }

    void skipValue()
    {
        if (*m_at == '"') {
            skipString();
        } else if (*m_at == '{' || *m_at == '[') {
            skipContainer();
        } else {
            while (*m_at != ',' && *m_at != ']' && *m_at != '}' && *m_at > ' ')
                ++m_at;
        }
    }

    void skipContainer()
    {
        if (const Container *big = m_index.containerAt(offset())) {
            m_at = m_begin + big->end;
            return;
        }
        int depth = 0;
        do {
            if (*m_at == '"') {
                skipString();
                continue;
            }
            depth += *m_at == '{' || *m_at == '[' ? 1 : *m_at == '}' || *m_at == ']' ? -1 : 0;
            ++m_at;
        } while (depth > 0);
    }

    const JsonIndex &m_index;
    const char *m_begin;
    const char *m_at;
    const char *m_end;
};

/// The keys of one big object, in order, without duplicates.
struct JsonIndex::KeyTable
{
    struct Entry
    {
        QByteArrayView key; ///< In the text, or in `decoded`
        qsizetype value = 0; ///< Offset
    };

    KeyTable(const JsonIndex &index, const Container &container)
        : places(std::bit_ceil(static_cast<std::size_t>(container.children) * 2 + 1))
    {
        Cursor cursor(index, container.begin);
        for (bool more = cursor.enter(); more; more = cursor.next()) {
            const StringToken token = cursor.key();
            if (token.escaped)
                decoded.push_back(token.decoded());
            const QByteArrayView key = token.escaped ? QByteArrayView(decoded.back()) : token.raw();
            quint32 &slot = places[slotOf(key)];
            if (slot == 0) {
                entries.push_back({key, cursor.offset()});
                slot = static_cast<quint32>(entries.size());
            } else {
                entries[slot - 1].value = cursor.offset(); // the last of a name counts
            }
        }
    }

    const Entry *find(QByteArrayView key) const
    {
        const quint32 slot = places[slotOf(key)];
        return slot == 0 ? nullptr : &entries[slot - 1];
    }

    std::size_t slotOf(QByteArrayView key) const
    {
        const std::size_t mask = places.size() - 1;
        std::size_t slot = qHash(key, QHashSeed::globalSeed()) & mask;
        while (places[slot] != 0 && entries[places[slot] - 1].key != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    std::vector<Entry> entries;
    std::vector<quint32> places; ///< Position + 1; 0 is free
    std::vector<QByteArray> decoded; ///< Keys that are written with escapes; their bytes stay where they are
};

class JsonIndex::ListView final : public ListSource
{
public:
    ListView(std::shared_ptr<const JsonIndex> index, const Container &container)
        : m_index(std::move(index))
        , m_container(container)
    {
    }

    qsizetype size() const override { return m_container.children; }
    Value at(qsizetype index) const override { return m_index->valueAt(m_index->itemOffset(m_container, index)); }

private:
    std::shared_ptr<const JsonIndex> m_index;
    const Container &m_container;
};

class JsonIndex::ContextView final : public ContextSource
{
public:
    ContextView(std::shared_ptr<const JsonIndex> index, const Container &container)
        : m_index(std::move(index))
        , m_container(container)
    {
    }

    qsizetype size() const override { return qsizetype(table().entries.size()); }
    QByteArrayView keyAt(qsizetype index) const override
    {
        return table().entries[static_cast<std::size_t>(index)].key;
    }
    Value valueAt(qsizetype index) const override
    {
        return m_index->valueAt(table().entries[static_cast<std::size_t>(index)].value);
    }
    std::optional<Value> find(QByteArrayView key) const override
    {
        const KeyTable::Entry *entry = table().find(key);
        if (entry == nullptr)
            return std::nullopt;
        return m_index->valueAt(entry->value);
    }

private:
    const KeyTable &table() const { return m_index->keyTable(m_container); }

    std::shared_ptr<const JsonIndex> m_index;
    const Container &m_container;
};

JsonIndex::JsonIndex() = default;
JsonIndex::~JsonIndex() = default;

Result<std::shared_ptr<const JsonIndex>> JsonIndex::build(QByteArray utf8, const ReadOptions &options)
{
    if (const std::optional<Error> error = encodingError(utf8))
        return *error;
    const std::shared_ptr<JsonIndex> index(new JsonIndex);
    index->m_text = std::move(utf8);
    const QByteArrayView text = index->m_text;
    Scanner scanner(text.sliced(textStart(text)), options.maxDepth);
    scanner.skipSpace();
    index->m_rootOffset = scanner.position() - text.begin();
    Builder builder(*index);
    if (!scanner.walk(builder) || !scanner.atEnd())
        return faultError(text, scanner.fault());
    std::sort(index->m_containers.begin(), index->m_containers.end(),
              [](const Container &a, const Container &b) { return a.begin < b.begin; });
    index->m_containers.shrink_to_fit();
    index->m_checkpoints.shrink_to_fit();
    index->m_keyTables = std::make_unique<LazyKeyTable[]>(index->m_containers.size());
    return std::shared_ptr<const JsonIndex>(index);
}

qsizetype JsonIndex::memoryBytes() const
{
    return qsizetype(m_containers.capacity() * (sizeof(Container) + sizeof(LazyKeyTable))
                     + m_checkpoints.capacity() * sizeof(Checkpoint));
}

Value JsonIndex::valueAt(qsizetype offset) const
{
    const char first = m_text[offset];
    if (first == '[' || first == '{') {
        if (const Container *big = containerAt(offset)) {
            if (first == '[')
                return Value::list(std::make_shared<ListView>(shared_from_this(), *big));
            return Value::context(std::make_shared<ContextView>(shared_from_this(), *big));
        }
    }
    return readAt(m_text, offset);
}

const JsonIndex::Container *JsonIndex::containerAt(qsizetype offset) const
{
    const auto found
        = std::lower_bound(m_containers.begin(), m_containers.end(), offset,
                           [](const Container &container, qsizetype wanted) { return container.begin < wanted; });
    return found != m_containers.end() && found->begin == offset ? &*found : nullptr;
}

qsizetype JsonIndex::itemOffset(const Container &container, qsizetype index) const
{
    const auto first = m_checkpoints.begin() + qsizetype(container.firstCheckpoint);
    const auto behind
        = std::upper_bound(first, first + qsizetype(container.checkpoints), index,
                           [](qsizetype wanted, const Checkpoint &checkpoint) { return wanted < checkpoint.child; });
    const Checkpoint &nearest = *std::prev(behind); // the first child always has one
    Cursor cursor(*this, nearest.offset);
    for (qsizetype child = nearest.child; child < index; ++child)
        cursor.next();
    return cursor.offset();
}

const JsonIndex::KeyTable &JsonIndex::keyTable(const Container &container) const
{
    LazyKeyTable &lazy = m_keyTables[static_cast<std::size_t>(&container - m_containers.data())];
    std::call_once(lazy.made, [&] { lazy.table = std::make_unique<KeyTable>(*this, container); });
    return *lazy.table;
}

} // namespace Plugboard::Json
