#pragma once

#include "models/explorer/explorertree.h"

#include <QSet>
#include <QWidget>

class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace Plugboard::Ui {

/// The tree of everything that can be opened, with a search above it.
class ExplorerPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Both not owned.
    ExplorerPanel(Models::ExplorerTree *tree, Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

    void select(const QString &path);
    void focusSearch();
    /// The folder in which a new request belongs: the selected one, or that of the selected request.
    QString currentFolder() const;
    void renameCurrent();
    void duplicateCurrent();
    void removeCurrent();
    void addFolder();
    /// Moves the selected request one place up or down among its siblings.
    void moveCurrent(int by);

    /// What is open, for the next start; nothing of AWS's services, whose models would be read at once.
    QStringList openNodes() const;
    void setOpenNodes(const QStringList &nodes);

signals:
    void requestActivated(const QString &path);
    /// It was clicked once: to be looked at.
    void requestPreviewed(const QString &path);
    void connectorActivated(const QString &id);
    void connectorPreviewed(const QString &id);

private:
    void makeMenu();
    void activate(const QModelIndex &shown);
    void search(const QString &text);
    void restoreExpanded();
    QModelIndex current() const; ///< In the tree, not in the filtered view
    bool isMovable(const QModelIndex &index) const;

    Models::ExplorerTree *m_tree;
    Models::OpenWorkspace *m_workspace;
    QSortFilterProxyModel *m_filtered;
    QLineEdit *m_search;
    QTreeView *m_view;
    QString m_wanted; ///< To be selected once it is in the tree
    QSet<QString> m_open; ///< Nodes that somebody opened, by their keys
};

} // namespace Plugboard::Ui
