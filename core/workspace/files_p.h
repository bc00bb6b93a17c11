#pragma once

#include "core/base/platform_files.h"
#include "core/base/result.h"
#include "core/workspace/request.h"

#include <QString>

namespace Plugboard::Workspace {

inline const QString requestEnding = QStringLiteral(".request.json");
inline const QString folderFile = QStringLiteral("folder.json");

inline bool isRequestPath(const QString &path)
{
    return path.endsWith(requestEnding);
}

/// "orders" of "orders/publish.request.json"; empty for an item of the root.
QString parentOf(const QString &path);
/// "publish" of "orders/publish.request.json"; "orders" of a folder.
QString nameOf(const QString &path);
QString joined(const QString &folder, const QString &name);

/// Whether two names are one on some file system: letters in both cases and composed letters are told apart on this one
/// alone, and a shared folder travels.
bool isSameName(const QString &a, const QString &b);
/// Whether two files are one because this file system does not tell their names apart.
bool isOneFile(const QString &a, const QString &b);
/// The entry of a folder that is called so in this sense; empty if there is none.
QString entryCalled(const QString &folder, const QString &name);
/// The beginning of a text that has at most so many bytes of UTF-8.
QString shortened(const QString &text, qsizetype longestBytes);

/// Whether it stays below the folder of requests. Errors: Denied.
Result<Done> checkPath(const QString &path);
/// Whether file systems take it as one name. Errors: Invalid with what is wrong with it.
Result<Done> checkName(const QString &name);

/// `name`, or "name 2", "name 3" … until no entry of the folder is called so.
QString freeName(const QString &folder, const QString &name, const QString &ending);

/// Keeps other writers out of the workspace for as long as it lives. Errors: TimedOut.
Result<FolderLock> lockedForWriting(const QString &workspaceFolder);

/// What is said instead of saving a plain secret.
Error secretRefusal(const PlainSecret &secret, const QString &file);
/// Whether it may be kept in a file. Errors: Denied (a plain secret whose field is not in `allowed`), Invalid.
Result<Done> checkContent(const Request &request, const QString &file, const QStringList &secretKeys,
                          const QStringList &allowed);

/// The JSON of a request file as far as it can be read; null if it cannot. For what it refers to.
Value jsonOf(const QString &file);

/// With all folders above it. Errors: Unwritable.
Result<Done> makeFolder(const QString &folder);

Error unwritable(const QString &file, const QString &message);
/// With the file in front of the place in it.
Error placed(Error error, const QString &file);
Error nameTaken(const QString &name);

/// Whether a rank can be reckoned with: small letters alone, as the schema has it.
bool isRank(const QString &rank);
/// The rank of the item `index` of `count`, with room between all of them.
QString evenRank(qsizetype index, qsizetype count);

} // namespace Plugboard::Workspace
