#pragma once

#include <QByteArray>

#include <optional>

namespace Plugboard::Aws {

/// RFC 1952, without name and time, so that the same body is always signed with the same hash. nullopt: out of memory.
std::optional<QByteArray> gzipped(const QByteArray &body);

} // namespace Plugboard::Aws
