#include "ui/forms/scrollanchor_p.h"

#include "ui/forms/fieldrow.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>

namespace Plugboard::Ui {

void settleLayouts()
{
    // From an editor to the scroll area: each level asks the next one by an event of its own.
    constexpr int levels = 8;
    for (int level = 0; level < levels; ++level)
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
}

ScrollAnchor::ScrollAnchor(QScrollArea *area)
    : m_area(area)
    , m_row(rowOf(QApplication::focusWidget()))
{
    if (!area->widget() || !area->isVisible()) {
        m_row = nullptr;
        return;
    }
    if (!m_row || !isInSight(m_row))
        m_row = rowAt(area->viewport()->mapFromGlobal(QCursor::pos()));
    for (int y = 0; !m_row && y < area->viewport()->height(); y += 16)
        m_row = rowAt(QPoint(area->viewport()->width() / 2, y));
    if (m_row)
        m_y = yOf(m_row);
    const QRect cursor = cursorRect();
    m_showsCursor = cursor.isValid() && area->viewport()->rect().contains(cursor.center());
}

ScrollAnchor::~ScrollAnchor()
{
    if (!m_row)
        return;
    settleLayouts();
    if (m_row && m_row->isVisible() && yOf(m_row) != m_y)
        m_area->verticalScrollBar()->setValue(m_area->verticalScrollBar()->value() + yOf(m_row) - m_y);
    const QRect cursor = cursorRect();
    if (!m_showsCursor || !cursor.isValid() || m_area->viewport()->rect().contains(cursor))
        return;
    const QPoint centre = m_area->widget()->mapFrom(m_area->viewport(), cursor.center());
    m_area->ensureVisible(centre.x(), centre.y(), 0, cursor.height());
}

/// In the viewport; null: nobody types in the area.
QRect ScrollAnchor::cursorRect() const
{
    const QWidget *focused = QApplication::focusWidget();
    if (!focused || !m_area->widget() || !m_area->widget()->isAncestorOf(focused))
        return {};
    QRect cursor = focused->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    // In a text that has not grown yet, a new line is still below its editor.
    cursor.moveTop(std::clamp(cursor.top(), 0, std::max(0, focused->height() - cursor.height())));
    return {focused->mapTo(m_area->viewport(), cursor.topLeft()), cursor.size()};
}

QWidget *ScrollAnchor::rowOf(QWidget *widget) const
{
    while (widget && !qobject_cast<FieldRow *>(widget))
        widget = widget->parentWidget();
    return widget && m_area->isAncestorOf(widget) ? widget : nullptr;
}

QWidget *ScrollAnchor::rowAt(const QPoint &viewportPoint) const
{
    if (!m_area->viewport()->rect().contains(viewportPoint))
        return nullptr;
    return rowOf(m_area->viewport()->childAt(viewportPoint));
}

bool ScrollAnchor::isInSight(const QWidget *widget) const
{
    const int top = yOf(widget);
    return top < m_area->viewport()->height() && top + widget->height() > 0;
}

int ScrollAnchor::yOf(const QWidget *row) const
{
    return row->mapTo(m_area->viewport(), QPoint()).y();
}

} // namespace Plugboard::Ui
