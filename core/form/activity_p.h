#pragma once

#include "core/form/plan_p.h"

#include <functional>

namespace Plugboard::Form {

/// Which fields of a form are active, for given texts: the fixpoint of all conditions.
///
/// Begins with the fields that have no condition and goes on while something changes. Conditions
/// that contradict each other in a circle cannot settle; such fields stop after a few turns.
class Activity final
{
public:
    using TextOf = std::function<QString(qsizetype field)>;

    Activity() = default;
    Activity(const Form &form, const Plan &plan, const TextOf &textOf);

    bool isActive(qsizetype field) const { return m_active.at(field); }
    /// Missing properties, and inactive ones, read as empty.
    bool holds(const Condition &condition, const Form &form, const Plan &plan, const TextOf &textOf) const;

private:
    struct Settling;

    void set(qsizetype field, bool active, Settling &settling);
    void update(QList<qsizetype> &first, qsizetype group, const Plan::Group &members, qsizetype field,
                Settling &settling);

    QList<bool> m_active; ///< By field
    QList<qsizetype> m_firstInPlace; ///< First active field of each place; -1 if there is none
    QList<qsizetype> m_firstOfName;
};

} // namespace Plugboard::Form
