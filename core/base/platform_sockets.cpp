#include "core/base/platform_sockets.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Plugboard {

namespace {

/// A descriptor of our own for somebody's socket: while it is open, the number behind it cannot come to mean another one.
class Handle final
{
public:
    explicit Handle(const TcpSocket &socket)
        : m_descriptor(fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0))
    {
        struct stat status {};
        if (m_descriptor >= 0 && (fstat(m_descriptor, &status) != 0 || status.st_ino != socket.inode))
            release();
    }
    ~Handle() { release(); }
    Q_DISABLE_COPY_MOVE(Handle)

    bool isOpen() const { return m_descriptor >= 0; }
    int descriptor() const { return m_descriptor; }

private:
    void release()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
        m_descriptor = -1;
    }

    int m_descriptor;
};

std::optional<tcp_info> tcpInfo(int descriptor)
{
    tcp_info info {};
    socklen_t size = sizeof info;
    // Fields from tcpi_bytes_sent on came with Linux 4.19.
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0
        || size < offsetof(tcp_info, tcpi_bytes_sent) + sizeof info.tcpi_bytes_sent)
        return {};
    return info;
}

/// The port at the other end; 0 if there is none yet.
quint16 peerPort(int descriptor)
{
    sockaddr_storage address {};
    socklen_t size = sizeof address;
    if (getpeername(descriptor, reinterpret_cast<sockaddr *>(&address), &size) != 0)
        return 0;
    if (address.ss_family == AF_INET)
        return ntohs(reinterpret_cast<const sockaddr_in *>(&address)->sin_port);
    if (address.ss_family == AF_INET6)
        return ntohs(reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_port);
    return 0;
}

std::optional<std::vector<int>> openDescriptors()
{
    DIR *folder = opendir("/proc/self/fd");
    if (!folder)
        return {};
    std::vector<int> found;
    while (const dirent *entry = readdir(folder)) {
        int number = -1;
        const char *end = entry->d_name + std::strlen(entry->d_name);
        if (std::from_chars(entry->d_name, end, number).ptr == end && number != dirfd(folder))
            found.push_back(number);
    }
    closedir(folder);
    return found;
}

// TCP_ESTABLISHED and TCP_SYN_SENT, whose header <netinet/tcp.h> clashes with <linux/tcp.h>.
constexpr int stateEstablished = 1;
constexpr int stateSynSent = 2;

} // namespace

std::optional<std::vector<TcpSocket>> tcpSocketsTo(quint16 port)
{
    const auto descriptors = openDescriptors();
    if (!descriptors)
        return {};
    std::vector<TcpSocket> found;
    for (const int descriptor : *descriptors) {
        struct stat status {};
        if (fstat(descriptor, &status) != 0 || !S_ISSOCK(status.st_mode))
            continue;
        const auto info = tcpInfo(descriptor);
        // A socket on its way has no peer that could be asked for.
        if (info && (info->tcpi_state == stateSynSent || peerPort(descriptor) == port))
            found.push_back({descriptor, status.st_ino});
    }
    return found;
}

std::optional<TcpState> tcpState(const TcpSocket &socket)
{
    const Handle handle(socket);
    if (!handle.isOpen())
        return {};
    const auto info = tcpInfo(handle.descriptor());
    if (!info)
        return {};
    int unread = 0;
    int unsent = 0;
    ioctl(handle.descriptor(), SIOCINQ, &unread);
    ioctl(handle.descriptor(), SIOCOUTQ, &unsent);
    TcpState state;
    state.open = info->tcpi_state == stateEstablished;
    state.established = info->tcpi_state != stateSynSent && (info->tcpi_bytes_received > 0 || info->tcpi_bytes_sent > 0
                                                        || peerPort(handle.descriptor()) != 0);
    state.bytesSent = std::max<quint64>(info->tcpi_bytes_sent, quint64(std::max(unsent, 0)));
    state.bytesTaken = info->tcpi_bytes_received - std::min<quint64>(info->tcpi_bytes_received, quint64(std::max(unread, 0)));
    return state;
}

void sendWithoutDelay(const TcpSocket &socket)
{
    const Handle handle(socket);
    const int on = 1;
    if (handle.isOpen())
        setsockopt(handle.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool shutDown(const TcpSocket &socket)
{
    const Handle handle(socket);
    return handle.isOpen() && shutdown(handle.descriptor(), SHUT_RDWR) == 0;
}

} // namespace Plugboard
