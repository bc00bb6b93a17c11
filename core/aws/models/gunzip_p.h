#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace Plugboard::Aws {

/// The text of a gzip file (RFC 1952); nullopt if it is none, is cut off, or is larger than `limitBytes` unpacked.
std::optional<QByteArray> gunzip(QByteArrayView packed, qsizetype limitBytes);

} // namespace Plugboard::Aws
