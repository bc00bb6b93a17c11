#pragma once

#include "core/secrets/secretstore.h"

#include <QMap>
#include <QMutex>

#include <functional>
#include <memory>

namespace Plugboard::Secrets {

/// Secrets of this run; nothing is written anywhere. The sandbox's keys live in one.
class MemorySecretStore final : public SecretStore
{
public:
    Result<Sensitive> read(const SecretName &name, std::stop_token stop = {}) override;
    Result<Done> write(const SecretName &name, const Sensitive &value, std::stop_token stop = {}) override;
    Result<Done> remove(const SecretName &name, std::stop_token stop = {}) override;
    Result<QStringList> names(const QString &space, std::stop_token stop = {}) override;
    StoreState state(std::stop_token stop = {}) override;
    bool isWritable() const override { return true; }
    QString description() const override;

private:
    QMutex m_mutex;
    QMap<SecretName, Sensitive> m_values;
};

/// Environment variables, read only, the same in every namespace: the secret NAME is PLUGBOARD_SECRET_NAME, with NAME exactly
/// as it is (case counts, nothing is replaced). Works for programs without a keychain, such as CI.
class EnvironmentSecretStore final : public SecretStore
{
public:
    Result<Sensitive> read(const SecretName &name, std::stop_token stop = {}) override;
    Result<Done> write(const SecretName &name, const Sensitive &value, std::stop_token stop = {}) override;
    Result<Done> remove(const SecretName &name, std::stop_token stop = {}) override;
    Result<QStringList> names(const QString &space, std::stop_token stop = {}) override;
    StoreState state(std::stop_token stop = {}) override;
    bool isWritable() const override { return false; }
    QString description() const override;
};

/// The operating system's keychain through QtKeychain; the plain-text fallback stays off.
///
/// Jobs run in a thread of their own, one after the other, each with a deadline (10 s; 2 min while the keychain is locked, since
/// its owner may be typing the password); a job that was given up on is left to end by itself. So windows are never held up,
/// and a command line program may call from its main thread. "Locked" is asked of the service, never guessed from "not found".
/// Names are encoded so that no two collide, and an index of names (no values) is kept in `indexFile`, since keychains cannot
/// list. Values over 2,560 bytes are split, up to 1 MiB.
class KeychainSecretStore final : public SecretStore
{
public:
    /// `service`: under which the keychain shows the entries, "Plugboard".
    KeychainSecretStore(QString service, QString indexFile);
    ~KeychainSecretStore() override;

    Result<Sensitive> read(const SecretName &name, std::stop_token stop = {}) override;
    Result<Done> write(const SecretName &name, const Sensitive &value, std::stop_token stop = {}) override;
    Result<Done> remove(const SecretName &name, std::stop_token stop = {}) override;
    Result<QStringList> names(const QString &space, std::stop_token stop = {}) override;
    StoreState state(std::stop_token stop = {}) override;
    bool isWritable() const override { return true; }
    QString description() const override;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace Plugboard::Secrets
