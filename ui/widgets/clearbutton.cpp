#include "ui/widgets/clearbutton.h"

#include <QLineEdit>

namespace Plugboard::Ui {

void addClearButton(QLineEdit *field)
{
    QObject::connect(field, &QLineEdit::textChanged, field, [field] { field->setClearButtonEnabled(true); });
}

} // namespace Plugboard::Ui
