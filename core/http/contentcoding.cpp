#include "core/http/contentcoding.h"

#include <zlib.h>

#include <algorithm>

namespace Plugboard::Http {

using namespace Qt::StringLiterals;

namespace {

/// zlib's windowBits: 15 for the window, 16 more for a gzip header, negative for no header at all.
enum Wrapping { Gzip = 15 + 16, Zlib = 15, Bare = -15 };

class Inflater final
{
public:
    explicit Inflater(Wrapping wrapping) { m_ready = inflateInit2(&m_stream, wrapping) == Z_OK; }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    bool ready() const { return m_ready; }
    z_stream &stream() { return m_stream; }

private:
    z_stream m_stream {};
    bool m_ready = false;
};

Error broken(const QString &message)
{
    return {Stage::Transport, ErrorCode::Incomplete, message, {}};
}

Error tooLarge(qsizetype bytes)
{
    return {
        Stage::Transport,
        ErrorCode::Limit,
        u"the compressed answer unpacks to more than %1 MiB; save it to a file, or raise the limit for bodies"_s.arg(
            bytes >> 20),
        {}};
}

Error damaged()
{
    return broken(u"the answer's compressed body is damaged; send the request again if it is safe to repeat"_s);
}

/// How large the output may be after `consumed` bytes of input.
qsizetype allowed(qsizetype consumed, const DecodingLimits &limits)
{
    return std::min(limits.bytes, std::max(limits.ratioFrom, consumed * limits.ratio));
}

/// Feeds all of `body`; a gzip file may have several members one after the other (RFC 1952, section 2.2).
Result<QByteArray> inflated(const QByteArray &body, Wrapping wrapping, const DecodingLimits &limits)
{
    Inflater inflater(wrapping);
    if (!inflater.ready())
        return broken(u"out of memory while unpacking the answer"_s);
    z_stream &stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.constData()));
    qsizetype left = body.size();
    QByteArray out;
    QByteArray piece(256 << 10, Qt::Uninitialized);
    for (;;) {
        if (stream.avail_in == 0 && left > 0) {
            stream.avail_in = uInt(std::min<qsizetype>(left, 1 << 30));
            left -= stream.avail_in;
        }
        stream.next_out = reinterpret_cast<Bytef *>(piece.data());
        stream.avail_out = uInt(piece.size());
        const int status = inflate(&stream, Z_NO_FLUSH);
        out.append(piece.constData(), piece.size() - stream.avail_out);
        const qsizetype consumed = body.size() - left - stream.avail_in;
        if (out.size() > allowed(consumed, limits))
            return tooLarge(allowed(consumed, limits));
        if (status == Z_STREAM_END) {
            if (stream.avail_in == 0 && left == 0)
                return out;
            if (wrapping != Gzip || inflateReset(&stream) != Z_OK)
                return damaged();
        } else if (status == Z_BUF_ERROR || (status == Z_OK && stream.avail_out > 0 && stream.avail_in + left == 0)) {
            return broken(
                u"the answer's compressed body ends early after %1 bytes; send the request again if it is safe to repeat"_s
                    .arg(body.size()));
        } else if (status != Z_OK) {
            return damaged();
        }
    }
}

/// RFC 9110, section 8.4.1.2: "deflate" is the zlib format, but some servers leave its header out.
Wrapping deflateWrapping(const QByteArray &body)
{
    const uchar first = body.isEmpty() ? 0 : uchar(body.at(0));
    const uchar second = body.size() < 2 ? 0 : uchar(body.at(1));
    return (first & 15) == 8 && (first * 256 + second) % 31 == 0 ? Zlib : Bare;
}

} // namespace

Result<QByteArray> decoded(QByteArray body, const QByteArray &contentEncoding, const DecodingLimits &limits)
{
    QList<QByteArray> codings = contentEncoding.toLower().split(',');
    std::reverse(codings.begin(), codings.end());
    for (const QByteArray &part : codings) {
        const QByteArray coding = part.trimmed();
        if (coding.isEmpty() || coding == "identity" || body.isEmpty())
            continue;
        const bool gzip = coding == "gzip" || coding == "x-gzip";
        if (!gzip && coding != "deflate")
            return body;
        Result<QByteArray> plain = inflated(body, gzip ? Gzip : deflateWrapping(body), limits);
        if (!plain)
            return plain.error();
        body = std::move(*plain);
    }
    return body;
}

} // namespace Plugboard::Http
