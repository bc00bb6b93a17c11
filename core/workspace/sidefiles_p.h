#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <functional>
#include <utility>

namespace Plugboard::Workspace {

/// The file name in {"$file": "publish.message.feel"}; empty for any other value.
QString sideFileOf(const Value &value);

/// Whether a text may stand in a file of this name: in the same folder, and none of the shared files themselves. What comes
/// from a file of a stranger could otherwise read, overwrite or delete what is elsewhere.
bool isSideFileName(const QString &name);

/// Whether a side file is a link out of the folder, or to nothing. Such a one is neither read nor written.
bool leadsOut(const QString &name, const QString &folder);

/// Names of all side files that a value refers to, each once.
QStringList sideFilesOf(const Value &value);

/// "publish" of "publish.message.feel": the request that the file was made for and goes with. Empty for other names.
QString ownerOf(const QString &sideFile);

/// With each {"$file": NAME} replaced by the text of that file in `folder`. Errors: NotFound, Unreadable, Denied (a name that
/// leads out of the folder), Invalid (no UTF-8).
Result<Value> withSideFiles(const Value &value, const QString &folder);

/// The entries of a request file whose texts are read from side files. All others may refer to files, too, that nobody but
/// their reader knows how to treat: those stay as they are.
inline constexpr std::array<const char *, 3> entriesWithSideFiles {"inputs", "headers", "properties"};

/// A request as it was read, with each name in the entries that are read changed by `rename`; where that gives nothing, the
/// text has no file any more.
Value withSideFilesRenamed(Value source, const std::function<QString(const QString &)> &rename);

/// Puts texts of more than one line into files beside the request.
///
/// A text that had a side file in `before` (the request as read) keeps its name; others are called STEM.KEY.feel or .txt, and
/// never as one of `taken`.
class SideFileWriter final
{
public:
    SideFileWriter(QString stem, QStringList taken)
        : m_stem(std::move(stem))
        , m_taken(std::move(taken))
    {
    }

    /// `alwaysFeel`: the texts are expressions without a leading `=`, too.
    Value write(const Value &value, const Value &before, const QString &key, bool alwaysFeel = false);
    QList<std::pair<QString, QByteArray>> takeFiles() { return std::move(m_files); }

private:
    Value writeText(const Value &text, const Value &before, const QString &key, bool alwaysFeel);
    QString freeName(const QString &key, const QString &ending) const;
    bool isWritten(const QString &name) const;
    bool isTaken(const QString &name) const;

    QString m_stem;
    QStringList m_taken;
    QList<std::pair<QString, QByteArray>> m_files;
};

} // namespace Plugboard::Workspace
