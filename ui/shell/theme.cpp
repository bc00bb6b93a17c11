#include "ui/shell/theme.h"

#include <QApplication>
#include <QPalette>

namespace Plugboard::Ui {

void keepPlaceholdersReadable()
{
    constexpr int opacity = 160; // Of 255: a contrast above 4.5 on black and on white
    const QPalette now = QApplication::palette();
    QPalette mended = now;
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        QColor color = now.color(group, QPalette::Text);
        color.setAlpha(opacity);
        mended.setColor(group, QPalette::PlaceholderText, color);
    }
    if (mended != now) // Setting it tells of a change, too
        QApplication::setPalette(mended);
}

} // namespace Plugboard::Ui
