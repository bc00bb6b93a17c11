#pragma once

#include "core/base/result.h"
#include "core/form/form.h"
#include "core/value/value.h"

namespace Plugboard::Inputs {

/// The value of text that is no expression.
///
/// Fields of templates: the text itself; of number and boolean fields a number or boolean. Fields
/// of AWS shapes: by Field::valueType; nested ones are JSON. Timestamps are numbers or stay text, blobs
/// are bytes as inputs.h says; a later step encodes them. Errors: a sentence that stands under the
/// field, with line:column for JSON.
Result<Value> literal(const Form::Field &field, const QString &text);
/// The same for a value inside a nested one.
Result<Value> awsLiteral(const QString &valueType, const QString &text);

} // namespace Plugboard::Inputs
