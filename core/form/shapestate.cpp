// The parts inside nested fields of AWS forms; what is typed there is one with the JSON of the nested field.

#include "core/form/constraints_p.h"
#include "core/form/formstate.h"
#include "core/form/parts.h"
#include "core/form/plan_p.h"
#include "core/form/shapecheck_p.h"
#include "core/form/shapefields_p.h"
#include "core/value/json.h"

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

using Steps = std::vector<ValuePath::Step>;

Steps belowOwner(const ValuePath &path)
{
    return Steps(path.steps().begin() + 1, path.steps().end());
}

QString namesOf(const Aws::Shape &shape)
{
    constexpr qsizetype shown = 12;
    QStringList names;
    for (const Aws::Member &member : shape.members)
        names.append(member.name);
    return names.first(std::min(shown, names.size())).join(", "_L1) + (names.size() > shown ? u" …"_s : QString());
}

/// Why the model has nothing at a step.
Error noSuchPlace(const Aws::Shape &shape, const ValuePath::Step &step, const QString &path)
{
    const bool isKey = std::holds_alternative<QByteArray>(step);
    QString message = u"this is a single value and has nothing inside"_s;
    if (shape.type == Aws::ShapeType::List)
        message = u"this is a list; write the number of the item from 0 on in brackets, such as [0]"_s;
    else if (isNested(shape) && !isKey)
        message = u"this is no list; write the name of what is inside behind a dot"_s;
    else if (isNested(shape))
        message = u"the model has no member %1; it has %2"_s.arg(QString::fromUtf8(std::get<QByteArray>(step)),
                                                                 namesOf(shape));
    return {Stage::Inputs, ErrorCode::NotFound, message, path};
}

} // namespace

std::optional<FormState::Place> FormState::placeOf(const QString &partId) const
{
    if (!m_form->model)
        return {};
    const Result<ValuePath> path = ValuePath::parse(partId, ValuePath::Indices::FromZero);
    if (!path || path->steps().size() < 2 || !std::holds_alternative<QByteArray>(path->steps().front()))
        return {};
    const QString owner = QString::fromUtf8(std::get<QByteArray>(path->steps().front()));
    const auto index = m_plan->byId.constFind(owner);
    if (index == m_plan->byId.constEnd())
        return {};
    return Place {*index, *path};
}

/// Null for what the model does not have.
const Aws::Member *FormState::memberAt(const Place &place) const
{
    const Aws::Shape *shape = m_form->fields.at(place.owner).shape;
    const Aws::Member *member = nullptr;
    for (const ValuePath::Step &step : belowOwner(place.path)) {
        member = shape ? memberBelow(*shape, step) : nullptr;
        shape = member && !member->jsonValue ? member->shape : nullptr;
    }
    return member;
}

std::optional<Value> FormState::partAt(const Place &place) const
{
    const auto root = m_values.constFind(m_form->fields.at(place.owner).id);
    return root == m_values.constEnd() ? std::nullopt : ValuePath(belowOwner(place.path)).read(*root);
}

bool FormState::hasPart(const QString &partId) const
{
    const std::optional<Place> place = placeOf(partId);
    return place && partAt(*place);
}

QString FormState::partText(const QString &partId) const
{
    const std::optional<Place> place = placeOf(partId);
    const std::optional<Value> part = place ? partAt(*place) : std::nullopt;
    return part ? textOfValue(*part) : QString();
}

Value FormState::value(const QString &fieldId) const
{
    if (const auto root = m_values.constFind(fieldId); root != m_values.constEnd())
        return *root;
    const std::optional<Place> place = placeOf(fieldId);
    return place ? partAt(*place).value_or(Value()) : Value();
}

void FormState::setValue(const QString &fieldId, const Value &value)
{
    if (const auto index = m_plan->byId.constFind(fieldId); index != m_plan->byId.constEnd())
        storeValue(*index, value);
    else if (const std::optional<Place> place = placeOf(fieldId))
        (void)putPart(*place, value).ok();
}

/// An emptied member is no longer sent. Items and entries stay until they are removed.
void FormState::setPartText(const QString &partId, const QString &text)
{
    const std::optional<Place> place = placeOf(partId);
    if (!place)
        return;
    const Aws::Member *member = memberAt(*place);
    if (text.isEmpty() && member && !member->name.isEmpty())
        return removePart(*place);
    (void)putPart(*place, valueOfText(member ? valueTypeOf(*member) : u"document"_s, text)).ok();
}

Result<Done> FormState::putPart(const Place &place, const Value &value)
{
    const Value root = m_values.value(m_form->fields.at(place.owner).id);
    const Result<Value> written = ValuePath(belowOwner(place.path)).write(root, value);
    if (!written)
        return Error {Stage::Inputs, ErrorCode::Invalid, written.error().message,
                      place.path.toText(ValuePath::Indices::FromZero)};
    storeValue(place.owner, *written);
    return Done {};
}

