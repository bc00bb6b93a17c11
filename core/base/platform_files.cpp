#include "core/base/platform_files.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QThread>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace Plugboard {

static int openFolder(const QString &folder)
{
    return ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

bool syncFolder(const QString &folder)
{
    const int descriptor = openFolder(folder);
    if (descriptor < 0)
        return false;
    const bool synced = ::fsync(descriptor) == 0;
    ::close(descriptor);
    return synced;
}

/// flock belongs to the open file and not to the process, so that it holds between threads, too; fcntl's locks would not.
std::optional<FolderLock> FolderLock::take(const QString &folder, std::chrono::milliseconds patience)
{
    constexpr unsigned long pauseMilliseconds = 2;
    const QDeadlineTimer deadline(patience);
    FolderLock lock(openFolder(folder));
    while (lock.m_descriptor >= 0 && ::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            break;
        if (deadline.hasExpired())
            return std::nullopt;
        QThread::msleep(pauseMilliseconds);
    }
    return lock;
}

FolderLock::~FolderLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace Plugboard
