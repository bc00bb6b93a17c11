#pragma once

class QLineEdit;

namespace Plugboard::Ui {

/// A button in the field that empties it, made when there is something to empty: the first one reads the platform's whole
/// icon theme, which was a seventh of the start.
void addClearButton(QLineEdit *field);

} // namespace Plugboard::Ui
