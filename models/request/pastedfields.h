#pragma once

#include "models/request/openrequest.h"

namespace Plugboard::Models {

/// What a pasted text says about the fields of a group.
struct PastedFields
{
    QList<OpenRequest::Change> changes; ///< For OpenRequest::change()
    QStringList unknown; ///< Names that no field of the group has
};

/// Reads a JSON object or lines of NAME=value. A name may be a field's path, the last step of it, its id or its label; case,
/// blanks, `_` and `-` do not count. Nested objects are taken apart down to the fields. Errors: Invalid, where the text is
/// neither of the two; Limit, where it is longer than 4,000,000 characters.
Result<PastedFields> readPasted(const QString &text, const Form::FormState &state, const QString &groupId);

} // namespace Plugboard::Models
