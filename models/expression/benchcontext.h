#pragma once

#include "core/base/result.h"
#include "core/feel/completion.h"
#include "models/expression/finding.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace Plugboard::Models {

/// The variables that an expression is tried on, read once and then shared by all evaluations. Immutable.
struct BenchContext
{
    Feel::Sight sight; ///< What an expression sees; the dialect is its user's business
    qint64 bytes = 0; ///< Of the JSON text
    QString text; ///< To be edited; of a large one the beginning
    bool isWhole = true; ///< `text` is all of it
    QList<Finding> findings; ///< Why it could not be read, in `text`; it holds nothing then

    bool ok() const { return findings.isEmpty(); }
};

using BenchContextPtr = std::shared_ptr<const BenchContext>;

/// What is longer is not shown in an editor, which would take seconds for it.
inline constexpr qsizetype longestEditedContext = 256 * 1024;

/// Of a JSON text whose root is an object; an empty one is no variables. For a worker.
BenchContextPtr contextOfJson(const QByteArray &utf8);
/// The same of a file. Errors: it cannot be read.
Result<BenchContextPtr> contextOfFile(const QString &file);
/// A connector's answer, as result expressions see it: `response`.
BenchContextPtr contextOfResponse(const Value &response);

} // namespace Plugboard::Models
