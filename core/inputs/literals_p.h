#pragma once

#include "core/base/result.h"
#include "core/form/form.h"
#include "core/value/value.h"

namespace Plugboard::Inputs {

/// The value of text that is no expression.
///
/// Fields of templates: the text itself; of number and boolean fields a number or boolean. Fields
/// of AWS shapes: by Field::valueType; nested ones are JSON. Timestamps and blobs stay text, a
/// later step encodes them. Errors: a sentence that stands under the field, with line:column for
/// JSON.
Result<Value> literal(const Form::Field &field, const QString &text);

} // namespace Plugboard::Inputs
