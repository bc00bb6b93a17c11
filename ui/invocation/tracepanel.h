#pragma once

#include "models/invocation/tracemodel.h"

#include <QWidget>

class QLabel;
class QListView;
class QPlainTextEdit;
class QToolButton;

namespace Plugboard::Ui {

/// Every stage of the last run, opened: its inputs, the request, what was signed, the answer, the mapping, the times. All of
/// it is masked, so it can be copied and shown to others.
class TracePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TracePanel(QWidget *parent = nullptr);

    /// Stays at the stage that is shown. Null: there is no run.
    void setRun(const std::shared_ptr<const Invocation::Run> &run);

private:
    void showStage();

    Models::TraceModel m_model;
    QListView *m_stages;
    QPlainTextEdit *m_text;
    QLabel *m_note;
    QToolButton *m_copyStage;
    QToolButton *m_copyAll;
};

} // namespace Plugboard::Ui
