#include "core/form/shapeform.h"

#include "core/form/shapefields_p.h"

#include <algorithm>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

Field topFieldOf(const Aws::Member &member)
{
    Field field = fieldOfMember(member);
    field.id = member.name;
    field.writtenId = member.name;
    field.path = member.name;
    field.key = member.name;
    field.label = member.name;
    field.group = member.required ? u"required"_s : u"optional"_s;
    return field;
}

} // namespace

FormPtr fromOperation(const Aws::ServiceModelPtr &model, const Aws::Operation &operation)
{
    auto form = std::make_shared<Form>();
    form->id = u"aws:%1:%2"_s.arg(model->id(), operation.name);
    form->jobType = form->id;
    form->name = operation.name;
    form->description = operation.documentation;
    form->model = model;
    if (operation.input != nullptr) {
        for (const Aws::Member &member : operation.input->members)
            form->fields.append(topFieldOf(member));
    }
    std::stable_partition(form->fields.begin(), form->fields.end(),
                          [](const Field &field) { return field.group == u"required"; });
    for (const auto &[id, label] : {std::pair(u"required"_s, u"Required"_s), std::pair(u"optional"_s, u"Optional"_s)}) {
        if (!form->fieldsOf(id).isEmpty())
            form->groups.append({id, label, {}, true});
    }
    return form;
}

} // namespace Plugboard::Form
