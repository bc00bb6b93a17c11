#include "ui/widgets/valueview.h"

#include "ui/widgets/looks.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

namespace Plugboard::Ui {

using Models::ValueTree;

namespace {

constexpr int rowsOpenedAtFirst = 60;
/// A search looks at so many rows at most; larger answers are searched in their raw text.
constexpr int mostSearchedRows = 200'000;

} // namespace

ValueView::ValueView(QWidget *parent)
    : QTreeView(parent)
    , m_tree(new ValueTree(this))
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
}

void ValueView::setValue(const Value &value, const QString &rootName)
{
    m_tree->setValue(value, rootName);
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
        if (m_tree->hasChildren(child))
            expandFirst(child, rows);
    }
}

void ValueView::copy(int role)
{
    const QModelIndex current = currentIndex();
    if (current.isValid())
        QGuiApplication::clipboard()->setText(current.data(role).toString());
}

void ValueView::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTreeView::keyPressEvent(event);
    copy(ValueTree::TextRole);
    event->accept();
}

void ValueView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex current = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    if (!current.isValid())
        return;
    setCurrentIndex(current);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy value"), QKeySequence::Copy, this, [this] { copy(ValueTree::TextRole); });
    menu->addAction(tr("Copy as JSON"), this, [this] { copy(ValueTree::JsonRole); });
    menu->addAction(tr("Copy path"), this, [this] { copy(ValueTree::PathRole); });
    menu->addAction(tr("Copy FEEL path"), this, [this] { copy(ValueTree::FeelPathRole); });
    if (m_isMappable) {
        menu->addSeparator();
        menu->addAction(tr("Map to a variable"), this,
                        [this] { emit mapRequested(currentIndex().data(ValueTree::FeelPathRole).toString()); });
    }
    menu->popup(event->reason() == QContextMenuEvent::Mouse
                    ? event->globalPos()
                    : viewport()->mapToGlobal(visualRect(current).bottomLeft()));
}

bool ValueView::findNext(const QString &text, bool backwards)
{
    if (text.isEmpty() || m_tree->rowCount() == 0)
        return false;
    const auto step = [this, backwards](const QModelIndex &index) {
        const QModelIndex next = backwards ? indexAbove(index) : indexBelow(index);
        if (next.isValid())
            return next;
        QModelIndex last = m_tree->index(0, 0);
        while (backwards && indexBelow(last).isValid())
            last = indexBelow(last);
        return last;
    };
    const QModelIndex begin = currentIndex().isValid() ? currentIndex().siblingAtColumn(0) : m_tree->index(0, 0);
    QModelIndex index = begin;
    for (int looked = 0; looked < mostSearchedRows; ++looked) {
        if (!backwards && m_tree->hasChildren(index) && !isExpanded(index))
            expand(index);
        index = step(index);
        const bool holds = index.data().toString().contains(text, Qt::CaseInsensitive)
            || (!m_tree->hasChildren(index)
                && index.data(ValueTree::TextRole).toString().contains(text, Qt::CaseInsensitive));
        if (holds) {
            setCurrentIndex(index);
            scrollTo(index);
            return true;
        }
        if (index == begin)
            return false;
    }
    return false;
}

} // namespace Plugboard::Ui
