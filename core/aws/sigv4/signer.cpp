#include "core/aws/sigv4/signer.h"

#include "core/aws/sigv4/canonicalrequest_p.h"
#include "core/aws/sigv4/keycache_p.h"
#include "core/aws/sigv4/sha256.h"
#include "core/aws/sigv4/signingtext_p.h"

#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView algorithm = "AWS4-HMAC-SHA256";
constexpr std::chrono::seconds longestPresign = std::chrono::days(7);

std::optional<Error> findMissing(const Http::Request &request, const Credentials &credentials,
                                 const SigningScope &scope)
{
    const auto error = [](const QString &message) { return Error {Stage::Signature, ErrorCode::Invalid, message, {}}; };
    if (credentials.accessKeyId.isEmpty())
        return error(u"the access key ID is empty; enter it or choose other credentials"_s);
    if (credentials.secretAccessKey.isEmpty())
        return error(u"the secret access key is empty; enter it or choose other credentials"_s);
    if (scope.region.isEmpty())
        return error(u"no region to sign for; choose a region"_s);
    if (scope.service.isEmpty())
        return error(u"no service to sign for; give the service's signing name"_s);
    if (request.target.host.isEmpty())
        return error(u"the request has no host to sign; give the endpoint a host"_s);
    return {};
}

/// What an earlier attempt left.
void discardSignatureHeaders(Http::Headers &headers)
{
    for (const QByteArrayView name : {"Authorization", "X-Amz-Date", "X-Amz-Security-Token", "X-Amz-Content-Sha256"})
        headers.remove(name);
}

QByteArray withoutSignatureParameters(const QByteArray &query)
{
    static constexpr std::array<QByteArrayView, 7> names {
        "X-Amz-Algorithm",     "X-Amz-Credential",     "X-Amz-Date",     "X-Amz-Expires",
        "X-Amz-SignedHeaders", "X-Amz-Security-Token", "X-Amz-Signature"};
    if (!query.contains("X-Amz-"))
        return query;
    QList<QByteArray> pairs = query.split('&');
    pairs.removeIf([](const QByteArray &pair) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArrayView name = QByteArrayView(pair).first(equals < 0 ? pair.size() : equals);
        return std::find(names.begin(), names.end(), name) != names.end();
    });
    return pairs.join('&');
}

QByteArray payloadHash(const QByteArray &body, const SigningOptions &options)
{
    if (!options.payloadWord.isEmpty())
        return options.payloadWord;
    if (options.unsignedPayload)
        return QByteArrayLiteral("UNSIGNED-PAYLOAD");
    return hexText(sha256(body));
}

/// Steps 2 and 3: the hash of the canonical request in its scope.
QByteArray stringToSign(const QByteArray &time, const QByteArray &scope, const QByteArray &canonical)
{
    TextWriter text(128 + scope.size());
    text << algorithm << '\n' << time << '\n' << scope << '\n' << hexOf(sha256(canonical));
    return text.take();
}

QByteArray authorization(const Credentials &credentials, const QByteArray &scope, const QByteArray &signedNames,
                         const QByteArray &signature)
{
    TextWriter text(160 + credentials.accessKeyId.size() + scope.size() + signedNames.size());
    text << algorithm << " Credential=" << credentials.accessKeyId << '/' << scope;
    text << ", SignedHeaders=" << signedNames << ", Signature=" << signature;
    return text.take();
}

void appendParameter(QByteArray &query, QByteArrayView name, QByteArrayView value)
{
    if (!query.isEmpty())
        query += '&';
    query.append(name).append('=').append(Http::percentEncoded(value));
}

} // namespace

Signer::Signer()
    : m_keys(std::make_unique<KeyCache>())
{
}

Signer::~Signer() = default;

void Signer::clear()
{
    m_keys->clear();
}

