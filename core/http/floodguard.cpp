#include "core/http/floodguard_p.h"

namespace Plugboard::Http {

namespace {

constexpr std::chrono::milliseconds guardInterval {10};

} // namespace

FloodGuard::FloodGuard()
    : m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

std::shared_ptr<Guarded> FloodGuard::guard(const TcpSocket &socket, quint64 bytes, int signs)
{
    auto guarded = std::make_shared<Guarded>();
    guarded->m_socket = socket;
    guarded->allow(bytes, signs);
    {
        const std::lock_guard lock(m_mutex);
        m_guarded.push_back(guarded);
    }
    m_changed.notify_all();
    return guarded;
}

void FloodGuard::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_changed.wait(lock, stop, [this] { return !m_guarded.empty(); }))
            return;
        std::erase_if(m_guarded, [](const auto &guarded) { return guarded.expired(); });
        for (const auto &each : m_guarded) {
            if (const auto guarded = each.lock())
                check(*guarded);
        }
        m_changed.wait_for(lock, stop, guardInterval, [] { return false; });
    }
}

void FloodGuard::check(Guarded &guarded)
{
    const auto state = guarded.m_cut ? std::nullopt : tcpState(guarded.m_socket);
    guarded.m_signs = state && state->bytesTaken > guarded.m_limit ? guarded.m_signs + 1 : 0;
    if (guarded.m_signs == 0 || guarded.m_signs < guarded.m_signsNeeded)
        return;
    guarded.m_cut = true;
    cut(guarded.m_socket);
}

} // namespace Plugboard::Http
