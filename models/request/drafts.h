#pragma once

#include "core/base/result.h"
#include "core/workspace/request.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace Plugboard::Models {

/// A tab with changes that were not saved when the window was closed.
struct Draft
{
    QString path; ///< In the workspace; empty: never saved
    Workspace::Request request;
    QByteArray hash {}; ///< Of the file when it was loaded, so that saving still notices others' changes
};

/// Keeps drafts in a folder of the user's data, one file each, in place of those that were there. Texts that look like
/// secrets, or are plain text in one of `secretKeys`, are left out: the person types them again.
Result<Done> saveDrafts(const QString &folder, const QList<Draft> &drafts, const QList<QStringList> &secretKeys);

/// Those that can be read.
QList<Draft> loadDrafts(const QString &folder);

} // namespace Plugboard::Models
