#include "ui/widgets/naming.h"

#include <QWidget>

namespace Plugboard::Ui {

void setNames(QWidget *widget, const QString &objectName, const QString &accessibleName, const QString &description)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    widget->setAccessibleDescription(description);
}

} // namespace Plugboard::Ui
