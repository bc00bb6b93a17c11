#pragma once

#include "core/form/form.h"
#include "core/value/valuepath.h"

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
    QString field; ///< Field::path (or the field's id where it has no path); of a part inside: "Tags[0].Key"
    QString message;

    friend bool operator==(const Finding &, const Finding &) = default;
};

class Activity;
struct Plan;

/// What is wrong at or inside a field, and what merely looks wrong: a value that the model of an AWS service does not know,
/// which the service may have learnt since.
struct Checked
{
    QList<Finding> findings;
    QList<Finding> warnings;
};

/// What a person typed into a form, and what follows from it: which fields are active, and what is wrong.
///
/// Wherever a field's id is taken, forms of AWS operations take parts inside their nested fields, too: "Tags[0].Key". What is
/// typed there is one with the JSON that is the text of the nested field; empty text of a member takes the member away.
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
    /// Back to the default. A part inside is removed; an item makes those behind it move up.
    void reset(const QString &fieldId);
    /// Types into a field or a part that may not be there yet: `path` may lead through members that are missing and one past
    /// the end of a list. Errors: ErrorCode::NotFound, if the model has no such place; Syntax; Invalid. Then nothing is typed.
    Result<Done> setAt(const QString &path, const QString &text);
    /// The JSON in a nested field or part, or a part's value. Null: empty, FEEL, or no JSON.
    Value value(const QString &fieldId) const;
    void setValue(const QString &fieldId, const Value &value);
    /// The field of that id, or the part of an AWS form as a field of its own; none: the form has no such place.
    std::optional<Field> fieldAt(const QString &fieldId) const;
    /// By Field::key, or by path (then: the active field of that path, else the first). False: no such field; the text is kept
    /// in unknownTexts().
    bool setByKey(const QString &keyOrPath, const QString &text);
    /// What setByKey() could not place, so that saving loses nothing.
    const QMap<QString, QString> &unknownTexts() const { return m_unknown; }
    /// Members of an AWS operation's input that its model does not have: kept, saved, and not sent.
    const Value &unknownInputs() const { return m_unknownInputs; }
    void setUnknownInputs(const Value &context) { m_unknownInputs = context; }
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
    /// At the field, and at everything inside it.
    QList<Finding> findings(const Field &field) const;
    /// Values out of the model's range, unknown values, unknown members. They block nothing.
    QList<Finding> warnings(const Field &field) const;

private:
    explicit FormState(FormPtr form);

    /// The field that a part is inside of, and the way from the whole input to it.
    struct Place
    {
        qsizetype owner;
        ValuePath path;
    };

    QString textAt(qsizetype index) const;
    std::optional<Place> placeOf(const QString &partId) const;
    std::optional<Value> partAt(const Place &place) const;
    bool hasPart(const QString &partId) const;
    QString partText(const QString &partId) const;
    void setPartText(const QString &partId, const QString &text);
    Result<Done> putPart(const Place &place, const Value &value);
    void removePart(Place place);
    void resetPart(const QString &partId);
    const Aws::Member *memberAt(const Place &place) const;
    Checked checkedPart(const QString &partId) const;
    void store(qsizetype index, const QString &text);
    void storeValue(qsizetype index, const Value &value);
    Checked checked(const Field &field) const;
    bool holds(const Condition &condition) const;
    void settle();
    void settleAfter(qsizetype changed);

    FormPtr m_form; ///< Never null
    std::shared_ptr<const Plan> m_plan;
    std::shared_ptr<const Activity> m_activity;
    QHash<QString, QString> m_typed; ///< Field id → text
    QHash<QString, Value> m_values; ///< Nested fields whose text is JSON, read
    QHash<QString, Checked> m_inside; ///< What is wrong inside those
    QHash<QString, QString> m_generated;
    QMap<QString, QString> m_unknown;
    Value m_unknownInputs;
};

} // namespace Plugboard::Form
