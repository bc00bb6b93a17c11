#pragma once

#include "core/feel/environment.h"
#include "core/value/value.h"

#include <QByteArray>

#include <optional>

namespace Plugboard::Feel {

/// The value of @"…": a date, time, date and time or duration; nullopt if the text is none of them.
std::optional<Value> readTemporal(QByteArrayView text, const ZoneRules &zones, Dialect dialect);
/// A duration of either kind.
std::optional<Value> readDuration(QByteArrayView text);

TemporalDialect temporalDialect(Dialect dialect);

} // namespace Plugboard::Feel
