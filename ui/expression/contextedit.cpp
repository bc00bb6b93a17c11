#include "ui/expression/contextedit.h"

#include "models/expression/benchcontext.h"
#include "ui/widgets/looks.h"

#include <QMimeData>
#include <QUrl>

namespace Plugboard::Ui {

namespace {

constexpr int contextLines = 8;

QString localFile(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

} // namespace

ContextEdit::ContextEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setFont(valueFont());
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
}

QSize ContextEdit::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), contextLines * fontMetrics().lineSpacing()};
}

QTextCursor ContextEdit::placeOf(const Models::Finding &finding) const
{
    const int last = document()->characterCount() - 1;
    QTextCursor place(document());
    place.setPosition(std::clamp(finding.from, 0, last));
    place.setPosition(std::clamp(finding.to, 0, last), QTextCursor::KeepAnchor);
    if (!place.hasSelection())
        place.movePosition(QTextCursor::PreviousCharacter, QTextCursor::KeepAnchor);
    return place;
}

void ContextEdit::setFindings(const QList<Models::Finding> &findings)
{
    QList<QTextEdit::ExtraSelection> marks;
    for (const Models::Finding &finding : findings) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = placeOf(finding);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(textColor(TextColor::Bad, palette()));
        marks.append(mark);
    }
    setExtraSelections(marks);
    setAccessibleDescription(findings.isEmpty() ? QString() : findings.first().message);
}

void ContextEdit::goTo(const Models::Finding &finding)
{
    setTextCursor(placeOf(finding));
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

bool ContextEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return !localFile(source).isEmpty() || QPlainTextEdit::canInsertFromMimeData(source);
}

void ContextEdit::insertFromMimeData(const QMimeData *source)
{
    if (const QString file = localFile(source); !file.isEmpty())
        emit fileGiven(file);
    else if (const QString text = source->text(); text.size() > Models::longestEditedContext)
        emit largeTextGiven(text);
    else
        QPlainTextEdit::insertFromMimeData(source);
}

} // namespace Plugboard::Ui
