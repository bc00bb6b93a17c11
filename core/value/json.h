#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QList>

namespace Plugboard::Json {

/// Where a byte stands; all counted from 1, columns in code points.
struct Position
{
    qsizetype offset = 0; ///< In bytes, from 0
    int line = 1;
    int column = 1;

    QString toText() const; ///< "line:column"
};

struct ReadOptions
{
    /// Nesting of arrays and objects. 1,000 is what real services accept; the reader itself does not recurse.
    int maxDepth = 1000;
};

struct Duplicate
{
    QString pointer; ///< JSON pointer of the entry (RFC 6901)
    Position position; ///< Of the second and later keys
};

struct Document
{
    Value root;
    QList<Duplicate> duplicates;
};

/// Strict JSON (RFC 8259), any value at the root, a UTF-8 byte order mark is skipped.
///
/// Keeps the order of keys and the digits of numbers (Value::numberText). Of duplicate keys the last counts and every one is
/// reported. Refused with "line:column" in Error::where: anything after the root, `01`, `1.`, raw control characters, lone
/// surrogates, invalid UTF-8, too deep nesting.
Result<Document> readDocument(QByteArrayView utf8, const ReadOptions &options = {});
/// The same without the duplicates.
Result<Value> read(QByteArrayView utf8, const ReadOptions &options = {});

/// The same over bytes that are shared with the value: lists and contexts are views that read through an index when asked,
/// so opening costs one scan and a path costs what it touches. Thread-safe. For answers; small files use read().
Result<Value> readLazily(QByteArray utf8, const ReadOptions &options = {});

enum class Style { Compact, Indented };

/// The reverse. Indented: two spaces, one entry a line, LF, one newline at the end. Temporal values are written as their text,
/// ranges and functions as null.
QByteArray write(const Value &value, Style style = Style::Compact);
/// The value that write() would write: temporal values as their text, ranges, functions and nesting beyond 1,000 as null. For
/// borders at which only JSON passes; views into documents stay as they are.
Value plain(const Value &value);

/// Where the value at a JSON pointer ("/properties/3/id") begins in a text that read() accepts; of a missing one its nearest
/// parent.
Position locate(QByteArrayView utf8, const QString &pointer);
Position positionAt(QByteArrayView utf8, qsizetype offset);

/// Appends one step to a pointer, with `~` and `/` escaped.
QString pointerStep(const QString &pointer, QStringView step);

} // namespace Plugboard::Json
