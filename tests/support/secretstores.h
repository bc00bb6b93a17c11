#pragma once

#include "core/secrets/stores.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace Plugboard::Tests {

/// A store in memory that says what it is told to say: locked, absent …; names can always be listed, as keychains' index can.
class ObedientStore final : public Secrets::SecretStore
{
public:
    /// From now on it is in this state and refuses what cannot be done in it.
    void refuse(Secrets::StoreState state) { m_state = state; }

    Result<Sensitive> read(const Secrets::SecretName &name, std::stop_token stop = {}) override
    {
        if (unlocksWhenRead)
            m_state = Secrets::StoreState::Ready;
        if (!isReadable())
            return refusal();
        return m_values.read(name, std::move(stop));
    }
    Result<Done> write(const Secrets::SecretName &name, const Sensitive &value, std::stop_token stop = {}) override
    {
        if (m_state != Secrets::StoreState::Ready)
            return refusal();
        return m_values.write(name, value, std::move(stop));
    }
    Result<Done> remove(const Secrets::SecretName &name, std::stop_token stop = {}) override
    {
        if (m_state != Secrets::StoreState::Ready)
            return refusal();
        return m_values.remove(name, std::move(stop));
    }
    Result<QStringList> names(const QString &space, std::stop_token stop = {}) override
    {
        return m_values.names(space, std::move(stop));
    }
    Secrets::StoreState state(std::stop_token = {}) override { return m_state; }
    bool isWritable() const override { return m_state != Secrets::StoreState::ReadOnly; }
    QString description() const override { return QStringLiteral("obedient store"); }
    SecretStore &storeOf(const QString &space) override
    {
        SecretStore *other = route ? route(space) : nullptr;
        return other ? *other : *this;
    }

    bool unlocksWhenRead = false;
    std::function<SecretStore *(const QString &space)> route;

private:
    bool isReadable() const
    {
        return m_state == Secrets::StoreState::Ready || m_state == Secrets::StoreState::ReadOnly;
    }
    static Error refusal()
    {
        return {Stage::Secrets, ErrorCode::Locked, QStringLiteral("the store refuses; tell it otherwise"), {}};
    }

    std::atomic<Secrets::StoreState> m_state {Secrets::StoreState::Ready};
    Secrets::MemorySecretStore m_values;
};

/// Answers nothing until it is told to stop, as a keychain does whose password window nobody sees.
class SlowStore final : public Secrets::SecretStore
{
public:
    bool isAsked() const { return m_waiting > 0; }

    Result<Sensitive> read(const Secrets::SecretName &, std::stop_token stop = {}) override { return wait(stop); }
    Result<Done> write(const Secrets::SecretName &, const Sensitive &, std::stop_token stop = {}) override
    {
        return wait(stop);
    }
    Result<Done> remove(const Secrets::SecretName &, std::stop_token stop = {}) override { return wait(stop); }
    Result<QStringList> names(const QString &, std::stop_token stop = {}) override { return wait(stop); }
    Secrets::StoreState state(std::stop_token stop = {}) override
    {
        (void)wait(stop);
        return Secrets::StoreState::Unresponsive;
    }
    bool isWritable() const override { return true; }
    QString description() const override { return QStringLiteral("slow store"); }

private:
    Error wait(const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_stopped.wait(lock, stop, [] { return false; });
        --m_waiting;
        return {Stage::Secrets, ErrorCode::Cancelled, QStringLiteral("stopped waiting"), {}};
    }

    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::atomic<int> m_waiting = 0;
};

} // namespace Plugboard::Tests
