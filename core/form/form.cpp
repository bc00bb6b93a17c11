#include "core/form/form.h"

#include <algorithm>

namespace Plugboard::Form {

const Field *Form::find(QStringView fieldId) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(), [fieldId](const Field &field) { return field.id == fieldId; });
    return found == fields.end() ? nullptr : &*found;
}

QList<const Field *> Form::fieldsOf(QStringView groupId) const
{
    QList<const Field *> result;
    for (const Field &field : fields) {
        if (field.group == groupId)
            result.append(&field);
    }
    return result;
}

} // namespace Plugboard::Form
