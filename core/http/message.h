#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace Plugboard::Http {

/// Header lines in order; names compare without case, several lines of one name are kept.
class Headers final
{
public:
    using Line = std::pair<QByteArray, QByteArray>;

    Headers() = default;
    Headers(std::initializer_list<Line> lines)
        : m_lines(lines)
    {
    }
    void add(QByteArray name, QByteArray value) { m_lines.append({std::move(name), std::move(value)}); }
    /// Replaces all lines of that name, at the first one's position.
    void set(const QByteArray &name, QByteArray value);
    void remove(QByteArrayView name);
    bool contains(QByteArrayView name) const;
    /// Lines of one name joined by ", " (RFC 9110, section 5.3); empty if there is none.
    QByteArray value(QByteArrayView name) const;
    QList<QByteArray> values(QByteArrayView name) const;
    const QList<Line> &lines() const { return m_lines; }
    bool isEmpty() const { return m_lines.isEmpty(); }

    friend bool operator==(const Headers &, const Headers &) = default;

private:
    QList<Line> m_lines;
};

/// Where a request goes, as bytes exactly as they go over the wire; nothing re-encodes them between signing and sending.
struct Target
{
    QByteArray scheme = "https"; ///< "http" or "https"
    QByteArray host; ///< Lower case; an IPv6 address in brackets
    int port = 0; ///< 0: the scheme's default
    QByteArray path = "/"; ///< Percent-encoded, begins with "/"
    QByteArray query; ///< Percent-encoded, without "?"

    /// Host, with the port unless it is the scheme's default: the Host header.
    QByteArray authority() const;
    /// scheme://authority, for comparing origins.
    QByteArray origin() const;
    QByteArray url() const;
    /// Without query and user information: fit for an error text.
    QString display() const;
    /// Splits a URL; keeps path and query byte for byte but for two things: what may not stand there (blanks, controls,
    /// non-ASCII, a lone "%") is encoded, and escapes get the spelling that RFC 3986, section 6.2.2, prefers and that goes over
    /// the wire ("%7e" becomes "~", "%2f" "%2F"). Dot segments stay; the transport refuses them. A fragment is dropped.
    /// nullopt for another scheme than http(s), an empty host, user information, or a bad port.
    static std::optional<Target> fromUrl(QStringView url);

    friend bool operator==(const Target &, const Target &) = default;
};

/// Percent-encodes all but A-Z a-z 0-9 - _ . ~ (RFC 3986, section 2.3); blank as %20.
QByteArray percentEncoded(QByteArrayView text, QByteArrayView keep = {});
QByteArray percentDecoded(QByteArrayView text);

struct Deadlines
{
    std::chrono::milliseconds connect {10'000}; ///< Name, TCP and TLS; AWS answers in well under a second
    std::chrono::milliseconds stall {70'000}; ///< Longest silence in either direction; services answer in 60 s or never
    std::chrono::milliseconds total {300'000}; ///< Whole exchange
};

struct Limits
{
    // Answers of AWS have under 8 KiB; 30 MB of headers is an attack. QNetworkAccessManager reads no more than these either.
    qsizetype headerBytes = 256 << 10;
    qsizetype headerCount = 100;
    qsizetype bodyBytes = qsizetype(256) << 20; ///< Kept in memory at this stage
};

struct Request
{
    QByteArray method = "GET";
    Target target;
    Headers
        headers; ///< Without Host and Content-Length, which the transport sets; lines of one name go out joined by ", "
    QByteArray body;
    Deadlines deadlines;
    Limits limits;
    QByteArray certificateAuthorities; ///< PEM, added to the system's; empty: the system's alone
};

/// What happened when, measured from the start of the exchange; unset: never came to it.
struct Timings
{
    std::optional<std::chrono::microseconds> sent; ///< Last byte of the request handed over
    std::optional<std::chrono::microseconds> firstByte; ///< Status line arrived
    std::chrono::microseconds total {0};
};

/// How the end of an answer's body was known.
enum class Framing {
    Length, ///< Content-Length, or there is no body
    Chunked,
    UntilClose, ///< The connection ended: nothing proves that the body is complete
};

struct Response
{
    int status = 0;
    QByteArray reason;
    Headers headers;
    QByteArray body; ///< Decoded; complete
    qint64 wireBodyBytes = 0; ///< Before decoding
    Framing framing = Framing::Length;
    bool http2 = false; ///< Never so far: over HTTP/2 the manager's rules for sending again are its own
    Timings timings;
};

} // namespace Plugboard::Http
