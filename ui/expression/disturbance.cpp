#include "ui/expression/disturbance.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace Plugboard::Ui {

Disturbance::Disturbance(QWidget *open, QWidget *editor)
    : QObject(open)
    , m_open(open)
    , m_editor(editor)
{
    open->installEventFilter(this);
}

bool Disturbance::isElsewhere(QObject *watched) const
{
    const auto *widget = qobject_cast<QWidget *>(watched);
    return widget && widget != m_open && !m_open->isAncestorOf(widget) && widget != m_editor
        && !m_editor->isAncestorOf(widget);
}

bool Disturbance::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Show:
        if (watched == m_open)
            qApp->installEventFilter(this);
        break;
    case QEvent::Hide:
        if (watched == m_open)
            qApp->removeEventFilter(this);
        break;
    case QEvent::Move:
    case QEvent::Resize:
        if (watched == m_editor->window())
            emit happened();
        break;
    case QEvent::Wheel:
    case QEvent::MouseButtonPress:
        if (isElsewhere(watched))
            emit happened();
        break;
    default:
        break;
    }
    return false;
}

} // namespace Plugboard::Ui
