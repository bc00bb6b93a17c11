#pragma once

namespace Plugboard::Ui {

/// Makes the texts in empty fields readable on every palette: the platform's colour for them has too little contrast on light
/// ones, and is that of light ones on some dark ones. To be called again when the application's palette changes.
void keepPlaceholdersReadable();

} // namespace Plugboard::Ui
