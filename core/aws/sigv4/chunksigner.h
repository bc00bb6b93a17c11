#pragma once

#include "core/aws/sigv4/sha256.h"
#include "core/aws/sigv4/signer.h"

namespace Plugboard::Aws {

/// Signs the pieces of a body that is sent as aws-chunked: each signature covers the one before, the first the request's.
///
///     ChunkSigner chunks(credentials, scope, moment, signedRequest.signature);
///     socket.write(chunks.framed(piece)); … socket.write(chunks.framed({}));
///
/// Source: Amazon S3 API Reference, "Signature calculations for the Authorization header: transferring payload in multiple
/// chunks". All pieces but the last must have 8 KiB or more. Not thread-safe: the order counts.
class ChunkSigner final
{
public:
    ChunkSigner(const Credentials &credentials, const SigningScope &scope, Clock::Moment moment,
                const QByteArray &seedSignature);

    struct Signature
    {
        QByteArray stringToSign;
        QByteArray signature;
    };
    Signature sign(QByteArrayView piece);
    /// `line`: "x-amz-checksum-crc32c:sOO8/Q==\n".
    Signature signTrailer(QByteArrayView line);

    /// "400;chunk-signature=…\r\n", the piece, and "\r\n" unless it is the empty last one of a body with a trailer.
    QByteArray framed(QByteArrayView piece, bool trailerFollows = false);
    /// The trailer with its signature, and the end of the body.
    QByteArray framedTrailer(QByteArrayView name, QByteArrayView value);

private:
    Signature next(QByteArrayView algorithm, QByteArrayView hashes);

    HmacKey m_key;
    QByteArray m_time;
    QByteArray m_scope;
    QByteArray m_previous;
};

/// A body sent unsigned in one piece, with a checksum behind it (x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER).
QByteArray unsignedChunks(QByteArrayView body, QByteArrayView trailerName, QByteArrayView trailerValue);

} // namespace Plugboard::Aws