Result<Signed> Signer::sign(Http::Request request, const Credentials &credentials, const SigningScope &scope,
                            Clock::Moment moment, const SigningOptions &options)
{
    if (std::optional<Error> missing = findMissing(request, credentials, scope))
        return *std::move(missing);

    const QByteArray time = signingTime(moment);
    const QByteArray payload = payloadHash(request.body, options);
    const QByteArray token = credentials.sessionToken.reveal();
    Signed result;
    result.request = std::move(request);
    Http::Headers &headers = result.request.headers;
    discardSignatureHeaders(headers);
    headers.add(QByteArrayLiteral("x-amz-date"), time);
    if (options.contentHashHeader || options.unsignedPayload || !options.payloadWord.isEmpty())
        headers.add(QByteArrayLiteral("x-amz-content-sha256"), payload);
    if (!token.isEmpty() && !options.tokenAfterSigning)
        headers.add(QByteArrayLiteral("x-amz-security-token"), token);

    const SignedHeaders signedHeaders(result.request);
    const QByteArray signedNames = signedHeaders.joinedNames();
    const QByteArray fullScope = credentialScope(time, scope);
    result.canonicalRequest = canonicalRequest(result.request, signedHeaders, signedNames, payload, options);
    result.stringToSign = stringToSign(time, fullScope, result.canonicalRequest);
    result.signature = signatureOf(m_keys->key(credentials.secretAccessKey, fullScope), result.stringToSign);
    result.signedHeaders = signedHeaders.names();

    headers.add(QByteArrayLiteral("authorization"),
                authorization(credentials, fullScope, signedNames, result.signature));
    if (!token.isEmpty() && options.tokenAfterSigning)
        headers.add(QByteArrayLiteral("x-amz-security-token"), token);
    return result;
}

Result<Signed> Signer::presign(Http::Request request, const Credentials &credentials, const SigningScope &scope,
                               Clock::Moment moment, std::chrono::seconds expires, const SigningOptions &options)
{
    if (std::optional<Error> missing = findMissing(request, credentials, scope))
        return *std::move(missing);
    if (expires < std::chrono::seconds(1) || expires > longestPresign) {
        return Error {Stage::Signature,
                      ErrorCode::Invalid,
                      u"a presigned URL cannot be valid for %1 seconds; choose 1 to 604800"_s.arg(expires.count()),
                      {}};
    }

    const QByteArray time = signingTime(moment);
    const QByteArray fullScope = credentialScope(time, scope);
    const QByteArray payload = payloadHash(request.body, options);
    const QByteArray token = credentials.sessionToken.reveal();
    Signed result;
    result.request = std::move(request);
    discardSignatureHeaders(result.request.headers);
    const SignedHeaders signedHeaders(result.request);
    const QByteArray signedNames = signedHeaders.joinedNames();

    QByteArray query = withoutSignatureParameters(result.request.target.query);
    appendParameter(query, "X-Amz-Algorithm", algorithm);
    appendParameter(query, "X-Amz-Credential", credentials.accessKeyId + '/' + fullScope);
    appendParameter(query, "X-Amz-Date", time);
    appendParameter(query, "X-Amz-Expires", QByteArray::number(qint64(expires.count())));
    appendParameter(query, "X-Amz-SignedHeaders", signedNames);
    if (!token.isEmpty() && !options.tokenAfterSigning)
        appendParameter(query, "X-Amz-Security-Token", token);
    result.request.target.query = query;

    result.canonicalRequest = canonicalRequest(result.request, signedHeaders, signedNames, payload, options);
    result.stringToSign = stringToSign(time, fullScope, result.canonicalRequest);
    result.signature = signatureOf(m_keys->key(credentials.secretAccessKey, fullScope), result.stringToSign);
    result.signedHeaders = signedHeaders.names();

    appendParameter(query, "X-Amz-Signature", result.signature);
    if (!token.isEmpty() && options.tokenAfterSigning)
        appendParameter(query, "X-Amz-Security-Token", token);
    result.request.target.query = query;
    return result;
}

} // namespace Plugboard::Aws
