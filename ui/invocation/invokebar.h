#pragma once

#include "models/invocation/call.h"
#include "models/request/openrequest.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace Plugboard::Ui {

/// Invoke, and what became of it: while a call runs the button cancels it, beside it the phase, the elapsed time and, after
/// a moment, the progress; then the outcome in a word, what happened and what to do.
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

private:
    void showRunning();
    void showProgress(const QString &phase, qint64 done, qint64 total);
    void showElapsed();
    void showRun();
    void showFindings(const QList<Form::Finding> &findings);
    QString labelOf(const QString &path) const;
    void clearFindings();

    QPointer<Models::OpenRequest> m_request;
    QPointer<Models::Call> m_call;
    QPushButton *m_button;
    QLabel *m_outcome;
    QLabel *m_facts;
    QProgressBar *m_progress;
    QLabel *m_what;
    QWidget *m_findings;
    QVBoxLayout *m_findingList;
    QToolButton *m_copyId;
    QString m_phase;
    QTimer m_tick;
};

} // namespace Plugboard::Ui
