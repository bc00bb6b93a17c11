#pragma once

#include "core/base/result.h"

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

/// Whether it stays below the folder of requests. Errors: Denied.
Result<Done> checkPath(const QString &path);
/// Whether file systems take it as one name. Errors: Invalid with what is wrong with it.
Result<Done> checkName(const QString &name);

/// `name`, or "name 2", "name 3" … until no entry of the folder is called so, whatever its case.
QString freeName(const QString &folder, const QString &name, const QString &ending);

} // namespace Plugboard::Workspace
