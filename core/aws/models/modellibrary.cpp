#include "core/aws/models/modellibrary.h"

#include "core/aws/models/modelfile.h"

#include <QDir>
#include <QMap>

#include <mutex>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// The newest version below a service's folder that has a model; some have a folder and none.
std::optional<ServiceInfo> newestVersion(const QDir &folder, const QString &service)
{
    const QDir versions(folder.filePath(service));
    const QStringList names = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &version : names) {
        const QString path = modelFileIn(versions.filePath(version), u"service-2"_s);
        if (!path.isEmpty())
            return ServiceInfo {service, version, path};
    }
    return {};
}

QMap<QString, ServiceInfo> listServices(const QStringList &folders)
{
    QMap<QString, ServiceInfo> services;
    for (const QString &path : folders) {
        const QDir folder(path);
        for (const QString &name : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const std::optional<ServiceInfo> info = newestVersion(folder, name);
            if (info && (!services.contains(name) || services[name].version < info->version))
                services.insert(name, *info);
        }
    }
    return services;
}

Result<ServiceModelPtr> readModel(const ServiceInfo &info)
{
    const Result<Value> root = readModelFile(info.path);
    if (!root)
        return root.error();
    return ServiceModel::fromValue(info.id, *root, info.path).orElse([&info](Error error) -> Result<ServiceModelPtr> {
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

    const QMap<QString, ServiceInfo> &services()
    {
        std::call_once(m_listed, [this] { m_services = listServices(m_folders); });
        return m_services;
    }

    Result<ServiceModelPtr> load(const ServiceInfo &info)
    {
        const std::lock_guard lock(m_mutex);
        if (const ServiceModelPtr known = m_models.value(info.id))
            return known;
        Result<ServiceModelPtr> model = readModel(info);
        if (model)
            m_models.insert(info.id, *model);
        return model;
    }

private:
    const QStringList &m_folders;
    std::once_flag m_listed;
    QMap<QString, ServiceInfo> m_services;
    std::mutex m_mutex;
    QMap<QString, ServiceModelPtr> m_models;
};

ModelLibrary::ModelLibrary(QStringList folders)
    : m_folders(std::move(folders))
    , m_cache(std::make_unique<Cache>(m_folders))
{
}

ModelLibrary::~ModelLibrary() = default;

QList<ServiceInfo> ModelLibrary::services() const
{
    return m_cache->services().values();
}

Result<ServiceModelPtr> ModelLibrary::load(QStringView service) const
{
    const auto &services = m_cache->services();
    const auto found = services.constFind(service.toString());
    if (found != services.constEnd())
        return m_cache->load(*found);
    const QString message = m_folders.isEmpty()
        ? u"there are no AWS service models on this computer; install python3-botocore or name a "
          "folder in AWS_DATA_PATH"_s
        : u"no service \"%1\" among the models in %2; check the name or add a folder to "
          "AWS_DATA_PATH"_s.arg(service.toString(), m_folders.join(u", "_s));
    return Error {Stage::Call, ErrorCode::NotFound, message, service.toString()};
}

} // namespace Plugboard::Aws
