#pragma once

#include "core/base/result.h"
#include "core/value/json.h"
#include "core/value/value.h"

#include <QByteArray>

#include <memory>
#include <mutex>
#include <vector>

namespace Plugboard::Json {

/// Where things stand in a JSON text, so that a part is read without reading the rest.
///
/// One strict scan notes every array and object of at least 4 KiB, and in arrays the offset of an
/// item every 256 bytes or so: about a tenth of the text at the very worst, some percent for rows.
/// Smaller containers are read whole when they are asked for. The keys of a big object are looked
/// up in a table that is made when the first one is asked for. Immutable for its users; all
/// functions may be called from any thread. The values keep the index and its bytes alive.
class JsonIndex final : public std::enable_shared_from_this<JsonIndex>
{
public:
    /// Same grammar, errors and options as Json::read().
    static Result<std::shared_ptr<const JsonIndex>> build(QByteArray utf8, const ReadOptions &options = {});

    /// Big containers are views that keep this index alive, all else is an eager value.
    Value root() const { return valueAt(m_rootOffset); }
    const QByteArray &text() const { return m_text; }
    /// What the index itself takes, without the text and without tables made later.
    qsizetype memoryBytes() const;

private:
    class Builder;
    class Cursor;
    class ListView;
    class ContextView;

    /// An array or object of at least 4 KiB.
    struct Container
    {
        qsizetype begin = 0;
        qsizetype end = 0; ///< Behind the closing bracket
        qsizetype children = 0;
        std::size_t firstCheckpoint = 0; ///< Of an array
        std::size_t checkpoints = 0;
    };
    struct Checkpoint
    {
        qsizetype child = 0;
        qsizetype offset = 0;
    };
    struct KeyTable;
    struct LazyKeyTable
    {
        std::once_flag made;
        std::unique_ptr<const KeyTable> table;
    };

    JsonIndex();

public:
    ~JsonIndex();

private:
    Value valueAt(qsizetype offset) const;
    const Container *containerAt(qsizetype offset) const;
    qsizetype itemOffset(const Container &container, qsizetype index) const;
    const KeyTable &keyTable(const Container &container) const;

    QByteArray m_text;
    qsizetype m_rootOffset = 0;
    std::vector<Container> m_containers; ///< By `begin`
    std::vector<Checkpoint> m_checkpoints;
    std::unique_ptr<LazyKeyTable[]> m_keyTables; ///< Beside m_containers
};

} // namespace Plugboard::Json
