#pragma once

#include "core/secrets/secretstore.h"

#include <QHash>

namespace Plugboard::App {

/// Sends each namespace to its store: the sandbox's keys stay in memory while all others come from the keychain.
class RoutedSecretStore final : public Secrets::SecretStore
{
public:
    explicit RoutedSecretStore(Secrets::SecretStore &others)
        : m_others(others)
    {
    }
    /// To be called before the first read; `store` must outlive this.
    void route(const QString &space, Secrets::SecretStore &store) { m_routes.insert(space, &store); }

    Result<Sensitive> read(const Secrets::SecretName &name, std::stop_token stop) override
    {
        return storeOf(name.space).read(name, std::move(stop));
    }
    Result<Done> write(const Secrets::SecretName &name, const Sensitive &value, std::stop_token stop) override
    {
        return storeOf(name.space).write(name, value, std::move(stop));
    }
    Result<Done> remove(const Secrets::SecretName &name, std::stop_token stop) override
    {
        return storeOf(name.space).remove(name, std::move(stop));
    }
    Result<QStringList> names(const QString &space, std::stop_token stop) override
    {
        return storeOf(space).names(space, std::move(stop));
    }
    Secrets::StoreState state(std::stop_token stop) override { return m_others.state(std::move(stop)); }
    bool isWritable() const override { return m_others.isWritable(); }
    QString description() const override { return m_others.description(); }
    Secrets::SecretStore &storeOf(const QString &space) override { return *m_routes.value(space, &m_others); }

private:
    Secrets::SecretStore &m_others;
    QHash<QString, Secrets::SecretStore *> m_routes;
};

} // namespace Plugboard::App
