#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/base/result.h"

#include <QList>
#include <QStringList>

#include <memory>

namespace Plugboard::Aws {

struct ServiceInfo
{
    QString id; ///< Folder name: "sns"
    QString version; ///< Newest that has a model: "2010-03-31"
    QString path; ///< Of its service-2.json or service-2.json.gz
};

/// The service models on this computer: folders laid out as botocore's `data`, SERVICE/VERSION/service-2.json[.gz].
///
/// Of a service in several folders the newest version counts, of equal versions the earlier folder. Folders are listed at
/// the first question, models are read when asked for and kept. Thread-safe.
class ModelLibrary final
{
public:
    explicit ModelLibrary(QStringList folders);
    ~ModelLibrary();

    /// Existing ones of: AWS_DATA_PATH, ~/.aws/models, share/plugboard/models beside the program, and `botocore/data` of
    /// the system's and the user's Python, which is not started for that.
    static QStringList defaultFolders();

    const QStringList &folders() const { return m_folders; }

    /// By id.
    QList<ServiceInfo> services() const;

    /// Errors: Stage::Call; NotFound (the message says which folders were searched), Unreadable, Syntax, Invalid.
    Result<ServiceModelPtr> load(QStringView service) const;

private:
    class Cache;

    QStringList m_folders;
    std::unique_ptr<Cache> m_cache;
};

} // namespace Plugboard::Aws
