#include "ui/widgets/naming.h"

#include <QTabBar>
#include <QTabWidget>

namespace Plugboard::Ui {

void setNames(QWidget *widget, const QString &objectName, const QString &accessibleName, const QString &description)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    widget->setAccessibleDescription(description);
    // The bar takes the focus.
    if (const auto *tabs = qobject_cast<QTabWidget *>(widget))
        tabs->tabBar()->setAccessibleName(accessibleName);
}

} // namespace Plugboard::Ui
