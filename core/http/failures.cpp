#include "core/http/failures_p.h"

#include <QSslCertificate>

#include <algorithm>

namespace Plugboard::Http {

using namespace Qt::StringLiterals;

namespace {

constexpr auto mayHaveHappened = "the request may have been carried out: check there before sending it again"_L1;

QString seconds(std::chrono::milliseconds time)
{
    return QString::number(double(time.count()) / 1000.0) + u" s"_s;
}

QString host(const Failure &failure)
{
    return QString::fromUtf8(failure.target.host);
}

/// Host and port as one would type them, the port always shown: it is often what is wrong.
QString peer(const Failure &failure)
{
    const int port = failure.target.port != 0 ? failure.target.port : failure.target.scheme == "http" ? 80 : 443;
    return host(failure) + u':' + QString::number(port);
}

Error failed(const Failure &failure, ErrorCode code, const QString &message)
{
    return {Stage::Transport, code, message, failure.target.display()};
}

QString whileDoing(const Failure &failure)
{
    if (failure.status != 0)
        return u"while receiving the answer's body"_s;
    if (failure.bodyGiven < failure.bodySize)
        return u"while sending the body (%1 of %2 bytes)"_s.arg(failure.bodyGiven).arg(failure.bodySize);
    return u"while waiting for the answer"_s;
}

QString gotSoFar(const Failure &failure)
{
    if (failure.expected < 0)
        return u"%1 bytes"_s.arg(failure.received);
    return u"%1 of %2 bytes"_s.arg(failure.received).arg(failure.expected);
}

bool has(const Failure &failure, std::initializer_list<QSslError::SslError> kinds)
{
    return std::any_of(failure.tlsErrors.begin(), failure.tlsErrors.end(), [&](const QSslError &error) {
        return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end();
    });
}

QString certificateWords(const Failure &failure)
{
    if (has(failure, {QSslError::SelfSignedCertificate})) {
        return u"the certificate of %1 is self-signed and not trusted; if it is your own server, add the certificate to the connection's authorities"_s
            .arg(peer(failure));
    }
    if (has(failure, {QSslError::CertificateExpired})) {
        const QSslCertificate certificate = failure.tlsErrors.first().certificate();
        return u"the certificate of %1 expired on %2; it must be renewed on the server, or this computer's clock is wrong"_s
            .arg(peer(failure), certificate.expiryDate().toUTC().toString(u"yyyy-MM-dd"_s));
    }
    if (has(failure, {QSslError::CertificateNotYetValid}))
        return u"the certificate of %1 is not valid yet; check this computer's clock"_s.arg(peer(failure));
    if (has(failure,
            {QSslError::UnableToGetIssuerCertificate, QSslError::UnableToGetLocalIssuerCertificate,
             QSslError::UnableToVerifyFirstCertificate, QSslError::SelfSignedCertificateInChain,
             QSslError::CertificateUntrusted})) {
        return u"the certificate of %1 was issued by an authority that is not trusted here; if it is your company's, add its certificate to the connection's authorities"_s
            .arg(peer(failure));
    }
    if (has(failure, {QSslError::HostNameMismatch})) {
        return u"the certificate that %1 shows belongs to another host; check the endpoint's host name"_s.arg(
            peer(failure));
    }
    return u"the certificate of %1 cannot be trusted; have the server's certificate checked"_s.arg(peer(failure));
}

Error tlsFailure(const Failure &failure)
{
    if (!failure.tlsErrors.isEmpty())
        return failed(failure, ErrorCode::Tls, certificateWords(failure));
    // OpenSSL calls it so when the first bytes are no TLS record at all.
    if (failure.detail.contains("wrong version number"_L1) || failure.detail.contains("http request"_L1)) {
        return failed(failure, ErrorCode::Tls,
                      u"%1 does not speak TLS; if it is a plain HTTP port, write http:// instead of https://"_s.arg(
                          peer(failure)));
    }
    if (failure.error == QNetworkReply::RemoteHostClosedError) {
        return failed(
            failure, ErrorCode::Tls,
            u"%1 closed the connection during the TLS handshake; check that the port is the one for https"_s.arg(
                peer(failure)));
    }
    return failed(
        failure, ErrorCode::Tls,
        u"%1 and Plugboard found no common TLS version or cipher; the server must offer TLS 1.2 or later"_s.arg(
            peer(failure)));
}

Error neverReached(const Failure &failure)
{
    switch (failure.error) {
    case QNetworkReply::ConnectionRefusedError:
        return failed(
            failure, ErrorCode::Unreachable,
            u"connection refused by %1; is the service running, and is the endpoint right?"_s.arg(peer(failure)));
    case QNetworkReply::HostNotFoundError:
        return failed(
            failure, ErrorCode::Unreachable,
            u"no address found for the host %1; check its spelling and region, and the network connection"_s.arg(
                host(failure)));
    case QNetworkReply::TimeoutError:
        return failed(failure, ErrorCode::Unreachable,
                      u"%1 does not answer; check host, port, firewall and VPN"_s.arg(peer(failure)));
    case QNetworkReply::SslHandshakeFailedError:
        return tlsFailure(failure);
    default:
        break;
    }
    if (failure.target.scheme == "https" && failure.error == QNetworkReply::RemoteHostClosedError)
        return tlsFailure(failure);
    return failed(failure, ErrorCode::Unreachable,
                  u"no connection to %1; check the network connection, firewall and VPN"_s.arg(peer(failure)));
}

Error brokeOff(const Failure &failure)
{
    return failed(
        failure, ErrorCode::Incomplete,
        u"the answer of %1 (status %2) broke off after %3 of its body; if the request is safe to repeat, send it again"_s
            .arg(peer(failure))
            .arg(failure.status)
            .arg(gotSoFar(failure)));
}

Error noAnswer(const Failure &failure)
{
    if (failure.status > 0) {
        return failed(failure, ErrorCode::Interrupted,
                      u"%1 sent an interim status %2 and no final one; %3"_s.arg(peer(failure))
                          .arg(failure.status)
                          .arg(mayHaveHappened));
    }
    switch (failure.error) {
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::UnknownServerError:
        return failed(failure, ErrorCode::Interrupted,
                      u"%1 answered something that is not HTTP; check the endpoint's port; %2"_s.arg(peer(failure),
                                                                                                     mayHaveHappened));
    default:
        break;
    }
    if (failure.bodySize > 0 && failure.bodySize > 16'384) {
        return failed(failure, ErrorCode::Interrupted,
                      u"%1 closed the connection %2, often because of a wrong key or region; %3"_s.arg(
                          peer(failure), whileDoing(failure), mayHaveHappened));
    }
    return failed(failure, ErrorCode::Interrupted,
                  u"%1 closed the connection %2; %3"_s.arg(peer(failure), whileDoing(failure), mayHaveHappened));
}

Error cancelled(const Failure &failure)
{
    if (!failure.maySent)
        return failed(failure, ErrorCode::Cancelled, u"cancelled before anything was sent"_s);
    return failed(failure, ErrorCode::Interrupted, u"cancelled %1; %2"_s.arg(whileDoing(failure), mayHaveHappened));
}

Error timedOut(const Failure &failure, std::chrono::milliseconds deadline, const QString &clock)
{
    if (!failure.maySent) {
        return failed(
            failure, ErrorCode::TimedOut,
            u"timed out after %1 while connecting to %2, nothing was sent; check host, port, firewall and VPN"_s.arg(
                seconds(deadline), peer(failure)));
    }
    if (failure.status != 0) {
        return failed(
            failure, ErrorCode::Incomplete,
            u"the answer of %1 (status %2) timed out after %3 (%4) with %5 of its body; raise the deadline, or ask for less"_s
                .arg(peer(failure))
                .arg(failure.status)
                .arg(seconds(deadline), clock, gotSoFar(failure)));
    }
    return failed(
        failure, ErrorCode::Interrupted,
        u"timed out after %1 (%2) %3; %4"_s.arg(seconds(deadline), clock, whileDoing(failure), mayHaveHappened));
}

} // namespace

Error explained(const Failure &failure)
{
    switch (failure.ending) {
    case Ending::Cancelled:
        return cancelled(failure);
    case Ending::ConnectDeadline:
        return timedOut(failure, failure.deadlines.connect, u"connect deadline"_s);
    case Ending::StallDeadline:
        return timedOut(failure, failure.deadlines.stall, u"nothing moved"_s);
    case Ending::TotalDeadline:
        return timedOut(failure, failure.deadlines.total, u"total deadline"_s);
    case Ending::HeaderLimit:
        return failed(
            failure, ErrorCode::Limit,
            u"the answer of %1 has more than %2 KiB or %3 lines of headers; it is no service Plugboard should talk to, check the endpoint"_s
                .arg(peer(failure))
                .arg(failure.limits.headerBytes >> 10)
                .arg(failure.limits.headerCount));
    case Ending::HeadersLost:
        return failed(
            failure, ErrorCode::Limit,
            u"the headers of the answer of %1 (status %2) cannot be read: there are none, a line is malformed, or they are over 100 lines or 256 KiB; check the endpoint"_s
                .arg(peer(failure))
                .arg(failure.status));
    case Ending::BodyLimit:
        return failed(
            failure, ErrorCode::Limit,
            u"the answer of %1 (status %2) is larger than %3 bytes; ask for less, save it to a file, or raise the limit for bodies"_s
                .arg(peer(failure))
                .arg(failure.status)
                .arg(failure.limits.bodyBytes));
    case Ending::None:
        break;
    }
    if (failure.status >= 200)
        return brokeOff(failure);
    if (failure.maySent)
        return noAnswer(failure);
    return neverReached(failure);
}

} // namespace Plugboard::Http
