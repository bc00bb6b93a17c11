#include "core/form/shapeform.h"

#include <algorithm>
#include <limits>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

FieldType fieldTypeOf(const Aws::Shape &shape)
{
    switch (shape.type) {
    case Aws::ShapeType::Structure:
    case Aws::ShapeType::List:
    case Aws::ShapeType::Map:
        return FieldType::Json;
    case Aws::ShapeType::Integer:
    case Aws::ShapeType::Long:
    case Aws::ShapeType::Float:
    case Aws::ShapeType::Double:
        return FieldType::Number;
    case Aws::ShapeType::Boolean:
        return FieldType::Boolean;
    case Aws::ShapeType::Blob:
        return FieldType::Blob;
    case Aws::ShapeType::Timestamp:
        return FieldType::Timestamp;
    case Aws::ShapeType::String:
        break;
    }
    return shape.enumeration.isEmpty() ? FieldType::Line : FieldType::Choice;
}

/// Where the model puts no short limit, a text may have several lines: a message, a policy.
bool wantsSeveralLines(const Aws::Member &member)
{
    static const QStringList endings {u"Message"_s, u"Document"_s, u"Policy"_s, u"Body"_s, u"Description"_s};
    return std::any_of(endings.begin(), endings.end(),
                       [&](const QString &ending) { return member.name.endsWith(ending); });
}

/// Lengths of texts; bounds of numbers are the service's to explain, and its patterns are not reliable.
Constraints constraintsOf(const Aws::Shape &shape, bool required)
{
    Constraints constraints;
    constraints.notEmpty = required;
    if (shape.type != Aws::ShapeType::String)
        return constraints;
    constexpr double largest = std::numeric_limits<int>::max();
    if (shape.minimum && *shape.minimum >= 1 && *shape.minimum <= largest)
        constraints.minLength = int(*shape.minimum);
    if (shape.maximum && *shape.maximum >= 0 && *shape.maximum <= largest)
        constraints.maxLength = int(*shape.maximum);
    return constraints;
}

Field fieldOf(const Aws::Member &member)
{
    const Aws::Shape &shape = *member.shape;
    Field field;
    field.id = member.name;
    field.writtenId = member.name;
    field.path = member.name;
    field.key = member.name;
    field.label = member.name;
    field.description = member.documentation.isEmpty() ? shape.documentation : member.documentation;
    field.group = member.required ? u"required"_s : u"optional"_s;
    field.type = fieldTypeOf(shape);
    if (field.type == FieldType::Line && wantsSeveralLines(member))
        field.type = FieldType::Text;
    field.feel = FeelMode::Optional;
    field.generatedUuid = member.idempotencyToken;
    // A token is required by the service and made by us.
    field.required = member.required && !member.idempotencyToken;
    field.omitEmpty = true;
    field.secret = shape.sensitive;
    field.deprecated = member.deprecated;
    field.anyChoice = field.type == FieldType::Choice;
    for (const QString &value : shape.enumeration)
        field.choices.append({value, value, {}});
    field.constraints = constraintsOf(shape, field.required);
    field.valueType = Aws::shapeTypeName(shape.type);
    return field;
}

} // namespace

FormPtr fromOperation(const Aws::ServiceModel &model, const Aws::Operation &operation)
{
    auto form = std::make_shared<Form>();
    form->id = u"aws:%1:%2"_s.arg(model.id(), operation.name);
    form->jobType = form->id;
    form->name = operation.name;
    form->description = operation.documentation;
    if (operation.input != nullptr) {
        for (const Aws::Member &member : operation.input->members)
            form->fields.append(fieldOf(member));
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
