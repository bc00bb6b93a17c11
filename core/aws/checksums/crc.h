#pragma once

#include <QByteArrayView>

#include <cstdint>

namespace Plugboard::Aws {

// Cyclic redundancy checks, to be continued: pass what the last call returned, 0 at first.

/// ISO 3309, as in gzip and PNG.
std::uint32_t crc32(QByteArrayView data, std::uint32_t crc = 0);
/// Castagnoli (RFC 3720, appendix B.4); by the processor where it has an instruction for it.
std::uint32_t crc32c(QByteArrayView data, std::uint32_t crc = 0);
/// NVM Express, "NVM Command Set Specification", 64-bit CRC.
std::uint64_t crc64nvme(QByteArrayView data, std::uint64_t crc = 0);

} // namespace Plugboard::Aws
