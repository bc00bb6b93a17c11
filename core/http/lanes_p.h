#pragma once

#include "core/base/platform_sockets.h"
#include "core/http/floodguard_p.h"
#include "core/http/message.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>
#include <memory>

class QNetworkReply;

namespace Plugboard::Http {

/// A manager that carries one exchange at a time, and so one connection, which stays open for the next.
///
/// One manager for everything would let six hanging calls to a host block the seventh, and would leave open which of its
/// hidden sockets belongs to which exchange.
struct Lane
{
    QNetworkAccessManager manager;
    QByteArray key; ///< What a connection must agree in to be used again: origin and trusted authorities
    quint16 port = 0;
    bool used = false; ///< Has carried an exchange
    std::optional<TcpSocket> socket; ///< If it is certain which one is the manager's
    quint64 takenBefore = 0; ///< Bytes of earlier answers on it
    QElapsedTimer idle;
};

/// All lanes of a transport; lives in the network thread.
class Lanes final
{
public:
    Lanes();
    ~Lanes();
    Q_DISABLE_COPY_MOVE(Lanes)

    /// An idle lane whose connection is still open, or a new one.
    Lane *take(const Target &target, const QByteArray &authorities);
    using Started = std::function<void(QNetworkReply *)>;
    /// Hands the request to the lane's manager, and finds the connection that this opens. `started` gets the reply at once: it
    /// may signal, even end, before this returns.
    void send(Lane &lane, const QNetworkRequest &request, const QByteArray &method, QIODevice *body,
              const Started &started);
    /// False if certainly no connection is open or being opened.
    bool mayBeConnected(const Lane &lane) const;
    /// Of all connections that may be the lane's; nothing if there are none, or the system does not tell.
    std::optional<std::vector<TcpWitness>> witnesses(const Lane &lane) const;
    /// After an exchange that left the connection clean.
    void giveBack(Lane *lane);
    /// After any other: cuts the connection; the lane is deleted once control returns to the event loop.
    void discard(Lane *lane);
    /// Deletes the lane at once, which ends the manager's thread and so all sending. Not to be called out of its signals.
    void destroy(Lane *lane);

    QSslConfiguration tls(const QByteArray &authorities);
    FloodGuard &guard() { return m_guard; }

private:
    /// To the lane's port, or on the way anywhere, and not another lane's.
    std::optional<std::vector<TcpSocket>> candidates(const Lane &lane) const;
    void dropIdle();

    std::vector<std::unique_ptr<Lane>> m_busy;
    std::vector<std::unique_ptr<Lane>> m_idle; ///< Used last at the end
    QHash<QByteArray, QSslConfiguration> m_tls;
    QTimer m_sweep;
    FloodGuard m_guard;
};

} // namespace Plugboard::Http
