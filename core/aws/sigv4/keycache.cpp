#include "core/aws/sigv4/keycache_p.h"

#include "core/aws/sigv4/signingkey.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace Plugboard::Aws {

Digest deriveSigningKey(const Sensitive &secret, QByteArrayView scope)
{
    QByteArray seed = "AWS4" + secret.reveal();
    HmacKey key(seed);
    OPENSSL_cleanse(seed.data(), std::size_t(seed.size()));
    Digest step {};
    for (qsizetype begin = 0; begin <= scope.size();) {
        const qsizetype slash = scope.indexOf('/', begin);
        const qsizetype end = slash < 0 ? scope.size() : slash;
        step = key.authenticate(scope.sliced(begin, end - begin));
        key = HmacKey(QByteArrayView(step.data(), qsizetype(step.size())));
        begin = end + 1;
    }
    return step;
}

HmacKey signingKey(const Sensitive &secret, QByteArrayView scope)
{
    Digest derived = deriveSigningKey(secret, scope);
    HmacKey key(QByteArrayView(derived.data(), qsizetype(derived.size())));
    OPENSSL_cleanse(derived.data(), derived.size());
    return key;
}

HmacKey Signer::KeyCache::key(const Sensitive &secret, QByteArrayView scope)
{
    const Digest secretHash = sha256(secret.reveal());
    const std::lock_guard lock(m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.secretHash == secretHash && entry.scope == scope;
    });
    if (found != m_entries.end()) {
        m_entries.splice(m_entries.begin(), m_entries, found);
        return m_entries.front().key;
    }
    m_entries.push_front({secretHash, scope.toByteArray(), signingKey(secret, scope)});
    if (m_entries.size() > capacity)
        m_entries.pop_back();
    return m_entries.front().key;
}

void Signer::KeyCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_entries.clear();
}

} // namespace Plugboard::Aws
