#include "ui/widgets/looks.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QWidget>

namespace Plugboard::Ui {

namespace {

QColor colorOf(TextColor color, const QPalette &palette)
{
    const bool isDark = palette.color(QPalette::Window).lightness() < 128;
    switch (color) {
    case TextColor::Good:
        return isDark ? QColor(0x7b, 0xd8, 0x8f) : QColor(0x12, 0x6b, 0x2b);
    case TextColor::Bad:
        return isDark ? QColor(0xff, 0x9b, 0x8f) : QColor(0xa8, 0x1c, 0x13);
    case TextColor::Unsure:
        return isDark ? QColor(0xf2, 0xc1, 0x4e) : QColor(0x7a, 0x55, 0x00);
    case TextColor::Quiet:
        return isDark ? QColor(0xb0, 0xb0, 0xb0) : QColor(0x55, 0x55, 0x55);
    case TextColor::Normal:
        break;
    }
    return palette.color(QPalette::WindowText);
}

} // namespace

QColor colorFor(TextColor color)
{
    return colorOf(color, QGuiApplication::palette());
}

void setTextColor(QWidget *label, TextColor color)
{
    QPalette palette = label->palette();
    const QColor wanted = colorFor(color);
    if (palette.color(QPalette::WindowText) == wanted)
        return;
    palette.setColor(QPalette::WindowText, wanted);
    label->setPalette(palette);
    // In a tool bar a label would take the colour of buttons.
    label->setForegroundRole(QPalette::WindowText);
}

QFont valueFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QGuiApplication::font().pointSizeF());
    return font;
}

QFont smallFont()
{
    QFont font = QGuiApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

} // namespace Plugboard::Ui
