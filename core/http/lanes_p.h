#pragma once

#include "core/base/platform_sockets.h"
#include "core/http/message.h"

#include <QElapsedTimer>
#include <QHash>
#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QTimer>

#include <memory>

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
    bool awaitsHeaders = false;
    std::vector<TcpSocket> before; ///< Open already when this lane first connected
    std::optional<TcpSocket> socket; ///< Once it is certain
    quint64 takenBefore = 0; ///< Bytes of earlier answers on that socket
    QElapsedTimer idle;
};

/// All lanes of a transport; lives in the network thread.
class Lanes final
{
public:
    Lanes();
    ~Lanes();
    Q_DISABLE_COPY_MOVE(Lanes)

    /// An idle lane whose connection may still be open, or a new one.
    Lane *take(const Target &target, const QByteArray &authorities);
    /// After an exchange that left the connection clean.
    void giveBack(Lane *lane);
    /// After any other; the lane is deleted once control returns to the event loop.
    void discard(Lane *lane);
    /// At once, which ends the manager's thread and so all sending. Not to be called out of the manager's signals.
    void destroy(Lane *lane);

    QSslConfiguration tls(const QByteArray &authorities);

    /// The manager connects anew.
    void reconnects(Lane &lane);
    bool isEstablished(Lane &lane);
    /// One for each socket that may be the lane's; nothing if the system does not tell.
    std::optional<std::vector<TcpWitness>> witnesses(Lane &lane);
    /// Closes the connection under the manager, if it is certain which one.
    void cut(Lane &lane);
    /// Whether more than `bytes` have come for this exchange. If its connection is not certain, then whether so much has come
    /// for one of several of which all await headers.
    bool hasTaken(Lane &lane, quint64 bytes);
    /// Closes what hasTaken() found: a manager that reads an endless header cannot be stopped in another way.
    void cutFlood(Lane &lane, quint64 bytes);

private:
    /// Sockets that may be the lane's; nothing if the system does not tell.
    std::optional<std::vector<TcpSocket>> sockets(Lane &lane);
    std::vector<TcpSocket> flooded(Lane &lane, quint64 bytes);
    bool isTaken(const TcpSocket &socket) const;
    int owners(const TcpSocket &socket, quint16 port) const;
    void dropIdle();

    std::vector<std::unique_ptr<Lane>> m_busy;
    std::vector<std::unique_ptr<Lane>> m_idle; ///< Used last at the end
    QHash<QByteArray, QSslConfiguration> m_tls;
    QTimer m_sweep;
};

} // namespace Plugboard::Http
