#pragma once

#include "models/expression/fieldpreviews.h"
#include "models/request/openrequest.h"
#include "ui/forms/fieldeditor.h"

#include <QLabel>
#include <QToolButton>
#include <QWidget>

#include <functional>
#include <optional>

class QVBoxLayout;

namespace Plugboard::Ui {

class Chip;
class ElidedLabel;
class FieldLabel;

/// One field of a form: label, editor, FEEL toggle; below, when there is something to say: findings, the expression's value,
/// the description.
class FieldRow final : public QWidget
{
    Q_OBJECT

public:
    /// Makes who answers an editor of expressions in a field.
    using AssistantMaker = std::function<Models::Assistant *(const Form::Field &field, QObject *parent)>;

    /// `field` belongs to the request's form.
    FieldRow(const Form::Field &field, Models::OpenRequest *request, AssistantMaker makeAssistant = {},
             QWidget *parent = nullptr);

    const Form::Field &field() const { return m_field; }
    /// Shows what the request has now.
    void refresh();
    /// None: no value to show.
    void showPreview(const std::optional<Models::FieldPreview> &preview);
    /// Its own, and those of the rows inside.
    void showPreviews(const QHash<QString, Models::FieldPreview> &previews);
    void focusEditor();
    /// Focuses the field of that path: its own, or one inside. False: it is neither.
    bool focusPath(const QString &path);
    FieldLabel *label() const { return m_label; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString helpHtml() const;
    void makeLabelLine();
    void makeReset();
    void makeToggle();
    void makeDescription();
    EditorKind wantedEditor(const QString &text) const;
    void useEditor(EditorKind kind);
    void onEdited(const QString &text);
    void toggleExpression(bool on);
    void reset();
    void showMenu(const QPoint &globalPosition);
    void refreshSource(const QString &text);
    void refreshFindings();
    bool isUnderlined(const QString &finding) const;
    void refreshWarnings();
    void refreshPreview();
    void describeInput();

    const Form::Field &m_field;
    Models::OpenRequest *m_request;
    AssistantMaker m_makeAssistant;
    QVBoxLayout *m_column;
    FieldLabel *m_label;
    Chip *m_source;
    QToolButton *m_reset;
    QToolButton *m_toggle = nullptr;
    QWidget *m_editorRow;
    QStringList m_spokenHelp;
    FieldEditor *m_editor = nullptr;
    EditorKind m_kind = EditorKind::Line;
    bool m_isTyping = false;
    bool m_wantsExpression = false; ///< The person chose FEEL for what could be a plain figure
    QStringList m_findings;
    std::optional<Models::FieldPreview> m_preview;
    // Made when there is something to show for the first time.
    QLabel *m_findingLines = nullptr;
    QLabel *m_warningLines = nullptr;
    ElidedLabel *m_value = nullptr;
    QLabel *m_problem = nullptr;
};

} // namespace Plugboard::Ui
