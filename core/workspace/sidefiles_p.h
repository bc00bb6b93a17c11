#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace Plugboard::Workspace {

/// The file name in {"$file": "publish.message.feel"}; empty for any other value.
QString sideFileOf(const Value &value);

/// Names of all side files that a value refers to.
QStringList sideFilesOf(const Value &value);

/// With each {"$file": NAME} replaced by the text of that file in `folder`. Errors: NotFound, Unreadable, Denied (a name that
/// leads out of the folder), Invalid (no UTF-8).
Result<Value> withSideFiles(const Value &value, const QString &folder);

/// Puts texts of more than one line into files beside the request.
///
/// A text that had a side file in `before` (the request as read) keeps its name; others are called STEM.KEY.feel or .txt.
class SideFileWriter final
{
public:
    explicit SideFileWriter(QString stem)
        : m_stem(std::move(stem))
    {
    }

    /// `alwaysFeel`: the texts are expressions without a leading `=`, too.
    Value write(const Value &value, const Value &before, const QString &key, bool alwaysFeel = false);
    QList<std::pair<QString, QByteArray>> takeFiles() { return std::move(m_files); }

private:
    Value writeText(const Value &text, const Value &before, const QString &key, bool alwaysFeel);
    QString freeName(const QString &key, const QString &ending) const;
    bool isTaken(const QString &name) const;

    QString m_stem;
    QList<std::pair<QString, QByteArray>> m_files;
};

} // namespace Plugboard::Workspace
