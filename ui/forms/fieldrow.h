#pragma once

#include "models/expression/fieldpreviews.h"
#include "models/request/openrequest.h"
#include "ui/forms/fieldeditor.h"

#include <QLabel>
#include <QToolButton>
#include <QWidget>

class QVBoxLayout;

namespace Plugboard::Ui {

/// One field of a form: label, editor, FEEL toggle; below, when there is something to say: findings, the expression's value,
/// the description.
class FieldRow final : public QWidget
{
    Q_OBJECT

public:
    /// `field` belongs to the request's form.
    FieldRow(const Form::Field &field, Models::OpenRequest *request, QWidget *parent = nullptr);

    const Form::Field &field() const { return m_field; }
    /// Shows what the request has now.
    void refresh();
    /// Null: no value to show.
    void showPreview(const Models::FieldPreview *preview);
    void focusEditor();

private:
    void makeLabel();
    void makeToggle();
    void useEditor(EditorKind kind);
    void toggleExpression(bool on);
    void refreshFindings();

    const Form::Field &m_field;
    Models::OpenRequest *m_request;
    QVBoxLayout *m_column;
    QLabel *m_label;
    QToolButton *m_reset;
    QToolButton *m_toggle = nullptr;
    QWidget *m_editorRow;
    FieldEditor *m_editor = nullptr;
    EditorKind m_kind = EditorKind::Line;
    QLabel *m_findings;
    QLabel *m_preview;
};

} // namespace Plugboard::Ui
