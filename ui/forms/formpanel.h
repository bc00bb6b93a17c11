#pragma once

#include <QWidget>

class QStackedWidget;
class QToolButton;

namespace Plugboard::Models {
class OpenRequest;
}

namespace Plugboard::Ui {

class FormView;
class JsonPane;

/// A request's inputs as form or as JSON, with the switch between the two (Ctrl+J). Both are always true.
class FormPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Takes the form view over as its child.
    explicit FormPanel(FormView *form, QWidget *parent = nullptr);

    void setRequest(Models::OpenRequest *request);
    bool showsJson() const;
    /// Text that is no JSON yet stays where it is, and is shown when somebody comes back.
    void showJson(bool json);

private:
    FormView *m_form;
    JsonPane *m_json = nullptr; ///< Made when it is asked for
    Models::OpenRequest *m_request = nullptr;
    QStackedWidget *m_pages;
    QToolButton *m_formButton;
    QToolButton *m_jsonButton;
};

} // namespace Plugboard::Ui
