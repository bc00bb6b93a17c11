#pragma once

#include "core/base/result.h"
#include "core/workspace/request.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Plugboard::Models {

/// A tab with changes that are in no file of the workspace.
struct Draft
{
    QString path; ///< In the workspace; empty: never saved
    Workspace::Request request;
    QByteArray hash {}; ///< Of the file when it was loaded, so that saving still notices others' changes
    QStringList secretKeys {}; ///< Fields of the form whose plain text is a secret; not kept
};

/// Keeps drafts in a folder of the user's data, one file each, in place of those that were there; those go only once the new
/// ones are written. Texts that look like secrets, or are plain text in one of `secretKeys`, are left out: the person types
/// them again. Blocking: for a worker.
Result<Done> saveDrafts(const QString &folder, const QList<Draft> &drafts);

/// In the order in which they were saved. Of one that cannot be read the file stays, under another name, and `problems` says so.
QList<Draft> loadDrafts(const QString &folder, Errors &problems);

} // namespace Plugboard::Models
