#include "ui/widgets/chip.h"

#include "ui/widgets/looks.h"

#include <QPainter>

namespace Plugboard::Ui {

namespace {

constexpr qreal chipRadius = 4;
constexpr int chipPadding = 4;
constexpr int chipFrameOpacity = 80; // Of 255

} // namespace

Chip::Chip(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setFont(smallFont());
    setContentsMargins(chipPadding, 1, chipPadding, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTextColor(this, TextColor::Quiet);
}

void Chip::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor frame = palette().color(QPalette::WindowText);
    frame.setAlpha(chipFrameOpacity);
    painter.setPen(frame);
    painter.setBrush(palette().color(QPalette::AlternateBase));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), chipRadius, chipRadius);
    painter.end();
    QLabel::paintEvent(event);
}

} // namespace Plugboard::Ui
