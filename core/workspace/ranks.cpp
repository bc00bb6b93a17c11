#include "core/workspace/files_p.h"
#include "core/workspace/workspace.h"

#include <algorithm>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

constexpr int rankBase = 26;

int rankDigit(const QString &rank, qsizetype index, int otherwise)
{
    return index < rank.size() ? std::clamp(rank.at(index).unicode() - u'a', 0, rankBase - 1) : otherwise;
}

/// The next one of as few letters as there are, so that ranks stay short however many items are put at the end.
QString rankBehind(const QString &before)
{
    const auto isLast = [](QChar letter) { return letter >= u'z'; };
    qsizetype width = 2;
    while (before.size() > width || (before.size() == width && std::all_of(before.begin(), before.end(), isLast)))
        width *= 2;
    QString rank = before.leftJustified(width, u'a');
    qsizetype index = width - 1;
    while (rankDigit(rank, index, 0) == rankBase - 1)
        rank[index--] = u'a';
    rank[index] = QChar(u'a' + rankDigit(rank, index, 0) + 1);
    while (rank.endsWith(u'a'))
        rank.chop(1);
    return rank;
}

} // namespace

/// Ranks are digits of base 26 behind a point, so there is room between two of them unless they are equal but for "a"s at the
/// end.
QString rankBetween(const QString &before, const QString &after)
{
    if (after.isEmpty() && !before.isEmpty())
        return rankBehind(before);
    QString rank;
    bool isBounded = !after.isEmpty() && before < after;
    for (qsizetype index = 0;; ++index) {
        const int low = rankDigit(before, index, 0);
        const int high = isBounded ? rankDigit(after, index, rankBase) : rankBase;
        const int middle = (low + high) / 2;
        if (middle > low)
            return rank + QChar(u'a' + middle);
        rank += QChar(u'a' + low);
        // One digit smaller than the bound: whatever follows is smaller, too.
        isBounded = isBounded && low == high;
    }
}

bool isRank(const QString &rank)
{
    return !rank.isEmpty()
        && std::all_of(rank.begin(), rank.end(), [](QChar letter) { return letter >= u'a' && letter <= u'z'; });
}

QString evenRank(qsizetype index, qsizetype count)
{
    qsizetype width = 1;
    qsizetype room = rankBase;
    for (; room < 2 * (count + 1); room *= rankBase)
        ++width;
    qsizetype place = (index + 1) * (room / (count + 1));
    QString rank(width, u'a');
    for (qsizetype digit = width - 1; digit >= 0; --digit, place /= rankBase)
        rank[digit] = QChar(u'a' + int(place % rankBase));
    while (rank.endsWith(u'a'))
        rank.chop(1);
    return rank;
}

} // namespace Plugboard::Workspace
