#include "ui/widgets/growingtext.h"

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
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingText::adapt);
}

void GrowingText::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    m_shown = 0;
    adapt();
}

void GrowingText::adapt()
{
    const int lines = std::clamp(blockCount(), m_least, m_most);
    if (lines == m_shown)
        return;
    m_shown = lines;
    updateGeometry();
}

int GrowingText::heightOf(int lines) const
{
    const double around = 2 * (document()->documentMargin() + frameWidth());
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
