#include "core/aws/sigv4/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

namespace Plugboard::Aws {

namespace {

/// Fetched once: OpenSSL 3 searches its providers at each use of EVP_sha256().
const EVP_MD *sha256Method()
{
    static const EVP_MD *const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (method == nullptr)
        qFatal("OpenSSL offers no SHA-256; check the providers in its configuration");
    return method;
}

EVP_MD_CTX *threadContext()
{
    struct Free
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    Q_CHECK_PTR(context.get());
    return context.get();
}

QByteArrayView viewOf(const auto &bytes)
{
    return QByteArrayView(bytes.data(), qsizetype(bytes.size()));
}

} // namespace

Digest sha256(std::initializer_list<QByteArrayView> parts)
{
    EVP_MD_CTX *context = threadContext();
    EVP_DigestInit_ex2(context, sha256Method(), nullptr);
    for (const QByteArrayView part : parts)
        EVP_DigestUpdate(context, part.data(), std::size_t(part.size()));
    Digest digest;
    EVP_DigestFinal_ex(context, digest.data(), nullptr);
    return digest;
}

std::array<char, 64> hexOf(const Digest &digest)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::array<char, 64> text;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = digits[digest[i] >> 4];
        text[2 * i + 1] = digits[digest[i] & 15];
    }
    return text;
}

HmacKey::HmacKey(QByteArrayView key)
{
    m_inner.fill(0x36);
    m_outer.fill(0x5c);
    // RFC 2104, section 2: a key longer than a block is hashed first.
    Digest hashed {};
    if (key.size() > qsizetype(m_inner.size())) {
        hashed = sha256(key);
        key = viewOf(hashed);
    }
    for (std::size_t i = 0; i < std::size_t(key.size()); ++i) {
        const auto byte = static_cast<unsigned char>(key[qsizetype(i)]);
        m_inner[i] ^= byte;
        m_outer[i] ^= byte;
    }
    OPENSSL_cleanse(hashed.data(), hashed.size());
}

HmacKey::~HmacKey()
{
    OPENSSL_cleanse(m_inner.data(), m_inner.size());
    OPENSSL_cleanse(m_outer.data(), m_outer.size());
}

Digest HmacKey::authenticate(QByteArrayView message) const
{
    const Digest inner = sha256({viewOf(m_inner), message});
    return sha256({viewOf(m_outer), viewOf(inner)});
}

} // namespace Plugboard::Aws
