#include "ui/explorer/explorerpanel.h"

#include "models/explorer/explorerfilter.h"
#include "ui/explorer/explorerdelegate.h"
#include "ui/widgets/clearbutton.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::ExplorerFilter;
using Models::ExplorerTree;
using Kind = ExplorerTree::Kind;

namespace {

Kind kindOf(const QModelIndex &index)
{
    return index.data(ExplorerTree::KindRole).value<Kind>();
}

QString idOf(const QModelIndex &index)
{
    return index.data(ExplorerTree::IdRole).toString();
}

} // namespace

ExplorerPanel::ExplorerPanel(ExplorerTree *tree, Models::OpenWorkspace *workspace, QWidget *parent)
    : QWidget(parent)
    , m_tree(tree)
    , m_workspace(workspace)
    , m_filter(new ExplorerFilter(this))
    , m_search(named(new QLineEdit, u"explorer-search"_s, tr("Search requests, connectors and services"),
                     tr("Return opens the best match, Down goes to the tree, Escape clears.")))
    , m_view(named(new QTreeView, u"explorer"_s, tr("Explorer")))
    , m_nothing(named(new QLabel, u"explorer-nothing"_s, {}))
{
    m_filter->setSourceModel(tree);
    m_search->setPlaceholderText(tr("Search"));
    addClearButton(m_search);
    m_search->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->hide();
    setTextColor(m_nothing, TextColor::Quiet);
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new ExplorerDelegate(m_view));
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_search);
    column->addWidget(m_nothing);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    makeActions();
    connectWorkspace();
    m_follow.setSingleShot(true);
    connect(&m_follow, &QTimer::timeout, this, &ExplorerPanel::showMatches);
    connect(m_view, &QTreeView::activated, this, &ExplorerPanel::activate);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (kindOf(index) == Kind::Request)
            emit requestPreviewed(idOf(index));
        else if (kindOf(index) == Kind::Connector || kindOf(index) == Kind::Operation)
            emit connectorPreviewed(idOf(index));
    });
    connect(m_search, &QLineEdit::textChanged, this, &ExplorerPanel::search);
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) { rememberOpen(index, true); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { rememberOpen(index, false); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &ExplorerPanel::showActions);
    connect(m_tree, &QAbstractItemModel::rowsInserted, &m_follow, qOverload<>(&QTimer::start));
    m_open.insert(keyOf(m_tree->requestsIndex()));
    showMatches();
    showActions();
}

void ExplorerPanel::connectWorkspace()
{
    using Models::OpenWorkspace;
    connect(m_workspace, &OpenWorkspace::moved, this, &ExplorerPanel::rename);
    connect(m_workspace, &OpenWorkspace::restored, this, &ExplorerPanel::select);
    connect(m_workspace, &OpenWorkspace::removed, this, &ExplorerPanel::showActions);
    connect(m_workspace, &OpenWorkspace::restored, this, &ExplorerPanel::showActions);
    connect(m_workspace, &OpenWorkspace::folderAdded, this, [this](const QString &path) {
        if (std::exchange(m_isMakingFolder, false))
            m_unnamed = path;
        select(path);
    });
}

void ExplorerPanel::makeAction(const QString &name, const QString &text, const QKeySequence &shortcut,
                               std::function<void()> run)
{
    auto *action = new QAction(text, m_view);
    action->setObjectName(u"explorer-"_s + name);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    m_view->addAction(action);
    m_actions.insert(name, action);
}

void ExplorerPanel::makeActions()
{
    const auto line = [this] {
        auto *separator = new QAction(m_view);
        separator->setSeparator(true);
        m_view->addAction(separator);
    };
    makeAction(u"open"_s, tr("Open"), {}, [this] { openCurrent(); });
    makeAction(u"new-request"_s, tr("New request"), {}, [this] { openCurrent(); });
    makeAction(u"retry"_s, tr("Try again"), {}, [this] { m_tree->retry(current()); });
    makeAction(u"new-folder"_s, tr("New folder"), Qt::CTRL | Qt::SHIFT | Qt::Key_N, [this] { addFolder(); });
    line();
    makeAction(u"rename"_s, tr("Rename"), Qt::Key_F2, [this] { renameCurrent(); });
    makeAction(u"duplicate"_s, tr("Duplicate"), Qt::CTRL | Qt::Key_D, [this] { duplicateCurrent(); });
    makeAction(u"move-up"_s, tr("Move up"), Qt::ALT | Qt::Key_Up, [this] { moveCurrent(-1); });
    makeAction(u"move-down"_s, tr("Move down"), Qt::ALT | Qt::Key_Down, [this] { moveCurrent(1); });
    line();
    makeAction(u"delete"_s, tr("Delete"), QKeySequence::Delete, [this] { removeCurrent(); });
    makeAction(u"undo-delete"_s, tr("Undo the last deletion"), QKeySequence::Undo,
               [this] { m_workspace->undoRemove(); });
    line();
    makeAction(u"reload"_s, tr("Read the folder again"), QKeySequence::Refresh, [this] { m_workspace->reload(); });
}

