#pragma once

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/endpoints/ruleset.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <optional>

namespace Plugboard::Aws {

/// What the files of the models say about endpoints, each read at its first use and kept.
class EndpointResolver::RuleCache final
{
public:
    explicit RuleCache(QStringList folders)
        : m_folders(std::move(folders))
    {
    }

    /// Of the file beside a model; no value: it has none.
    Result<std::optional<RuleSet>> rulesFor(const QString &modelPath);
    /// Of the model's data folder, else of the first folder that has them, else the built-in ones.
    Result<std::shared_ptr<const Partitions>> partitionsFor(const QString &modelPath);
    /// endpoints.json, found the same way; null if there is none.
    Result<Value> legacyEndpointsFor(const QString &modelPath);

private:
    QString fileFor(const QString &modelPath, const QString &name) const;

    QStringList m_folders;
    std::mutex m_mutex;
    // All by the model's path, so that a second question touches no file.
    QHash<QString, std::optional<RuleSet>> m_rules;
    QHash<QString, std::shared_ptr<const Partitions>> m_partitions;
    QHash<QString, Value> m_legacy;
};

} // namespace Plugboard::Aws
