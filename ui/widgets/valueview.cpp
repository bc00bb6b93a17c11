#include "ui/widgets/valueview.h"

#include "ui/widgets/looks.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;
using Models::ValueTree;

namespace {

constexpr int rowsOpenedAtFirst = 60;

} // namespace

ValueView::ValueView(QWidget *parent)
    : QTreeView(parent)
    , m_tree(new ValueTree(this))
    , m_map(new QAction(tr("Map to a variable"), this))
{
    setModel(m_tree);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setFont(valueFont());
    setTextElideMode(Qt::ElideMiddle);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(ValueTree::Content, QHeaderView::Stretch);
    header()->setSectionResizeMode(ValueTree::Type, QHeaderView::ResizeToContents);
    header()->setResizeContentsPrecision(100);
    addCopyAction(u"copy-value"_s, tr("Copy value"), QKeySequence::Copy, ValueTree::TextRole);
    addCopyAction(u"copy-feel-path"_s, tr("Copy FEEL path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, ValueTree::FeelPathRole);
    addCopyAction(u"copy-path"_s, tr("Copy path"), Qt::CTRL | Qt::ALT | Qt::Key_C, ValueTree::PathRole);
    addCopyAction(u"copy-json"_s, tr("Copy as JSON"), Qt::CTRL | Qt::ALT | Qt::Key_J, ValueTree::JsonRole);
    m_map->setObjectName(u"map-value"_s);
    m_map->setShortcut(Qt::CTRL | Qt::Key_M);
    m_map->setShortcutContext(Qt::WidgetShortcut);
    addAction(m_map);
    connect(m_map, &QAction::triggered, this, [this] {
        if (currentIndex().isValid())
            emit mapRequested(currentIndex().data(ValueTree::FeelPathRole).toString());
    });
    setMappable(false);
    connect(&m_search, &Models::ValueSearch::changed, this, [this] {
        if (m_search.count() > 0)
            goTo(m_search.nearest(m_tree->wayTo(currentIndex()), false));
        else
            emit found(0, 0);
    });
}

void ValueView::setMappable(bool mappable)
{
    m_map->setEnabled(mappable);
    m_map->setVisible(mappable);
}

void ValueView::addCopyAction(const QString &name, const QString &text, const QKeySequence &keys, int role)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, role] {
        if (currentIndex().isValid())
            QGuiApplication::clipboard()->setText(currentIndex().data(role).toString());
    });
    addAction(action);
}

void ValueView::setValue(const Value &value, const QString &rootName)
{
    m_tree->setValue(value, rootName);
    m_search.setValue(m_tree->shown());
    int rows = 0;
    expandFirst({}, rows);
    setCurrentIndex(m_tree->index(0, 0));
    constexpr int narrowest = 100;
    const int widest = std::max(narrowest, viewport()->width() * 2 / 5);
    header()->resizeSection(ValueTree::Key, std::clamp(sizeHintForColumn(ValueTree::Key) + 8, narrowest, widest));
}

void ValueView::expandFirst(const QModelIndex &parent, int &rows)
{
    if (m_tree->canFetchMore(parent))
        m_tree->fetchMore(parent);
    const int count = m_tree->rowCount(parent);
    rows += count;
    if (rows > rowsOpenedAtFirst && parent.isValid())
        return;
    expand(parent);
    for (int row = 0; row < std::min(count, rowsOpenedAtFirst); ++row) {
        const QModelIndex child = m_tree->index(row, 0, parent);
        // A text that holds JSON is a text until somebody unfolds it.
        if (m_tree->hasChildren(child) && !m_tree->isText(child))
            expandFirst(child, rows);
    }
}

void ValueView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const QModelIndex current = byMouse ? indexAt(event->pos()) : currentIndex();
    if (!current.isValid())
        return;
    setCurrentIndex(current);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->popup(byMouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(current).bottomLeft()));
}

void ValueView::find(const QString &text)
{
    m_search.find(text);
}

void ValueView::findNext(bool backwards)
{
    if (m_search.hits().isEmpty())
        return;
    const qsizetype count = m_search.hits().size();
    const ValueTree::Way way = m_tree->wayTo(currentIndex());
    qsizetype hit = m_search.nearest(way, backwards);
    if (m_search.hits().at(hit) == way)
        hit = (hit + (backwards ? count - 1 : 1)) % count;
    goTo(hit);
}

void ValueView::goTo(qsizetype hit)
{
    if (const QModelIndex index = m_tree->reach(m_search.hits().at(hit)); index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    }
    emit found(hit + 1, m_search.count());
}

} // namespace Plugboard::Ui
