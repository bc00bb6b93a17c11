#include "core/form/activity_p.h"

#include "core/value/decimal.h"

#include <algorithm>
#include <deque>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxTurns = 8; ///< Changes of one field in one settling; honest forms need one or two
constexpr qsizetype none = -1;

/// A static number or boolean is stored as FEEL; conditions speak of what it says.
QString plainText(const Field &field, const QString &text)
{
    const bool isFigure = field.type == FieldType::Number || field.type == FieldType::Boolean;
    return isFigure && text.startsWith(u'=') ? text.sliced(1).trimmed() : text;
}

bool equals(const Field &field, const QString &stored, const Value &expected)
{
    const QString text = plainText(field, stored);
    if (expected.isBoolean())
        return text == (expected.boolean() ? "true"_L1 : "false"_L1);
    if (expected.isNumber() || field.type == FieldType::Number) {
        const auto wanted = Decimal::fromText(expected.isNumber() ? expected.numberText() : expected.string().toUtf8());
        const auto number = Decimal::fromText(text.toUtf8());
        return wanted && number && *wanted == *number;
    }
    return text == expected.string();
}

} // namespace

struct Activity::Settling
{
    const Plan &plan;
    std::deque<qsizetype> waiting;
    QList<bool> isWaiting;
    QList<int> turns;

    void enqueue(const QList<qsizetype> &fields)
    {
        for (const qsizetype field : fields) {
            if (!isWaiting.at(field))
                waiting.push_back(field);
            isWaiting[field] = true;
        }
    }
    qsizetype next()
    {
        const qsizetype field = waiting.front();
        waiting.pop_front();
        isWaiting[field] = false;
        return field;
    }
};

Activity::Activity(const Form &form, const Plan &plan, const TextOf &textOf)
    : m_active(form.fields.size(), false)
    , m_firstInPlace(plan.places.size(), none)
    , m_firstOfName(plan.names.size(), none)
{
    Settling settling {plan, {}, QList<bool>(form.fields.size(), false), QList<int>(form.fields.size(), 0)};
    for (qsizetype i = 0; i < form.fields.size(); ++i) {
        if (!form.fields.at(i).condition)
            set(i, true, settling);
    }
    settling.enqueue(plan.conditional);
    while (!settling.waiting.empty()) {
        const qsizetype field = settling.next();
        const bool active = holds(*form.fields.at(field).condition, form, plan, textOf);
        if (active != m_active.at(field) && ++settling.turns[field] <= maxTurns)
            set(field, active, settling);
    }
}

void Activity::set(qsizetype field, bool active, Settling &settling)
{
    m_active[field] = active;
    const qsizetype place = settling.plan.placeOf.at(field);
    const qsizetype name = settling.plan.nameOf.at(field);
    update(m_firstInPlace, place, settling.plan.places.at(place), field, settling);
    update(m_firstOfName, name, settling.plan.names.at(name), field, settling);
}

void Activity::update(QList<qsizetype> &first, qsizetype group, const Plan::Group &members, qsizetype field,
                      Settling &settling)
{
    const qsizetype before = first.at(group);
    if (m_active.at(field)) {
        if (before == none || field < before)
            first[group] = field;
    } else if (before == field) {
        const auto isActive = [this](qsizetype member) { return m_active.at(member); };
        const auto from = std::lower_bound(members.members.begin(), members.members.end(), field);
        const auto next = std::find_if(from, members.members.end(), isActive);
        first[group] = next == members.members.end() ? none : *next;
    }
    if (first.at(group) != before)
        settling.enqueue(members.dependents);
}

bool Activity::holds(const Condition &condition, const Form &form, const Plan &plan, const TextOf &textOf) const
{
    if (condition.kind == Condition::Kind::AllMatch)
        return std::all_of(condition.parts.begin(), condition.parts.end(),
                           [&](const Condition &part) { return holds(part, form, plan, textOf); });
    const Plan::Asked asked = plan.asked.value(condition.property);
    if (condition.kind == Condition::Kind::IsActive) {
        const bool active = asked.name != none && m_firstOfName.at(asked.name) != none;
        return active == condition.values.value(0).isTrue();
    }
    qsizetype reader = none;
    for (const qsizetype place : asked.places)
        reader = reader == none ? m_firstInPlace.at(place) : reader;
    const QString text = reader == none ? QString() : textOf(reader);
    if (condition.kind == Condition::Kind::IsEmpty)
        return text.isEmpty() == condition.values.value(0).isTrue();
    return reader != none && std::any_of(condition.values.begin(), condition.values.end(), [&](const Value &expected) {
               return equals(form.fields.at(reader), text, expected);
           });
}

} // namespace Plugboard::Form
