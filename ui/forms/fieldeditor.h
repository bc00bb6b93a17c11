#pragma once

#include "core/form/form.h"
#include "models/expression/finding.h"

#include <QWidget>

class QMenu;

namespace Plugboard::Models {
class Assistant;
}

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
    /// Underlines and lists what is said about the text that setText() got; for editors of expressions. False: it does not.
    virtual bool setFindings(const QList<Models::Finding> &) { return false; }
    /// Who answers an editor of expressions; not owned.
    virtual void setAssistant(Models::Assistant *) { }
    /// What a screen reader says about the field beside its name.
    virtual void setHelp(const QString &help);
    /// Moves the cursor to the end, for an editor that took over while somebody types.
    virtual void moveToEnd() { }
    /// What gets keyboard focus, label and accessible name.
    virtual QWidget *input() const = 0;
    /// What is asked for a context menu.
    virtual QWidget *menuOwner() const { return input(); }
    /// The input's own context menu; the caller owns it.
    virtual QMenu *makeMenu() const;

signals:
    void edited(const QString &text);
};

/// What editor a field wants at the moment.
enum class EditorKind { Line, Text, Secret, Choice, Boolean, Timestamp, Blob, Parts, Expression };

/// Expressions, and references to secrets in fields that are no texts, are typed as text whatever the field's type is. A
/// number or truth that is merely written as FEEL ("=20") is none.
EditorKind editorKindFor(const Form::Field &field, const QString &text, bool isExpression);

/// Of every kind but Parts, which needs more than a text (partseditor_p.h).
FieldEditor *makeEditor(EditorKind kind, const Form::Field &field, QWidget *parent);

/// The name, if a text is nothing but a reference to a secret: {{secrets.NAME}}.
QString referencedSecret(const QString &text);

} // namespace Plugboard::Ui
