#include "core/http/exchange_p.h"

#include "core/http/uploadbody_p.h"

#include <QHostAddress>
#include <QHostInfo>

#include <algorithm>

namespace Plugboard::Http {

namespace {

constexpr int watchMilliseconds = 50;
/// How often in a row no connection is seen before the manager is not about to open another.
constexpr int looksUntilLost = 20;
/// How often in a row too many bytes are seen before headers that have arrived, but were not told yet, cannot explain it.
constexpr int headerFloodSigns = 10;
/// Handshake, certificates, and what TLS adds.
constexpr quint64 handshakeBytes = 64 << 10;
constexpr qint64 readBufferBytes = 1 << 20;

std::chrono::microseconds sinceStart(const QElapsedTimer &clock)
{
    return std::chrono::microseconds(clock.nsecsElapsed() / 1000);
}

/// The one length that a Content-Length says, even if it says it twice (RFC 9110, section 8.6); nothing if it says two.
std::optional<qint64> declaredLength(const Headers &headers)
{
    const QList<QByteArray> parts = headers.value("content-length").split(',');
    std::optional<qint64> length;
    for (const QByteArray &part : parts) {
        bool ok = false;
        const qint64 value = part.trimmed().toLongLong(&ok);
        if (!ok || value < 0 || (length && *length != value))
            return {};
        length = value;
    }
    return length;
}

} // namespace

void Answer::give(Result<Response> result)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_result)
            return;
        m_result = std::move(result);
    }
    m_given.notify_all();
}

Result<Response> Answer::take()
{
    std::unique_lock lock(m_mutex);
    m_given.wait(lock, [&] { return m_result.has_value(); });
    return std::move(*m_result);
}

Exchange::Exchange(Request request, QUrl url, ProgressSink progress, std::shared_ptr<Answer> answer, Lanes &lanes)
    : m_request(std::move(request))
    , m_url(std::move(url))
    , m_progress(std::move(progress))
    , m_answer(std::move(answer))
    , m_lanes(lanes)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    m_watch.setInterval(watchMilliseconds);
    connect(&m_deadline, &QTimer::timeout, this, &Exchange::onDeadline);
    connect(&m_watch, &QTimer::timeout, this, &Exchange::watchConnection);
}

Exchange::~Exchange()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
}

void Exchange::start()
{
    m_clock.start();
    m_lane = m_lanes.take(m_request.target, m_request.certificateAuthorities);
    m_reached = m_lane->used;
    tell(m_reached ? Phase::Sending : Phase::Connecting);
    armDeadline();
    if (m_lane->used || !QHostAddress(m_url.host()).isNull())
        send();
    else
        findHost();
}

/// Before the manager does, which takes it from the same cache: until the address is known, certainly nothing is sent.
void Exchange::findHost()
{
    m_lookup = QHostInfo::lookupHost(m_url.host(), this, [this](const QHostInfo &found) {
        m_lookup = -1;
        m_hostKnown = found.error() == QHostInfo::NoError && !found.addresses().isEmpty();
        if (m_hostKnown && m_ending == Ending::None)
            send();
        else
            conclude();
    });
}

void Exchange::send()
{
    auto *body = new UploadBody(m_request.body, [this](qint64 bytes) { onBodyTaken(bytes); });
    m_lanes.send(*m_lane, networkRequest(), m_request.method, body, [&](QNetworkReply *reply) {
        body->setParent(reply);
        m_reply = reply;
        connectReply();
    });
    if (m_concluded)
        return;
    m_watch.start();
    if (m_lane->socket)
        m_guarded = m_lanes.guard().guard(*m_lane->socket, allowedBytes(), m_status == 0 ? headerFloodSigns : 1);
}

/// Of what has come over the connection, at this point of the answer.
quint64 Exchange::allowedBytes() const
{
    const quint64 before = m_lane->takenBefore + quint64(m_request.limits.headerBytes) + handshakeBytes;
    // Chunk sizes and TLS add to a body.
    return m_status == 0 ? before : before + quint64(m_request.limits.bodyBytes) * 5 / 4;
}

