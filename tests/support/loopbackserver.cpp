#include "tests/support/loopbackserver.h"

#include <QElapsedTimer>
#include <QSslConfiguration>

#include <algorithm>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace Plugboard::Tests {

namespace {

constexpr int sliceMilliseconds = 20; // How long a script may go on after the server has been told to stop

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

int boundSocket(quint16 *port)
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(descriptor, reinterpret_cast<sockaddr *>(&address), size) != 0
        || getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        qFatal("no port on 127.0.0.1");
    *port = ntohs(address.sin_port);
    return descriptor;
}

qsizetype contentLength(const QByteArray &head)
{
    const qsizetype at = head.toLower().indexOf("\r\ncontent-length:");
    if (at < 0)
        return 0;
    const qsizetype from = at + 17;
    return head.mid(from, head.indexOf('\r', from) - from).trimmed().toLongLong();
}

} // namespace

LoopbackConnection::LoopbackConnection(LoopbackServer &server, QSslSocket &socket, int number)
    : m_server(server)
    , m_socket(socket)
    , m_number(number)
{
}

bool LoopbackConnection::stopping() const
{
    return m_server.m_stop;
}

bool LoopbackConnection::waitForBytes()
{
    while (!stopping() && m_socket.bytesAvailable() == 0) {
        if (m_socket.state() != QAbstractSocket::ConnectedState)
            return false;
        m_socket.waitForReadyRead(sliceMilliseconds);
    }
    m_buffer += m_socket.readAll();
    return !stopping();
}

QByteArray LoopbackConnection::readHead()
{
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!waitForBytes())
            return {};
    }
    const QByteArray head = m_buffer.first(end);
    m_buffer.remove(0, end + 4);
    const std::lock_guard lock(m_server.m_mutex);
    m_server.m_arrivals.append({head, {}, m_number});
    return head;
}

QByteArray LoopbackConnection::read(qsizetype size)
{
    while (m_buffer.size() < size && waitForBytes()) { }
    const QByteArray bytes = m_buffer.first(std::min(size, m_buffer.size()));
    m_buffer.remove(0, bytes.size());
    return bytes;
}

QByteArray LoopbackConnection::readBody(const QByteArray &head)
{
    return read(contentLength(head));
}

bool LoopbackConnection::readRequest()
{
    const QByteArray head = readHead();
    if (head.isEmpty())
        return false;
    const QByteArray body = readBody(head);
    const std::lock_guard lock(m_server.m_mutex);
    const auto own = std::find_if(m_server.m_arrivals.rbegin(), m_server.m_arrivals.rend(),
                                  [&](const auto &arrival) { return arrival.connection == m_number; });
    if (own != m_server.m_arrivals.rend())
        own->body = body;
    return true;
}

bool LoopbackConnection::send(const QByteArray &bytes)
{
    if (m_socket.write(bytes) != bytes.size())
        return false;
    while (!stopping() && (m_socket.bytesToWrite() > 0 || m_socket.encryptedBytesToWrite() > 0)) {
        if (m_socket.state() != QAbstractSocket::ConnectedState)
            return false;
        m_socket.waitForBytesWritten(sliceMilliseconds);
    }
    return !stopping();
}

void LoopbackConnection::pause(int milliseconds)
{
    QElapsedTimer clock;
    clock.start();
    while (!stopping() && clock.elapsed() < milliseconds)
        std::this_thread::sleep_for(std::chrono::milliseconds(std::min(sliceMilliseconds, milliseconds)));
}

void LoopbackConnection::waitForClose()
{
    while (waitForBytes()) { }
}

void LoopbackConnection::close()
{
    m_socket.disconnectFromHost();
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.waitForDisconnected(sliceMilliseconds);
    m_socket.abort();
}

void LoopbackConnection::reset()
{
    const linger atOnce {1, 0};
    setsockopt(int(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket.abort();
}

LoopbackServer::LoopbackServer(Script script)
    : m_script(std::move(script))
{
    listen();
}

LoopbackServer::LoopbackServer(ServerIdentity identity, Script script)
    : m_script(std::move(script))
    , m_identity(std::move(identity))
{
    listen();
}

LoopbackServer::~LoopbackServer()
{
    m_stop = true;
    m_acceptor.join();
    for (std::thread &thread : m_threads)
        thread.join();
    ::close(m_listener);
}

void LoopbackServer::listen()
{
    m_listener = boundSocket(&m_port);
    ::listen(m_listener, 128);
    m_acceptor = std::thread([this] {
        while (!m_stop) {
            pollfd waiting {m_listener, POLLIN, 0};
            if (poll(&waiting, 1, sliceMilliseconds) <= 0)
                continue;
            const int descriptor = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (descriptor < 0)
                continue;
            const std::lock_guard lock(m_mutex);
            m_threads.emplace_back(&LoopbackServer::serve, this, descriptor, ++m_connections);
        }
    });
}

void LoopbackServer::serve(qintptr descriptor, int number)
{
    QSslSocket socket;
    socket.setSocketDescriptor(descriptor);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    if (m_identity) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(m_identity->chain);
        configuration.setPrivateKey(m_identity->key);
        configuration.setProtocol(m_identity->protocol);
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.setSslConfiguration(configuration);
        socket.startServerEncryption();
        while (!m_stop && !socket.isEncrypted() && socket.state() == QAbstractSocket::ConnectedState)
            socket.waitForEncrypted(10 * sliceMilliseconds);
        if (!socket.isEncrypted())
            return;
    }
    LoopbackConnection connection(*this, socket, number);
    m_script(connection);
    connection.close();
}

QByteArray LoopbackServer::url(const QByteArray &path) const
{
    return "http://127.0.0.1:" + QByteArray::number(m_port) + path;
}

QByteArray LoopbackServer::secureUrl(const QByteArray &path) const
{
    return "https://127.0.0.1:" + QByteArray::number(m_port) + path;
}

QList<LoopbackServer::Arrival> LoopbackServer::arrivals() const
{
    const std::lock_guard lock(m_mutex);
    return m_arrivals;
}

int LoopbackServer::arrivalCount() const
{
    return int(arrivals().size());
}

int LoopbackServer::connectionCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

void LoopbackServer::forgetArrivals()
{
    const std::lock_guard lock(m_mutex);
    m_arrivals.clear();
}

quint16 LoopbackServer::unusedPort()
{
    quint16 port = 0;
    ::close(boundSocket(&port));
    return port;
}

} // namespace Plugboard::Tests
