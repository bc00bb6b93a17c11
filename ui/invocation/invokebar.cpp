#include "ui/invocation/invokebar.h"

#include "models/invocation/outcomewords.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::OutcomeWords;

namespace {

constexpr int tickMilliseconds = 100;
/// Shorter calls show no progress bar, so that nothing flickers.
constexpr qint64 progressAfterMilliseconds = 300;
constexpr qsizetype mostFindings = 6;

QString signOf(OutcomeWords::Mood mood)
{
    switch (mood) {
    case OutcomeWords::Mood::Good:
        return u"✓ "_s;
    case OutcomeWords::Mood::Bad:
        return u"✕ "_s;
    case OutcomeWords::Mood::Unsure:
        break;
    }
    return u"? "_s;
}

TextColor colorFor(OutcomeWords::Mood mood)
{
    switch (mood) {
    case OutcomeWords::Mood::Good:
        return TextColor::Good;
    case OutcomeWords::Mood::Bad:
        return TextColor::Bad;
    case OutcomeWords::Mood::Unsure:
        break;
    }
    return TextColor::Unsure;
}

/// The pipeline's stages as a person says them.
QString spoken(const QString &phase)
{
    static const QHash<QString, const char *> words {
        {u"inputs"_s, QT_TRANSLATE_NOOP("InvokeBar", "evaluating the inputs")},
        {u"secrets"_s, QT_TRANSLATE_NOOP("InvokeBar", "reading secrets")},
        {u"call"_s, QT_TRANSLATE_NOOP("InvokeBar", "preparing the request")},
        {u"operation"_s, QT_TRANSLATE_NOOP("InvokeBar", "reading the service's model")},
        {u"credentials"_s, QT_TRANSLATE_NOOP("InvokeBar", "getting credentials")},
        {u"request"_s, QT_TRANSLATE_NOOP("InvokeBar", "preparing the request")},
        {u"signature"_s, QT_TRANSLATE_NOOP("InvokeBar", "signing")},
        {u"transport"_s, QT_TRANSLATE_NOOP("InvokeBar", "connecting")},
        {u"response"_s, QT_TRANSLATE_NOOP("InvokeBar", "reading the answer")},
        {u"output"_s, QT_TRANSLATE_NOOP("InvokeBar", "mapping the answer")},
    };
    const char *word = words.value(phase);
    return word ? QCoreApplication::translate("InvokeBar", word) : phase;
}

} // namespace

InvokeBar::InvokeBar(QWidget *parent)
    : QWidget(parent)
    , m_button(named(new QPushButton, u"invoke"_s, tr("Invoke")))
    , m_outcome(named(new QLabel, u"outcome"_s, {}))
    , m_facts(named(new QLabel, u"outcome-facts"_s, {}))
    , m_progress(named(new QProgressBar, u"progress"_s, tr("Progress")))
    , m_what(named(new QLabel, u"outcome-text"_s, {}))
    , m_findings(new QWidget)
    , m_findingList(new QVBoxLayout(m_findings))
    , m_copyId(named(new QToolButton, u"copy-request-id"_s, tr("Copy the request id")))
{
    m_button->setText(tr("Invoke"));
    m_button->setDefault(true);
    m_button->setToolTip(tr("Sends the request once (Ctrl+Return)."));
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    m_copyId->setText(tr("Copy request id"));
    m_copyId->setAutoRaise(true);
    m_what->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_what->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    QFont bold = m_outcome->font();
    bold.setBold(true);
    m_outcome->setFont(bold);
    setTextColor(m_facts, TextColor::Quiet);
    m_facts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_findingList->setContentsMargins(0, 0, 0, 0);
    m_findingList->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_button);
    line->addWidget(m_outcome);
    line->addWidget(m_facts, 1);
    line->addWidget(m_progress);
    line->addWidget(m_copyId);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 4);
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_what);
    column->addWidget(m_findings);
    for (QWidget *hidden : {static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_what), m_findings,
                            static_cast<QWidget *>(m_copyId)})
        hidden->hide();
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &InvokeBar::showElapsed);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_call && m_call->isRunning())
            emit cancelRequested();
        else
            emit invokeRequested();
    });
    connect(m_copyId, &QToolButton::clicked, this, [this] {
        if (m_request && m_request->lastRun() && m_request->lastRun()->failure)
            QGuiApplication::clipboard()->setText(m_request->lastRun()->failure->requestId);
    });
}

void InvokeBar::setRequest(Models::OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    if (request)
        connect(request, &Models::OpenRequest::runChanged, this, &InvokeBar::showRun);
    showRun();
}

