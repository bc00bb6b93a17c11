#include "ui/expression/feelcompleter.h"

#include "ui/expression/completionlist.h"
#include "ui/expression/feelcolours.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPlainTextEdit>
#include <QScrollBar>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int lettersThatOpen = 2;

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || character == u'_';
}

bool isTake(const QKeyEvent *event)
{
    const bool isKey = event->key() == Qt::Key_Tab || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    return isKey && !(event->modifiers() & ~Qt::KeypadModifier);
}

} // namespace

FeelCompleter::FeelCompleter(QPlainTextEdit *edit, const FeelColours &colours)
    : QObject(edit)
    , m_edit(edit)
    , m_colours(colours)
{
    connect(edit->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (isOpen())
            openList();
    });
}

bool FeelCompleter::isOpen() const
{
    return m_list && !m_list->isHidden();
}

void FeelCompleter::close()
{
    m_asked = -1;
    m_isExplicit = false;
    if (m_list)
        m_list->hide();
}

void FeelCompleter::ask()
{
    m_dismissed = -1;
    m_isExplicit = true;
    askAt(m_edit->textCursor().position());
}

void FeelCompleter::askAt(int caret)
{
    m_asked = caret;
    emit wanted(m_colours.text(), caret);
}

bool FeelCompleter::handleKey(QKeyEvent *event)
{
    if (m_edit->isReadOnly())
        return false;
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        ask();
        return true;
    }
    if (isOpen())
        return handleOpenKey(event);
    if (event->key() == Qt::Key_Escape && m_asked >= 0) {
        // The list has not come yet, and shall not.
        m_dismissed = wordStart(m_edit->textCursor().position());
        close();
    }
    return false;
}

bool FeelCompleter::handleOpenKey(QKeyEvent *event)
{
    if (isTake(event))
        return take(m_list->current());
    switch (event->key()) {
    case Qt::Key_Escape:
        m_dismissed = wordStart(m_edit->textCursor().position());
        close();
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down: {
        if (event->modifiers() & ~Qt::KeypadModifier)
            return false;
        const int rows = m_list->rows()->rowCount();
        const int step = event->key() == Qt::Key_Down ? 1 : rows - 1;
        m_list->select((m_list->current() + step) % rows);
        return true;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QApplication::sendEvent(m_list->view(), event);
        return true;
    default:
        return false;
    }
}

int FeelCompleter::wordStart(int caret) const
{
    const QString &text = m_colours.text();
    int start = std::min<int>(caret, int(text.size()));
    while (start > 0 && isWordCharacter(text.at(start - 1)))
        --start;
    return start;
}

bool FeelCompleter::opensByItself(int caret) const
{
    if (m_colours.isQuotedAt(caret))
        return false;
    const QString &text = m_colours.text();
    const int start = wordStart(caret);
    if (start < caret && text.at(start).isDigit())
        return false;
    const bool isAfterDot = start > 0 && text.at(start - 1) == u'.';
    // Two dots are a range, and behind a figure a dot belongs to it.
    const QChar before = start > 1 ? text.at(start - 2) : QChar();
    const bool isPath = isAfterDot && before != u'.'
        && !(before.isDigit() && m_colours.partAt(start - 2)
             && m_colours.partAt(start - 2)->look == Feel::Coloured::Look::Number);
    return isPath || caret - start >= lettersThatOpen;
}

void FeelCompleter::onTyped()
{
    const int caret = m_edit->textCursor().position();
    const int start = wordStart(caret);
    if (m_dismissed >= 0 && m_dismissed != start)
        m_dismissed = -1;
    if (isOpen())
        filter();
    const bool staysOpen = m_isExplicit && caret > m_from && start < caret;
    if (m_dismissed < 0 && (isOpen() || staysOpen || opensByItself(caret)))
        askAt(caret);
    else
        close();
}

void FeelCompleter::onCaretMoved()
{
    const int caret = m_edit->textCursor().position();
    if (m_asked >= 0 && m_asked != caret)
        m_asked = -1;
    if (m_dismissed >= 0 && m_dismissed != wordStart(caret))
        m_dismissed = -1;
    if (isOpen())
        close();
}

QString FeelCompleter::word() const
{
    return m_colours.text().sliced(m_from, m_edit->textCursor().position() - m_from);
}

/// With what is known already, until the answer to the new question comes.
void FeelCompleter::filter()
{
    const int caret = m_edit->textCursor().position();
    if (caret < m_from) {
        m_list->hide();
        return;
    }
    m_list->rows()->filter(word());
    if (m_list->rows()->rowCount() == 0)
        m_list->hide();
    else
        openList();
}

void FeelCompleter::show(const QString &text, const Feel::Completions &completions)
{
    const int caret = m_edit->textCursor().position();
    if (m_asked != caret || text != m_colours.text() || !m_edit->hasFocus())
        return;
    m_asked = -1;
    m_from = std::clamp(completions.from, 0, caret);
    m_behind = std::max(0, completions.to - caret);
    if (!m_list) {
        m_list = new CompletionList(m_edit);
        connect(m_list, &CompletionList::taken, this, [this](int row) { take(row); });
    }
    m_list->rows()->setItems(completions.items);
    if (completions.items.isEmpty() || isPointless()) {
        m_list->hide();
        return;
    }
    openList();
}

/// The one thing to type is what stands there.
bool FeelCompleter::isPointless() const
{
    const CompletionRows *rows = m_list->rows();
    return !m_isExplicit && m_behind == 0 && rows->rowCount() == 1 && rows->item(0).insert == word();
}

void FeelCompleter::openList()
{
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(m_from);
    const QRect place = m_edit->cursorRect(cursor);
    m_list->openAt({m_edit->viewport()->mapToGlobal(place.topLeft()), place.size()});
}

/// False: it would change nothing, so the key has another meaning.
bool FeelCompleter::take(int row)
{
    if (row < 0 || row >= m_list->rows()->rowCount()) {
        close();
        return false;
    }
    const Feel::Completion item = m_list->rows()->item(row);
    QTextCursor cursor = m_edit->textCursor();
    const int caret = cursor.position();
    const int end = std::min<int>(caret + m_behind, int(m_colours.text().size()));
    close();
    QString insert = item.insert;
    int caretAfter = std::clamp<int>(item.caret, 0, int(insert.size()));
    // Brackets that stand there are not put a second time.
    const qsizetype bracket = insert.indexOf(u'(');
    if (bracket > 0 && QStringView(m_colours.text()).sliced(end).startsWith(u'(')) {
        insert.truncate(bracket);
        caretAfter = int(bracket) + 1;
    }
    if (QStringView(m_colours.text()).sliced(m_from, end - m_from) == insert && m_from + caretAfter == caret)
        return false;
    cursor.beginEditBlock();
    cursor.setPosition(m_from);
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(insert);
    cursor.setPosition(m_from + caretAfter);
    cursor.endEditBlock();
    m_edit->setTextCursor(cursor);
    const bool isBeforeBracket = caretAfter < insert.size() && insert.at(caretAfter) == u')';
    emit inserted(cursor.position(), isBeforeBracket ? cursor.position() : -1);
    return true;
}

} // namespace Plugboard::Ui
