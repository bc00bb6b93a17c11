#pragma once

#include <QString>

class QWidget;

namespace Plugboard::Ui {

void setNames(QWidget *widget, const QString &objectName, const QString &accessibleName, const QString &description);

/// Every widget that a person or a test may want has both: `objectName` for tests and style sheets ("invoke"), and an
/// accessible name, translated, for screen readers. Gives the widget back.
template <typename Widget>
Widget *named(Widget *widget, const QString &objectName, const QString &accessibleName, const QString &description = {})
{
    setNames(widget, objectName, accessibleName, description);
    return widget;
}

} // namespace Plugboard::Ui