void InvokeBar::setCall(Models::Call *call)
{
    if (m_call)
        disconnect(m_call, nullptr, this, nullptr);
    m_call = call;
    if (!call)
        return;
    connect(call, &Models::Call::started, this, &InvokeBar::showRunning);
    connect(call, &Models::Call::progressed, this, &InvokeBar::showProgress);
    connect(call, &Models::Call::finished, this, [this] { m_tick.stop(); });
}

void InvokeBar::showRunning()
{
    m_button->setText(tr("Cancel"));
    m_button->setAccessibleName(tr("Cancel the running call"));
    m_button->setToolTip(tr("Stops the call (Esc)."));
    m_what->hide();
    m_findings->hide();
    m_copyId->hide();
    m_outcome->setText(tr("Running"));
    setTextColor(m_outcome, TextColor::Normal);
    m_phase.clear();
    m_progress->setRange(0, 0);
    m_tick.start();
    showElapsed();
}

void InvokeBar::showProgress(const QString &phase, qint64 done, qint64 total)
{
    if (!m_call || !m_call->isRunning())
        return;
    m_phase = spoken(phase);
    if (total > 0) {
        constexpr int steps = 1000;
        m_progress->setRange(0, steps);
        m_progress->setValue(int(double(done) / double(total) * steps));
        m_phase
            += u" %1"_s.arg(tr("%1 of %2").arg(QLocale().formattedDataSize(done), QLocale().formattedDataSize(total)));
    } else {
        m_progress->setRange(0, 0);
    }
    showElapsed();
}

void InvokeBar::showElapsed()
{
    if (!m_call)
        return;
    const qint64 elapsed = m_call->elapsedMilliseconds();
    const QString time = tr("%1 s").arg(QLocale().toString(double(elapsed) / 1000, 'f', 1));
    m_facts->setText(m_phase.isEmpty() ? time : u"%1 · %2"_s.arg(time, m_phase));
    m_progress->setVisible(elapsed >= progressAfterMilliseconds);
}

void InvokeBar::showRun()
{
    m_tick.stop();
    m_progress->hide();
    clearFindings();
    m_button->setText(tr("Invoke"));
    m_button->setAccessibleName(tr("Invoke"));
    m_button->setToolTip(tr("Sends the request once (Ctrl+Return)."));
    const std::shared_ptr<const Invocation::Run> run = m_request ? m_request->lastRun() : nullptr;
    for (QWidget *widget : {static_cast<QWidget *>(m_what), m_findings, static_cast<QWidget *>(m_copyId)})
        widget->hide();
    if (!run) {
        m_outcome->clear();
        m_facts->clear();
        return;
    }
    const OutcomeWords words = OutcomeWords::of(*run);
    m_outcome->setText(signOf(words.mood) + words.word);
    setTextColor(m_outcome, colorFor(words.mood));
    m_facts->setText(OutcomeWords::facts(*run));
    const QString text = QStringList({words.what, words.remedy}).join(u' ').trimmed();
    m_what->setText(text);
    m_what->setVisible(!text.isEmpty());
    m_copyId->setVisible(run->failure && !run->failure->requestId.isEmpty());
    if (run->failure)
        showFindings(run->failure->findings);
    QAccessibleEvent changed(m_outcome, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void InvokeBar::showFindings(const QList<Form::Finding> &findings)
{
    for (const Form::Finding &finding : findings.first(std::min(findings.size(), mostFindings))) {
        const QString text = u"%1: %2"_s.arg(labelOf(finding.field), finding.message);
        auto *button = named(new QToolButton, u"finding-"_s + finding.field, text, tr("Goes to the field"));
        button->setText(u"⚠ "_s + text);
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, path = finding.field] { emit fieldRequested(path); });
        m_findingList->addWidget(button);
    }
    if (findings.size() > mostFindings)
        m_findingList->addWidget(new QLabel(tr("and %1 more").arg(findings.size() - mostFindings)));
    m_findings->setVisible(!findings.isEmpty());
}

/// As the form calls the field.
QString InvokeBar::labelOf(const QString &path) const
{
    for (const Form::Field &field : m_request->state().form()->fields) {
        if ((field.path == path || field.id == path) && !field.label.isEmpty()
            && m_request->state().isVisible(field.id))
            return field.label;
    }
    return path;
}

void InvokeBar::clearFindings()
{
    while (QLayoutItem *item = m_findingList->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace Plugboard::Ui