/// Only what the selected row can do.
void ExplorerPanel::showActions()
{
    const QModelIndex index = current();
    const Kind kind = index.isValid() ? kindOf(index) : Kind::Section;
    const bool isMovable = index.isValid() && (kind == Kind::Request || kind == Kind::Folder);
    const bool isNew = kind == Kind::Connector || kind == Kind::Operation;
    const std::pair<QString, bool> wanted[] {
        {u"open"_s, kind == Kind::Request || kind == Kind::Broken},
        {u"new-request"_s, isNew},
        {u"retry"_s, index.isValid() && m_tree->canRetry(index)},
        {u"rename"_s, isMovable},
        {u"duplicate"_s, kind == Kind::Request},
        {u"move-up"_s, isMovable},
        {u"move-down"_s, isMovable},
        {u"delete"_s, isSaved(index)},
        {u"undo-delete"_s, m_workspace->canUndoRemove()},
    };
    for (const auto &[name, isShown] : wanted)
        m_actions[name]->setVisible(isShown);
}

QModelIndex ExplorerPanel::current() const
{
    return m_filter->mapToSource(m_view->currentIndex());
}

bool ExplorerPanel::isSaved(const QModelIndex &index) const
{
    return index.isValid()
        && (kindOf(index) == Kind::Request || kindOf(index) == Kind::Folder || kindOf(index) == Kind::Broken);
}

void ExplorerPanel::activate(const QModelIndex &shown)
{
    if (!shown.isValid())
        return;
    switch (kindOf(shown)) {
    case Kind::Request:
    case Kind::Broken:
        emit requestActivated(idOf(shown));
        break;
    case Kind::Connector:
    case Kind::Operation:
        emit connectorActivated(idOf(shown));
        break;
    case Kind::Note:
        m_tree->retry(m_filter->mapToSource(shown));
        break;
    case Kind::Section:
    case Kind::Folder:
    case Kind::Service:
        break;
    }
}

void ExplorerPanel::openCurrent()
{
    activate(m_view->currentIndex());
}

bool ExplorerPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Paint) {
        // The first frame comes before all that can wait.
        m_view->viewport()->removeEventFilter(this);
        QTimer::singleShot(0, m_tree, &ExplorerTree::prepareSearch);
    }
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        showMatches();
        if (m_filter->isSearching())
            openCurrent();
        return true;
    case Qt::Key_Down:
        m_view->setFocus(Qt::TabFocusReason);
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_filter->index(0, 0));
        return true;
    case Qt::Key_Escape:
        if (m_search->text().isEmpty())
            m_view->setFocus(Qt::OtherFocusReason);
        m_search->clear();
        return true;
    default:
        return false;
    }
}

void ExplorerPanel::search(const QString &text)
{
    m_filter->setSearch(text);
    // A search wants the services listed; their operations are found without being read.
    if (const QModelIndex services = m_tree->servicesIndex(); m_filter->isSearching())
        m_tree->fetchMore(services);
    m_tree->setSearch(text);
    showMatches();
    if (const QModelIndex match = m_filter->bestMatch(); match.isValid())
        m_view->setCurrentIndex(match);
    // Scrolling opens what is closed, which a search that ended must leave as it was.
    if (const QModelIndex shown = m_view->currentIndex(); !m_view->visualRect(shown).isEmpty())
        m_view->scrollTo(shown);
}

void ExplorerPanel::showMatches()
{
    m_follow.stop();
    if (!m_filter->isSearching()) {
        m_nothing->hide();
        restoreOpen();
        return selectWanted();
    }
    openMatches({});
    const QModelIndex match = m_filter->bestMatch();
    if (match.isValid() && !m_filter->isMatch(m_view->currentIndex()))
        m_view->setCurrentIndex(match);
    m_nothing->setText(tr("Nothing is called so. Fewer letters find more: sendmsg, lambda inv"));
    m_nothing->setVisible(m_filter->rowCount() == 0);
    selectWanted();
}

