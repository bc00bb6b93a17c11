#include "core/form/parts.h"

#include "core/form/constraints_p.h"
#include "core/form/shapefields_p.h"

#include <algorithm>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

Field partOf(const Field &parent, const Aws::Member &member, std::vector<ValuePath::Step> steps,
             const ValuePath::Step &last)
{
    const auto *index = std::get_if<qsizetype>(&last);
    steps.push_back(last);
    Field field = fieldOfMember(member);
    field.id = partId(steps);
    field.writtenId = field.id;
    field.path = field.id;
    field.key = field.id;
    field.label = index ? u"Item %1"_s.arg(*index) : QString::fromUtf8(std::get<QByteArray>(last));
    field.secret = field.secret || parent.secret;
    return field;
}

bool isPlainSecret(const Value &value, bool isSecret)
{
    const QString text = value.string();
    return isSecret && !isBlank(text) && !text.startsWith(u'=') && !mentionsSecret(text);
}

} // namespace

Nesting nestingOf(const Field &field)
{
    if (!field.shape || field.valueType == "document"_L1)
        return Nesting::None;
    switch (field.shape->type) {
    case Aws::ShapeType::Structure:
        return field.shape->unionType ? Nesting::Union : Nesting::Structure;
    case Aws::ShapeType::List:
        return Nesting::List;
    case Aws::ShapeType::Map:
        return Nesting::Map;
    default:
        return Nesting::None;
    }
}

QList<Field> partsOf(const FormState &state, const Field &field)
{
    QList<Field> parts;
    const Nesting nesting = nestingOf(field);
    const std::vector<ValuePath::Step> steps = stepsOfField(field);
    const Value value = nesting == Nesting::None ? Value() : state.value(field.id);
    switch (nesting) {
    case Nesting::None:
        break;
    case Nesting::Structure:
    case Nesting::Union:
        for (const Aws::Member &member : field.shape->members)
            parts.append(partOf(field, member, steps, member.name.toUtf8()));
        std::stable_partition(parts.begin(), parts.end(), [](const Field &part) { return part.required; });
        break;
    case Nesting::List:
        for (qsizetype i = 0; value.isList() && i < value.size(); ++i)
            parts.append(partOf(field, field.shape->item, steps, i + 1));
        break;
    case Nesting::Map:
        for (qsizetype i = 0; value.isContext() && i < value.size(); ++i)
            parts.append(partOf(field, field.shape->value, steps, value.keyAt(i).toByteArray()));
        break;
    }
    return parts;
}

QList<Field> expressionsInside(const FormState &state, const Field &field)
{
    QList<Field> expressions;
    if (nestingOf(field) == Nesting::None)
        return expressions;
    std::vector<ValuePath::Step> steps = stepsOfField(field);
    visitParts(*field.shape, state.value(field.id), steps, field.secret,
               [&](const auto &path, const Aws::Member *member, const Value &value, bool isSecret) {
                   if (!member || !value.isString() || !value.utf8().startsWith('='))
                       return;
                   Field part = fieldOfMember(*member);
                   part.id = partId(path);
                   part.path = part.id;
                   part.key = part.id;
                   part.secret = isSecret;
                   expressions.append(part);
               });
    return expressions;
}

QStringList secretPlacesInside(const FormState &state, const Field &field)
{
    QStringList places;
    if (nestingOf(field) == Nesting::None)
        return places;
    std::vector<ValuePath::Step> steps = stepsOfField(field);
    visitParts(*field.shape, state.value(field.id), steps, field.secret,
               [&](const auto &path, const Aws::Member *, const Value &, bool isSecret) {
                   if (!isSecret)
                       return;
                   QStringList names;
                   for (const ValuePath::Step &step : path) {
                       const auto *index = std::get_if<qsizetype>(&step);
                       names.append(index ? QString::number(*index - 1)
                                          : QString::fromUtf8(std::get<QByteArray>(step)));
                   }
                   places.append(names.join(u'/'));
               });
    return places;
}

QStringList plainSecretsInside(const FormState &state, const Field &field)
{
    QStringList texts;
    if (nestingOf(field) == Nesting::None)
        return texts;
    std::vector<ValuePath::Step> steps = stepsOfField(field);
    visitParts(*field.shape, state.value(field.id), steps, field.secret,
               [&](const auto &, const Aws::Member *, const Value &value, bool isSecret) {
                   if (isPlainSecret(value, isSecret))
                       texts.append(value.string());
               });
    return texts;
}

} // namespace Plugboard::Form