QNetworkRequest Exchange::networkRequest()
{
    QNetworkRequest request(m_url);
    for (const auto &[name, value] : m_request.headers.lines()) {
        if (request.hasRawHeader(name))
            continue; // All lines of that name went into the first.
        const QByteArray joined = m_request.headers.value(name);
        // A null value would remove the header.
        request.setRawHeader(name, joined.isNull() ? QByteArray("") : joined);
    }
    const auto preset = [&](const QByteArray &name, const QByteArray &value) {
        if (!m_request.headers.contains(name))
            request.setRawHeader(name, value);
    };
    preset("User-Agent", "Plugboard/0.1");
    // Keeps the manager from unpacking by itself: it mistakes large JSON for a bomb and a torn stream for a whole one.
    preset("Accept-Encoding", "identity");
    // Else the manager tells the user's language.
    preset("Accept-Language", "*");
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Over HTTP/2 the manager has rules of its own for sending again.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (m_request.target.scheme == "https")
        request.setSslConfiguration(m_lanes.tls(m_request.certificateAuthorities));
    return request;
}

void Exchange::connectReply()
{
    m_reply->setReadBufferSize(readBufferBytes);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &Exchange::onConnecting);
    connect(m_reply, &QNetworkReply::encrypted, this, &Exchange::onReached);
    connect(m_reply, &QNetworkReply::requestSent, this, &Exchange::onReached);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::onBody);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::conclude);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
}

void Exchange::onConnecting()
{
    // On a lane that was used the connection went away just now, perhaps with a request on it: m_reached stays.
    if (!m_lane->used)
        return;
    m_lane->socket.reset();
    m_guarded.reset();
}

void Exchange::onReached()
{
    moved();
    if (m_reached)
        return;
    m_reached = true;
    armDeadline();
    if (m_request.body.isEmpty()) {
        m_response.timings.sent = sinceStart(m_clock);
        tell(Phase::Waiting);
    } else {
        tell(Phase::Sending, m_bodyGiven, m_request.body.size());
    }
}

void Exchange::onBodyTaken(qint64 bytes)
{
    onReached();
    m_bodyGiven = bytes;
    tell(Phase::Sending, bytes, m_request.body.size());
    if (bytes == m_request.body.size()) {
        m_response.timings.sent = sinceStart(m_clock);
        tell(Phase::Waiting);
    }
}

void Exchange::onHeaders()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || m_status != 0)
        return;
    onReached();
    m_watch.stop();
    m_status = status;
    m_response.timings.firstByte = sinceStart(m_clock);
    for (const auto &[name, value] : m_reply->rawHeaderPairs()) {
        // Lines of one name arrive joined: by a line feed for Set-Cookie, by a comma for all others.
        for (const QByteArray &line : value.split('\n'))
            m_response.headers.add(name, line);
    }
    // The manager drops all headers without a word if there are too many or it cannot parse one, the length among them.
    if (m_response.headers.isEmpty() && status >= 200)
        return end(Ending::HeadersLost);
    if (!headersFit())
        return end(Ending::HeaderLimit);
    const auto length = declaredLength(m_response.headers);
    if (m_request.method == "HEAD" && status >= 200)
        return (void)QMetaObject::invokeMethod(
            this, &Exchange::conclude,
            Qt::QueuedConnection); // The manager would wait for the body that a HEAD does not get.
    if (length && *length > m_request.limits.bodyBytes)
        return end(Ending::BodyLimit);
    m_response.body.reserve(length.value_or(0));
    if (m_guarded)
        m_guarded->allow(allowedBytes(), 1);
    tell(Phase::Receiving, 0, length.value_or(-1));
}

bool Exchange::headersFit() const
{
    qsizetype bytes = 0;
    for (const Headers::Line &line : m_response.headers.lines())
        bytes += line.first.size() + line.second.size() + 4;
    return bytes <= m_request.limits.headerBytes && m_response.headers.lines().size() <= m_request.limits.headerCount;
}

