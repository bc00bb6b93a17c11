#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace Plugboard::Workspace {

/// What a file shall hold.
struct NewFile
{
    QString file; ///< Absolute
    QByteArray bytes;
};

/// Replaces a file by `bytes` so that it is whole at any moment: verified length before the rename, folder synced after it. A
/// link is followed, so that it stays one. Refuses what is no regular file. Errors (Stage::Workspace, where = file):
/// Unwritable; the message tells a full disk, a read-only file or folder, and a missing folder apart (from QStorageInfo and
/// the permissions).
Result<Done> writeFile(const QString &file, const QByteArray &bytes);

/// The same for files that belong together: all are written and verified beside their places before the first one is
/// replaced, so that a full disk leaves all of the old ones. They are replaced in the order of the list; put the one that
/// refers to the others last.
Result<Done> writeFiles(const QList<NewFile> &files);

/// The whole file, at most `limitBytes`. Errors: NotFound, Unreadable, Limit.
Result<QByteArray> readFile(const QString &file, qint64 limitBytes = 64 << 20);

} // namespace Plugboard::Workspace
