#pragma once

#include <QString>

namespace Plugboard {

/// Makes the entries of a folder (a file that was renamed into it) survive a crash of the machine. False where the system
/// refused; the file itself is whole all the same.
bool syncFolder(const QString &folder);

} // namespace Plugboard
