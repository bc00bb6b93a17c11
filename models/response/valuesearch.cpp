#include "models/response/valuesearch.h"

#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Models {

namespace {

constexpr std::chrono::milliseconds searchPause {80};
constexpr qsizetype mostHits = 100'000;

QString leafText(const Value &value)
{
    return value.isString() ? value.string() : QString::fromUtf8(Json::write(value));
}

} // namespace

ValueSearch::ValueSearch(QObject *parent)
    : QObject(parent)
    , m_task(searchPause)
{
}

void ValueSearch::setValue(const Value &shown)
{
    m_value = shown;
    find(m_text);
}

void ValueSearch::find(const QString &text)
{
    m_text = text;
    m_found = {};
    if (text.isEmpty()) {
        m_task.cancel();
        emit changed();
        return;
    }
    m_task.ask([this, value = m_value, text](const std::stop_token &stop) -> LatestTask::Show {
        return [this, found = search(value, text, stop)] {
            m_found = found;
            emit changed();
        };
    });
}

ValueSearch::Found ValueSearch::search(const Value &value, const QString &text, const std::stop_token &stop)
{
    struct Level
    {
        Value value;
        qsizetype next = 0;
    };
    Found found;
    ValueTree::Way way;
    std::vector<Level> levels {{value}};
    while (!levels.empty() && !stop.stop_requested()) {
        Level &level = levels.back();
        if (level.next == level.value.size()) {
            levels.pop_back();
            if (!way.empty())
                way.pop_back();
            continue;
        }
        const qsizetype row = level.next++;
        const bool hasKeys = level.value.isContext();
        const Value child = hasKeys ? level.value.valueAt(row) : level.value.at(row);
        const bool isLeaf = !child.isContext() && !child.isList();
        way.push_back(row);
        if ((hasKeys && QString::fromUtf8(level.value.keyAt(row)).contains(text, Qt::CaseInsensitive))
            || (isLeaf && leafText(child).contains(text, Qt::CaseInsensitive))) {
            ++found.count;
            if (found.hits.size() < mostHits)
                found.hits.append(way);
        }
        if (isLeaf)
            way.pop_back();
        else
            levels.push_back({child});
    }
    return found;
}

qsizetype ValueSearch::nearest(const ValueTree::Way &from, bool backwards) const
{
    const QList<ValueTree::Way> &hits = m_found.hits;
    if (hits.isEmpty())
        return -1;
    // Ways compare as their rows stand in the tree: a parent before its entries.
    if (!backwards) {
        const auto next = std::lower_bound(hits.begin(), hits.end(), from);
        return next == hits.end() ? 0 : next - hits.begin();
    }
    const auto after = std::upper_bound(hits.begin(), hits.end(), from);
    return after == hits.begin() ? hits.size() - 1 : after - hits.begin() - 1;
}

} // namespace Plugboard::Models
