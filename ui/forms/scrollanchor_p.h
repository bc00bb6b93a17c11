#pragma once

#include <QPointer>
#include <QWidget>

class QScrollArea;

namespace Plugboard::Ui {

/// Keeps the row in which somebody types, else the one under the mouse, else the first one in sight, where it is on the screen
/// while other rows come, go and grow. A cursor that is in sight stays in sight while its text grows. Lives as long as the
/// change.
class ScrollAnchor final
{
    Q_DISABLE_COPY_MOVE(ScrollAnchor)

public:
    explicit ScrollAnchor(QScrollArea *area);
    ~ScrollAnchor();

private:
    QWidget *rowAt(const QPoint &viewportPoint) const;
    QWidget *rowOf(QWidget *widget) const;
    bool isInSight(const QWidget *widget) const;
    int yOf(const QWidget *row) const;
    QRect cursorRect() const;

    QScrollArea *m_area;
    QPointer<QWidget> m_row;
    int m_y = 0;
    bool m_showsCursor = false;
};

/// Gives all widgets the places that they would get when control returns to the event loop.
void settleLayouts();

} // namespace Plugboard::Ui
