#include "ui/widgets/findbar.h"

#include "ui/widgets/clearbutton.h"
#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QToolButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

FindBar::FindBar(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_text(named(new QLineEdit, name, tr("Search")))
    , m_count(named(new QLabel, name + u"-count"_s, {}))
{
    m_text->setPlaceholderText(tr("Search"));
    addClearButton(m_text);
    m_text->installEventFilter(this);
    setTextColor(m_count, TextColor::Quiet);
    auto *previous = named(new QToolButton, name + u"-previous"_s, tr("Previous"));
    auto *next = named(new QToolButton, name + u"-next"_s, tr("Next"));
    auto *close = named(new QToolButton, name + u"-close"_s, tr("Close the search"));
    previous->setArrowType(Qt::UpArrow);
    previous->setToolTip(tr("Previous (Shift+Return)"));
    next->setArrowType(Qt::DownArrow);
    next->setToolTip(tr("Next (Return)"));
    close->setText(u"×"_s);
    close->setToolTip(tr("Close (Esc)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(4, 4, 4, 4);
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(m_count);
    for (QToolButton *button : {previous, next, close}) {
        button->setAutoRaise(true);
        row->addWidget(button);
    }
    hide();
    connect(m_text, &QLineEdit::textChanged, this, &FindBar::textChanged);
    connect(previous, &QToolButton::clicked, this, [this] { emit moved(true); });
    connect(next, &QToolButton::clicked, this, [this] { emit moved(false); });
    connect(close, &QToolButton::clicked, this, &FindBar::close);
}

void FindBar::open()
{
    const bool wasOpen = !isHidden();
    show();
    m_text->setFocus();
    m_text->selectAll();
    if (!wasOpen)
        emit textChanged(text());
}

void FindBar::close()
{
    if (isHidden())
        return;
    hide();
    emit textChanged({});
    emit closed();
}

QString FindBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void FindBar::showCount(qint64 current, qint64 count)
{
    const QLocale locale;
    if (text().isEmpty())
        m_count->clear();
    else if (count == 0)
        m_count->setText(tr("Not found"));
    else if (current == 0)
        m_count->setText(count == 1 ? tr("1 place") : tr("%1 places").arg(locale.toString(count)));
    else
        m_count->setText(tr("%1 of %2").arg(locale.toString(current), locale.toString(count)));
    QAccessibleEvent changed(m_count, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&changed);
}

void FindBar::showBusy()
{
    m_count->setText(tr("Searching"));
}

/// Esc belongs to the search while it has the focus, also where a shortcut of the window uses that key.
bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isReturn = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_F3;
    const bool isOurs
        = key->key() == Qt::Key_Escape || (isReturn && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier)));
    if (!isOurs)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress) {
        if (isReturn)
            emit moved(key->modifiers().testFlag(Qt::ShiftModifier));
        else
            close();
    }
    return true;
}

} // namespace Plugboard::Ui
