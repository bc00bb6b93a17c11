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
    QString version; ///< Of the API: "2010-03-31"
    QString path; ///< Of its service-2.json or service-2.json.gz
};

/// The service models on this computer: folders laid out as botocore's `data`, SERVICE/VERSION/service-2.json[.gz].
///
/// Of a service in several folders the newest version counts, of equal versions the earlier folder. A file that cannot be
/// used is skipped for the next best, and told by problems(). Folders are listed at the first question, models are read when
/// asked for and kept. Thread-safe.
class ModelLibrary final
{
public:
    explicit ModelLibrary(QStringList folders);
    ~ModelLibrary();

    /// Existing ones of: AWS_DATA_PATH, ~/.aws/models, `own` folders, share/plugboard/models beside the program; then
    /// `botocore/data` of the system's and the user's Pythons and of an active environment, newest botocore first. Python
    /// is not started for that.
    static QStringList defaultFolders(const QStringList &own = {});

    const QStringList &folders() const { return m_folders; }

    /// By id, the best file of the newest version of each.
    QList<ServiceInfo> services() const;
    /// Of one service, newest version first; empty if there is none.
    QList<ServiceInfo> versions(QStringView service) const;
    /// All usable files of one service or "ID@VERSION", best first.
    QList<ServiceInfo> candidates(QStringView service) const;
    /// Changes when a model file comes, goes or is changed.
    QByteArray fingerprint() const;

    /// `service`: "ec2", or "ec2@2016-09-15" for an older version; the model's id is then the same.
    /// Errors: Stage::Call; NotFound (the message says which folders were searched), and those of the best file.
    Result<ServiceModelPtr> load(QStringView service) const;
    /// Of the files that load() skipped, in its order.
    Errors problems() const;

private:
    class Cache;

    QStringList m_folders;
    std::unique_ptr<Cache> m_cache;
};

} // namespace Plugboard::Aws
