#pragma once

#include <QSortFilterProxyModel>

namespace Plugboard::Models {

/// The explorer's tree, narrowed to what a search finds: rows whose names, folders or ids hold every word of it, whatever
/// their case, and what the tree has found itself, with all that stands above and below them. Sections and notes are found by
/// nothing.
class ExplorerFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit ExplorerFilter(QObject *parent = nullptr);

    /// Empty: everything.
    void setSearch(const QString &text);
    bool isSearching() const { return !m_words.isEmpty(); }
    /// Whether a row is here for its own name, not for what stands below or above it. `index` is of this model.
    bool isMatch(const QModelIndex &index) const;
    /// The match that can be opened and has most of the words in its own name, the first in reading order of these;
    /// invalid if there is none.
    QModelIndex bestMatch() const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool isFound(const QModelIndex &index) const;
    bool holdsWords(const QString &text) const;
    int wordsIn(const QString &name) const;
    void findBestBelow(const QModelIndex &parent, QModelIndex &best, int &most) const;

    QStringList m_words;
};

} // namespace Plugboard::Models
