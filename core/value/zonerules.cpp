#include "core/value/temporal.h"

#include <QDateTime>
#include <QHash>
#include <QMutex>
#include <QReadWriteLock>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <memory>
#include <vector>

namespace Plugboard {

namespace {

constexpr std::int64_t secondsOfEra = std::int64_t(146'097) * 86'400; // 400 years, after which the calendar repeats
constexpr std::int64_t firstTabled = -5'364'662'400; // 1800-01-01: before the first zone was decreed
constexpr std::int64_t lastTabled = 4'102'444'800; // 2100-01-01

struct Transition
{
    std::int64_t utc;
    int offsetAfter;
};

/// The transitions of one zone, so that an offset costs a binary search.
class ZoneTable final
{
public:
    explicit ZoneTable(const QTimeZone &zone)
        : m_zone(zone)
        , m_offsetBeforeAll(askedOffset(firstTabled))
    {
        const QTimeZone::OffsetDataList transitions = m_zone.transitions(moment(firstTabled), moment(lastTabled));
        for (const QTimeZone::OffsetData &transition : transitions)
            m_transitions.push_back({transition.atUtc.toSecsSinceEpoch(), transition.offsetFromUtc});
    }

    int offsetAtUtc(std::int64_t utc) const
    {
        if (utc >= lastTabled) // rules of today go on for ever, and repeat with the calendar
            return askedOffset(lastTabled + (utc - lastTabled) % secondsOfEra);
        const auto behind = std::upper_bound(
            m_transitions.begin(), m_transitions.end(), utc,
            [](std::int64_t wanted, const Transition &transition) { return wanted < transition.utc; });
        return behind == m_transitions.begin() ? m_offsetBeforeAll : std::prev(behind)->offsetAfter;
    }

    int offsetAtLocal(std::int64_t local) const
    {
        // No zone has two transitions within the two days around a moment.
        constexpr std::int64_t day = 86'400;
        const int before = offsetAtUtc(local - day);
        const int after = offsetAtUtc(local + day);
        if (before == after || offsetAtUtc(local - before) == before)
            return before; // also in an overlap
        return offsetAtUtc(local - after) == after ? after : before; // neither: in a gap
    }

private:
    static QDateTime moment(std::int64_t utc) { return QDateTime::fromSecsSinceEpoch(utc, Qt::UTC); }
    int askedOffset(std::int64_t utc) const
    {
        const QMutexLocker locker(&m_mutex); // QTimeZone is reentrant, no more
        return m_zone.offsetFromUtc(moment(utc));
    }

    mutable QMutex m_mutex;
    QTimeZone m_zone;
    int m_offsetBeforeAll;
    std::vector<Transition> m_transitions;
};

/// QTimeZone takes any word for a POSIX rule: "Nowhere" would be a zone like UTC. IANA's names have a slash, but for these.
bool isIanaName(const QByteArray &id)
{
    static const QSet<QByteArray> shortNames {
        "CET",     "CST6CDT",   "Cuba",  "EET",     "EST",       "EST5EDT", "Egypt",   "Eire",     "Factory",   "GB",
        "GB-Eire", "GMT",       "GMT+0", "GMT-0",   "GMT0",      "HST",     "Greenwich", "Hongkong", "Iceland", "Iran",
        "Israel",  "Jamaica",   "Japan", "Libya",   "Kwajalein", "MET",     "MST",     "MST7MDT",  "NZ",        "NZ-CHAT",
        "Navajo",  "PRC",       "PST8PDT", "Poland", "Portugal", "ROC",     "ROK",     "Singapore", "Turkey",   "UCT",
        "UTC",     "Universal", "W-SU",  "WET",     "Zulu"};
    return (id.contains('/') && !id.contains(',')) || shortNames.contains(id);
}

class SystemZoneRules final : public ZoneRules
{
public:
    bool contains(const QByteArray &id) const override { return table(id) != nullptr; }

    std::optional<int> offsetAtLocal(const QByteArray &id, std::int64_t local) const override
    {
        const std::shared_ptr<const ZoneTable> zone = table(id);
        return zone ? std::optional(zone->offsetAtLocal(local)) : std::nullopt;
    }

    std::optional<int> offsetAtUtc(const QByteArray &id, std::int64_t utc) const override
    {
        const std::shared_ptr<const ZoneTable> zone = table(id);
        return zone ? std::optional(zone->offsetAtUtc(utc)) : std::nullopt;
    }

    QByteArray systemZone() const override { return QTimeZone::systemTimeZoneId(); }

private:
    /// Shared between threads that look at it while another adds one. Unknown names are not kept:
    /// there is no end of them.
    std::shared_ptr<const ZoneTable> table(const QByteArray &id) const
    {
        {
            const QReadLocker locker(&m_lock);
            if (const auto known = m_tables.constFind(id); known != m_tables.constEnd())
                return *known;
        }
        if (!isIanaName(id))
            return nullptr;
        const QTimeZone zone(id);
        if (!zone.isValid())
            return nullptr;
        const auto made = std::make_shared<const ZoneTable>(zone);
        const QWriteLocker locker(&m_lock);
        return m_tables.insert(id, made).value();
    }

    mutable QReadWriteLock m_lock;
    mutable QHash<QByteArray, std::shared_ptr<const ZoneTable>> m_tables;
};

} // namespace

const ZoneRules &systemZoneRules()
{
    static const SystemZoneRules rules;
    return rules;
}

} // namespace Plugboard
