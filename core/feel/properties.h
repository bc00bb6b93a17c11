#pragma once

#include "core/feel/environment.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace Plugboard::Feel {

/// A property of a temporal value, duration or range, such as `.weekday` (DMN 1.5, table 65). nullopt: it has none of that name.
std::optional<Value> propertyOf(const Value &value, QByteArrayView name, const ZoneRules &zones);
/// Names of the properties of values of that type; empty if it has none.
QList<QByteArray> propertyNames(Value::Type type);

} // namespace Plugboard::Feel
