#pragma once

#include <QPixmap>

class QColor;
class QWidget;

namespace Plugboard::Ui {

/// The picture of that name (":/icons/NAME.svg") in one colour, as high as the widget's text and as sharp as its screen. Null
/// if there is no such picture, as in tests.
QPixmap pictureFor(const QWidget *widget, const QString &name, const QColor &color);

} // namespace Plugboard::Ui