void Exchange::onBody()
{
    if (m_concluded)
        return;
    moved();
    m_response.body += m_reply->readAll();
    m_response.wireBodyBytes = m_response.body.size();
    if (m_response.wireBodyBytes > m_request.limits.bodyBytes)
        return end(Ending::BodyLimit);
    tell(Phase::Receiving, m_response.wireBodyBytes, declaredLength(m_response.headers).value_or(-1));
}

void Exchange::moved()
{
    m_lastMove = m_clock.elapsed();
}

void Exchange::armDeadline()
{
    if (m_ending != Ending::None)
        return; // The clock is settle()'s.
    const Deadlines &deadlines = m_request.deadlines;
    const qint64 next = m_reached ? m_lastMove + deadlines.stall.count() : deadlines.connect.count();
    const qint64 wait = std::min<qint64>(next, deadlines.total.count()) - m_clock.elapsed();
    m_deadline.start(std::chrono::milliseconds(std::max<qint64>(wait, 1)));
}

void Exchange::onDeadline()
{
    const qint64 now = m_clock.elapsed();
    if (now >= m_request.deadlines.total.count())
        return end(Ending::TotalDeadline);
    if (!m_reached)
        watchConnection();
    if (m_concluded)
        return;
    if (!m_reached && now >= m_request.deadlines.connect.count())
        return end(Ending::ConnectDeadline);
    if (m_reached && now >= m_lastMove + m_request.deadlines.stall.count())
        return end(Ending::StallDeadline);
    armDeadline();
}

/// The manager tells of TLS connections only, and sometimes nothing at all of one that is reset while it opens.
void Exchange::watchConnection()
{
    if (!m_reply || m_status != 0)
        return;
    m_looksWithoutConnection = m_lanes.mayBeConnected(*m_lane) ? 0 : m_looksWithoutConnection + 1;
    if (m_looksWithoutConnection == looksUntilLost) {
        m_reached = true; // Perhaps
        return conclude();
    }
    if (m_reached || m_request.target.scheme == "https")
        return;
    // If it is not certain which connection is ours, the other clocks must do.
    const auto state = m_lane->socket ? tcpState(*m_lane->socket) : std::nullopt;
    if (!m_lane->socket || (state && state->established))
        onReached();
}

void Exchange::end(Ending ending)
{
    if (m_concluded || m_ending != Ending::None)
        return;
    m_ending = ending;
    m_watch.stop();
    if (m_reached) // Not at once: the manager does not expect an abort out of its own signals.
        QMetaObject::invokeMethod(this, &Exchange::conclude, Qt::QueuedConnection);
    else
        settle();
}

/// Stops the manager, which may be sending at this very moment in its own thread, and learns whether it has sent.
void Exchange::settle()
{
    if (m_reply) {
        const auto witnesses = m_lanes.witnesses(*m_lane);
        disconnect(m_reply, nullptr, this, nullptr);
        m_lanes.destroy(std::exchange(m_lane, nullptr));
        m_reached = !witnesses || std::any_of(witnesses->begin(), witnesses->end(), [this](const TcpWitness &witness) {
            return hasSent(witness);
        });
    }
    conclude();
}

/// Over TLS nothing is sent before the server's part of the handshake was read.
bool Exchange::hasSent(const TcpWitness &witness) const
{
    const auto state = witness.state();
    return !state || (m_request.target.scheme == "https" ? state->bytesTaken : state->bytesSent) > 0;
}

void Exchange::abandon()
{
    end(Ending::Cancelled);
    if (m_concluded)
        return;
    m_reached = true;
    conclude();
}

void Exchange::tell(Phase phase, qint64 done, qint64 total)
{
    if (m_progress && !m_concluded)
        m_progress({phase, done, total});
}

