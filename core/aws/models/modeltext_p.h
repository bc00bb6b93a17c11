#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace Plugboard::Aws {

/// Told all text that was unpacked so far; true: that is enough.
using Enough = std::function<bool(const QByteArray &text)>;

/// The text of a model file, packed or not; with `enough` perhaps only its beginning. Errors: those of readModelFile().
Result<QByteArray> modelText(const QString &path, const Enough &enough = {});

/// What an index needs of a service-2.json: two of its objects, as they stand in the text.
struct ModelExcerpt
{
    QByteArray metadata;
    QByteArray operations;
};

/// Reads no more of the file than up to the end of both: shapes, most of a model, come behind them, and unpacking is what
/// takes the time. So a file that is damaged behind them gives no error here. Errors: those of readModelFile(), and Invalid
/// if it has no such objects.
Result<ModelExcerpt> readModelExcerpt(const QString &path);

} // namespace Plugboard::Aws
