#pragma once

#include "models/expression/assistant.h"
#include "models/expression/fieldpreviews.h"
#include "models/request/openrequest.h"

#include <QHash>
#include <QPointer>
#include <QScrollArea>
#include <QTimer>

class QVBoxLayout;

namespace Plugboard::Ui {

class FieldRow;
class Section;

/// The form of a request: its groups in order, each with the fields that are active now.
///
/// Rows are made when their group is opened and their field becomes visible for the first time; after a change only what
/// differs is touched, and what is under the cursor stays where it is.
class FormView final : public QScrollArea
{
    Q_OBJECT

public:
    explicit FormView(const Models::Backend &backend, QWidget *parent = nullptr);

    /// Not owned; null shows nothing.
    void setRequest(Models::OpenRequest *request);
    /// What expressions see beside the other inputs.
    void setVariables(const Value &variables);
    /// Opens the field's group, scrolls to the field and focuses it. False: there is no such visible field.
    bool focusField(const QString &path);
    void focusFirst();

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct GroupView
    {
        Section *section = nullptr;
        QVBoxLayout *content = nullptr;
        QList<const Form::Field *> fields;
        QHash<QString, FieldRow *> rows; ///< By field id
    };

    void build();
    void buildHeader(QVBoxLayout *column);
    void buildTemplateNotes(const Template::ElementTemplate &origin, QVBoxLayout *column);
    void buildGroup(const Form::Group &group, QVBoxLayout *column);
    void fillGroup(qsizetype group);
    Models::Assistant::SightOf mappingSightFor(const Form::Field &field) const;
    Models::Assistant *makeAssistant(const Form::Field &field, QObject *parent);
    bool addMissingRows(GroupView &group, int most);
    void addRowsLater();
    void refresh();
    void refreshGroup(GroupView &group);
    void showPreviews();
    void giveLettersLater();
    void giveLetters();
    bool wantsOpen(const Form::Group &group, const QList<const Form::Field *> &fields) const;

    QPointer<Models::OpenRequest> m_request;
    const Models::Backend &m_backend;
    Models::FieldPreviews m_previews;
    Value m_variables;
    QList<GroupView> m_groups;
    QTimer m_moreRows;
    QTimer m_lettersLater;
};

} // namespace Plugboard::Ui
