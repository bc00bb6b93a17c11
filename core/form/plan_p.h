#pragma once

#include "core/form/form.h"

#include <QHash>
#include <QRegularExpression>

namespace Plugboard::Form {

/// What a form's state looks up again and again; made once per form and shared by all states and
/// their copies.
struct Plan
{
    /// Fields that stand for the same thing, and the fields whose conditions depend on which of
    /// them is active.
    struct Group
    {
        QList<qsizetype> members;
        QList<qsizetype> dependents;
    };

    /// Who answers a condition that asks for an id.
    struct Asked
    {
        qsizetype name = -1; ///< Group of the fields with that id
        QList<qsizetype> places; ///< Groups of the fields that write where those write: the value
            ///< is read through them
    };

    explicit Plan(const Form &form);

    /// Fields by index. Places: fields of one binding. Names: fields of one id as written.
    QList<Group> places;
    QList<Group> names;
    QList<qsizetype> placeOf; ///< Of each field
    QList<qsizetype> nameOf;
    QHash<QString, Asked> asked; ///< By the id that a condition names
    QList<qsizetype> conditional; ///< Fields with a condition, in form order

    QHash<QString, qsizetype> byId;
    QHash<QString, qsizetype> byKey;
    QHash<QString, QList<qsizetype>> byPath;
    QHash<qsizetype, QRegularExpression> patterns; ///< Compiled at first use

private:
    void group(const Form &form);
    void connect(const Form &form);
};

/// A JavaScript regular expression (without flags) as Qt understands it, with a bound on the work
/// of one match.
QRegularExpression fromJavaScript(const QString &pattern);

} // namespace Plugboard::Form
