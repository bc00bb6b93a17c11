#pragma once

#include "core/form/form.h"

#include <QWidget>

namespace Plugboard::Ui {

/// The widget in which one field's text is typed. Takes and gives text as FormState has it.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Shows a text; one that is shown already changes nothing, so that cursor and undo stay.
    virtual void setText(const QString &text) = 0;
    /// Which of the field's choices may be chosen now; for editors that have choices.
    virtual void setChoices(const QList<Form::Choice> &) { }
    /// Moves the cursor to the end, for an editor that took over while somebody types.
    virtual void moveToEnd() { }
    /// What gets keyboard focus, label and accessible name.
    virtual QWidget *input() const = 0;

signals:
    void edited(const QString &text);
};

/// What editor a field wants at the moment.
enum class EditorKind { Line, Text, Secret, Choice, Boolean, Expression };

/// Expressions, and references to secrets in fields that are no texts, are typed as text whatever the field's type is.
EditorKind editorKindFor(const Form::Field &field, const QString &text, bool isExpression);

FieldEditor *makeEditor(EditorKind kind, const Form::Field &field, QWidget *parent);

} // namespace Plugboard::Ui
