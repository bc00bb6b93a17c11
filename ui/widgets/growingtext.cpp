#include "ui/widgets/growingtext.h"

#include <QAbstractTextDocumentLayout>
#include <QResizeEvent>
#include <QTextBlock>

#include <algorithm>
#include <cmath>

namespace Plugboard::Ui {

GrowingText::GrowingText(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Lines as laid out, so that wrapped ones count.
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &GrowingText::adapt);
    adapt();
}

void GrowingText::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    m_shown = 0;
    adapt();
}

/// Another width wraps other lines.
void GrowingText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        adapt();
}

/// Blocks are laid out when somebody asks for them; more than are shown need not be.
int GrowingText::laidOutLines() const
{
    if (document()->isEmpty() && !placeholderText().isEmpty()) {
        const int width = viewport()->width() - int(2 * document()->documentMargin());
        const QRect around = fontMetrics().boundingRect(QRect(0, 0, width, 0), Qt::TextWordWrap, placeholderText());
        return around.height() / fontMetrics().lineSpacing();
    }
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= m_most; block = block.next()) {
        document()->documentLayout()->blockBoundingRect(block);
        lines += block.lineCount();
    }
    return lines;
}

void GrowingText::adapt()
{
    const int laidOut = laidOutLines();
    const int lines = std::clamp(laidOut, m_least, m_most);
    setVerticalScrollBarPolicy(laidOut > m_most ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (lines == m_shown)
        return;
    m_shown = lines;
    updateGeometry();
}

int GrowingText::heightOf(int lines) const
{
    const double around = 2 * (document()->documentMargin() + frameWidth()) + 1;
    return int(std::ceil(fontMetrics().lineSpacing() * lines + around));
}

QSize GrowingText::sizeHint() const
{
    return {QPlainTextEdit::sizeHint().width(), heightOf(m_shown)};
}

QSize GrowingText::minimumSizeHint() const
{
    return {80, heightOf(m_least)};
}

} // namespace Plugboard::Ui
