#pragma once

#include "models/invocation/call.h"
#include "models/request/openrequest.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QFormLayout;
class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace Plugboard::Ui {

/// Invoke, and what became of it: while a call runs the button cancels it, beside it the phase, the elapsed time and, after
/// a moment, the progress; then the outcome in a word, what happened and what to do. A double click and a key that is held
/// down count once, so that nobody cancels or sends again by accident.
class InvokeBar final : public QWidget
{
    Q_OBJECT

public:
    explicit InvokeBar(QWidget *parent = nullptr);

    /// Both not owned.
    void setRequest(Models::OpenRequest *request);
    void setCall(Models::Call *call);
    QPushButton *button() const { return m_button; }

signals:
    void invokeRequested();
    void cancelRequested();
    /// A finding was clicked.
    void fieldRequested(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QHBoxLayout *makeLine();
    void makeTexts();
    void adaptButton();
    void showIdle();
    void showRunning();
    void showProgress(const QString &phase, qint64 done, qint64 total);
    void showElapsed();
    void showRun(std::shared_ptr<const Invocation::Run> run);
    void showWords();
    void showDetails(bool visible);
    void showFindings(const QList<Form::Finding> &findings);
    const Form::Field *fieldAt(const QString &path) const;
    void clearFindings();

    QPointer<Models::OpenRequest> m_request;
    QPointer<Models::Call> m_call;
    std::shared_ptr<const Invocation::Run> m_run;
    QPushButton *m_button;
    QLabel *m_picture;
    QLabel *m_outcome;
    QLabel *m_facts;
    QProgressBar *m_progress;
    QToolButton *m_showDetails;
    QToolButton *m_copyId;
    QLabel *m_what;
    QLabel *m_remedy;
    QToolButton *m_goToField;
    QWidget *m_findings;
    QFormLayout *m_findingList;
    QLabel *m_details;
    QString m_phase;
    QTimer m_tick;
};

} // namespace Plugboard::Ui
