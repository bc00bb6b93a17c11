#include "core/aws/checksums/crc.h"

#include <QtEndian>

#include <array>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define PLUGBOARD_CRC32C_INSTRUCTION
#endif

namespace Plugboard::Aws {

namespace {

// "Slicing-by-8": eight tables take eight bytes in one step, so that the steps wait for one lookup instead of eight.
constexpr std::size_t slices = 8;

template <typename Word>
using Tables = std::array<std::array<Word, 256>, slices>;

/// Table k holds what a byte makes of the remainder when k more bytes follow it. The polynomial is bit-reversed.
template <typename Word>
constexpr Tables<Word> tablesOf(Word polynomial)
{
    Tables<Word> tables {};
    for (unsigned byte = 0; byte < 256; ++byte) {
        Word word = byte;
        for (int bit = 0; bit < 8; ++bit)
            word = (word >> 1) ^ ((word & 1) != 0 ? polynomial : 0);
        tables[0][byte] = word;
    }
    for (unsigned byte = 0; byte < 256; ++byte)
        for (std::size_t k = 1; k < slices; ++k)
            tables[k][byte] = (tables[k - 1][byte] >> 8) ^ tables[0][tables[k - 1][byte] & 0xff];
    return tables;
}

template <typename Word>
Word remainder(const Tables<Word> &tables, QByteArrayView data, Word crc)
{
    const char *at = data.data();
    const char *const end = at + data.size();
    crc = ~crc;
    for (; end - at >= 8; at += 8) {
        const std::uint64_t block = qFromLittleEndian<quint64>(at) ^ crc;
        crc = 0;
        for (unsigned k = 0; k < slices; ++k)
            crc ^= tables[7 - k][(block >> (8 * k)) & 0xff];
    }
    for (; at != end; ++at)
        crc = (crc >> 8) ^ tables[0][(crc ^ static_cast<unsigned char>(*at)) & 0xff];
    return ~crc;
}

constexpr Tables<std::uint32_t> isoTables = tablesOf<std::uint32_t>(0xedb88320);
constexpr Tables<std::uint32_t> castagnoliTables = tablesOf<std::uint32_t>(0x82f63b78);
constexpr Tables<std::uint64_t> nvmeTables = tablesOf<std::uint64_t>(0x9a6c9329ac4bc9b5);

#ifdef PLUGBOARD_CRC32C_INSTRUCTION
__attribute__((target("sse4.2"))) std::uint32_t crc32cByInstruction(QByteArrayView data, std::uint32_t crc)
{
    const char *at = data.data();
    const char *const end = at + data.size();
    std::uint64_t wide = ~crc;
    for (; end - at >= 8; at += 8)
        wide = __builtin_ia32_crc32di(wide, qFromLittleEndian<quint64>(at));
    auto narrow = static_cast<std::uint32_t>(wide);
    for (; at != end; ++at)
        narrow = __builtin_ia32_crc32qi(narrow, static_cast<unsigned char>(*at));
    return ~narrow;
}
#endif

} // namespace

std::uint32_t crc32(QByteArrayView data, std::uint32_t crc)
{
    return remainder(isoTables, data, crc);
}

std::uint32_t crc32c(QByteArrayView data, std::uint32_t crc)
{
#ifdef PLUGBOARD_CRC32C_INSTRUCTION
    static const bool hasInstruction = __builtin_cpu_supports("sse4.2") != 0;
    if (hasInstruction)
        return crc32cByInstruction(data, crc);
#endif
    return remainder(castagnoliTables, data, crc);
}

std::uint64_t crc64nvme(QByteArrayView data, std::uint64_t crc)
{
    return remainder(nvmeTables, data, crc);
}

} // namespace Plugboard::Aws
