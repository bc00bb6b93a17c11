#include "core/sandbox/signaturecheck_p.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

#include <algorithm>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr auto algorithm = "AWS4-HMAC-SHA256";
constexpr qint64 allowedSkewSeconds = 15 * 60;
constexpr qint64 longestExpirySeconds = 7 * 24 * 3600;

using Pairs = QList<std::pair<QByteArray, QByteArray>>;

Refusal signatureRefusal(const QString &message)
{
    return {403, u"SignatureDoesNotMatch"_s, message};
}

Refusal incomplete(const QString &message)
{
    return {400, u"IncompleteSignature"_s, message};
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256);
}

/// RFC 3986's unreserved characters stay; hexadecimal digits are upper case.
QByteArray encoded(const QByteArray &bytes)
{
    return bytes.toPercentEncoding();
}

/// Pairs of a query string, decoded. A `+` is a plus sign.
Pairs queryPairs(const QByteArray &query)
{
    Pairs pairs;
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : part.sliced(equals + 1);
        pairs.append({QByteArray::fromPercentEncoding(name), QByteArray::fromPercentEncoding(value)});
    }
    return pairs;
}

QByteArray valueOf(const Pairs &pairs, QByteArrayView name)
{
    for (const auto &[key, value] : pairs) {
        if (key == name)
            return value;
    }
    return {};
}

/// What the client claims: the parts of its Authorization header, or of the presigned query.
struct Claim
{
    QByteArray keyId;
    QByteArray date; ///< Of the scope: yyyymmdd
    QByteArray region;
    QByteArray service;
    QList<QByteArray> signedHeaders;
    QByteArray signature;
    QByteArray moment; ///< yyyymmddThhmmssZ
    QByteArray token;
    std::optional<qint64> expiresSeconds; ///< Presigned

    QByteArray scope() const { return date + '/' + region + '/' + service + "/aws4_request"; }
};

/// As the canonical request has them: a client that signed them in another order is told so by its signature.
QList<QByteArray> sortedNames(const QByteArray &signedHeaders)
{
    QList<QByteArray> names = signedHeaders.split(';');
    std::sort(names.begin(), names.end());
    return names;
}

/// AKID/20260504/us-east-1/sns/aws4_request
std::optional<Refusal> readScope(const QByteArray &credential, Claim &claim)
{
    const QList<QByteArray> parts = credential.split('/');
    if (parts.size() != 5)
        return incomplete(
            u"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '%1'"_s
                .arg(QString::fromUtf8(credential)));
    if (parts[4] != "aws4_request")
        return signatureRefusal(u"Credential should be scoped with a valid terminator: 'aws4_request', not '%1'."_s.arg(
            QString::fromUtf8(parts[4])));
    // Also what a zone (us-east-1a) gets that stands where a region should.
    static const QRegularExpression region(u"^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}\\z"_s);
    if (!region.match(QString::fromUtf8(parts[2])).hasMatch())
        return signatureRefusal(
            u"Credential should be scoped to a valid Region, not '%1'."_s.arg(QString::fromUtf8(parts[2])));
    claim.keyId = parts[0];
    claim.date = parts[1];
    claim.region = parts[2];
    claim.service = parts[3];
    return std::nullopt;
}

QByteArray stamp(qint64 secondsSinceEpoch)
{
    return QDateTime::fromSecsSinceEpoch(secondsSinceEpoch, Qt::UTC).toString(u"yyyyMMdd'T'hhmmss'Z'").toLatin1();
}

/// X-Amz-Date, or Date in either of its forms (RFC 9110, section 5.6.7, or as X-Amz-Date), as the string to sign has it.
QByteArray momentOf(const Loopback::Request &request)
{
    const QByteArray own = request.header("X-Amz-Date");
    if (!own.isEmpty())
        return own;
    const QByteArray date = request.header("Date");
    const QDateTime moment = QDateTime::fromString(QString::fromLatin1(QByteArray(date).replace("GMT", "+0000")),
                                                   Qt::RFC2822Date); // Qt knows no GMT there
    return moment.isValid() ? stamp(moment.toSecsSinceEpoch()) : date;
}

std::variant<Claim, Refusal> claimOfHeader(const Loopback::Request &request)
{
    const QByteArray authorization = request.header("Authorization");
    if (authorization.split(' ').first() != algorithm)
        return incomplete(
            u"Unsupported AWS 'algorithm': '%1'."_s.arg(QString::fromUtf8(authorization.split(' ').first())));
    Pairs parts;
    for (const QByteArray &part : authorization.sliced(qsizetype(strlen(algorithm))).split(',')) {
        const QByteArray trimmed = part.trimmed();
        const qsizetype equals = trimmed.indexOf('=');
        if (equals > 0)
            parts.append({trimmed.first(equals), trimmed.sliced(equals + 1)});
    }
    QString missing;
    for (const char *name : {"Credential", "SignedHeaders", "Signature"}) {
        if (valueOf(parts, name).isEmpty())
            missing += u"Authorization header requires '%1' parameter. "_s.arg(QLatin1StringView(name));
    }
    Claim claim;
    claim.moment = momentOf(request);
    if (claim.moment.isEmpty())
        missing += u"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "_s;
    if (!missing.isEmpty())
        return incomplete(missing.trimmed());
    if (std::optional<Refusal> refusal = readScope(valueOf(parts, "Credential"), claim))
        return *std::move(refusal);
    claim.signedHeaders = sortedNames(valueOf(parts, "SignedHeaders"));
    claim.signature = valueOf(parts, "Signature");
    claim.token = request.header("X-Amz-Security-Token");
    return claim;
}

