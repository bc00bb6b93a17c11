#include "ui/widgets/looks.h"

#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QWidget>

namespace Plugboard::Ui {

QColor textColor(TextColor color, const QPalette &palette)
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

QColor textColor(TextColor color)
{
    return textColor(color, QGuiApplication::palette());
}

namespace {

/// Keeps a widget's text in the colour of its meaning while palettes change; belongs to the widget.
class KeptColor final : public QObject
{
public:
    explicit KeptColor(QWidget *widget)
        : QObject(widget)
        , m_widget(widget)
    {
        // In a tool bar a label would take the colour of buttons.
        widget->setForegroundRole(QPalette::WindowText);
        widget->installEventFilter(this);
    }

    static KeptColor *of(QWidget *widget)
    {
        for (QObject *child : widget->children()) {
            if (auto *kept = dynamic_cast<KeptColor *>(child))
                return kept;
        }
        return new KeptColor(widget);
    }

    void keep(TextColor color)
    {
        m_color = color;
        apply();
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
            apply();
        return false;
    }

private:
    void apply()
    {
        QPalette palette = m_widget->palette();
        const QColor wanted = textColor(m_color);
        if (palette.color(QPalette::WindowText) == wanted)
            return;
        palette.setColor(QPalette::WindowText, wanted);
        m_widget->setPalette(palette);
    }

    QWidget *m_widget;
    TextColor m_color = TextColor::Normal;
};

} // namespace

void setTextColor(QWidget *label, TextColor color)
{
    KeptColor::of(label)->keep(color);
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
