#pragma once

#include "core/form/formstate.h"

namespace Plugboard::Form {

/// What is wrong with the text of a field of an AWS form, by the type of its value; empty if nothing is.
QString wrongAwsType(const QString &valueType, const QString &text);
/// Why a single value looks wrong beside the model's range, its known values and its pattern.
QStringList doubts(const Aws::Shape &shape, const QString &text);

/// Everything inside a nested value. `steps` lead to it.
Checked checkedInside(const Aws::Shape &shape, const Value &value, std::vector<ValuePath::Step> steps);

} // namespace Plugboard::Form
