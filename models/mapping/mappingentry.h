#pragma once

#include <QString>
#include <QStringView>

namespace Plugboard::Models {

/// A change of an expression's text that keeps the rest of it, so that an editor can undo it.
struct TextInsertion
{
    qsizetype from = 0; ///< In UTF-16 units
    qsizetype to = 0; ///< Exclusive; what stands there is replaced
    QString text;
};

/// How a value of the answer becomes one entry more of a result expression: `= { a: 1 }` gets `, id: response.id` before its
/// closing brace, under a name that is not taken. An empty expression becomes a context; of one that is no context literal,
/// or cannot be read, the path is put at `cursor`.
TextInsertion mappingEntry(const QString &expression, const QString &feelPath, qsizetype cursor);

} // namespace Plugboard::Models
