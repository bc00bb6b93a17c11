#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QStringList>

namespace Plugboard::Workspace {

/// The newest format of shared files that is understood (FORMATS).
inline constexpr int currentFormat = 1;

/// A shared file's JSON object. Errors (where = "line:column"): Syntax, Invalid (no object, no format), Unsupported (newer).
Result<Value> readObject(const QByteArray &utf8);

/// "line:column" of an entry of the file.
Error invalidEntry(const QByteArray &utf8, const QString &pointer, const QString &message);

/// An entry that must be of this type if it is there. Errors: Invalid with its place.
Result<QString> textEntry(const QByteArray &utf8, const Value &object, const QString &key);
Result<Value> contextEntry(const QByteArray &utf8, const Value &object, const QString &key);

/// Puts `known` into `source`: keys that `known` has get its value, its nulls are left out, all others of `source` stay. Keys
/// that are new come behind the one that stands before them in `order`.
Value merged(const Value &source, const Value &known, const QList<QByteArray> &order);

} // namespace Plugboard::Workspace
