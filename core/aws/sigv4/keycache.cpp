#include "core/aws/sigv4/keycache_p.h"

#include <openssl/crypto.h>

#include <algorithm>

namespace Plugboard::Aws {

namespace {

/// AWS, "Create a signed AWS API request", step 4: one HMAC per part of the scope, each keyed by the one before.
HmacKey deriveSigningKey(const Sensitive &secret, QByteArrayView scope)
{
    QByteArray seed = "AWS4" + secret.reveal();
    HmacKey key(seed);
    OPENSSL_cleanse(seed.data(), std::size_t(seed.size()));
    for (qsizetype begin = 0; begin <= scope.size();) {
        const qsizetype slash = scope.indexOf('/', begin);
        const qsizetype end = slash < 0 ? scope.size() : slash;
        Digest step = key.authenticate(scope.sliced(begin, end - begin));
        key = HmacKey(QByteArrayView(step.data(), qsizetype(step.size())));
        OPENSSL_cleanse(step.data(), step.size());
        begin = end + 1;
    }
    return key;
}

} // namespace

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
    m_entries.push_front({secretHash, scope.toByteArray(), deriveSigningKey(secret, scope)});
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
