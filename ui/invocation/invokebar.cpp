#include "ui/invocation/invokebar.h"

#include "models/invocation/outcomewords.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/picture.h"

#include <QAccessible>
#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
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

TextColor colorOf(OutcomeWords::Mood mood)
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
        {u"connecting"_s, QT_TRANSLATE_NOOP("InvokeBar", "connecting")},
        {u"sending"_s, QT_TRANSLATE_NOOP("InvokeBar", "sending")},
        {u"waiting for the answer"_s, QT_TRANSLATE_NOOP("InvokeBar", "waiting for the answer")},
        {u"reading"_s, QT_TRANSLATE_NOOP("InvokeBar", "reading the answer")},
        {u"response"_s, QT_TRANSLATE_NOOP("InvokeBar", "reading the answer")},
        {u"output"_s, QT_TRANSLATE_NOOP("InvokeBar", "mapping the answer")},
    };
    const char *word = words.value(phase);
    return word ? QCoreApplication::translate("InvokeBar", word) : phase;
}

QString withKey(const QString &text, const QKeySequence &key)
{
    return u"%1  %2"_s.arg(text, key.toString(QKeySequence::NativeText));
}

QString withoutMnemonic(QString label)
{
    return label.replace(u'&', "&&"_L1);
}

/// What a service says is text, whatever it looks like.
void makeSelectable(QLabel *label)
{
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QString invokeText()
{
    return withKey(InvokeBar::tr("Invoke"), Qt::CTRL | Qt::Key_Return);
}

QString cancelText()
{
    return withKey(InvokeBar::tr("Cancel"), Qt::Key_Escape);
}

} // namespace

InvokeBar::InvokeBar(QWidget *parent)
    : QWidget(parent)
    , m_button(named(new QPushButton, u"invoke"_s, tr("Invoke")))
    , m_picture(named(new QLabel, u"outcome-picture"_s, {}))
    , m_outcome(named(new QLabel, u"outcome"_s, {}))
    , m_facts(named(new ElidedLabel, u"outcome-facts"_s, {}))
    , m_progress(named(new QProgressBar, u"progress"_s, tr("Progress")))
    , m_showDetails(named(new QToolButton, u"outcome-show-details"_s, tr("Details")))
    , m_copyId(named(new QToolButton, u"copy-request-id"_s, tr("Copy the request id")))
    , m_what(named(new QLabel, u"outcome-text"_s, {}))
    , m_remedy(named(new QLabel, u"outcome-remedy"_s, {}))
    , m_goToField(named(new QToolButton, u"outcome-field"_s, tr("Go to the field")))
    , m_findings(new QWidget)
    , m_findingList(new QFormLayout(m_findings))
    , m_details(named(new QLabel, u"outcome-details"_s, {}))
{
    m_button->setDefault(true);
    m_button->installEventFilter(this);
    makeTexts();
    m_findingList->setContentsMargins(0, 0, 0, 0);
    m_findingList->setHorizontalSpacing(8);
    m_findingList->setVerticalSpacing(0);
    m_findingList->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto *remedy = new QHBoxLayout;
    remedy->setSpacing(8);
    remedy->addWidget(m_remedy, 1);
    remedy->addWidget(m_goToField, 0, Qt::AlignTop);
    remedy->addWidget(m_copyId, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 4);
    column->setSpacing(4);
    column->addLayout(makeLine());
    column->addWidget(m_what);
    column->addLayout(remedy);
    column->addWidget(m_findings);
    column->addWidget(m_details);
    m_tick.setInterval(tickMilliseconds);
    connect(&m_tick, &QTimer::timeout, this, &InvokeBar::showElapsed);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_call && m_call->isRunning())
            emit cancelRequested();
        else
            emit invokeRequested();
    });
    connect(m_copyId, &QToolButton::clicked, this, [this] {
        if (m_run && m_run->failure)
            QGuiApplication::clipboard()->setText(m_run->failure->requestId);
    });
    connect(m_goToField, &QToolButton::clicked, this, [this] {
        if (m_run)
            emit fieldRequested(OutcomeWords::of(*m_run).field);
    });
    connect(m_showDetails, &QToolButton::toggled, this, &InvokeBar::showDetails);
    adaptButton();
    showRun(nullptr);
}

