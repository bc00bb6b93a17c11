#include "core/http/lanes_p.h"

#include <QNetworkProxy>
#include <QSslCertificate>

#include <algorithm>

namespace Plugboard::Http {

namespace {

/// Shorter than servers keep a connection, so that one is rarely taken that is just being closed.
constexpr int idleMilliseconds = 20'000;
constexpr size_t idleLanes = 16;

std::unique_ptr<Lane> extract(std::vector<std::unique_ptr<Lane>> &lanes, const Lane *lane)
{
    const auto found
        = std::find_if(lanes.begin(), lanes.end(), [&](const auto &candidate) { return candidate.get() == lane; });
    if (found == lanes.end())
        return {};
    std::unique_ptr<Lane> out = std::move(*found);
    lanes.erase(found);
    return out;
}

bool holds(const std::vector<TcpSocket> &sockets, const TcpSocket &socket)
{
    return std::find(sockets.begin(), sockets.end(), socket) != sockets.end();
}

} // namespace

Lanes::Lanes()
{
    m_sweep.setInterval(idleMilliseconds / 2);
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { dropIdle(); });
}

Lanes::~Lanes() = default;

Lane *Lanes::take(const Target &target, const QByteArray &authorities)
{
    const QByteArray key = target.origin() + '\n' + authorities;
    for (;;) {
        const auto found
            = std::find_if(m_idle.rbegin(), m_idle.rend(), [&](const auto &lane) { return lane->key == key; });
        if (found == m_idle.rend())
            break;
        Lane *lane = found->get();
        const auto state = lane->socket ? tcpState(*lane->socket) : std::nullopt;
        const bool gone = lane->socket && !(state && state->open);
        if (gone || lane->idle.elapsed() >= idleMilliseconds) {
            discard(lane);
            continue;
        }
        lane->takenBefore = state ? state->bytesTaken : 0;
        m_busy.push_back(extract(m_idle, lane));
        return lane;
    }
    auto lane = std::make_unique<Lane>();
    lane->key = key;
    lane->port = quint16(target.port != 0 ? target.port : target.scheme == "http" ? 80 : 443);
    lane->before = tcpSocketsTo(lane->port).value_or(std::vector<TcpSocket>());
    lane->manager.setProxy(QNetworkProxy::NoProxy);
    m_busy.push_back(std::move(lane));
    return m_busy.back().get();
}

void Lanes::giveBack(Lane *lane)
{
    std::unique_ptr<Lane> returned = extract(m_busy, lane);
    returned->used = true;
    returned->awaitsHeaders = false;
    returned->idle.start();
    m_idle.push_back(std::move(returned));
    if (m_idle.size() > idleLanes)
        discard(m_idle.front().get());
    if (!m_sweep.isActive())
        m_sweep.start();
}

void Lanes::discard(Lane *lane)
{
    std::unique_ptr<Lane> dropped = extract(m_busy, lane);
    if (!dropped)
        dropped = extract(m_idle, lane);
    // Its manager may be what is calling us.
    std::shared_ptr<Lane> last = std::move(dropped);
    QTimer::singleShot(0, &m_sweep, [last] {});
}

void Lanes::destroy(Lane *lane)
{
    extract(m_busy, lane).reset();
}

void Lanes::dropIdle()
{
    std::erase_if(m_idle, [](const auto &lane) { return lane->idle.elapsed() >= idleMilliseconds; });
    if (m_idle.empty())
        m_sweep.stop();
}

QSslConfiguration Lanes::tls(const QByteArray &authorities)
{
    const auto known = m_tls.constFind(authorities);
    if (known != m_tls.constEnd())
        return *known;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    // Authorities of one's own switch off the loading of the system's on demand: they must be named, too.
    if (!authorities.isEmpty()) {
        configuration.setCaCertificates(QSslConfiguration::systemCaCertificates()
                                        + QSslCertificate::fromData(authorities, QSsl::Pem));
    }
    m_tls.insert(authorities, configuration);
    return configuration;
}

bool Lanes::isTaken(const TcpSocket &socket) const
{
    const auto has = [&](const auto &lane) { return lane->socket == socket; };
    return std::any_of(m_busy.begin(), m_busy.end(), has) || std::any_of(m_idle.begin(), m_idle.end(), has);
}

int Lanes::owners(const TcpSocket &socket, quint16 port) const
{
    const auto mayOwn
        = [&](const auto &lane) { return !lane->socket && lane->port == port && !holds(lane->before, socket); };
    return int(std::count_if(m_busy.begin(), m_busy.end(), mayOwn)
               + std::count_if(m_idle.begin(), m_idle.end(), mayOwn));
}

std::optional<std::vector<TcpSocket>> Lanes::sockets(Lane &lane)
{
    if (lane.socket)
        return std::vector<TcpSocket> {*lane.socket};
    std::optional<std::vector<TcpSocket>> found = tcpSocketsTo(lane.port);
    if (!found)
        return {};
    std::erase_if(*found, [&](const TcpSocket &socket) { return holds(lane.before, socket) || isTaken(socket); });
    // The manager does not set TCP_NODELAY; the end of a body over 16 KiB then waits 40 ms for a delayed acknowledgement.
    for (const TcpSocket &socket : *found)
        sendWithoutDelay(socket);
    if (found->size() == 1 && owners(found->front(), lane.port) == 1)
        lane.socket = found->front();
    return found;
}

void Lanes::reconnects(Lane &lane)
{
    lane.socket.reset();
    lane.takenBefore = 0;
    sockets(lane);
}

bool Lanes::isEstablished(Lane &lane)
{
    const auto found = sockets(lane).value_or(std::vector<TcpSocket>());
    return std::any_of(found.begin(), found.end(), [](const TcpSocket &socket) {
        const auto state = tcpState(socket);
        return state && state->established;
    });
}

std::optional<std::vector<TcpWitness>> Lanes::witnesses(Lane &lane)
{
    const auto found = sockets(lane);
    if (!found)
        return {};
    std::vector<TcpWitness> held;
    for (const TcpSocket &socket : *found)
        held.emplace_back(socket);
    return held;
}

void Lanes::cut(Lane &lane)
{
    sockets(lane);
    if (lane.socket)
        Plugboard::cut(*lane.socket);
}

std::vector<TcpSocket> Lanes::flooded(Lane &lane, quint64 bytes)
{
    std::vector<TcpSocket> found = sockets(lane).value_or(std::vector<TcpSocket>());
    const bool allAwaitHeaders = std::all_of(m_busy.begin(), m_busy.end(), [&](const auto &other) {
        return other->socket || other->port != lane.port || other->awaitsHeaders;
    });
    std::erase_if(found, [&](const TcpSocket &socket) {
        const auto state = tcpState(socket);
        return !(lane.socket || allAwaitHeaders) || !state || state->bytesTaken <= lane.takenBefore + bytes;
    });
    return found;
}

bool Lanes::hasTaken(Lane &lane, quint64 bytes)
{
    return !flooded(lane, bytes).empty();
}

void Lanes::cutFlood(Lane &lane, quint64 bytes)
{
    for (const TcpSocket &socket : flooded(lane, bytes))
        Plugboard::cut(socket);
}

} // namespace Plugboard::Http
