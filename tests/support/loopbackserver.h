#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace Plugboard::Tests {

/// What a server shows in its TLS handshake.
struct ServerIdentity
{
    QList<QSslCertificate> chain; ///< Its own first
    QSslKey key;
    QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater;
};

class LoopbackServer;

/// One accepted connection, for the script that serves it. Blocking, in a thread of its own; every call ends soon once the
/// server stops.
class LoopbackConnection final
{
public:
    /// Bytes up to the blank line, which is left out; empty if the client went away. Counts as an arrival.
    QByteArray readHead();
    /// `size` bytes, or fewer if the client went away.
    QByteArray read(qsizetype size);
    /// As many bytes as the head's Content-Length says.
    QByteArray readBody(const QByteArray &head);
    /// Head and as many bytes of body as its Content-Length says.
    bool readRequest();
    /// All the bytes are handed to the system, or the client is gone (false).
    bool send(const QByteArray &bytes);
    void pause(int milliseconds);
    /// Until the client closes or the server stops.
    void waitForClose();
    void close();
    /// RST instead of FIN.
    void reset();
    bool stopping() const;
    int number() const { return m_number; } ///< Of the connection, from 1

private:
    friend class LoopbackServer;
    LoopbackConnection(LoopbackServer &server, QSslSocket &socket, int number);
    bool waitForBytes();

    LoopbackServer &m_server;
    QSslSocket &m_socket;
    int m_number;
    QByteArray m_buffer;
};

/// A server on 127.0.0.1 that does, byte for byte, what a script says: right, wrong, or not at all.
///
///     LoopbackServer server([](LoopbackConnection &client) {
///         while (client.readRequest())
///             client.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
///     });
///     … "http://127.0.0.1:" + QByteArray::number(server.port())
class LoopbackServer final
{
public:
    using Script = std::function<void(LoopbackConnection &)>;

    struct Arrival
    {
        QByteArray head;
        QByteArray body;
        int connection = 0;
    };

    explicit LoopbackServer(Script script);
    LoopbackServer(ServerIdentity identity, Script script);
    ~LoopbackServer(); ///< Ends all scripts
    Q_DISABLE_COPY_MOVE(LoopbackServer)

    quint16 port() const { return m_port; }
    QByteArray url(const QByteArray &path = "/") const;
    QByteArray secureUrl(const QByteArray &path = "/") const;

    /// Requests whose head came, in order.
    QList<Arrival> arrivals() const;
    int arrivalCount() const;
    int connectionCount() const;
    void forgetArrivals();

    /// A port on which nobody listens.
    static quint16 unusedPort();

private:
    friend class LoopbackConnection;
    void listen();
    void serve(qintptr descriptor, int number);

    Script m_script;
    std::optional<ServerIdentity> m_identity;
    int m_listener = -1;
    quint16 m_port = 0;
    std::atomic<bool> m_stop {false};
    mutable std::mutex m_mutex;
    QList<Arrival> m_arrivals;
    int m_connections = 0;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

} // namespace Plugboard::Tests
