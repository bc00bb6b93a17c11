#pragma once

#include "models/invocation/call.h"
#include "models/request/openrequest.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace Plugboard::Ui {

class FormPanel;
class FormView;
class InvokeBar;

/// One tab: an open request with its form, its Invoke button and its call.
class RequestPage final : public QWidget
{
    Q_OBJECT

public:
    /// Takes the request over.
    RequestPage(const Models::Backend &backend, std::unique_ptr<Models::OpenRequest> request,
                QWidget *parent = nullptr);
    ~RequestPage() override;

    Models::OpenRequest &request() { return *m_request; }
    const Models::OpenRequest &request() const { return *m_request; }
    Models::Call &call() { return m_call; }
    FormView &form() { return *m_form; }
    void focusInvoke();
    /// How far the form is scrolled down, in pixels.
    int scrolled() const;
    void setScrolled(int pixels); ///< As soon as the form is that long

    /// Asks for a name and a folder in a line above the form.
    void askName(const QString &name, const QStringList &folders, const QString &folder);
    void hideName();

signals:
    void invokeRequested();
    /// The line of askName() was filled.
    void nameChosen(const QString &folder, const QString &name);

private:
    void makeNameBar();
    void scroll();

    std::unique_ptr<Models::OpenRequest> m_request;
    Models::Call m_call;
    InvokeBar *m_bar;
    FormView *m_form;
    FormPanel *m_inputs;
    QWidget *m_nameBar;
    QLineEdit *m_name;
    QComboBox *m_folder;
    int m_scrollingTo = 0; ///< 0: the form is where it is to be
};

} // namespace Plugboard::Ui
