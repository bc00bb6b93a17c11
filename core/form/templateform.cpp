#include "core/form/constraints_p.h"
#include "core/form/defaults_p.h"
#include "core/form/form.h"

#include <QHash>
#include <QSet>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

using Template::Binding;
using Template::ElementTemplate;
using Template::Property;
using Template::PropertyType;

struct TargetOf
{
    Binding::Kind kind;
    Target target;
};
constexpr TargetOf targets[] = {
    {Binding::Kind::Input, Target::Input},       {Binding::Kind::TaskHeader, Target::Header},
    {Binding::Kind::JobType, Target::JobType},   {Binding::Kind::Retries, Target::Retries},
    {Binding::Kind::Property, Target::Property},
};

Target targetOf(const Binding &binding)
{
    for (const TargetOf &row : targets) {
        if (row.kind == binding.kind)
            return row.target;
    }
    return Target::None;
}

FieldType typeOf(const Property &property)
{
    switch (property.type) {
    case PropertyType::String:
        return property.choices.isEmpty() ? FieldType::Line : FieldType::Choice;
    case PropertyType::Text:
        return FieldType::Text;
    case PropertyType::Hidden:
        return FieldType::Hidden;
    case PropertyType::Dropdown:
        return FieldType::Choice;
    case PropertyType::Number:
        return FieldType::Number;
    case PropertyType::Boolean:
        return FieldType::Boolean;
    case PropertyType::Configuration:
        return FieldType::Configuration;
    }
    return FieldType::Line;
}

QString pathOf(const Property &property, Target target)
{
    switch (target) {
    case Target::JobType:
        return u"jobType"_s;
    case Target::Retries:
        return u"retries"_s;
    case Target::None:
        return property.binding.type + u'/' + property.binding.name;
    default:
        return property.binding.name;
    }
}

/// Templates that are older than the hint `secret` say by the name alone that a text is a key. Of one line: a password's
/// editor would tear several apart.
bool isNamedAsKey(const Property &property)
{
    static const QSet<QString> names {u"accesskey"_s, u"secretkey"_s, u"sessiontoken"_s, u"password"_s,
                                      u"token"_s,     u"apikey"_s,    u"clientsecret"_s};
    return property.type == PropertyType::String && names.contains(property.binding.name.section(u'.', -1).toLower());
}

Field fieldOf(const Property &property)
{
    Field field;
    field.target = targetOf(property.binding);
    field.path = pathOf(property, field.target);
    field.type = field.target == Target::None ? FieldType::Hidden : typeOf(property);
    // The schema lets a text have choices, which other programs ignore: they are what may be typed,
    // not what must be.
    field.anyChoice = property.type == PropertyType::String && !property.choices.isEmpty();
    field.label = property.label;
    field.description = property.description;
    field.tooltip = property.tooltip;
    field.placeholder = property.placeholder;
    field.group = property.group;
    field.feel = property.feel;
    field.generatedUuid = property.generatedUuid;
    field.required = property.constraints.notEmpty;
    field.omitEmpty = property.optional;
    field.secret = property.secret || isNamedAsKey(property);
    field.editable = property.editable;
    field.constraints = property.constraints;
    field.condition = property.condition;
    field.configuration = property.configurationTemplate;
    for (const Template::Choice &choice : property.choices)
        field.choices.append({choice.name, choice.value, choice.condition});
    field.defaultText = defaultText(field, property.value);
    return field;
}

/// Ids that are missing or taken get a number, so that each field has its own.
void giveId(Field &field, const Property &property, qsizetype index, QSet<QString> &taken)
{
    field.writtenId = property.id;
    field.id = property.id;
    if (field.id.isEmpty())
        field.id = field.path;
    if (taken.contains(field.id))
        field.id += u'#' + QString::number(index);
    taken.insert(field.id);
}

void giveKeys(QList<Field> &fields)
{
    QHash<QString, int> users;
    for (const Field &field : fields)
        ++users[field.path];
    for (Field &field : fields)
        field.key = users.value(field.path) > 1 ? field.path + u'#' + field.id : field.path;
}

QList<Group> groupsOf(const ElementTemplate &origin, const QList<Field> &fields)
{
    QList<Group> groups;
    QSet<QString> known;
    for (const Template::Group &group : origin.groups) {
        if (!known.contains(group.id))
            groups.append({group.id, group.label, group.tooltip, group.openByDefault});
        known.insert(group.id);
    }
    for (const Field &field : fields) {
        if (!field.isShown() || known.contains(field.group))
            continue;
        known.insert(field.group);
        const Group added {field.group, field.group, {}, true};
        groups.insert(field.group.isEmpty() ? 0 : groups.size(), added);
    }
    return groups;
}

} // namespace

QString defaultText(const Field &field, const Value &value)
{
    const bool isFigure = field.type == FieldType::Number || field.type == FieldType::Boolean;
    QString text = value.string();
    if (value.isNumber())
        text = QString::fromUtf8(value.numberText());
    else if (value.isBoolean())
        text = value.boolean() ? u"true"_s : u"false"_s;
    const bool isFeel = field.feel == FeelMode::Required || (isFigure && field.feel != FeelMode::Never);
    const bool isWritten = text.isEmpty() || text.startsWith(u'=') || isPlaceholder(text);
    return isFeel && !isWritten ? u'=' + text : text;
}

FormPtr fromTemplate(std::shared_ptr<const ElementTemplate> origin)
{
    auto form = std::make_shared<Form>();
    form->id = origin->id;
    form->name = origin->name;
    form->description = origin->description;
    form->jobType = origin->jobType();
    form->documentationRef = origin->documentationRef;
    form->version = origin->version;
    QSet<QString> taken;
    for (const Property &property : origin->properties) {
        Field field = fieldOf(property);
        giveId(field, property, form->fields.size(), taken);
        form->fields.append(std::move(field));
    }
    giveKeys(form->fields);
    form->groups = groupsOf(*origin, form->fields);
    form->origin = std::move(origin);
    return form;
}

} // namespace Plugboard::Form
