#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace Plugboard {

struct DigitRun
{
    std::int64_t value = 0;
    int count = 0;
    bool leadingZero = false;
};

/// Reads ISO 8601 text from left to right.
class TemporalTextReader final
{
public:
    explicit TemporalTextReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    QByteArrayView rest() const { return m_rest; }

    bool skip(char c)
    {
        if (!m_rest.startsWith(c))
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }

    /// All digits that follow, if they are no fewer and no more.
    std::optional<DigitRun> digits(int fewest, int most)
    {
        DigitRun run;
        run.leadingZero = m_rest.startsWith('0');
        while (run.count < m_rest.size() && m_rest[run.count] >= '0' && m_rest[run.count] <= '9') {
            if (run.count == most)
                return std::nullopt;
            run.value = run.value * 10 + (m_rest[run.count] - '0');
            ++run.count;
        }
        if (run.count < fewest)
            return std::nullopt;
        m_rest = m_rest.sliced(run.count);
        return run;
    }

    /// The fraction of a second behind its point; digits beyond the ninth are cut off. nullopt
    /// without a digit.
    std::optional<int> nanos()
    {
        int value = 0;
        int scale = 100'000'000;
        qsizetype count = 0;
        for (; count < m_rest.size() && m_rest[count] >= '0' && m_rest[count] <= '9'; ++count) {
            value += (m_rest[count] - '0') * scale;
            scale /= 10;
        }
        m_rest = m_rest.sliced(count);
        return count > 0 ? std::optional(value) : std::nullopt;
    }

private:
    QByteArrayView m_rest;
};

/// ".5" of 500,000,000; nothing of 0.
inline void appendFraction(QByteArray &text, int nanos)
{
    if (nanos == 0)
        return;
    QByteArray digits = QByteArray::number(nanos).rightJustified(9, '0');
    while (digits.endsWith('0'))
        digits.chop(1);
    text.append('.').append(digits);
}

} // namespace Plugboard