bool Exchange::isComplete() const
{
    if (m_ending != Ending::None || m_status < 200)
        return false;
    if (m_request.method == "HEAD")
        return true;
    const QNetworkReply::NetworkError error = m_reply->error();
    // Errors from 201 on are made from the status, which is an answer; those below, and a broken framing, are not.
    const bool fromStatus
        = error > 200 || (m_status == 407 && error == QNetworkReply::ProxyAuthenticationRequiredError);
    if (error != QNetworkReply::NoError && (!fromStatus || error == QNetworkReply::ProtocolFailure))
        return false;
    if (m_status == 204 || m_status == 304)
        return true;
    if (m_response.headers.contains("transfer-encoding"))
        return hasProvenEnd() || m_response.headers.value("connection").toLower().contains("close");
    const auto length = declaredLength(m_response.headers);
    return !m_response.headers.contains("content-length") || (length && *length == m_response.wireBodyBytes);
}

/// The manager takes a connection that closes for the end of a chunked body if it notices at the wrong moment. After the last
/// chunk the connection is still open.
bool Exchange::hasProvenEnd() const
{
    const auto state = m_lane->socket ? tcpState(*m_lane->socket) : std::nullopt;
    // The manager may have turned to another connection: to the host's next address, or because a kept one was gone.
    return state ? state->open : m_lanes.mayBeConnected(*m_lane);
}

/// Whether the manager's own end is one that can only follow a connection. The watch for it may have been too slow.
bool Exchange::endMeansSent() const
{
    // Over TLS "encrypted" is always told before.
    if (m_request.target.scheme == "https")
        return false;
    switch (m_reply->error()) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TimeoutError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError: // No route
        return false;
    default:
        return true;
    }
}

Failure Exchange::failure() const
{
    Failure failure;
    failure.target = m_request.target;
    failure.deadlines = m_request.deadlines;
    failure.limits = m_request.limits;
    failure.ending = m_ending;
    failure.error = !m_hostKnown ? QNetworkReply::HostNotFoundError
        : m_reply                ? m_reply->error()
                                 : QNetworkReply::OperationCanceledError;
    failure.detail = m_reply ? m_reply->errorString() : QString();
    failure.tlsErrors = m_tlsErrors;
    failure.maySent = m_reached;
    failure.status = m_status;
    failure.bodySize = m_request.body.size();
    failure.bodyGiven = m_bodyGiven;
    failure.received = m_response.wireBodyBytes;
    failure.expected = declaredLength(m_response.headers).value_or(-1);
    return failure;
}

Response Exchange::response()
{
    const bool hasBody = m_request.method != "HEAD" && m_status != 204 && m_status != 304;
    if (hasBody && m_response.headers.contains("transfer-encoding"))
        m_response.framing = hasProvenEnd() ? Framing::Chunked : Framing::UntilClose;
    else if (hasBody && !m_response.headers.contains("content-length"))
        m_response.framing = Framing::UntilClose;
    m_response.status = m_status;
    m_response.reason = m_reply->attribute(QNetworkRequest::HttpReasonPhraseAttribute).toByteArray();
    return std::move(m_response);
}

void Exchange::conclude()
{
    if (m_concluded)
        return;
    if (m_reply && m_ending == Ending::None) {
        onHeaders();
        onBody();
        if (m_concluded || m_ending != Ending::None)
            return;
    }
    if (m_guarded && m_guarded->isCut())
        m_ending = m_status == 0 ? Ending::HeaderLimit : Ending::BodyLimit;
    m_deadline.stop();
    m_watch.stop();
    m_response.timings.total = sinceStart(m_clock);
    const bool complete = m_reply && isComplete();
    if (m_reply && !m_reached)
        m_reached = endMeansSent();
    Result<Response> result = complete ? Result<Response>(response()) : Result<Response>(explained(failure()));
    m_concluded = true;
    leaveLane(complete);
    m_answer->give(std::move(result));
    emit ended();
}

void Exchange::leaveLane(bool complete)
{
    if (!m_lane)
        return;
    if (m_reply)
        disconnect(m_reply, nullptr, this, nullptr);
    if (complete && m_reply->isFinished()) {
        m_reply->deleteLater();
        m_lanes.giveBack(m_lane);
    } else {
        m_lanes.discard(m_lane);
    }
    m_lane = nullptr;
}

} // namespace Plugboard::Http
