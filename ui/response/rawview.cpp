#include "ui/response/rawview.h"

#include "models/response/prettybody.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::BodyText;
using Models::LatestTask;

namespace {

constexpr std::chrono::milliseconds atOnce {0};
constexpr std::chrono::milliseconds searchPause {80};

} // namespace

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_text(named(new QPlainTextEdit, u"response-raw"_s, tr("Answer as text")))
    , m_size(named(new QLabel, u"response-raw-size"_s, {}))
    , m_part(named(new QLabel, u"response-raw-part"_s, {}))
    , m_pretty(
          named(new QToolButton, u"response-raw-pretty"_s, tr("Pretty"), tr("One entry a line; else as it was sent")))
    , m_previous(named(new QToolButton, u"response-raw-previous"_s, tr("Previous part")))
    , m_next(named(new QToolButton, u"response-raw-next"_s, tr("Next part")))
    , m_copy(named(new QToolButton, u"response-raw-copy"_s, tr("Copy the whole answer")))
    , m_preparing(atOnce)
    , m_searching(searchPause)
{
    m_text->setReadOnly(true);
    // A caret, so that the keyboard can select.
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setFont(valueFont());
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_text->setUndoRedoEnabled(false);
    m_text->setFrameShape(QFrame::NoFrame);
    m_pretty->setText(tr("Pretty"));
    m_pretty->setCheckable(true);
    m_pretty->setChecked(true);
    m_pretty->setToolTip(tr("Shows one entry a line. Switch it off to see the answer as it was sent."));
    m_copy->setText(tr("Copy all"));
    m_previous->setArrowType(Qt::LeftArrow);
    m_next->setArrowType(Qt::RightArrow);
    setTextColor(m_size, TextColor::Quiet);
    setTextColor(m_part, TextColor::Quiet);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(4, 0, 4, 4);
    line->setSpacing(4);
    for (QToolButton *button : {m_pretty, m_copy, m_previous, m_next})
        button->setAutoRaise(true);
    line->addWidget(m_pretty);
    line->addWidget(m_copy);
    line->addWidget(m_size);
    line->addStretch(1);
    line->addWidget(m_previous);
    line->addWidget(m_part);
    line->addWidget(m_next);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_text, 1);
    column->addLayout(line);
    connect(m_pretty, &QToolButton::toggled, this, &RawView::prepare);
    connect(m_copy, &QToolButton::clicked, this, &RawView::copyAll);
    connect(m_previous, &QToolButton::clicked, this, [this] { showPart(m_current - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { showPart(m_current + 1); });
    showPart(0);
}

void RawView::setBody(const QByteArray &body)
{
    m_body = body;
    m_isStale = true;
    m_copy->setEnabled(!body.isEmpty());
    if (body.isEmpty()) {
        m_preparing.cancel();
        m_shown = {};
        showPart(0);
    }
    if (isVisible())
        prepare();
}

void RawView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        prepare();
}

void RawView::prepare()
{
    m_isStale = false;
    m_preparing.ask([this, body = m_body, pretty = m_pretty->isChecked()](const std::stop_token &) -> LatestTask::Show {
        const BodyText text(pretty ? Models::prettyBody(body).value_or(body) : body);
        return [this, text] {
            m_shown = text;
            showPart(0);
            find(m_wanted);
        };
    });
}

void RawView::showPart(qsizetype part)
{
    m_current = std::clamp<qsizetype>(part, 0, m_shown.partCount() - 1);
    m_text->setPlainText(m_shown.part(m_current));
    const QLocale locale;
    m_size->setText(locale.formattedDataSize(m_body.size()));
    m_part->setText(tr("Part %1 of %2").arg(locale.toString(m_current + 1), locale.toString(m_shown.partCount())));
    for (QWidget *widget :
         {static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_part), static_cast<QWidget *>(m_next)})
        widget->setVisible(m_shown.partCount() > 1);
    m_previous->setEnabled(m_current > 0);
    m_next->setEnabled(m_current + 1 < m_shown.partCount());
}

void RawView::copyAll()
{
    // Until a new body is ready the old one is on the screen.
    const bool isReady = m_pretty->isChecked() && !m_preparing.isBusy();
    QGuiApplication::clipboard()->setText(QString::fromUtf8(isReady ? m_shown.utf8() : m_body));
}

void RawView::find(const QString &text)
{
    m_wanted = text;
    m_hits = {};
    m_hit = -1;
    if (text.isEmpty()) {
        m_searching.cancel();
        emit found(0, 0);
        return;
    }
    m_searching.ask([this, shown = m_shown, text](const std::stop_token &stop) -> LatestTask::Show {
        return [this, hits = shown.find(text, stop)] {
            m_hits = hits;
            if (hits.first.isEmpty())
                emit found(0, 0);
            else
                goTo(0);
        };
    });
}

void RawView::findNext(bool backwards)
{
    const qsizetype count = m_hits.first.size();
    if (count > 0)
        goTo((m_hit + (backwards ? count - 1 : 1)) % count);
}

void RawView::goTo(qsizetype hit)
{
    m_hit = hit;
    const BodyText::Hit place = m_hits.first.at(hit);
    if (place.part != m_current)
        showPart(place.part);
    QTextCursor cursor(m_text->document());
    const int last = m_text->document()->characterCount() - 1;
    cursor.setPosition(int(place.position));
    cursor.setPosition(std::min(int(place.position + m_wanted.size()), last), QTextCursor::KeepAnchor);
    m_text->setTextCursor(cursor);
    m_text->centerCursor();
    emit found(hit + 1, m_hits.count);
}

} // namespace Plugboard::Ui
