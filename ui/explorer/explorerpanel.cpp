#include "ui/explorer/explorerpanel.h"

#include "ui/widgets/clearbutton.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QIcon>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::ExplorerTree;
using Kind = ExplorerTree::Kind;

namespace {

QVariant iconOf(Kind kind)
{
    static const QHash<Kind, QString> files {{Kind::Folder, u"folder"_s},   {Kind::Request, u"request"_s},
                                             {Kind::Broken, u"broken"_s},   {Kind::Connector, u"connector"_s},
                                             {Kind::Service, u"service"_s}, {Kind::Operation, u"operation"_s}};
    static QHash<Kind, QIcon> icons;
    const auto file = files.constFind(kind);
    if (file == files.constEnd())
        return {};
    QIcon &icon = icons[kind];
    if (icon.isNull())
        icon = QIcon(u":/icons/%1.svg"_s.arg(*file));
    return icon;
}

/// Rows whose name holds every word of the search, and what they stand in.
class WordFilter final : public QSortFilterProxyModel
{
public:
    explicit WordFilter(QObject *parent)
        : QSortFilterProxyModel(parent)
    {
        setRecursiveFilteringEnabled(true);
    }

    void setWords(const QString &text)
    {
        m_words = text.split(u' ', Qt::SkipEmptyParts);
        invalidateFilter();
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DecorationRole)
            return QSortFilterProxyModel::data(index, role);
        return iconOf(index.data(ExplorerTree::KindRole).value<Kind>());
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const QString text = index.data(ExplorerTree::SearchRole).toString();
        return std::all_of(m_words.begin(), m_words.end(),
                           [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
    }

private:
    QStringList m_words;
};

Kind kindOf(const QModelIndex &index)
{
    return index.data(ExplorerTree::KindRole).value<Kind>();
}

QString idOf(const QModelIndex &index)
{
    return index.data(ExplorerTree::IdRole).toString();
}

/// By what a node is known at the next start.
QString keyOf(const QModelIndex &index)
{
    switch (kindOf(index)) {
    case Kind::Section:
        return u"section:"_s + index.data().toString();
    case Kind::Service:
        return u"aws:"_s + idOf(index);
    default:
        return idOf(index);
    }
}

} // namespace

ExplorerPanel::ExplorerPanel(ExplorerTree *tree, Models::OpenWorkspace *workspace, QWidget *parent)
    : QWidget(parent)
    , m_tree(tree)
    , m_workspace(workspace)
    , m_filtered(new WordFilter(this))
    , m_search(named(new QLineEdit, u"explorer-search"_s, tr("Search requests, connectors and services")))
    , m_view(named(new QTreeView, u"explorer"_s, tr("Explorer")))
{
    m_filtered->setSourceModel(tree);
    m_search->setPlaceholderText(tr("Search"));
    addClearButton(m_search);
    m_view->setModel(m_filtered);
    m_view->setHeaderHidden(true);
    m_view->setUniformRowHeights(true);
    m_view->setExpandsOnDoubleClick(true);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_search);
    column->addWidget(m_view, 1);
    makeMenu();
    connect(m_view, &QTreeView::activated, this, &ExplorerPanel::activate);
    connect(m_view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (kindOf(index) == Kind::Request)
            emit requestPreviewed(idOf(index));
        else if (kindOf(index) == Kind::Connector || kindOf(index) == Kind::Operation)
            emit connectorPreviewed(idOf(index));
    });
    connect(m_search, &QLineEdit::textChanged, this, &ExplorerPanel::search);
    connect(m_search, &QLineEdit::returnPressed, m_view, qOverload<>(&QWidget::setFocus));
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        // A search opens what it finds, which is not what somebody opened.
        if (m_search->text().isEmpty())
            m_open.insert(keyOf(index));
    });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex &index) { m_open.remove(keyOf(index)); });
    connect(m_tree, &QAbstractItemModel::rowsInserted, this, &ExplorerPanel::restoreExpanded);
    m_open.insert(keyOf(m_tree->requestsIndex()));
    restoreExpanded();
}

void ExplorerPanel::makeMenu()
{
    struct Entry
    {
        QString name;
        QString text;
        QKeySequence shortcut;
        void (ExplorerPanel::*run)();
    };
    const Entry entries[] {
        {u"rename"_s, tr("Rename"), Qt::Key_F2, &ExplorerPanel::renameCurrent},
        {u"duplicate"_s, tr("Duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D), &ExplorerPanel::duplicateCurrent},
        {u"delete"_s, tr("Delete"), QKeySequence::Delete, &ExplorerPanel::removeCurrent},
        {u"new-folder"_s, tr("New folder"), {}, &ExplorerPanel::addFolder},
    };
    auto *open = new QAction(tr("Open"), m_view);
    connect(open, &QAction::triggered, this, [this] { activate(m_view->currentIndex()); });
    m_view->addAction(open);
    for (const Entry &entry : entries) {
        auto *action = new QAction(entry.text, m_view);
        action->setObjectName(u"explorer-"_s + entry.name);
        action->setShortcut(entry.shortcut);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, entry.run);
        m_view->addAction(action);
    }
    for (const auto &[text, key, by] :
         {std::tuple(tr("Move up"), Qt::Key_Up, -1), std::tuple(tr("Move down"), Qt::Key_Down, 1)}) {
        auto *action = new QAction(text, m_view);
        action->setShortcut(QKeySequence(Qt::ALT | key));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, by = by] { moveCurrent(by); });
        m_view->addAction(action);
    }
}

