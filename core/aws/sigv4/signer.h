#pragma once

#include "core/aws/sigv4/credentials.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QList>

#include <chrono>
#include <memory>

namespace Plugboard::Aws {

/// What a signature is valid for, besides the request and the day.
struct SigningScope
{
    QByteArray region; ///< "eu-central-1"
    QByteArray service; ///< The service's signing name: "sns"
};

/// Where services differ; the defaults fit all but S3.
struct SigningOptions
{
    bool normalizePath = true; ///< Remove dot segments and double slashes before hashing; false for S3
    bool doubleEncodePath = true; ///< Encode the wire path once more before hashing; false for S3
    bool contentHashHeader = false; ///< Add and sign x-amz-content-sha256; S3 demands it
    bool unsignedPayload = false; ///< The body is not hashed: "v4-unsigned-body", and S3 over TLS
    bool tokenAfterSigning = false; ///< The session token is sent but not signed
    QByteArray payloadWord {}; ///< Instead of the body's hash: "STREAMING-UNSIGNED-PAYLOAD-TRAILER" …; empty: none
};

/// A signed request and what it was signed from, for the trace and for comparing with what a service computed.
struct Signed
{
    Http::Request request;
    QByteArray canonicalRequest; ///< Holds the session token as a header line: mask before showing
    QByteArray stringToSign;
    QByteArray signature; ///< 64 hexadecimal digits
    QList<QByteArray> signedHeaders; ///< Lower case, in order
};

/// Signature Version 4, by header and by query.
///
/// Source: AWS "Create a signed AWS API request" and "Authenticating requests: using query parameters". Signs Host and every
/// header of the request but those which proxies and HTTP stacks alter (user-agent, connection …); signs the bytes of
/// `Http::Target` and of the body as they are. What an earlier signature left in the request is replaced, so a retry passes
/// the signed request again.
///
///     Result<Signed> signed_ = signer.sign(request, credentials, {"eu-central-1", "sns"}, clock.now());
///
/// Keeps the derived keys of the last 64 uses, found by a hash of the secret; they are overwritten when they go. Thread-safe.
/// Errors: Stage::Signature, Invalid if key, region, service or host is missing.
class Signer final
{
public:
    Signer();
    ~Signer();
    Signer(const Signer &) = delete;
    Signer &operator=(const Signer &) = delete;

    Result<Signed> sign(Http::Request request, const Credentials &credentials, const SigningScope &scope,
                        Clock::Moment moment, const SigningOptions &options = {});

    /// The signature goes into the query; headers of the request must be sent as they are. `expires`: 1 second to 7 days,
    /// else Invalid. The link ends with the credentials if those end sooner.
    Result<Signed> presign(Http::Request request, const Credentials &credentials, const SigningScope &scope,
                           Clock::Moment moment, std::chrono::seconds expires, const SigningOptions &options = {});

    /// Forgets all keys, as after a change of credentials.
    void clear();

private:
    class KeyCache;

    std::unique_ptr<KeyCache> m_keys;
};

} // namespace Plugboard::Aws
