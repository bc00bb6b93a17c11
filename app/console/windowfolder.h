#pragma once

#include "core/base/platform_files.h"

#include <QString>

#include <optional>

namespace Plugboard::Console {

/// Where a window keeps its layout and drafts: `windows/1` of the data folder, or the next one that no other running
/// Plugboard uses, so that two of them do not write over each other's drafts. Hold it as long as the window.
class WindowFolder final
{
public:
    explicit WindowFolder(const QString &dataFolder);

    const QString &path() const { return m_path; }

private:
    QString m_path;
    std::optional<FolderLock> m_lock;
};

} // namespace Plugboard::Console
