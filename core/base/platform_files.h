#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace Plugboard {

/// Makes the entries of a folder (a file that was renamed into it) survive a crash of the machine. False where the system
/// refused; the file itself is whole all the same.
bool syncFolder(const QString &folder);

/// Keeps other writers out of a folder, threads and programs alike, for as long as it lives. Advisory: it binds those who ask
/// for it. Leaves no file behind, and ends with the process.
class FolderLock final
{
public:
    /// Waits for at most `patience`; nothing if another one holds it longer than that. Where the file system knows no locks,
    /// or the folder cannot be opened, it is given without being one: whoever writes will see the error.
    static std::optional<FolderLock> take(const QString &folder, std::chrono::milliseconds patience);

    FolderLock(FolderLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {
    }
    FolderLock &operator=(FolderLock &&other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    Q_DISABLE_COPY(FolderLock)
    ~FolderLock();

private:
    explicit FolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor = -1;
};

} // namespace Plugboard
