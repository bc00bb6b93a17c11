#include "core/aws/endpoints/rulecache_p.h"

#include "core/aws/models/modelfile.h"

#include <QFileInfo>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// DATA/SERVICE/VERSION/service-2.json.
QString dataFolderOf(const QString &modelPath)
{
    return modelPath.section(u'/', 0, -4);
}

Error inFile(Error error, const QString &path)
{
    error.where = error.where.isEmpty() ? path : path + u':' + error.where;
    return error;
}

} // namespace

Result<std::optional<RuleSet>> EndpointResolver::RuleCache::rulesFor(const QString &modelPath)
{
    if (modelPath.isEmpty())
        return std::optional<RuleSet>();
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_rules.constFind(modelPath); known != m_rules.constEnd())
        return *known;
    std::optional<RuleSet> rules;
    const QString path = modelFileIn(QFileInfo(modelPath).path(), u"endpoint-rule-set-1"_s);
    if (!path.isEmpty()) {
        Result<Value> root = readModelFile(path);
        if (!root)
            return root.error();
        Result<RuleSet> compiled = RuleSet::compile(*root);
        if (!compiled)
            return inFile(compiled.error(), path);
        rules = *std::move(compiled);
    }
    m_rules.insert(modelPath, rules);
    return rules;
}

Result<std::shared_ptr<const Partitions>> EndpointResolver::RuleCache::partitionsFor(const QString &modelPath)
{
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_partitions.constFind(modelPath); known != m_partitions.constEnd())
        return *known;
    Result<Partitions> partitions = Partitions::builtIn();
    if (const QString path = fileFor(modelPath, u"partitions"_s); !path.isEmpty()) {
        const Result<Value> root = readModelFile(path);
        if (!root)
            return root.error();
        partitions = Partitions::fromValue(*root);
        if (!partitions)
            return inFile(partitions.error(), path);
    }
    auto shared = std::make_shared<const Partitions>(*std::move(partitions));
    m_partitions.insert(modelPath, shared);
    return std::shared_ptr<const Partitions>(shared);
}

Result<Value> EndpointResolver::RuleCache::legacyEndpointsFor(const QString &modelPath)
{
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_legacy.constFind(modelPath); known != m_legacy.constEnd())
        return *known;
    const QString path = fileFor(modelPath, u"endpoints"_s);
    Result<Value> root = path.isEmpty() ? Result<Value>(Value()) : readModelFile(path);
    if (root)
        m_legacy.insert(modelPath, *root);
    return root;
}

QString EndpointResolver::RuleCache::fileFor(const QString &modelPath, const QString &name) const
{
    QStringList folders = m_folders;
    if (!modelPath.isEmpty())
        folders.prepend(dataFolderOf(modelPath));
    for (const QString &folder : std::as_const(folders))
        if (QString path = modelFileIn(folder, name); !path.isEmpty())
            return path;
    return {};
}

} // namespace Plugboard::Aws
