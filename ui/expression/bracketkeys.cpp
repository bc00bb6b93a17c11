#include "ui/expression/bracketkeys.h"

#include "ui/expression/feelcolours.h"

#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTextBlock>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

namespace {

QChar closingOf(QChar opening)
{
    switch (opening.unicode()) {
    case u'(':
        return u')';
    case u'[':
        return u']';
    case u'{':
        return u'}';
    case u'"':
        return u'"';
    default:
        return {};
    }
}

bool isPlainKey(const QKeyEvent *event)
{
    // AltGr, with which some keyboards type brackets, comes as Ctrl+Alt.
    const bool isControl = event->modifiers().testFlag(Qt::ControlModifier);
    return isControl == event->modifiers().testFlag(Qt::AltModifier);
}

} // namespace

BracketKeys::BracketKeys(QPlainTextEdit *edit, const FeelColours &colours)
    : m_edit(edit)
    , m_colours(colours)
{
}

bool BracketKeys::handle(QKeyEvent *event)
{
    if (m_edit->isReadOnly())
        return false;
    if (event->key() == Qt::Key_Backspace && event->modifiers() == Qt::NoModifier)
        return removePair();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !(event->modifiers() & ~Qt::KeypadModifier)) {
        breakLine();
        return true;
    }
    if (event->text().size() != 1 || !isPlainKey(event))
        return false;
    const QChar typed = event->text().front();
    if (typeOver(typed))
        return true;
    const QChar closing = closingOf(typed);
    return !closing.isNull() && typeOpening(typed, closing);
}

void BracketKeys::addClosing(int position)
{
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(position);
    m_closing.append(cursor);
}

QChar BracketKeys::at(int position) const
{
    const QString &text = m_colours.text();
    return position >= 0 && position < text.size() ? text.at(position) : QChar();
}

bool BracketKeys::isOurs(int position, QChar character)
{
    m_closing.removeIf([this](const QTextCursor &cursor) {
        const QChar there = at(cursor.position());
        return there != u')' && there != u']' && there != u'}' && there != u'"';
    });
    return at(position) == character
        && std::any_of(m_closing.begin(), m_closing.end(),
                       [position](const QTextCursor &cursor) { return cursor.position() == position; });
}

bool BracketKeys::typeOver(QChar typed)
{
    QTextCursor cursor = m_edit->textCursor();
    if (cursor.hasSelection() || !isOurs(cursor.position(), typed))
        return false;
    // An odd backslash before a quote makes it part of the text.
    int backslashes = 0;
    while (at(cursor.position() - 1 - backslashes) == u'\\')
        ++backslashes;
    if (typed == u'"' && backslashes % 2 == 1)
        return false;
    const int position = cursor.position();
    m_closing.removeIf([position](const QTextCursor &each) { return each.position() == position; });
    cursor.movePosition(QTextCursor::NextCharacter);
    m_edit->setTextCursor(cursor);
    return true;
}

bool BracketKeys::typeOpening(QChar opening, QChar closing)
{
    QTextCursor cursor = m_edit->textCursor();
    if (cursor.hasSelection()) {
        const int from = cursor.selectionStart();
        const int to = cursor.selectionEnd();
        if (m_colours.isQuotedAt(from) || m_colours.isQuotedAt(to))
            return false;
        const QString selected = m_colours.text().sliced(from, to - from);
        if (opening == u'"' && selected.contains(u'"'))
            return false;
        cursor.insertText(opening + selected + closing);
        cursor.setPosition(from + 1);
        cursor.setPosition(to + 1, QTextCursor::KeepAnchor);
        m_edit->setTextCursor(cursor);
        return true;
    }
    if (!mayClose(opening, cursor.position()))
        return false;
    cursor.insertText(QString(opening) + closing);
    cursor.movePosition(QTextCursor::PreviousCharacter);
    m_edit->setTextCursor(cursor);
    addClosing(cursor.position());
    return true;
}

bool BracketKeys::mayClose(QChar opening, int position) const
{
    if (m_colours.isQuotedAt(position))
        return false;
    const QChar next = at(position);
    const bool isFree = next.isNull() || next.isSpace() || u")]},"_s.contains(next);
    const QChar before = at(position - 1);
    return isFree && !(opening == u'"' && (before == u'"' || before.isLetterOrNumber()));
}

bool BracketKeys::removePair()
{
    QTextCursor cursor = m_edit->textCursor();
    const int position = cursor.position();
    const QChar closing = closingOf(at(position - 1));
    if (cursor.hasSelection() || closing.isNull() || !isOurs(position, closing))
        return false;
    cursor.setPosition(position - 1);
    cursor.setPosition(position + 1, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    m_edit->setTextCursor(cursor);
    return true;
}

void BracketKeys::breakLine()
{
    QTextCursor cursor = m_edit->textCursor();
    const int from = cursor.selectionStart();
    const QTextBlock line = m_edit->document()->findBlock(from);
    const QStringView before = QStringView(m_colours.text()).sliced(line.position(), from - line.position());
    const auto textBegin = std::find_if(before.begin(), before.end(), [](QChar each) { return !each.isSpace(); });
    const QString indent = before.first(textBegin - before.begin()).toString();
    const QStringView written = before.trimmed();
    const bool opens = !written.isEmpty() && u"([{"_s.contains(written.back());
    const bool isBetween = opens && at(cursor.selectionEnd()) == closingOf(written.back());
    cursor.beginEditBlock();
    cursor.insertText(u'\n' + indent + (opens ? u"  "_s : QString()));
    const int caret = cursor.position();
    if (isBetween)
        cursor.insertText(u'\n' + indent);
    cursor.setPosition(caret);
    cursor.endEditBlock();
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
}

} // namespace Plugboard::Ui
