#pragma once

#include "core/http/transport.h"

#include <memory>

namespace Plugboard::Http {

/// Transport over QNetworkAccessManager, in a thread of its own. Thread-safe; any number of exchanges at once. Not to be called
/// in the main thread of a program with windows, which is refused (ErrorCode::Internal).
///
/// Every request, GET and empty DELETE included, goes out through a one-shot sequential device, because the manager would
/// silently send a POST again when a server closes early. Redirects are manual; user names and passwords are never asked for;
/// no cookies, no cache, no proxy, HTTP/1.1 only. Each exchange has a manager to itself, and connections are kept 20 s for the
/// next to the same origin with the same authorities.
///
/// The request line and the headers go over the wire as given, with "User-Agent: Plugboard/0.1", "Accept-Encoding: identity"
/// and "Accept-Language: *" added unless the request says otherwise, and "Connection: Keep-Alive". Paths that the manager would
/// change ("..", ".", and the odd "/.a/.b") are refused as Invalid. Bodies in gzip or deflate come out decoded.
///
/// What the manager cannot do: more than 100 header lines or 256 KiB of them (Limit); two header lines of one name come joined
/// by ", "; a 103 ends the exchange (Interrupted); a 401 to a HEAD whose Content-Length is not 0 is not seen before the server
/// closes; a chunk size that is no number ends the body without an error.
class NetworkTransport final : public Transport
{
public:
    NetworkTransport();
    /// Ends running exchanges as cancelled, or as Interrupted if something may have been sent, and waits for the thread.
    ~NetworkTransport() override;

    Result<Response> exchange(const Request &request, std::stop_token stop, const ProgressSink &progress = {}) override;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace Plugboard::Http