std::variant<Claim, Refusal> claimOfQuery(const Pairs &query)
{
    if (valueOf(query, "X-Amz-Algorithm") != algorithm)
        return incomplete(
            u"Unsupported AWS 'algorithm': '%1'."_s.arg(QString::fromUtf8(valueOf(query, "X-Amz-Algorithm"))));
    for (const char *name : {"X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
        if (valueOf(query, name).isEmpty())
            return incomplete(
                u"AWS query-string parameters must include '%1'. Re-examine the query-string parameters."_s.arg(
                    QLatin1StringView(name)));
    }
    Claim claim;
    if (std::optional<Refusal> refusal = readScope(valueOf(query, "X-Amz-Credential"), claim))
        return *std::move(refusal);
    claim.moment = valueOf(query, "X-Amz-Date");
    claim.signedHeaders = sortedNames(valueOf(query, "X-Amz-SignedHeaders"));
    claim.signature = valueOf(query, "X-Amz-Signature");
    claim.token = valueOf(query, "X-Amz-Security-Token");
    bool isNumber = false;
    claim.expiresSeconds = valueOf(query, "X-Amz-Expires").toLongLong(&isNumber);
    if (!isNumber || *claim.expiresSeconds < 1 || *claim.expiresSeconds > longestExpirySeconds)
        return incomplete(u"X-Amz-Expires must be a number of seconds from 1 to 604800"_s);
    return claim;
}

/// Date and time apart: read together they would be local time first, which has hours that do not exist.
std::optional<qint64> secondsOf(const QByteArray &moment)
{
    static const QRegularExpression basicFormat(u"^([0-9]{8})T([0-9]{6})Z\\z"_s);
    const QRegularExpressionMatch match = basicFormat.match(QString::fromLatin1(moment));
    const QDate date = QDate::fromString(match.captured(1), u"yyyyMMdd"_s);
    const QTime time = QTime::fromString(match.captured(2), u"hhmmss"_s);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    return QDateTime(date, time, Qt::UTC).toSecsSinceEpoch();
}

std::optional<Refusal> timeRefusal(const Claim &claim, Clock::Moment now)
{
    const std::optional<qint64> said = secondsOf(claim.moment);
    if (!said)
        return incomplete(
            u"Date must be in ISO-8601 'basic format'. Got '%1'. See ISO 8601."_s.arg(QString::fromUtf8(claim.moment)));
    if (claim.moment.first(8) != claim.date)
        return signatureRefusal(
            u"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '%1' != '%2', from '%3'."_s
                .arg(QString::fromUtf8(claim.date), QString::fromUtf8(claim.moment.first(8)),
                     QString::fromUtf8(claim.moment)));
    const qint64 here = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const qint64 patience = claim.expiresSeconds.value_or(allowedSkewSeconds);
    const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes); };
    if (*said + patience < here)
        return signatureRefusal(u"Signature expired: %1 is now earlier than %2 (%3 - %4 min.)"_s.arg(
            text(claim.moment), text(stamp(here - patience)), text(stamp(here)), QString::number(patience / 60)));
    if (*said - allowedSkewSeconds > here)
        return signatureRefusal(u"Signature not yet current: %1 is still later than %2 (%3 + 15 min.)"_s.arg(
            text(claim.moment), text(stamp(here + allowedSkewSeconds)), text(stamp(here))));
    return std::nullopt;
}

QByteArray canonicalQuery(Pairs pairs)
{
    QList<QByteArray> lines;
    for (const auto &[name, value] : pairs) {
        if (name != "X-Amz-Signature")
            lines.append(encoded(name) + '=' + encoded(value));
    }
    // By encoded name, then encoded value; `=` sorts before all that an encoded name may go on with, but for `-` and `.`.
    std::sort(lines.begin(), lines.end(), [](const QByteArray &a, const QByteArray &b) {
        const auto split = [](const QByteArray &line) {
            const qsizetype equals = line.indexOf('=');
            return std::pair(line.first(equals), line.sliced(equals + 1));
        };
        return split(a) < split(b);
    });
    return lines.join('&');
}

