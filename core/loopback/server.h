#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

namespace Plugboard::Loopback {

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// A request as it came over the wire; header names as sent, in their order.
struct Request
{
    QByteArray method;
    QByteArray target; ///< "/path?query", still encoded
    Headers headers;
    QByteArray body; ///< Without transfer encoding

    /// The first header of that name, whatever its case; empty if there is none.
    QByteArray header(QByteArrayView name) const;
};

/// Content-Length and Connection are added by the server.
struct Response
{
    int status = 200;
    Headers headers;
    QByteArray body;
};

/// What one client may ask of the server; a breach is answered (431, 413, 503) or ends the connection.
struct Limits
{
    qint64 headerBytes = 64 << 10;
    qint64 bodyBytes = 64 << 20;
    int connections = 128; ///< At once; one more is answered with 503
    std::chrono::milliseconds idle {30'000}; ///< Also the time a request may take to arrive
};

/// Called in the server's thread, one request after the other.
using Handler = std::function<Response(const Request &request)>;

/// A small HTTP/1.1 server on 127.0.0.1, for programs on this computer: keep-alive, 100-continue, chunked requests.
///
///     Result<std::unique_ptr<Server>> server = Server::start(handler);
///
/// Answers only requests whose Host is this server, and none that a web page of another origin sent (403): a page in a
/// browser cannot reach it by a name of its own that points to 127.0.0.1. Runs in a thread of its own; the destructor closes
/// all connections and waits for the handler that is running, so it must not run in the handler. port() may be called from
/// any thread; what the handler shares with other threads it guards itself.
class Server final
{
public:
    /// `port` 0: any free one. Errors (Stage::Settings): Conflict if the port is taken, Unavailable.
    static Result<std::unique_ptr<Server>> start(Handler handler, int port = 0, const Limits &limits = {});
    ~Server();

    int port() const;

private:
    class Private;
    explicit Server(std::unique_ptr<Private> server);

    std::unique_ptr<Private> m_private;
};

} // namespace Plugboard::Loopback
