#pragma once

#include <QColor>
#include <QFont>

class QPalette;
class QWidget;

namespace Plugboard::Ui {

/// Meanings that a text may have; each has a colour of enough contrast on light and on dark palettes. A word or an icon
/// always says the same.
enum class TextColor { Normal, Quiet, Good, Bad, Unsure };

/// For what is painted, such as rows.
QColor textColor(TextColor color, const QPalette &palette);
QColor textColor(TextColor color); ///< With the application's palette

/// From now on, whatever palette comes.
void setTextColor(QWidget *label, TextColor color);

/// For values, never for labels; follows the size of the application's font.
QFont valueFont();

/// A little smaller than the text around it, for what stands below a field.
QFont smallFont();

} // namespace Plugboard::Ui
