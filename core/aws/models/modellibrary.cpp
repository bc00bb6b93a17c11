#include "core/aws/models/modellibrary.h"

#include "core/aws/models/modelfile.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QMap>

#include <filesystem>
#include <mutex>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

/// What is known of a model without reading it.
struct ListedModel
{
    ServiceInfo info;
    qint64 sizeBytes = 0;
    qint64 changedMilliseconds = 0;
};

using ListedModels = QMap<QString, QList<ListedModel>>; ///< By service, best first

namespace {

/// Names of the folders in a folder, in no order; much faster than QDir, which asks for each entry's kind.
std::vector<std::string> foldersIn(const std::string &folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        std::error_code unknown;
        if (entry->is_directory(unknown))
            names.push_back(entry->path().filename().string());
    }
    return names;
}

std::optional<ListedModel> modelIn(const QString &service, const QString &version, const QString &folder)
{
    for (const QString &name : {u"/service-2.json"_s, u"/service-2.json.gz"_s}) {
        const QFileInfo file(folder + name);
        if (file.isFile())
            return ListedModel {
                {service, version, file.filePath()}, file.size(), file.lastModified().toMSecsSinceEpoch()};
    }
    return {};
}

/// Some services have a folder of a version, and no model in it.
void listFolder(const QString &folder, ListedModels &files)
{
    const std::string root = folder.toStdString();
    for (const std::string &service : foldersIn(root)) {
        for (const std::string &version : foldersIn(root + '/' + service)) {
            const QString id = QString::fromStdString(service);
            const QString name = QString::fromStdString(version);
            if (const auto file = modelIn(id, name, folder + u'/' + id + u'/' + name))
                files[id].append(*file);
        }
    }
}

ListedModels listFolders(const QStringList &folders)
{
    ListedModels files;
    for (const QString &folder : folders)
        listFolder(folder, files);
    // Versions are dates. Stable: equal ones stay in the order of their folders.
    for (QList<ListedModel> &versions : files)
        std::stable_sort(versions.begin(), versions.end(),
                         [](const ListedModel &a, const ListedModel &b) { return a.info.version > b.info.version; });
    return files;
}

Result<ServiceModelPtr> readModel(const ServiceInfo &info, const QString &id)
{
    const Result<Value> root = readModelFile(info.path);
    if (!root)
        return root.error();
    return ServiceModel::fromValue(id, *root, info.path).orElse([&info](Error error) -> Result<ServiceModelPtr> {
        error.where = error.where.isEmpty() ? info.path : info.path + u':' + error.where;
        return error;
    });
}

} // namespace

class ModelLibrary::Cache final
{
public:
    explicit Cache(const QStringList &folders)
        : m_folders(folders)
    {
    }

    const ListedModels &files()
    {
        std::call_once(m_listed, [this] { m_files = listFolders(m_folders); });
        return m_files;
    }

    /// The first of `files` that is a model; they are not empty.
    Result<ServiceModelPtr> load(const QString &id, const QList<ServiceInfo> &files)
    {
        const std::lock_guard lock(m_mutex);
        if (const ServiceModelPtr known = m_models.value(id))
            return known;
        Errors skipped;
        for (const ServiceInfo &file : files) {
            Result<ServiceModelPtr> model = readModel(file, id);
            if (!model) {
                skipped.append(model.error());
                continue;
            }
            m_models.insert(id, *model);
            for (const Error &problem : std::as_const(skipped)) {
                if (!m_problems.contains(problem))
                    m_problems.append(problem);
            }
            return model;
        }
        return skipped.first();
    }

    Errors problems()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }

private:
    const QStringList &m_folders;
    std::once_flag m_listed;
    ListedModels m_files;
    std::mutex m_mutex;
    QMap<QString, ServiceModelPtr> m_models;
    Errors m_problems;
};

ModelLibrary::ModelLibrary(QStringList folders)
    : m_folders(std::move(folders))
    , m_cache(std::make_unique<Cache>(m_folders))
{
}

ModelLibrary::~ModelLibrary() = default;

QList<ServiceInfo> ModelLibrary::services() const
{
    QList<ServiceInfo> best;
    for (const QList<ListedModel> &versions : m_cache->files())
        best.append(versions.first().info);
    return best;
}

QList<ServiceInfo> ModelLibrary::versions(QStringView service) const
{
    QList<ServiceInfo> versions;
    for (const ServiceInfo &file : candidates(service)) {
        if (versions.isEmpty() || versions.last().version != file.version)
            versions.append(file);
    }
    return versions;
}

QList<ServiceInfo> ModelLibrary::candidates(QStringView service) const
{
    const qsizetype at = service.indexOf(u'@');
    const QString id = (at < 0 ? service : service.first(at)).toString();
    QList<ServiceInfo> files;
    for (const ListedModel &file : m_cache->files().value(id)) {
        if (at < 0 || file.info.version == service.sliced(at + 1))
            files.append(file.info);
    }
    return files;
}

QByteArray ModelLibrary::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const QList<ListedModel> &versions : m_cache->files()) {
        for (const ListedModel &file : versions) {
            hash.addData(file.info.path.toUtf8());
            hash.addData('|' + QByteArray::number(file.sizeBytes) + '|' + QByteArray::number(file.changedMilliseconds)
                         + '\n');
        }
    }
    return hash.result();
}

Result<ServiceModelPtr> ModelLibrary::load(QStringView service) const
{
    const QList<ServiceInfo> files = candidates(service);
    if (!files.isEmpty())
        return m_cache->load(service.toString(), files);
    const QString id = service.toString();
    const auto notFound = [&id](const QString &message) {
        return Error {Stage::Call, ErrorCode::NotFound, message, id};
    };
    if (m_folders.isEmpty())
        return notFound(u"there are no AWS service models on this computer; install python3-botocore or name a "
                        "folder in AWS_DATA_PATH"_s);
    QStringList known;
    for (const ServiceInfo &version : versions(id.section(u'@', 0, 0)))
        known.append(version.version);
    if (!known.isEmpty())
        return notFound(u"the service %1 has no version \"%2\"; it has %3"_s.arg(
            id.section(u'@', 0, 0), id.section(u'@', 1), known.join(u", "_s)));
    return notFound(u"no service \"%1\" among the models in %2; check the name or add a folder to AWS_DATA_PATH"_s.arg(
        id, m_folders.join(u", "_s)));
}

Errors ModelLibrary::problems() const
{
    return m_cache->problems();
}

} // namespace Plugboard::Aws
