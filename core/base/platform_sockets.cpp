#include "core/base/platform_sockets.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

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

bool isSame(int descriptor, const TcpSocket &socket)
{
    struct stat status
    {
    };
    return fstat(descriptor, &status) == 0 && status.st_ino == socket.inode;
}

/// A descriptor of our own for somebody's socket: while it is open, the number behind it cannot come to mean another one.
int duplicate(const TcpSocket &socket)
{
    const int descriptor = fcntl(socket.descriptor, F_DUPFD_CLOEXEC, 0);
    if (descriptor < 0 || isSame(descriptor, socket))
        return descriptor;
    close(descriptor);
    return -1;
}

/// Calls `use` with such a descriptor, if the socket is still there.
template <typename Use>
bool withDuplicate(const TcpSocket &socket, Use use)
{
    const int descriptor = duplicate(socket);
    if (descriptor < 0)
        return false;
    use(descriptor);
    close(descriptor);
    return true;
}

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

std::optional<TcpState> stateOf(int descriptor)
{
    const auto info = tcpInfo(descriptor);
    if (!info)
        return {};
    int unread = 0;
    int unsent = 0;
    ioctl(descriptor, SIOCINQ, &unread);
    ioctl(descriptor, SIOCOUTQ, &unsent);
    TcpState state;
    state.open = info->tcpi_state == stateEstablished;
    state.established = info->tcpi_state != stateSynSent
        && (info->tcpi_bytes_received > 0 || info->tcpi_bytes_sent > 0 || peerPort(descriptor) != 0);
    state.bytesSent = std::max<quint64>(info->tcpi_bytes_sent, quint64(std::max(unsent, 0)));
    state.bytesTaken
        = info->tcpi_bytes_received - std::min<quint64>(info->tcpi_bytes_received, quint64(std::max(unread, 0)));
    return state;
}

} // namespace

std::optional<std::vector<TcpSocket>> tcpSocketsTo(quint16 port)
{
    const auto descriptors = openDescriptors();
    if (!descriptors)
        return {};
    std::vector<TcpSocket> found;
    for (const int descriptor : *descriptors) {
        struct stat status
        {
        };
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
    std::optional<TcpState> state;
    withDuplicate(socket, [&](int descriptor) { state = stateOf(descriptor); });
    return state;
}

void sendWithoutDelay(const TcpSocket &socket)
{
    const int on = 1;
    withDuplicate(socket, [&](int descriptor) { setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on); });
}

bool cut(const TcpSocket &socket)
{
    // Not shutdown(): after it Linux still takes in, and lets its owner read, whatever the other side sends.
    sockaddr nowhere {};
    nowhere.sa_family = AF_UNSPEC;
    return withDuplicate(socket, [&](int descriptor) { connect(descriptor, &nowhere, sizeof nowhere); });
}

TcpWitness::TcpWitness(const TcpSocket &socket)
    : m_descriptor(duplicate(socket))
{
}

TcpWitness::TcpWitness(TcpWitness &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

TcpWitness &TcpWitness::operator=(TcpWitness &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

TcpWitness::~TcpWitness()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

std::optional<TcpState> TcpWitness::state() const
{
    return m_descriptor < 0 ? std::nullopt : stateOf(m_descriptor);
}

} // namespace Plugboard
