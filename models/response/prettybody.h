#pragma once

#include <QByteArray>

#include <optional>

namespace Plugboard::Models {

/// A JSON or XML body with one entry a line, digits and order kept; nothing of a body that is neither or is not whole.
/// Costs some seconds for 100 MB: for a worker.
std::optional<QByteArray> prettyBody(const QByteArray &body);

} // namespace Plugboard::Models
