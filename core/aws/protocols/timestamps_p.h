#pragma once

#include "core/value/value.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace Plugboard::Aws {

enum class TimestampFormat { Iso8601, UnixTimestamp, Rfc822 };

/// "iso8601", "unixTimestamp", "rfc822" as models write it; anything else is `otherwise`.
TimestampFormat timestampFormat(const QString &name, TimestampFormat otherwise);

/// A moment given as date and time, as ISO 8601 text (a date alone is midnight UTC, no zone is UTC) or as seconds since 1970, in
/// milliseconds since 1970, UTC, because services keep no more; nullopt if it is no moment.
std::optional<qint64> millisecondsOf(const Value &moment);

/// In the form of the wire. RFC 822 has whole seconds only.
QByteArray timestampText(qint64 milliseconds, TimestampFormat format);

} // namespace Plugboard::Aws
