#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <initializer_list>

namespace Plugboard::Aws {

using Digest = std::array<unsigned char, 32>;

/// SHA-256 over the parts, one behind the other. Thread-safe: each thread keeps one context, because making one costs more
/// than hashing a small request.
Digest sha256(std::initializer_list<QByteArrayView> parts);
inline Digest sha256(QByteArrayView text)
{
    return sha256({text});
}

/// 64 lower-case digits.
std::array<char, 64> hexOf(const Digest &digest);

/// A key of HMAC-SHA-256 (RFC 2104) in the form in which using it costs least: both padded blocks. Overwritten when it goes.
class HmacKey final
{
public:
    explicit HmacKey(QByteArrayView key);
    HmacKey(const HmacKey &) = default;
    HmacKey &operator=(const HmacKey &) = default;
    ~HmacKey();

    Digest authenticate(QByteArrayView message) const;

private:
    using Block = std::array<unsigned char, 64>;

    Block m_inner;
    Block m_outer;
};

} // namespace Plugboard::Aws
