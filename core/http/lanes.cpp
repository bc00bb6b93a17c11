#include "core/http/lanes_p.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>

#include <algorithm>
#include <mutex>
#include <thread>

namespace Plugboard::Http {

namespace {

/// Shorter than servers keep a connection, so that one is rarely taken that is just being closed.
constexpr int idleMilliseconds = 20'000;
constexpr size_t idleLanes = 16;
/// With the host's address known a manager takes a fraction of a millisecond to open its connection; longer only where the
/// machine lets its thread wait.
constexpr std::chrono::milliseconds connectionWait {2'000};
constexpr std::chrono::microseconds connectionLookInterval {50};

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

/// The one socket to `port` that was not there `before`, as soon as it is there; nothing if the reply ends first.
std::optional<TcpSocket> newSocket(const std::vector<TcpSocket> &before, quint16 port, QNetworkReply *reply)
{
    const QDeadlineTimer deadline(connectionWait);
    while (!reply->isFinished() && !deadline.hasExpired()) {
        std::vector<TcpSocket> sockets = tcpSocketsTo(port).value_or(std::vector<TcpSocket>());
        std::erase_if(sockets, [&](const TcpSocket &socket) {
            return std::find(before.begin(), before.end(), socket) != before.end();
        });
        if (!sockets.empty())
            return sockets.size() == 1 ? std::optional(sockets.front()) : std::nullopt;
        std::this_thread::sleep_for(connectionLookInterval);
        QCoreApplication::sendPostedEvents(reply, QEvent::MetaCall); // By which it may end
    }
    return {};
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
    lane->manager.setProxy(QNetworkProxy::NoProxy);
    m_busy.push_back(std::move(lane));
    return m_busy.back().get();
}

void Lanes::send(Lane &lane, const QNetworkRequest &request, const QByteArray &method, QIODevice *body,
                 const Started &started)
{
    if (lane.used)
        return started(lane.manager.sendCustomRequest(request, method, body));
    // One at a time in the whole program, so that the one new socket is the one this manager opens.
    static std::mutex connecting;
    const std::lock_guard lock(connecting);
    const auto before = tcpSocketsTo(lane.port);
    QNetworkReply *reply = lane.manager.sendCustomRequest(request, method, body);
    started(reply);
    QCoreApplication::sendPostedEvents(reply, QEvent::MetaCall); // With which it begins
    if (before)
        lane.socket = newSocket(*before, lane.port, reply);
    // The manager does not set TCP_NODELAY; the end of a body over 16 KiB then waits 40 ms for a delayed acknowledgement.
    if (lane.socket)
        sendWithoutDelay(*lane.socket);
}

bool Lanes::mayBeConnected(const Lane &lane) const
{
    if (lane.socket && tcpState(*lane.socket))
        return true;
    const auto found = candidates(lane);
    return !found || !found->empty();
}

std::optional<std::vector<TcpWitness>> Lanes::witnesses(const Lane &lane) const
{
    const auto found = candidates(lane);
    // If there is none, the manager may be about to open one.
    if (!found || found->empty())
        return {};
    return std::vector<TcpWitness>(found->begin(), found->end());
}

std::optional<std::vector<TcpSocket>> Lanes::candidates(const Lane &lane) const
{
    const auto isOfAnother = [&](const TcpSocket &socket) {
        const auto has = [&](const auto &other) { return other.get() != &lane && other->socket == socket; };
        return std::any_of(m_busy.begin(), m_busy.end(), has) || std::any_of(m_idle.begin(), m_idle.end(), has);
    };
    auto found = tcpSocketsTo(lane.port);
    if (found)
        std::erase_if(*found, isOfAnother);
    return found;
}

void Lanes::giveBack(Lane *lane)
{
    std::unique_ptr<Lane> returned = extract(m_busy, lane);
    returned->used = true;
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
    // Else the manager's thread reads on, without bound, until it is told to end.
    if (dropped->socket)
        cut(*dropped->socket);
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

} // namespace Plugboard::Http
