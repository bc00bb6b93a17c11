#include "core/form/formstate.h"

#include "core/base/random.h"
#include "core/form/activity_p.h"
#include "core/form/constraints_p.h"
#include "core/form/defaults_p.h"
#include "core/form/plan_p.h"
#include "core/form/shapecheck_p.h"

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

FormState::FormState()
    : FormState(std::make_shared<const Form>())
{
}

FormState::FormState(FormPtr form, Random &random)
    : FormState(std::move(form))
{
    for (const Field &field : m_form->fields) {
        if (field.generatedUuid)
            m_generated.insert(field.id, random.uuid());
    }
    settle();
}

FormState::FormState(FormPtr form)
    : m_form(std::move(form))
    , m_plan(std::make_shared<const Plan>(*m_form))
{
    settle();
}

QString FormState::textAt(qsizetype index) const
{
    const Field &field = m_form->fields.at(index);
    if (const auto typed = m_typed.constFind(field.id); typed != m_typed.constEnd())
        return *typed;
    return m_generated.value(field.id, field.defaultText);
}

QString FormState::text(const QString &fieldId) const
{
    const auto index = m_plan->byId.constFind(fieldId);
    return index == m_plan->byId.constEnd() ? partText(fieldId) : textAt(*index);
}

bool FormState::isTyped(const QString &fieldId) const
{
    return m_typed.contains(fieldId) || hasPart(fieldId);
}

void FormState::setText(const QString &fieldId, const QString &text)
{
    const auto index = m_plan->byId.constFind(fieldId);
    if (index == m_plan->byId.constEnd())
        return setPartText(fieldId, text);
    store(*index, text);
    settleAfter(*index);
}

void FormState::reset(const QString &fieldId)
{
    const auto index = m_plan->byId.constFind(fieldId);
    if (index == m_plan->byId.constEnd())
        return resetPart(fieldId);
    m_values.remove(fieldId);
    m_inside.remove(fieldId);
    if (m_typed.remove(fieldId))
        settleAfter(*index);
}

bool FormState::setByKey(const QString &keyOrPath, const QString &text)
{
    const auto index = m_plan->byKey.constFind(keyOrPath);
    if (index != m_plan->byKey.constEnd()) {
        setText(m_form->fields.at(*index).id, text);
        return true;
    }
    const QList<qsizetype> sharing = m_plan->byPath.value(keyOrPath);
    if (sharing.isEmpty() && setAt(keyOrPath, text))
        return true;
    if (sharing.isEmpty()) {
        m_unknown.insert(keyOrPath, text);
        return false;
    }
    const auto active
        = std::find_if(sharing.begin(), sharing.end(), [this](qsizetype field) { return m_activity->isActive(field); });
    setText(m_form->fields.at(active == sharing.end() ? sharing.first() : *active).id, text);
    return true;
}

QList<std::pair<QString, QString>> FormState::typedTexts() const
{
    QList<std::pair<QString, QString>> texts;
    for (const Field &field : m_form->fields) {
        if (const auto typed = m_typed.constFind(field.id); typed != m_typed.constEnd())
            texts.append({field.key, *typed});
    }
    for (auto unknown = m_unknown.cbegin(); unknown != m_unknown.cend(); ++unknown)
        texts.append({unknown.key(), *unknown});
    return texts;
}

void FormState::applyPreset(const Template::Preset &preset)
{
    for (const auto &[propertyId, value] : preset.values) {
        const auto asked = m_plan->asked.constFind(propertyId);
        if (asked == m_plan->asked.constEnd())
            continue;
        for (const qsizetype index : m_plan->names.at(asked->name).members) {
            const Field &field = m_form->fields.at(index);
            m_typed.insert(field.id, defaultText(field, value));
        }
    }
    settle();
}

bool FormState::isActive(const QString &fieldId) const
{
    const auto index = m_plan->byId.constFind(fieldId);
    return index == m_plan->byId.constEnd() ? placeOf(fieldId).has_value() : m_activity->isActive(*index);
}

bool FormState::isVisible(const QString &fieldId) const
{
    const auto index = m_plan->byId.constFind(fieldId);
    if (index == m_plan->byId.constEnd())
        return placeOf(fieldId).has_value();
    return m_form->fields.at(*index).isShown() && m_activity->isActive(*index);
}

QList<Choice> FormState::choices(const Field &field) const
{
    QList<Choice> result;
    for (const Choice &choice : field.choices) {
        if (!choice.condition || holds(*choice.condition))
            result.append(choice);
    }
    return result;
}

bool FormState::isExpression(const Field &field) const
{
    const QString typed = text(field.id);
    return typed.startsWith(u'=') || (field.feel == FeelMode::Required && !typed.isEmpty() && !isPlaceholder(typed));
}

QList<Finding> FormState::findings() const
{
    QList<Finding> all;
    for (const Field &field : m_form->fields)
        all.append(findings(field));
    return all;
}

QList<Finding> FormState::findings(const Field &field) const
{
    return checked(field).findings;
}

QList<Finding> FormState::warnings(const Field &field) const
{
    return checked(field).warnings;
}

Checked FormState::checked(const Field &field) const
{
    const auto index = m_plan->byId.constFind(field.id);
    if (index == m_plan->byId.constEnd())
        return checkedPart(field.id);
    if (!isVisible(field.id))
        return {};
    const QString name = field.path.isEmpty() ? field.id : field.path;
    const auto pattern = m_plan->patterns.constFind(*index);
    const QString text = textAt(*index);
    const bool isFeel = isExpression(field);
    const QString wrong
        = complaint(field, text, isFeel, choices(field), pattern == m_plan->patterns.constEnd() ? nullptr : &*pattern);
    if (!wrong.isEmpty())
        return {{{name, wrong}}, {}};
    Checked result = m_inside.value(field.id);
    if (field.shape && field.valueType != "document"_L1 && !isBlank(text) && !isFeel && !mentionsSecret(text)) {
        for (const QString &doubt : doubts(*field.shape, text))
            result.warnings.prepend({name, doubt});
    }
    return result;
}

bool FormState::holds(const Condition &condition) const
{
    return m_activity->holds(condition, *m_form, *m_plan, [this](qsizetype index) { return textAt(index); });
}

void FormState::settle()
{
    m_activity = std::make_shared<const Activity>(*m_form, *m_plan, [this](qsizetype index) { return textAt(index); });
}

void FormState::settleAfter(qsizetype changed)
{
    const bool isAsked = !m_plan->places.at(m_plan->placeOf.at(changed)).dependents.isEmpty();
    if (isAsked)
        settle();
}

} // namespace Plugboard::Form
