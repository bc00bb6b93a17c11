#include "ui/forms/jsonpane.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QFontMetrics>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QTextBlock>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pauseMs = 200;
constexpr int mostNotes = 200;
constexpr int noteLines = 4;

} // namespace

JsonPane::JsonPane(QWidget *parent)
    : QWidget(parent)
    , m_text(named(new QPlainTextEdit, u"json"_s, tr("Inputs as JSON")))
    , m_state(named(new QLabel, u"json-state"_s, {}))
    , m_notes(named(new QListWidget, u"json-notes"_s, tr("What is wrong in the JSON")))
{
    m_text->setFont(valueFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"{ }"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_notes->setUniformItemSizes(true);
    m_notes->setMaximumHeight(QFontMetrics(m_notes->font()).lineSpacing() * (noteLines + 1));
    m_notes->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(4);
    column->addWidget(m_text, 1);
    column->addWidget(m_state);
    column->addWidget(m_notes);
    m_later.setSingleShot(true);
    m_later.setInterval(pauseMs);
    connect(&m_later, &QTimer::timeout, this, &JsonPane::commit);
    connect(m_text, &QPlainTextEdit::textChanged, &m_later, qOverload<>(&QTimer::start));
    connect(m_notes, &QListWidget::itemActivated, this, [this] { goTo(m_notes->currentRow()); });
    connect(m_notes, &QListWidget::itemClicked, this, [this] { goTo(m_notes->currentRow()); });
}

void JsonPane::setRequest(Models::OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    m_isUnread = false;
    if (request)
        connect(request, &Models::OpenRequest::formChanged, this, [this] {
            if (!m_isOurs && isVisible())
                load();
        });
    if (isVisible())
        load();
}

void JsonPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isUnread)
        load();
}

/// Text that says the same already stays, with its cursor and its undo.
void JsonPane::load()
{
    if (!m_request)
        return;
    const Form::ShownJson shown = Form::shownInputJson(m_request->state());
    const QByteArray written = m_text->toPlainText().toUtf8();
    const Result<Form::FormState> same = Form::withInputJson(m_request->state(), written, m_hidden);
    if (!same || Form::inputJson(*same) != Form::inputJson(m_request->state())) {
        m_hidden = shown.hidden;
        m_text->setPlainText(QString::fromUtf8(shown.json).trimmed());
        m_later.stop();
    }
    m_isUnread = false;
    showNotes(Form::jsonNotes(m_request->state(), m_text->toPlainText().toUtf8()), true);
}

bool JsonPane::commit()
{
    m_later.stop();
    if (!m_request)
        return true;
    const QByteArray written = m_text->toPlainText().toUtf8();
    const Result<Form::FormState> state
        = Form::withInputJson(m_request->state(), written.trimmed().isEmpty() ? QByteArray("{}") : written, m_hidden);
    m_isUnread = !state;
    if (!state) {
        const QStringList place = state.error().where.split(u':');
        Form::JsonNote note {{}, {0, place.value(0).toInt(), place.value(1).toInt()}, state.error().message, false};
        showNotes({note}, false);
        return false;
    }
    const QScopedValueRollback ours(m_isOurs, true);
    m_request->setInputs(*state);
    showNotes(Form::jsonNotes(*state, written), true);
    return true;
}

void JsonPane::showNotes(const QList<Form::JsonNote> &notes, bool isRead)
{
    m_shownNotes = notes.first(std::min<qsizetype>(mostNotes, notes.size()));
    m_notes->clear();
    int findings = 0;
    for (const Form::JsonNote &note : std::as_const(m_shownNotes)) {
        findings += note.isWarning ? 0 : 1;
        m_notes->addItem((note.isWarning ? u"△ "_s : u"⚠ "_s) + note.text());
    }
    m_notes->setVisible(!m_shownNotes.isEmpty());
    const QString state = !isRead ? tr("The form keeps what was read last until this is JSON again.")
        : findings > 0            ? tr("Form and JSON are the same. Something is missing or wrong:")
        : !notes.isEmpty()        ? tr("Form and JSON are the same. Something looks unusual:")
                                  : tr("Form and JSON are the same. A text that starts with = is FEEL.");
    m_state->setText(state);
    setTextColor(m_state, isRead ? TextColor::Quiet : TextColor::Bad);
}

void JsonPane::goTo(int note)
{
    if (note < 0 || note >= m_shownNotes.size())
        return;
    const Json::Position &position = m_shownNotes.at(note).position;
    const QTextBlock block = m_text->document()->findBlockByNumber(std::max(0, position.line - 1));
    // Columns count code points.
    const QList<uint> points
        = block.text().toUcs4().first(std::clamp<qsizetype>(position.column - 1, 0, block.text().toUcs4().size()));
    QTextCursor cursor(block);
    cursor.setPosition(
        block.position()
        + int(QString::fromUcs4(reinterpret_cast<const char32_t *>(points.data()), points.size()).size()));
    m_text->setTextCursor(cursor);
    m_text->setFocus();
}

void JsonPane::focusText()
{
    m_text->setFocus();
}

} // namespace Plugboard::Ui
