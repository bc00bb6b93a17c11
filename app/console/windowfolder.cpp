#include "app/console/windowfolder.h"

#include <QDir>

namespace Plugboard::Console {

using namespace Qt::StringLiterals;

WindowFolder::WindowFolder(const QString &dataFolder)
{
    constexpr int mostWindows = 64;
    for (int number = 1; number <= mostWindows; ++number) {
        m_path = dataFolder + u"/windows/%1"_s.arg(number);
        // In a folder that cannot be made nothing can be locked; what is to be written there will say so.
        if (!QDir().mkpath(m_path))
            return;
        m_lock = FolderLock::take(m_path, std::chrono::milliseconds(0));
        if (m_lock)
            return;
    }
}

} // namespace Plugboard::Console
