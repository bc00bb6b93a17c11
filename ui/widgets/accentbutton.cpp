#include "ui/widgets/accentbutton.h"

#include <QPainter>

namespace Plugboard::Ui {

AccentButton::AccentButton(const QString &text, QWidget *parent)
    : QToolButton(parent)
{
    setText(text);
    setCheckable(true);
}

void AccentButton::paintEvent(QPaintEvent *event)
{
    QToolButton::paintEvent(event);
    constexpr int thickness = 3;
    if (isChecked())
        QPainter(this).fillRect(rect().adjusted(3, height() - thickness - 1, -3, -1), palette().highlight());
}

} // namespace Plugboard::Ui
