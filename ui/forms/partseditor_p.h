#pragma once

#include "core/form/parts.h"
#include "models/expression/fieldpreviews.h"
#include "ui/forms/fieldeditor.h"

#include <functional>
#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace Plugboard::Models {
class Assistant;
class OpenRequest;
} // namespace Plugboard::Models

namespace Plugboard::Ui {

class FieldRow;

/// What is inside a nested member of an AWS operation, as rows of their own: made when somebody opens it, level by level, so
/// that shapes that contain themselves cost nothing.
///
/// A structure has a row for each member; a union a choice and the chosen one's row; lists and maps have rows that can be
/// added, removed and moved, by mouse and by keyboard (Alt+Up, Alt+Down, Alt+Delete in a row).
class PartsEditor final : public FieldEditor
{
    Q_OBJECT

public:
    /// What the rows inside get: FieldRow::AssistantMaker.
    using AssistantMaker = std::function<Models::Assistant *(const Form::Field &field, QObject *parent)>;

    PartsEditor(const Form::Field &field, Models::OpenRequest *request, AssistantMaker makeAssistant, QWidget *parent);
    ~PartsEditor() override;

    void setText(const QString &text) override;
    QWidget *input() const override;
    void showPreviews(const QHash<QString, Models::FieldPreview> &previews);
    /// Opens what is around a part and focuses it. False: it is not inside.
    bool focusPart(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Part;

    bool isOpen() const;
    void setOpen(bool open);
    void describe();
    void update();
    void remake(QList<Form::Field> fields);
    QList<Form::Field> shownParts() const;
    void makeControls();
    void makeUnionChoice();
    void makeAdder();
    void addPart();
    void addRow(const Form::Field &field, qsizetype index);
    QWidget *rowButtons(const Part &part, qsizetype index);
    qsizetype indexOf(const QObject *frame) const;
    void discard(std::unique_ptr<Part> part);
    void rename(qsizetype index, const QString &key);
    void move(qsizetype index, qsizetype by);
    void remove(qsizetype index);
    bool apply(const std::optional<QString> &text);
    void focusRow(qsizetype index);
    void tell(const QString &note);

    const Form::Field &m_field;
    Models::OpenRequest *m_request;
    AssistantMaker m_makeAssistant;
    Form::Nesting m_nesting;
    QToolButton *m_header;
    QLabel *m_summary;
    QWidget *m_content = nullptr; ///< Made when it is opened for the first time
    QVBoxLayout *m_rows = nullptr;
    QComboBox *m_choice = nullptr; ///< Of a union
    QLineEdit *m_newKey = nullptr; ///< Of a map
    QLabel *m_note = nullptr;
    QToolButton *m_more = nullptr;
    std::vector<std::unique_ptr<Part>> m_parts;
    QStringList m_ids;
    qsizetype m_most; ///< Rows shown at once
    qsizetype m_hidden = 0;
    QHash<QString, Models::FieldPreview> m_previews;
};

} // namespace Plugboard::Ui
