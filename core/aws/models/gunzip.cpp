#include "core/aws/models/gunzip_p.h"

#include <zlib.h>

namespace Plugboard::Aws {

std::optional<QByteArray> gunzip(QByteArrayView packed, qsizetype limitBytes)
{
    constexpr qsizetype step = 256 * 1024;
    constexpr int gzipOnly = 16; // added to the window bits: no bare zlib stream
    z_stream stream {};
    if (inflateInit2(&stream, MAX_WBITS + gzipOnly) != Z_OK)
        return {};
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    QByteArray text;
    int status = Z_OK;
    while (status == Z_OK && text.size() <= limitBytes) {
        const qsizetype filled = text.size();
        text.resize(filled + step);
        stream.next_out = reinterpret_cast<Bytef *>(text.data() + filled);
        stream.avail_out = static_cast<uInt>(step);
        status = inflate(&stream, Z_NO_FLUSH);
        text.truncate(filled + step - qsizetype(stream.avail_out));
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END || text.size() > limitBytes)
        return {};
    return text;
}

} // namespace Plugboard::Aws
