#include "core/aws/checksums/checksum.h"

#include "core/aws/checksums/crc.h"

#include <QtEndian>

#include <openssl/evp.h>

#include <array>

namespace Plugboard::Aws {

namespace {

struct AlgorithmFacts
{
    ChecksumAlgorithm algorithm;
    QStringView name;
    QByteArrayView header;
    const char *digest; ///< OpenSSL's name; null: a CRC
};

constexpr std::array algorithms {
    AlgorithmFacts {ChecksumAlgorithm::Crc32, u"CRC32", "x-amz-checksum-crc32", nullptr},
    AlgorithmFacts {ChecksumAlgorithm::Crc32c, u"CRC32C", "x-amz-checksum-crc32c", nullptr},
    AlgorithmFacts {ChecksumAlgorithm::Crc64Nvme, u"CRC64NVME", "x-amz-checksum-crc64nvme", nullptr},
    AlgorithmFacts {ChecksumAlgorithm::Sha1, u"SHA1", "x-amz-checksum-sha1", "SHA1"},
    AlgorithmFacts {ChecksumAlgorithm::Sha256, u"SHA256", "x-amz-checksum-sha256", "SHA256"},
    AlgorithmFacts {ChecksumAlgorithm::Md5, u"MD5", "Content-MD5", "MD5"},
};

const AlgorithmFacts &algorithmFacts(ChecksumAlgorithm algorithm)
{
    return algorithms[std::size_t(algorithm)];
}

template <typename Word>
QByteArray bigEndian(Word word)
{
    QByteArray bytes(sizeof(Word), Qt::Uninitialized);
    qToBigEndian(word, bytes.data());
    return bytes;
}

} // namespace

/// A CRC, or a digest of OpenSSL's.
class Checksum::State final
{
public:
    explicit State(ChecksumAlgorithm algorithm)
        : m_algorithm(algorithm)
    {
        const char *digest = algorithmFacts(algorithm).digest;
        if (digest == nullptr)
            return;
        m_context.reset(EVP_MD_CTX_new());
        const std::unique_ptr<EVP_MD, FreeMethod> method(EVP_MD_fetch(nullptr, digest, nullptr));
        // Where MD5 is forbidden (FIPS) the provider has none: the header is then empty, and the service says so.
        if (!method || EVP_DigestInit_ex2(m_context.get(), method.get(), nullptr) != 1)
            m_context.reset();
    }

    void add(QByteArrayView data)
    {
        switch (m_algorithm) {
        case ChecksumAlgorithm::Crc32:
            m_crc = crc32(data, std::uint32_t(m_crc));
            break;
        case ChecksumAlgorithm::Crc32c:
            m_crc = crc32c(data, std::uint32_t(m_crc));
            break;
        case ChecksumAlgorithm::Crc64Nvme:
            m_crc = crc64nvme(data, m_crc);
            break;
        default:
            if (m_context)
                EVP_DigestUpdate(m_context.get(), data.data(), std::size_t(data.size()));
        }
    }

    QByteArray bytes()
    {
        if (m_algorithm == ChecksumAlgorithm::Crc64Nvme)
            return bigEndian(m_crc);
        if (algorithmFacts(m_algorithm).digest == nullptr)
            return bigEndian(std::uint32_t(m_crc));
        if (!m_context)
            return {};
        QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
        unsigned length = 0;
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), &length);
        return digest.first(length);
    }

private:
    struct FreeContext
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    struct FreeMethod
    {
        void operator()(EVP_MD *method) const { EVP_MD_free(method); }
    };

    ChecksumAlgorithm m_algorithm;
    std::uint64_t m_crc = 0;
    std::unique_ptr<EVP_MD_CTX, FreeContext> m_context;
};

QString checksumName(ChecksumAlgorithm algorithm)
{
    return algorithmFacts(algorithm).name.toString();
}

std::optional<ChecksumAlgorithm> checksumAlgorithm(QStringView name)
{
    for (const AlgorithmFacts &each : algorithms)
        if (each.name.compare(name, Qt::CaseInsensitive) == 0)
            return each.algorithm;
    return {};
}

QByteArray checksumHeader(ChecksumAlgorithm algorithm)
{
    return algorithmFacts(algorithm).header.toByteArray();
}

Checksum::Checksum(ChecksumAlgorithm algorithm)
    : m_state(std::make_unique<State>(algorithm))
{
}

Checksum::~Checksum() = default;
Checksum::Checksum(Checksum &&) noexcept = default;
Checksum &Checksum::operator=(Checksum &&) noexcept = default;

void Checksum::add(QByteArrayView data)
{
    m_state->add(data);
}

QByteArray Checksum::base64()
{
    return m_state->bytes().toBase64();
}

QByteArray Checksum::base64(ChecksumAlgorithm algorithm, QByteArrayView data)
{
    Checksum checksum(algorithm);
    checksum.add(data);
    return checksum.base64();
}

} // namespace Plugboard::Aws