QHBoxLayout *InvokeBar::makeLine()
{
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(160);
    m_copyId->setText(tr("Copy request id"));
    m_copyId->setAutoRaise(true);
    m_showDetails->setText(tr("Details"));
    m_showDetails->setAutoRaise(true);
    m_showDetails->setCheckable(true);
    m_showDetails->setArrowType(Qt::RightArrow);
    m_showDetails->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_button);
    line->addWidget(m_picture);
    line->addWidget(m_outcome);
    line->addWidget(m_facts, 1);
    line->addWidget(m_progress);
    line->addWidget(m_showDetails);
    return line;
}

void InvokeBar::makeTexts()
{
    QFont bold = m_outcome->font();
    bold.setBold(true);
    m_outcome->setFont(bold);
    m_details->setFont(valueFont());
    m_goToField->setAutoRaise(true);
    setTextColor(m_facts, TextColor::Quiet);
    setTextColor(m_details, TextColor::Quiet);
    for (QLabel *label : {m_what, m_remedy, m_details})
        makeSelectable(label);
}

/// As wide as either of its texts, so that nothing moves under the pointer.
void InvokeBar::adaptButton()
{
    const QString shown = m_button->text();
    int width = 0;
    for (const QString &text : {invokeText(), cancelText()}) {
        m_button->setText(text);
        width = std::max(width, m_button->sizeHint().width());
    }
    m_button->setMinimumWidth(width);
    m_button->setText(shown);
}

bool InvokeBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_button) {
        const bool isHeld = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->isAutoRepeat();
        if (isHeld || event->type() == QEvent::MouseButtonDblClick)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void InvokeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        adaptButton();
    if (event->type() == QEvent::PaletteChange) {
        setTextColor(m_facts, TextColor::Quiet);
        setTextColor(m_details, TextColor::Quiet);
        showWords();
    }
}

void InvokeBar::setRequest(Models::OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    if (request)
        connect(request, &Models::OpenRequest::runChanged, this, [this] { showRun(m_request->lastRun()); });
    showRun(request ? request->lastRun() : nullptr);
}

void InvokeBar::setCall(Models::Call *call)
{
    if (m_call)
        disconnect(m_call, nullptr, this, nullptr);
    m_call = call;
    showRun(m_run);
    if (!call)
        return;
    connect(call, &Models::Call::started, this, &InvokeBar::showRunning);
    connect(call, &Models::Call::cancelling, this, &InvokeBar::showElapsed);
    connect(call, &Models::Call::progressed, this, &InvokeBar::showProgress);
    connect(call, &Models::Call::finished, this, &InvokeBar::showRun);
}

void InvokeBar::showIdle()
{
    m_tick.stop();
    m_progress->hide();
    m_button->setText(invokeText());
    m_button->setAccessibleName(tr("Invoke"));
    m_button->setToolTip(tr("Sends the request once (Ctrl+Return)."));
}

void InvokeBar::showRunning()
{
    m_button->setText(cancelText());
    m_button->setAccessibleName(tr("Cancel the running call"));
    m_button->setToolTip(tr("Stops the call (Esc)."));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_picture), static_cast<QWidget *>(m_what), static_cast<QWidget *>(m_remedy),
          static_cast<QWidget *>(m_goToField), m_findings, static_cast<QWidget *>(m_copyId),
          static_cast<QWidget *>(m_showDetails), static_cast<QWidget *>(m_details)})
        widget->hide();
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
    if (!m_call || !m_call->isRunning())
        return;
    const qint64 elapsed = m_call->elapsedMilliseconds();
    const QString time = tr("%1 s").arg(QLocale().toString(double(elapsed) / 1000, 'f', 1));
    const QString phase = m_call->isCancelling() ? tr("stopping") : m_phase;
    m_facts->setText(phase.isEmpty() ? time : u"%1 · %2"_s.arg(time, phase));
    m_progress->setVisible(elapsed >= progressAfterMilliseconds);
}