/// The path is encoded once more than it is on the wire, as all services but S3 have it.
QByteArray canonicalPath(const QByteArray &path)
{
    QList<QByteArray> segments;
    for (const QByteArray &segment : path.split('/')) {
        if (segment == "..") {
            if (!segments.isEmpty())
                segments.removeLast();
        } else if (!segment.isEmpty() && segment != ".") {
            segments.append(encoded(segment));
        }
    }
    const QByteArray joined = '/' + segments.join('/');
    return path.endsWith('/') && joined.size() > 1 ? joined + '/' : joined;
}

QByteArray canonicalHeader(const Loopback::Request &request, const QByteArray &name)
{
    QList<QByteArray> values;
    for (const auto &[key, value] : request.headers) {
        if (key.toLower() == name)
            values.append(value.simplified());
    }
    return name + ':' + values.join(',') + '\n';
}

QByteArray canonicalRequest(const Loopback::Request &request, const Claim &claim)
{
    const qsizetype mark = request.target.indexOf('?');
    const QByteArray path = mark < 0 ? request.target : request.target.first(mark);
    const QByteArray query = mark < 0 ? QByteArray() : request.target.sliced(mark + 1);
    QByteArray headers;
    for (const QByteArray &name : claim.signedHeaders)
        headers += canonicalHeader(request, name);
    return request.method + '\n' + canonicalPath(path) + '\n' + canonicalQuery(queryPairs(query)) + '\n' + headers
        + '\n' + claim.signedHeaders.join(';') + '\n' + sha256(request.body);
}

/// The host and every x-amz- header must be signed, or somebody on the way could change them.
std::optional<Refusal> unsignedHeaderRefusal(const Loopback::Request &request, const Claim &claim)
{
    if (!claim.signedHeaders.contains("host"))
        return signatureRefusal(u"'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."_s);
    for (const auto &[name, value] : request.headers) {
        if (name.toLower().startsWith("x-amz-") && !claim.signedHeaders.contains(name.toLower()))
            return signatureRefusal(
                u"'%1' must be a 'SignedHeader' in the AWS Authorization."_s.arg(QString::fromUtf8(name)));
    }
    return std::nullopt;
}

bool isEqualInConstantTime(const QByteArray &a, const QByteArray &b)
{
    int difference = a.size() == b.size() ? 0 : 1;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
}

std::optional<Refusal> signatureRefusalOf(const Loopback::Request &request, const Claim &claim, const Key &key)
{
    const QByteArray canonical = canonicalRequest(request, claim);
    const QByteArray toSign
        = QByteArray(algorithm) + '\n' + claim.moment + '\n' + claim.scope() + '\n' + sha256(canonical);
    QByteArray derived = "AWS4" + key.secret.reveal();
    for (const QByteArray &part : {claim.date, claim.region, claim.service, QByteArray("aws4_request")})
        derived = hmac(derived, part);
    if (isEqualInConstantTime(hmac(derived, toSign).toHex(), claim.signature))
        return std::nullopt;
    return signatureRefusal(u"The request signature we calculated does not match the signature you provided. Check "
                            u"your AWS Secret Access Key and "
                            "signing method. Consult the service documentation for details.\n\nThe Canonical String "
                            "for this request should have "
                            "been\n'%1'\n\nThe String-to-Sign should have been\n'%2'\n"_s.arg(
                                QString::fromUtf8(canonical), QString::fromUtf8(toSign)));
}

} // namespace

std::variant<Caller, Refusal> checkSignature(const Loopback::Request &request, const Key &key, Clock::Moment now)
{
    const qsizetype mark = request.target.indexOf('?');
    const Pairs query = queryPairs(mark < 0 ? QByteArray() : request.target.sliced(mark + 1));
    const bool isPresigned = !valueOf(query, "X-Amz-Algorithm").isEmpty();
    if (!isPresigned && request.header("Authorization").isEmpty())
        return Refusal {403, u"MissingAuthenticationToken"_s, u"Request is missing Authentication Token"_s};
    std::variant<Claim, Refusal> read = isPresigned ? claimOfQuery(query) : claimOfHeader(request);
    if (Refusal *refusal = std::get_if<Refusal>(&read))
        return *refusal;
    const Claim &claim = std::get<Claim>(read);
    // The sandbox gives out no session tokens yet, so one that is presented is of another account.
    if (claim.keyId != key.id || !claim.token.isEmpty())
        return Refusal {403, u"InvalidClientTokenId"_s, u"The security token included in the request is invalid."_s};
    if (const std::optional<Refusal> open = unsignedHeaderRefusal(request, claim))
        return *open;
    if (const std::optional<Refusal> late = timeRefusal(claim, now))
        return *late;
    if (const std::optional<Refusal> wrong = signatureRefusalOf(request, claim, key))
        return *wrong;
    return Caller {QString::fromUtf8(claim.region), QString::fromUtf8(claim.service)};
}

} // namespace Plugboard::Sandbox
