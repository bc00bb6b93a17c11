#include "core/aws/models/gunzip_p.h"

#include <zlib.h>

namespace Plugboard::Aws {

Unpacked gunzip(QByteArrayView packed, qsizetype limitBytes, const std::function<bool(const QByteArray &text)> &enough)
{
    constexpr qsizetype step = 128 * 1024;
    constexpr int gzipOnly = 16; // added to the window bits: no bare zlib stream
    Unpacked result;
    z_stream stream {};
    if (inflateInit2(&stream, MAX_WBITS + gzipOnly) != Z_OK)
        return result;
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    QByteArray &text = result.text;
    int status = Z_OK;
    bool isEnough = false;
    while (status == Z_OK && text.size() <= limitBytes && !isEnough) {
        const qsizetype filled = text.size();
        text.resize(filled + step);
        stream.next_out = reinterpret_cast<Bytef *>(text.data() + filled);
        stream.avail_out = static_cast<uInt>(step);
        status = inflate(&stream, Z_NO_FLUSH);
        text.truncate(filled + step - qsizetype(stream.avail_out));
        isEnough = status == Z_OK && enough && enough(text);
    }
    inflateEnd(&stream);
    if (text.size() > limitBytes)
        result.state = Unpacked::State::TooLarge;
    else if (isEnough)
        result.state = Unpacked::State::Enough;
    else if (status == Z_STREAM_END)
        result.state = Unpacked::State::Whole;
    return result;
}

} // namespace Plugboard::Aws
