#pragma once

#include "core/aws/retry/ratelimiter.h"
#include "core/aws/retry/retryquota.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <map>
#include <memory>
#include <mutex>

namespace Plugboard::Aws {

/// What the calls to one service in one region share.
struct RetryClient
{
    explicit RetryClient(double now, int tokens = RetryQuota::full)
        : quota(tokens)
        , limiter(now)
    {
    }

    RetryQuota quota;
    RateLimiter limiter;
};

/// What the calls of a program remember for the next: budgets, rates, and how far the clocks of the hosts are from ours. One for
/// the program; thread-safe. Nothing of it is stored.
class RetryMemory final
{
public:
    /// `now`: seconds of the monotonic clock, for a client that is new.
    RetryClient &client(const QByteArray &service, const QByteArray &region, double now);

    /// What to add to our clock for signing; 0 if nothing is known.
    std::chrono::seconds clockOffset(const QByteArray &host) const;
    void setClockOffset(const QByteArray &host, std::chrono::seconds offset);

    /// Where a bucket of that service lies, by what the service said when it was asked elsewhere; empty if it never was.
    QString bucketRegion(const QString &service, const QString &bucket) const;
    void setBucketRegion(const QString &service, const QString &bucket, const QString &region);

private:
    mutable std::mutex m_mutex;
    std::map<QByteArray, std::unique_ptr<RetryClient>> m_clients; ///< By "service/region"
    std::map<QByteArray, std::chrono::seconds> m_offsets; ///< By host
    std::map<std::pair<QString, QString>, QString> m_regions; ///< By service and bucket
};

} // namespace Plugboard::Aws