Result<Done> FormState::setAt(const QString &path, const QString &text)
{
    if (m_plan->byId.contains(path)) {
        setText(path, text);
        return Done {};
    }
    const auto unknown = [&path](const QString &message) {
        return Error {Stage::Inputs, ErrorCode::NotFound, message, path};
    };
    if (!m_form->model)
        return unknown(u"the form has no such field"_s);
    if (const Result<ValuePath> parsed = ValuePath::parse(path, ValuePath::Indices::FromZero); !parsed)
        return parsed.error();
    const std::optional<Place> place = placeOf(path);
    if (!place)
        return unknown(u"the form has no such field"_s);
    const Field &owner = m_form->fields.at(place->owner);
    const Aws::Shape *shape = owner.valueType == "document"_L1 ? nullptr : owner.shape;
    Value around = m_values.value(owner.id);
    for (const ValuePath::Step &step : belowOwner(place->path)) {
        const Aws::Member *member = shape ? memberBelow(*shape, step) : nullptr;
        if (shape && !shape->document && !member)
            return noSuchPlace(*shape, step, path);
        if (const auto *index = std::get_if<qsizetype>(&step); index && *index > around.size() + 1)
            return Error {Stage::Inputs, ErrorCode::Invalid,
                          u"the list has no item [%1] yet; its next one is [%2]"_s.arg(*index - 1).arg(around.size()),
                          path};
        around = ValuePath({step}).read(around).value_or(Value());
        shape = member && !member->jsonValue ? member->shape : nullptr;
    }
    const Aws::Member *member = memberAt(*place);
    if (text.isEmpty() && member && !member->name.isEmpty()) {
        removePart(*place);
        return Done {};
    }
    return putPart(*place, valueOfText(member ? valueTypeOf(*member) : u"document"_s, text));
}

/// Structures that become empty by it go, too: with an empty one inside, required members would be missed that nobody wants.
void FormState::removePart(Place place)
{
    while (true) {
        const bool isMember = std::holds_alternative<QByteArray>(place.path.steps().back());
        const ValuePath::Step last = place.path.steps().back();
        Steps steps = place.path.steps();
        steps.pop_back();
        const Place parent {place.owner, ValuePath(steps)};
        const std::optional<Value> container = partAt(parent);
        if (!container)
            return;
        Value rest;
        if (isMember) {
            rest = container->without(std::get<QByteArray>(last));
        } else {
            Value::Items items;
            for (qsizetype i = 0; i < container->size(); ++i) {
                if (i + 1 != std::get<qsizetype>(last))
                    items.push_back(container->at(i));
            }
            rest = Value::list(std::move(items));
        }
        const bool isTop = steps.size() == 1;
        const Aws::Member *parentMember = isTop ? nullptr : memberAt(parent);
        const bool isDispensable = isTop || (parentMember && !parentMember->name.isEmpty());
        if (isMember && rest.size() == 0 && isDispensable) {
            if (isTop)
                return reset(m_form->fields.at(place.owner).id);
            place = parent;
            continue;
        }
        if (isTop)
            return storeValue(place.owner, rest);
        (void)putPart(parent, rest).ok();
        return;
    }
}

void FormState::resetPart(const QString &partId)
{
    const std::optional<Place> place = placeOf(partId);
    if (place && partAt(*place))
        removePart(*place);
}

std::optional<Field> FormState::fieldAt(const QString &fieldId) const
{
    if (const auto index = m_plan->byId.constFind(fieldId); index != m_plan->byId.constEnd())
        return m_form->fields.at(*index);
    const std::optional<Place> place = placeOf(fieldId);
    const Aws::Member *member = place ? memberAt(*place) : nullptr;
    if (!member)
        return {};
    Field field = fieldOfMember(*member);
    const ValuePath::Step &last = place->path.steps().back();
    const auto *index = std::get_if<qsizetype>(&last);
    field.id = fieldId;
    field.writtenId = fieldId;
    field.path = fieldId;
    field.key = fieldId;
    field.label = index ? u"Item %1"_s.arg(*index) : QString::fromUtf8(std::get<QByteArray>(last));
    const Aws::Shape *shape = m_form->fields.at(place->owner).shape;
    for (const ValuePath::Step &step : belowOwner(place->path)) {
        field.secret = field.secret || shape->sensitive;
        shape = memberBelow(*shape, step)->shape;
    }
    return field;
}

void FormState::store(qsizetype index, const QString &text)
{
    const Field &field = m_form->fields.at(index);
    m_typed.insert(field.id, text);
    m_values.remove(field.id);
    m_inside.remove(field.id);
    const Nesting nesting = nestingOf(field);
    const bool isAny = field.shape && field.valueType == "document"_L1;
    if ((nesting == Nesting::None && !isAny) || isBlank(text) || text.startsWith(u'='))
        return;
    const Result<Value> value = Json::read(text.toUtf8());
    if (!value || !(value->isList() || value->isContext()))
        return;
    if (!isAny && value->isList() != (nesting == Nesting::List))
        return;
    m_values.insert(field.id, *value);
    if (isAny)
        return;
    m_inside.insert(field.id, checkedInside(*field.shape, *value, {field.id.toUtf8()}));
}

void FormState::storeValue(qsizetype index, const Value &value)
{
    store(index, textOfValue(value));
    settleAfter(index);
}

Checked FormState::checkedPart(const QString &partId) const
{
    const std::optional<Place> place = placeOf(partId);
    if (!place)
        return {};
    const Checked whole = m_inside.value(m_form->fields.at(place->owner).id);
    const auto isBelow = [&partId](const Finding &finding) {
        return finding.field.startsWith(partId)
            && (finding.field.size() == partId.size() || finding.field.at(partId.size()) == u'.'
                || finding.field.at(partId.size()) == u'[');
    };
    Checked inside;
    std::copy_if(whole.findings.begin(), whole.findings.end(), std::back_inserter(inside.findings), isBelow);
    std::copy_if(whole.warnings.begin(), whole.warnings.end(), std::back_inserter(inside.warnings), isBelow);
    return inside;
}

} // namespace Plugboard::Form
