#pragma once

#include "core/base/platform_sockets.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace Plugboard::Http {

/// Bounds what the manager reads of one answer.
///
/// It does not bound that itself: it reads an endless header, or chunks that come as fast as it reads them, in one go, and tells
/// nothing of it and cannot be stopped meanwhile. So a thread of ours counts at the socket, and cuts it.
class Guarded final
{
public:
    /// `signs`: how often in a row the limit must be found exceeded.
    void allow(quint64 bytes, int signs)
    {
        m_signsNeeded = signs;
        m_limit = bytes;
    }
    bool isCut() const { return m_cut; }

private:
    friend class FloodGuard;
    TcpSocket m_socket;
    std::atomic<quint64> m_limit {0};
    std::atomic<int> m_signsNeeded {1};
    std::atomic<bool> m_cut {false};
    int m_signs = 0; ///< The guard's
};

/// The thread that counts, for all connections of a transport. Thread-safe.
class FloodGuard final
{
public:
    FloodGuard();
    Q_DISABLE_COPY_MOVE(FloodGuard)

    /// Guards until the last pointer is gone. `bytes` from the connection's beginning.
    std::shared_ptr<Guarded> guard(const TcpSocket &socket, quint64 bytes, int signs);

private:
    void run(const std::stop_token &stop);
    static void check(Guarded &guarded);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<std::weak_ptr<Guarded>> m_guarded;
    std::jthread m_thread; ///< Last: it ends before what it uses
};

} // namespace Plugboard::Http
