#include "core/form/plan_p.h"

#include <QSet>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

QString placeName(const Field &field)
{
    return QString::number(static_cast<int>(field.target)) + u'/' + field.path;
}

QString writtenIdOf(const Field &field)
{
    return field.writtenId.isEmpty() ? field.id : field.writtenId;
}

/// Puts a field into the group of that name; returns the group.
qsizetype join(QList<Plan::Group> &groups, QHash<QString, qsizetype> &byName, const QString &name, qsizetype field)
{
    const auto found = byName.constFind(name);
    const qsizetype group = found == byName.constEnd() ? groups.size() : *found;
    if (found == byName.constEnd()) {
        groups.append(Plan::Group());
        byName.insert(name, group);
    }
    groups[group].members.append(field);
    return group;
}

QSet<QString> idsAskedBy(const Condition &condition)
{
    QSet<QString> ids;
    for (const Condition &part : condition.parts)
        ids.unite(idsAskedBy(part));
    if (!condition.property.isEmpty())
        ids.insert(condition.property);
    return ids;
}

} // namespace

Plan::Plan(const Form &form)
{
    group(form);
    connect(form);
    for (qsizetype i = 0; i < form.fields.size(); ++i) {
        const Field &field = form.fields.at(i);
        byId.insert(field.id, i);
        byKey.insert(field.key, i);
        byPath[field.path].append(i);
        if (field.constraints.pattern && field.isShown())
            patterns.insert(i, fromJavaScript(field.constraints.pattern->expression));
    }
}

void Plan::group(const Form &form)
{
    QHash<QString, qsizetype> placesByName;
    QHash<QString, qsizetype> namesById;
    for (qsizetype i = 0; i < form.fields.size(); ++i) {
        const Field &field = form.fields.at(i);
        placeOf.append(join(places, placesByName, placeName(field), i));
        nameOf.append(join(names, namesById, writtenIdOf(field), i));
    }
    for (auto name = namesById.cbegin(); name != namesById.cend(); ++name) {
        Asked answer {*name, {}};
        QSet<qsizetype> seen;
        for (const qsizetype member : std::as_const(names[*name].members)) {
            const qsizetype place = placeOf.at(member);
            if (!seen.contains(place))
                answer.places.append(place);
            seen.insert(place);
        }
        asked.insert(name.key(), answer);
    }
}

void Plan::connect(const Form &form)
{
    for (qsizetype i = 0; i < form.fields.size(); ++i) {
        if (!form.fields.at(i).condition)
            continue;
        conditional.append(i);
        for (const QString &id : idsAskedBy(*form.fields.at(i).condition)) {
            const auto found = asked.constFind(id);
            if (found == asked.constEnd())
                continue;
            names[found->name].dependents.append(i);
            for (const qsizetype place : found->places)
                places[place].dependents.append(i);
        }
    }
}

} // namespace Plugboard::Form
