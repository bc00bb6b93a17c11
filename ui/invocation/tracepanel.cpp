#include "ui/invocation/tracepanel.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

TracePanel::TracePanel(QWidget *parent)
    : QWidget(parent)
    , m_stages(named(new QListWidget, u"trace-stages"_s, tr("Stages of the run")))
    , m_text(named(new QPlainTextEdit, u"trace-text"_s, tr("Content of the stage")))
{
    m_text->setReadOnly(true);
    m_text->setFont(valueFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(tr("Invoke the request to see every stage of its way, with secrets masked."));
    auto *splitter = new QSplitter;
    splitter->addWidget(m_stages);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({150, 400});
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(splitter);
    connect(m_stages, &QListWidget::currentRowChanged, this, &TracePanel::showStage);
}

void TracePanel::setRun(std::shared_ptr<const Invocation::Run> run)
{
    const int before = std::max(0, m_stages->currentRow());
    m_run = std::move(run);
    m_stages->clear();
    m_text->clear();
    if (!m_run)
        return;
    for (const Invocation::TraceEntry &entry : m_run->trace)
        m_stages->addItem(entry.stage);
    m_stages->addItem(tr("timings"));
    m_stages->setCurrentRow(std::min(before, m_stages->count() - 1));
}

QString TracePanel::timings() const
{
    QString text;
    for (const auto &[stage, time] : m_run->stages)
        text += u"%1 ms  %2\n"_s.arg(double(time.count()) / 1000, 9, 'f', 3).arg(stage);
    text += u"%1 ms  %2\n\n"_s.arg(double(m_run->total.count()) / 1000, 9, 'f', 3).arg(tr("all"));
    text += tr("credentials: %1").arg(m_run->credentialSource) + u'\n' + tr("endpoint: %1").arg(m_run->endpointSource);
    for (const QString &warning : m_run->warnings)
        text += u'\n' + tr("warning: %1").arg(warning);
    return text;
}

void TracePanel::showStage(int row)
{
    if (!m_run || row < 0)
        return;
    m_text->setPlainText(row < m_run->trace.size() ? m_run->trace.at(row).text : timings());
}

} // namespace Plugboard::Ui
