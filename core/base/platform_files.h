#pragma once

#include <QString>

namespace Plugboard {

/// Makes the entries of a folder (a file that was renamed into it) survive a crash of the machine. False where the system
/// refused; the file itself is whole all the same.
bool syncFolder(const QString &folder);

/// Held by one running program at a time. The system lets go when the program ends, however it ends, so there is nothing to
/// clean up; and nothing waits for the disk, as QLockFile does.
class FileLock final
{
public:
    enum class Outcome {
        Held,
        Taken, ///< By another program, or another FileLock of this one
        Impossible, ///< The file cannot be made, or its file system has no locks
    };

    FileLock() = default;
    ~FileLock();
    Q_DISABLE_COPY_MOVE(FileLock)

    /// Makes the file if there is none; it stays. Lets go of the one held before.
    Outcome tryLock(const QString &file);

private:
    void release();

    int m_descriptor = -1;
};

} // namespace Plugboard
