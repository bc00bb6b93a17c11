#pragma once

#include "core/form/form.h"

#include <QHash>
#include <QMap>

#include <memory>

namespace Plugboard {
class Random;
}

namespace Plugboard::Form {

/// A problem of one field, in words that stand under it: "must not be empty".
struct Finding
{
    QString field; ///< Field::path (or the field's id where it has no path)
    QString message;

    friend bool operator==(const Finding &, const Finding &) = default;
};

class Activity;
struct Plan;

/// What a person typed into a form, and what follows from it: which fields are active, and what is wrong.
///
/// Text is kept per field as typed; a leading `=` makes it FEEL. Inactive fields keep their text, so toggling a choice loses
/// nothing. Conditions are evaluated to a fixpoint at each change (knowledge: a condition sees the value through the binding;
/// an inactive or unset property reads as empty). Not thread-safe; copies are cheap and independent.
class FormState final
{
public:
    /// Of a form without fields.
    FormState();
    /// `random` makes the generated UUIDs, once.
    FormState(FormPtr form, Random &random);

    const FormPtr &form() const { return m_form; }

    /// What stands in the field: typed, or its default.
    QString text(const QString &fieldId) const;
    bool isTyped(const QString &fieldId) const; ///< Differs from untouched: somebody set it, even to ""
    void setText(const QString &fieldId, const QString &text);
    /// Back to the default.
    void reset(const QString &fieldId);
    /// By Field::key, or by path (then: the active field of that path, else the first). False: no such field; the text is kept
    /// in unknownTexts().
    bool setByKey(const QString &keyOrPath, const QString &text);
    /// What setByKey() could not place, so that saving loses nothing.
    const QMap<QString, QString> &unknownTexts() const { return m_unknown; }
    /// Everything typed, by Field::key, in form order: what a saved request holds. Texts of unknown keys come last.
    QList<std::pair<QString, QString>> typedTexts() const;
    void applyPreset(const Template::Preset &preset);

    bool isActive(const QString &fieldId) const;
    /// Active and not hidden.
    bool isVisible(const QString &fieldId) const;
    /// Choices whose condition holds.
    QList<Choice> choices(const Field &field) const;
    /// Is this field's text FEEL: it starts with `=`, or the field is always FEEL.
    bool isExpression(const Field &field) const;

    /// Findings of all active fields, in form order. Empty check first; FEEL and `{{secrets…}}` texts skip the others.
    QList<Finding> findings() const;
    QList<Finding> findings(const Field &field) const;

private:
    explicit FormState(FormPtr form);

    QString textAt(qsizetype index) const;
    bool holds(const Condition &condition) const;
    void settle();
    void settleAfter(qsizetype changed);

    FormPtr m_form; ///< Never null
    std::shared_ptr<const Plan> m_plan;
    std::shared_ptr<const Activity> m_activity;
    QHash<QString, QString> m_typed; ///< Field id → text
    QHash<QString, QString> m_generated;
    QMap<QString, QString> m_unknown;
};

} // namespace Plugboard::Form
