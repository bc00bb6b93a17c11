#pragma once

#include "core/http/transport.h"

#include <memory>

namespace Plugboard::Http {

/// Transport over QNetworkAccessManager, which lives in a thread of its own. Thread-safe; any number of exchanges at once.
///
/// Every request, GET and empty DELETE included, goes out through a one-shot sequential device, because the manager would
/// silently send a POST again when a server closes early. Redirects are manual; user names and passwords are never asked for.
class NetworkTransport final : public Transport
{
public:
    NetworkTransport();
    ~NetworkTransport() override; ///< Ends running exchanges as cancelled and waits for the thread

    Result<Response> exchange(const Request &request, std::stop_token stop, const ProgressSink &progress = {}) override;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace Plugboard::Http
