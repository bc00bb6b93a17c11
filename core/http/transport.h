#pragma once

#include "core/base/result.h"
#include "core/http/message.h"

#include <functional>
#include <stop_token>

namespace Plugboard::Http {

/// What a running exchange tells, in order; called from any thread.
enum class Phase { Connecting, Sending, Waiting, Receiving };

struct Progress
{
    Phase phase = Phase::Connecting;
    qint64 done = 0; ///< Bytes of the body sent or received
    qint64 total = -1; ///< -1: unknown
};

using ProgressSink = std::function<void(const Progress &)>;

/// Sends one request and brings its answer. Blocking; never to be called from the GUI thread.
///
/// A request is sent exactly once, whatever happens. Redirects are not followed: a 3xx is an answer. An answer of any status
/// is a value. Errors (Stage::Transport): Invalid (a header, verb or URL that may not be sent, before anything is sent),
/// Unreachable, Tls (both: nothing was sent), TimedOut and Cancelled (nothing was sent), Interrupted (something was sent and
/// no answer came, or it was cancelled then: it may have happened), Incomplete (the answer broke off or a deadline passed inside
/// its body), Limit (answer beyond Request::limits, or headers that cannot be read). Where in doubt, something was sent.
class Transport
{
public:
    virtual ~Transport() = default;
    virtual Result<Response> exchange(const Request &request, std::stop_token stop, const ProgressSink &progress = {})
        = 0;
};

/// Refuses what could change the message on the wire: control characters in header values, names or verbs that are no token
/// (RFC 9110, section 5.6.2), Content-Length, Transfer-Encoding or Host set by hand, a path with blanks or controls.
Result<Done> validate(const Request &request);

} // namespace Plugboard::Http
