#pragma once

#include <algorithm>
#include <mutex>

namespace Plugboard::Aws {

/// The budget of repetitions that all calls to one service share: when it is out, failing requests are not repeated until others
/// succeed. Thread-safe. Source: AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode: 500 tokens.
class RetryQuota final
{
public:
    static constexpr int full = 500;

    explicit RetryQuota(int tokens = full)
        : m_tokens(tokens)
    {
    }

    /// False, and nothing taken, if there are too few.
    bool take(int tokens)
    {
        const std::lock_guard lock(m_mutex);
        if (tokens > m_tokens)
            return false;
        m_tokens -= tokens;
        return true;
    }
    void giveBack(int tokens)
    {
        const std::lock_guard lock(m_mutex);
        m_tokens = std::min(m_tokens + tokens, full);
    }
    int left() const
    {
        const std::lock_guard lock(m_mutex);
        return m_tokens;
    }

private:
    mutable std::mutex m_mutex;
    int m_tokens;
};

} // namespace Plugboard::Aws
