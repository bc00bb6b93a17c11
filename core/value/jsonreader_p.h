#pragma once

#include "core/value/json.h"
#include "core/value/jsonscanner_p.h"

#include <optional>

namespace Plugboard::Json {

/// Makes the eager value out of what the scanner meets, bottom up.
class ValueBuilder final
{
public:
    /// Positions of duplicates are offsets into `text`.
    explicit ValueBuilder(QByteArrayView text, std::size_t sharedKeys = 0)
        : m_text(text)
        , m_keys(sharedKeys)
    {
    }

    void beginContainer(bool object, const char *at);
    void endContainer(const char *pastBracket);
    void key(const StringToken &token);
    void string(const StringToken &token);
    bool number(QByteArrayView text, const char *at);
    void literal(const char *at);

    Value takeRoot() { return std::move(m_root); }
    QList<Duplicate> takeDuplicates();

private:
    struct Frame
    {
        bool object = false;
        std::size_t first = 0; ///< In m_items or m_entries
        std::size_t firstKey = 0; ///< In m_keyOffsets
        QByteArray key; ///< Of the entry whose value comes next
    };

    void add(Value value);
    QByteArray shared(QByteArrayView key);
    QString pointer() const;
    void report(const Frame &ended);

    QByteArrayView m_text;
    Value m_root;
    std::vector<Frame> m_frames;
    // Of all open containers, one behind the other.
    Value::Items m_items;
    Value::Entries m_entries;
    std::vector<qsizetype> m_keyOffsets; ///< Of the keys met in the open objects
    std::vector<QByteArray> m_keys; ///< Rows repeat their keys: the last ones are shared
    QList<Duplicate> m_duplicates;
};

/// The value that begins at an offset of a text that was read before without an error.
Value readAt(QByteArrayView validated, qsizetype offset);

/// Where the document begins: behind a byte order mark.
qsizetype textStart(QByteArrayView utf8);

std::optional<Error> encodingError(QByteArrayView utf8);
Error faultError(QByteArrayView text, const Fault &fault);

} // namespace Plugboard::Json
