#pragma once

#include "core/feel/environment.h"
#include "core/value/value.h"

#include <QByteArray>

#include <limits>

namespace Plugboard::Feel {

/// A value as FEEL's string() gives it; strings inside of lists and contexts stand in quotes. Ends after about `most` bytes, so
/// that a preview of a large value is cheap.
QByteArray textOf(const Value &value, qsizetype most = std::numeric_limits<qsizetype>::max());
/// The same, but a string at the top stands in quotes too: a FEEL literal.
QByteArray literalOf(const Value &value, qsizetype most = std::numeric_limits<qsizetype>::max());

} // namespace Plugboard::Feel
