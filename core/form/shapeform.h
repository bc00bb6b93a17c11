#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/form/form.h"

namespace Plugboard::Form {

/// The form of an AWS operation: its input's members as fields, required ones first, in the order of the model.
///
/// Field::valueType is the shape's type. Nested structures, lists and maps are JSON fields; what is inside is made when asked
/// for (parts.h), so recursive shapes need no unfolding. Enums are proposals, because services learn new values before models
/// do; FEEL is allowed in every field. The form's id and job type are "aws:SERVICE:OPERATION". The form keeps the model.
FormPtr fromOperation(const Aws::ServiceModelPtr &model, const Aws::Operation &operation);

} // namespace Plugboard::Form
