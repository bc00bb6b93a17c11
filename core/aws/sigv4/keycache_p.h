#pragma once

#include "core/aws/sigv4/sha256.h"
#include "core/aws/sigv4/signer.h"

#include <list>
#include <mutex>

namespace Plugboard::Aws {

/// The signing keys of late. Four of the five HMACs of a signature depend on secret, day, region and service alone.
class Signer::KeyCache final
{
public:
    /// `scope`: "20150830/us-east-1/iam/aws4_request".
    HmacKey key(const Sensitive &secret, QByteArrayView scope);
    void clear();

private:
    static constexpr std::size_t capacity = 64; ///< A person's environments times services of a day

    struct Entry
    {
        Digest secretHash; ///< Not the secret: the cache must not make it live longer
        QByteArray scope;
        HmacKey key;
    };

    std::mutex m_mutex;
    std::list<Entry> m_entries; ///< Latest use first
};

} // namespace Plugboard::Aws
