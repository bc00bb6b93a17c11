#pragma once

#include "core/invocation/run.h"

#include <QWidget>

#include <memory>

class QListWidget;
class QPlainTextEdit;

namespace Plugboard::Ui {

/// Every stage of the last run, opened: its inputs, the request, what was signed, the answer, the mapping, the times. All of
/// it is masked.
class TracePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit TracePanel(QWidget *parent = nullptr);

    void setRun(std::shared_ptr<const Invocation::Run> run);

private:
    QString timings() const;
    void showStage(int row);

    std::shared_ptr<const Invocation::Run> m_run;
    QListWidget *m_stages;
    QPlainTextEdit *m_text;
};

} // namespace Plugboard::Ui
