#include "ui/response/headerlist.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

HeaderList::HeaderList(QWidget *parent)
    : QTreeWidget(parent)
{
    named(this, u"response-headers"_s, tr("Headers of the answer"));
    setHeaderLabels({tr("Header"), tr("Value")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setFont(valueFont());
    setTextElideMode(Qt::ElideMiddle);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    header()->resizeSection(0, fontMetrics().averageCharWidth() * 24);
    addCopyAction(u"copy-header-value"_s, tr("Copy value"), QKeySequence::Copy, false);
    addCopyAction(u"copy-header"_s, tr("Copy header and value"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, true);
}

void HeaderList::addCopyAction(const QString &name, const QString &text, const QKeySequence &keys, bool withName)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, withName] {
        if (const QTreeWidgetItem *item = currentItem())
            QGuiApplication::clipboard()->setText(withName ? item->text(0) + u": "_s + item->text(1) : item->text(1));
    });
    addAction(action);
}

void HeaderList::setHeaders(const QList<std::pair<QString, QString>> &headers)
{
    clear();
    QList<QTreeWidgetItem *> items;
    for (const auto &[name, value] : headers) {
        auto *item = new QTreeWidgetItem({name, value});
        item->setToolTip(1, u"<p style=\"white-space: pre-wrap\">%1</p>"_s.arg(value.toHtmlEscaped()));
        items.append(item);
    }
    addTopLevelItems(items);
    if (!items.isEmpty())
        setCurrentItem(items.first());
    find(m_text);
}

void HeaderList::find(const QString &text)
{
    m_text = text;
    m_hits.clear();
    for (int row = 0; row < topLevelItemCount() && !text.isEmpty(); ++row) {
        const QTreeWidgetItem *item = topLevelItem(row);
        if (item->text(0).contains(text, Qt::CaseInsensitive) || item->text(1).contains(text, Qt::CaseInsensitive))
            m_hits.append(row);
    }
    if (m_hits.isEmpty())
        emit found(0, 0);
    else
        select(0);
}

void HeaderList::findNext(bool backwards)
{
    if (m_hits.isEmpty())
        return;
    const qsizetype current = m_hits.indexOf(indexOfTopLevelItem(currentItem()));
    select((current + (backwards ? m_hits.size() - 1 : 1)) % m_hits.size());
}

void HeaderList::select(qsizetype hit)
{
    setCurrentItem(topLevelItem(m_hits.at(hit)));
    emit found(hit + 1, m_hits.size());
}

} // namespace Plugboard::Ui
