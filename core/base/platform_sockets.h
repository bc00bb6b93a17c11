#pragma once

#include <QtGlobal>

#include <optional>
#include <vector>

namespace Plugboard {

/// A TCP socket of this process that somebody else's code owns: a way to see, and if need be to end, a connection that a
/// library hides. Remembered by number and inode, so that a number used again is never mistaken for it. Thread-safe.
struct TcpSocket
{
    int descriptor = -1;
    quint64 inode = 0;

    friend bool operator==(const TcpSocket &, const TcpSocket &) = default;
};

/// What the kernel knows of a connection.
struct TcpState
{
    bool open = false; ///< Established, and neither side has closed
    bool established = false; ///< Past the handshake, now or before
    quint64 bytesSent = 0; ///< Left for the other side, or still waiting to
    quint64 bytesTaken = 0; ///< Arrived and read by this process
};

/// This process's TCP sockets that are connected to `port`, or on the way to any port. Nothing where the system does not tell.
std::optional<std::vector<TcpSocket>> tcpSocketsTo(quint16 port);

/// Nothing if the socket is closed by now, or the system does not tell.
std::optional<TcpState> tcpState(const TcpSocket &socket);

/// Small writes leave at once (TCP_NODELAY).
void sendWithoutDelay(const TcpSocket &socket);

/// Ends both directions now; its owner sees the connection closed. False if there is no such socket any more.
bool shutDown(const TcpSocket &socket);

} // namespace Plugboard
