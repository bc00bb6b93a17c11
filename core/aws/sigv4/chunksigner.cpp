#include "core/aws/sigv4/chunksigner.h"

#include "core/aws/sigv4/signingkey.h"
#include "core/aws/sigv4/signingtext_p.h"

namespace Plugboard::Aws {

ChunkSigner::ChunkSigner(const Credentials &credentials, const SigningScope &scope, Clock::Moment moment,
                         const QByteArray &seedSignature)
    : m_key(signingKey(credentials.secretAccessKey, credentialScope(signingTime(moment), scope)))
    , m_time(signingTime(moment))
    , m_scope(credentialScope(m_time, scope))
    , m_previous(seedSignature)
{
}

ChunkSigner::Signature ChunkSigner::sign(QByteArrayView piece)
{
    return next("AWS4-HMAC-SHA256-PAYLOAD", hexText(sha256(QByteArrayView())) + '\n' + hexText(sha256(piece)));
}

ChunkSigner::Signature ChunkSigner::signTrailer(QByteArrayView line)
{
    return next("AWS4-HMAC-SHA256-TRAILER", hexText(sha256(line)));
}

ChunkSigner::Signature ChunkSigner::next(QByteArrayView algorithm, QByteArrayView hashes)
{
    Signature result;
    result.stringToSign.append(algorithm).append('\n' + m_time + '\n' + m_scope + '\n' + m_previous + '\n');
    result.stringToSign.append(hashes);
    result.signature = signatureOf(m_key, result.stringToSign);
    m_previous = result.signature;
    return result;
}

QByteArray ChunkSigner::framed(QByteArrayView piece, bool trailerFollows)
{
    QByteArray frame = QByteArray::number(piece.size(), 16) + ";chunk-signature=" + sign(piece).signature + "\r\n";
    frame.append(piece);
    if (!piece.isEmpty() || !trailerFollows)
        frame.append("\r\n");
    return frame;
}

QByteArray ChunkSigner::framedTrailer(QByteArrayView name, QByteArrayView value)
{
    const QByteArray line = name.toByteArray() + ':' + value.toByteArray();
    return line + "\r\nx-amz-trailer-signature:" + signTrailer(line + '\n').signature + "\r\n\r\n";
}

QByteArray unsignedChunks(QByteArrayView body, QByteArrayView trailerName, QByteArrayView trailerValue)
{
    QByteArray frames;
    frames.reserve(body.size() + trailerName.size() + trailerValue.size() + 32);
    if (!body.isEmpty())
        frames.append(QByteArray::number(body.size(), 16) + "\r\n").append(body).append("\r\n");
    frames.append("0\r\n").append(trailerName).append(':').append(trailerValue).append("\r\n\r\n");
    return frames;
}

} // namespace Plugboard::Aws
