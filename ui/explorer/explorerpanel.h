#pragma once

#include "models/explorer/explorertree.h"

#include <QSet>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;
class QLabel;
class QLineEdit;
class QTreeView;

namespace Plugboard::Models {
class ExplorerFilter;
} // namespace Plugboard::Models

namespace Plugboard::Ui {

/// The tree of everything that can be opened, with a search above it.
///
/// What was open stays open over searches and changes on disk. Deleted items come back by Ctrl+Z. The index of operations is
/// opened once the panel was painted.
class ExplorerPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Both not owned.
    ExplorerPanel(Models::ExplorerTree *tree, Models::OpenWorkspace *workspace, QWidget *parent = nullptr);

    void focusSearch();
    /// The folder in which a new request belongs: the selected one, or that of the selected request.
    QString currentFolder() const;
    void renameCurrent();
    void duplicateCurrent();
    void removeCurrent();
    /// Makes one in currentFolder() and lets it be named.
    void addFolder();
    /// Moves the selected request one place up or down among its siblings.
    void moveCurrent(int by);

    /// What is open, for the next start; nothing of AWS's services, whose models would be read at once.
    QStringList openNodes() const;
    void setOpenNodes(const QStringList &nodes);

public slots:
    /// Selects a request or folder, now or when it is in the tree.
    void select(const QString &path);

signals:
    void requestActivated(const QString &path);
    /// It was clicked once: to be looked at.
    void requestPreviewed(const QString &path);
    void connectorActivated(const QString &id);
    void connectorPreviewed(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeActions();
    void connectWorkspace();
    void makeAction(const QString &name, const QString &text, const QKeySequence &shortcut, std::function<void()> run);
    void showActions();
    void activate(const QModelIndex &shown);
    void openCurrent();
    void search(const QString &text);
    void showMatches();
    void openMatches(const QModelIndex &parent);
    void restoreOpen();
    void restoreOpenBelow(const QModelIndex &parent);
    void rememberOpen(const QModelIndex &shown, bool isOpen);
    void rename(const QString &from, const QString &to);
    void selectWanted();
    QString keyOf(const QModelIndex &index) const;
    QModelIndex current() const; ///< In the tree, not in the filtered view
    bool isSaved(const QModelIndex &index) const;

    Models::ExplorerTree *m_tree;
    Models::OpenWorkspace *m_workspace;
    Models::ExplorerFilter *m_filter;
    QLineEdit *m_search;
    QTreeView *m_view;
    QLabel *m_nothing;
    QHash<QString, QAction *> m_actions;
    QString m_wanted; ///< To be selected once it is in the tree
    QString m_unnamed; ///< A folder made here, to be named once it is in the tree
    bool m_isMakingFolder = false;
    QSet<QString> m_open; ///< By keyOf()
    QTimer m_follow; ///< Several changes of the tree are followed at once
};

} // namespace Plugboard::Ui