QModelIndex ExplorerPanel::current() const
{
    return m_filtered->mapToSource(m_view->currentIndex());
}

bool ExplorerPanel::isMovable(const QModelIndex &index) const
{
    return index.isValid()
        && (kindOf(index) == Kind::Request || kindOf(index) == Kind::Folder || kindOf(index) == Kind::Broken);
}

void ExplorerPanel::activate(const QModelIndex &shown)
{
    switch (kindOf(shown)) {
    case Kind::Request:
    case Kind::Broken:
        emit requestActivated(idOf(shown));
        break;
    case Kind::Connector:
    case Kind::Operation:
        emit connectorActivated(idOf(shown));
        break;
    case Kind::Section:
    case Kind::Folder:
    case Kind::Service:
    case Kind::Note:
        break;
    }
}

void ExplorerPanel::search(const QString &text)
{
    static_cast<WordFilter *>(m_filtered)->setWords(text);
    if (text.trimmed().isEmpty())
        return restoreExpanded();
    // A search wants the services listed; their operations come when one is opened.
    for (int row = 0; row < m_tree->rowCount(); ++row) {
        if (const QModelIndex section = m_tree->index(row, 0); m_tree->canFetchMore(section))
            m_tree->fetchMore(section);
    }
    for (int row = 0; row < m_filtered->rowCount(); ++row)
        m_view->expand(m_filtered->index(row, 0));
}

void ExplorerPanel::restoreExpanded()
{
    for (int row = 0; row < m_filtered->rowCount(); ++row) {
        if (const QModelIndex section = m_filtered->index(row, 0); m_open.contains(keyOf(section)))
            m_view->expand(section);
    }
    for (const QString &folder : std::as_const(m_open)) {
        if (const QModelIndex index = m_tree->find(folder); index.isValid())
            m_view->expand(m_filtered->mapFromSource(index));
    }
    if (const QModelIndex wanted = m_tree->find(m_wanted); wanted.isValid() && !m_wanted.isEmpty()) {
        m_view->setCurrentIndex(m_filtered->mapFromSource(wanted));
        m_wanted.clear();
    }
}

QStringList ExplorerPanel::openNodes() const
{
    const QString services = keyOf(m_tree->index(m_tree->rowCount() - 1, 0));
    QStringList nodes;
    for (const QString &node : m_open) {
        if (node != services && !node.startsWith("aws:"_L1))
            nodes.append(node);
    }
    nodes.sort();
    return nodes;
}

void ExplorerPanel::setOpenNodes(const QStringList &nodes)
{
    m_open = {nodes.begin(), nodes.end()};
    m_view->collapseAll();
    m_open = {nodes.begin(), nodes.end()}; // Collapsing took some away
    restoreExpanded();
}

void ExplorerPanel::select(const QString &path)
{
    m_wanted = path;
    restoreExpanded();
}

void ExplorerPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

QString ExplorerPanel::currentFolder() const
{
    const QModelIndex index = current();
    if (!isMovable(index))
        return {};
    return kindOf(index) == Kind::Folder ? idOf(index) : idOf(index.parent());
}

void ExplorerPanel::renameCurrent()
{
    if (isMovable(current()))
        m_view->edit(m_view->currentIndex());
}

void ExplorerPanel::duplicateCurrent()
{
    if (kindOf(current()) == Kind::Request)
        m_workspace->duplicate(idOf(current()));
}

void ExplorerPanel::removeCurrent()
{
    if (isMovable(current()))
        m_workspace->remove(idOf(current()));
}

void ExplorerPanel::addFolder()
{
    m_workspace->addFolder(currentFolder(), tr("New folder"));
}

void ExplorerPanel::moveCurrent(int by)
{
    const QModelIndex index = current();
    if (!isMovable(index))
        return;
    const QModelIndex parent = index.parent();
    const int row = index.row() + by;
    if (row < 0 || row >= m_tree->rowCount(parent))
        return;
    // Moving down means: before the one after the next.
    const QModelIndex before = m_tree->index(by < 0 ? row : row + 1, 0, parent);
    m_wanted = idOf(index);
    m_workspace->move(idOf(index), idOf(parent), idOf(before));
}

} // namespace Plugboard::Ui
