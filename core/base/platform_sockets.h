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

/// Breaks the connection off in both directions and drops what has not been read; both sides see an error. False if there is
/// no such socket any more.
bool cut(const TcpSocket &socket);

/// Holds a connection, so that what went over it can still be asked after its owner has closed it. The other side sees the
/// close when the witness goes, too.
class TcpWitness final
{
public:
    explicit TcpWitness(const TcpSocket &socket);
    TcpWitness(TcpWitness &&other) noexcept;
    TcpWitness &operator=(TcpWitness &&other) noexcept;
    ~TcpWitness();

    std::optional<TcpState> state() const;

private:
    int m_descriptor = -1;
};

} // namespace Plugboard
