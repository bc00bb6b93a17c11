#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QStringView>

#include <memory>
#include <optional>

namespace Plugboard::Aws {

/// Checksums of bodies that services can check (Smithy, "httpChecksum trait"), and MD5 for the header Content-MD5.
enum class ChecksumAlgorithm { Crc32, Crc32c, Crc64Nvme, Sha1, Sha256, Md5 };

/// "CRC32", "CRC64NVME" … as models and inputs write it.
QString checksumName(ChecksumAlgorithm algorithm);
/// Case does not count; nullopt if we do not know it.
std::optional<ChecksumAlgorithm> checksumAlgorithm(QStringView name);
/// "x-amz-checksum-crc32"; "Content-MD5" for MD5.
QByteArray checksumHeader(ChecksumAlgorithm algorithm);

/// A checksum over bytes that come in pieces.
///
///     Checksum checksum(ChecksumAlgorithm::Crc32);
///     checksum.add(piece); …
///     request.headers.add(checksumHeader(…), checksum.base64());
class Checksum final
{
public:
    explicit Checksum(ChecksumAlgorithm algorithm);
    ~Checksum();
    Checksum(Checksum &&) noexcept;
    Checksum &operator=(Checksum &&) noexcept;

    void add(QByteArrayView data);
    /// Big-endian, in base64 as headers carry it. Ends the checksum: nothing can be added afterwards.
    QByteArray base64();

    static QByteArray base64(ChecksumAlgorithm algorithm, QByteArrayView data);

private:
    class State;

    std::unique_ptr<State> m_state;
};

} // namespace Plugboard::Aws
