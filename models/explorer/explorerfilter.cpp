#include "models/explorer/explorerfilter.h"

#include "models/explorer/explorertree.h"

#include <QRegularExpression>

#include <algorithm>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

ExplorerFilter::ExplorerFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(true);
}

void ExplorerFilter::setSearch(const QString &text)
{
    static const QRegularExpression blanks(u"\\s+"_s);
    const QStringList words = text.split(blanks, Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = words;
    invalidateFilter();
}

bool ExplorerFilter::holdsWords(const QString &text) const
{
    return !text.isEmpty() && std::all_of(m_words.begin(), m_words.end(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

bool ExplorerFilter::isFound(const QModelIndex &index) const
{
    return index.data(ExplorerTree::FoundRole).toBool() || holdsWords(index.data(ExplorerTree::SearchRole).toString());
}

bool ExplorerFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return m_words.isEmpty() || isFound(sourceModel()->index(row, 0, parent));
}

bool ExplorerFilter::isMatch(const QModelIndex &index) const
{
    return isSearching() && isFound(index);
}

QModelIndex ExplorerFilter::bestMatch() const
{
    QModelIndex best;
    int most = -1;
    if (isSearching())
        findBestBelow({}, best, most);
    return best;
}

int ExplorerFilter::wordsIn(const QString &name) const
{
    return int(std::count_if(m_words.begin(), m_words.end(),
                             [&name](const QString &word) { return name.contains(word, Qt::CaseInsensitive); }));
}

void ExplorerFilter::findBestBelow(const QModelIndex &parent, QModelIndex &best, int &most) const
{
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex child = index(row, 0, parent);
        if (isMatch(child) && child.data(ExplorerTree::OpensRole).toBool()) {
            if (const int words = wordsIn(child.data().toString()); words > most) {
                best = child;
                most = words;
            }
        }
        findBestBelow(child, best, most);
    }
}

} // namespace Plugboard::Models
