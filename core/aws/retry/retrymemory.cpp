#include "core/aws/retry/retrymemory.h"

namespace Plugboard::Aws {

RetryClient &RetryMemory::client(const QByteArray &service, const QByteArray &region, double now)
{
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<RetryClient> &client = m_clients[service + '/' + region];
    if (!client)
        client = std::make_unique<RetryClient>(now);
    return *client;
}

std::chrono::seconds RetryMemory::clockOffset(const QByteArray &host) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_offsets.find(host);
    return found == m_offsets.end() ? std::chrono::seconds(0) : found->second;
}

void RetryMemory::setClockOffset(const QByteArray &host, std::chrono::seconds offset)
{
    const std::lock_guard lock(m_mutex);
    m_offsets[host] = offset;
}

QString RetryMemory::bucketRegion(const QString &service, const QString &bucket) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_regions.find({service, bucket});
    return found == m_regions.end() ? QString() : found->second;
}

void RetryMemory::setBucketRegion(const QString &service, const QString &bucket, const QString &region)
{
    const std::lock_guard lock(m_mutex);
    m_regions[{service, bucket}] = region;
}

} // namespace Plugboard::Aws
