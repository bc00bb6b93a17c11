#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace Plugboard::Workspace {

/// Replaces a file by `bytes` so that it is whole at any moment: verified length before the rename, folder synced after it.
/// Refuses what is no regular file. Errors (Stage::Workspace, where = file): Unwritable; the message tells a full disk, a
/// read-only file or folder, and a missing folder apart (from QStorageInfo and the permissions).
Result<Done> writeFile(const QString &file, const QByteArray &bytes);

/// The whole file, at most `limitBytes`. Errors: NotFound, Unreadable, Limit.
Result<QByteArray> readFile(const QString &file, qint64 limitBytes = 64 << 20);

} // namespace Plugboard::Workspace