void ExplorerPanel::openMatches(const QModelIndex &parent)
{
    for (int row = 0; row < m_filter->rowCount(parent); ++row) {
        const QModelIndex child = m_filter->index(row, 0, parent);
        const Kind kind = kindOf(child);
        // A service that is found by its own name would bury the others under its operations.
        if (kind == Kind::Section || kind == Kind::Folder || (kind == Kind::Service && !m_filter->isMatch(child)))
            m_view->expand(child);
        if (kind == Kind::Section || kind == Kind::Folder)
            openMatches(child);
    }
}

QString ExplorerPanel::keyOf(const QModelIndex &index) const
{
    if (kindOf(index) == Kind::Section)
        return u"section:%1"_s.arg(index.data().toString());
    return kindOf(index) == Kind::Service ? u"aws:"_s + idOf(index) : idOf(index);
}

void ExplorerPanel::rememberOpen(const QModelIndex &shown, bool isOpen)
{
    // A search opens what it finds, which is not what somebody opened.
    if (m_filter->isSearching())
        return;
    if (isOpen)
        m_open.insert(keyOf(shown));
    else
        m_open.remove(keyOf(shown));
}

void ExplorerPanel::restoreOpen()
{
    restoreOpenBelow({});
}

void ExplorerPanel::restoreOpenBelow(const QModelIndex &parent)
{
    for (int row = 0; row < m_filter->rowCount(parent); ++row) {
        const QModelIndex child = m_filter->index(row, 0, parent);
        if (!m_filter->hasChildren(child))
            continue;
        m_view->setExpanded(child, m_open.contains(keyOf(child)));
        if (kindOf(child) == Kind::Section || kindOf(child) == Kind::Folder)
            restoreOpenBelow(child);
    }
}

QStringList ExplorerPanel::openNodes() const
{
    const QString services = keyOf(m_tree->servicesIndex());
    QStringList nodes;
    for (const QString &node : m_open) {
        if (node != services && !node.startsWith(u"aws:"_s))
            nodes.append(node);
    }
    nodes.sort();
    return nodes;
}

void ExplorerPanel::setOpenNodes(const QStringList &nodes)
{
    m_open = {nodes.begin(), nodes.end()};
    showMatches();
}

/// What lies in a folder moves with it.
void ExplorerPanel::rename(const QString &from, const QString &to)
{
    QSet<QString> open;
    for (const QString &node : std::as_const(m_open))
        open.insert(node == from || node.startsWith(from + u'/') ? to + node.sliced(from.size()) : node);
    m_open = open;
    select(to);
}

void ExplorerPanel::select(const QString &path)
{
    m_wanted = path;
    selectWanted();
}

void ExplorerPanel::selectWanted()
{
    const QModelIndex wanted = m_filter->mapFromSource(m_tree->find(m_wanted));
    if (!wanted.isValid())
        return;
    if (wanted != m_view->currentIndex())
        m_view->setCurrentIndex(wanted);
    m_view->scrollTo(wanted);
    const bool isUnnamed = m_wanted == m_unnamed;
    m_wanted.clear();
    if (!isUnnamed)
        return;
    m_unnamed.clear();
    m_view->edit(wanted);
}

void ExplorerPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

QString ExplorerPanel::currentFolder() const
{
    const QModelIndex index = current();
    if (!isSaved(index))
        return {};
    return kindOf(index) == Kind::Folder ? idOf(index) : idOf(index.parent());
}

void ExplorerPanel::renameCurrent()
{
    if (current().flags().testFlag(Qt::ItemIsEditable))
        m_view->edit(m_view->currentIndex());
}

void ExplorerPanel::duplicateCurrent()
{
    if (current().isValid() && kindOf(current()) == Kind::Request)
        m_workspace->duplicate(idOf(current()));
}

void ExplorerPanel::removeCurrent()
{
    if (isSaved(current()))
        m_workspace->remove(idOf(current()));
}

void ExplorerPanel::addFolder()
{
    m_isMakingFolder = true;
    m_workspace->addFolder(currentFolder(), tr("New folder"));
}

void ExplorerPanel::moveCurrent(int by)
{
    const QModelIndex index = current();
    if (!index.flags().testFlag(Qt::ItemIsDragEnabled))
        return;
    const QModelIndex parent = index.parent();
    const int row = index.row() + by;
    if (row < 0 || row >= m_tree->rowCount(parent))
        return;
    // Moving down means: before the one after the next.
    const QModelIndex before = m_tree->index(by < 0 ? row : row + 1, 0, parent);
    m_workspace->move(idOf(index), idOf(parent), idOf(before));
}

} // namespace Plugboard::Ui