void InvokeBar::showRun(std::shared_ptr<const Invocation::Run> run)
{
    m_run = std::move(run);
    if (m_call && m_call->isRunning())
        return showRunning();
    showIdle();
    showWords();
    clearFindings();
    m_findings->hide();
    if (!m_run)
        return;
    if (m_run->failure)
        showFindings(m_run->failure->findings);
    QAccessibleEvent alert(m_outcome, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void InvokeBar::showWords()
{
    if (m_call && m_call->isRunning())
        return;
    const OutcomeWords words = m_run ? OutcomeWords::of(*m_run) : OutcomeWords {};
    const auto tell = [](QLabel *label, const QString &text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    const QPixmap picture
        = words.icon.isEmpty() ? QPixmap() : pictureFor(this, words.icon, textColor(colorOf(words.mood)));
    m_picture->setPixmap(picture);
    m_picture->setVisible(!picture.isNull());
    m_outcome->setText(words.word);
    setTextColor(m_outcome, colorOf(words.mood));
    m_facts->setText(m_run ? OutcomeWords::facts(*m_run) : QString());
    const Form::Field *field = words.field.isEmpty() ? nullptr : fieldAt(words.field);
    // People know a field by its label.
    const bool isAboutField = field && words.what.startsWith(words.field);
    tell(m_what, isAboutField ? field->label + words.what.sliced(words.field.size()) : words.what);
    tell(m_remedy, words.remedy);
    m_goToField->setVisible(field);
    if (field)
        m_goToField->setText(tr("Go to %1").arg(withoutMnemonic(field->label)));
    m_copyId->setVisible(m_run && m_run->failure && !m_run->failure->requestId.isEmpty());
    m_showDetails->setVisible(m_run && m_run->failure);
    showDetails(m_showDetails->isChecked());
}

void InvokeBar::showDetails(bool visible)
{
    m_showDetails->setArrowType(visible ? Qt::DownArrow : Qt::RightArrow);
    QStringList lines;
    if (m_run && m_run->failure) {
        for (const auto &[name, value] : OutcomeWords::details(*m_run))
            lines.append(u"%1: %2"_s.arg(name, value));
    }
    m_details->setText(lines.join(u'\n'));
    m_details->setVisible(visible && !lines.isEmpty());
}

void InvokeBar::showFindings(const QList<Form::Finding> &findings)
{
    for (const Form::Finding &finding : findings.first(std::min(findings.size(), mostFindings))) {
        const Form::Field *field = fieldAt(finding.field);
        const QString label = field ? field->label : finding.field;
        auto *button = named(new QToolButton, u"finding-"_s + finding.field, u"%1: %2"_s.arg(label, finding.message),
                             tr("Goes to the field"));
        button->setText(u"⚠ "_s + withoutMnemonic(label));
        button->setAutoRaise(true);
        connect(button, &QToolButton::clicked, this, [this, path = finding.field] { emit fieldRequested(path); });
        auto *message = named(new QLabel(finding.message), u"finding-text-"_s + finding.field, {});
        makeSelectable(message);
        // Its first line stands beside the button's.
        const int margin = std::max(0, (button->sizeHint().height() - message->fontMetrics().height()) / 2);
        message->setContentsMargins(0, margin, 0, margin);
        m_findingList->addRow(button, message);
    }
    if (const qsizetype more = findings.size() - mostFindings; more > 0)
        m_findingList->addRow(new QLabel(tr("and %1 more").arg(more)));
    m_findings->setVisible(!findings.isEmpty());
}

/// That a person can see and has a name for.
const Form::Field *InvokeBar::fieldAt(const QString &path) const
{
    if (!m_request)
        return nullptr;
    for (const Form::Field &field : m_request->state().form()->fields) {
        if ((field.path == path || field.id == path) && !field.label.isEmpty()
            && m_request->state().isVisible(field.id))
            return &field;
    }
    return nullptr;
}

void InvokeBar::clearFindings()
{
    while (m_findingList->rowCount() > 0) {
        const QFormLayout::TakeRowResult row = m_findingList->takeRow(0);
        for (QLayoutItem *item : {row.labelItem, row.fieldItem}) {
            if (item)
                item->widget()->deleteLater();
            delete item;
        }
    }
}

} // namespace Plugboard::Ui
