#include "ui/widgets/noticebar.h"

#include "ui/widgets/looks.h"
#include "ui/widgets/naming.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace Plugboard::Ui {

using namespace Qt::StringLiterals;

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
    , m_text(named(new QLabel, u"notice"_s, {}))
    , m_buttons(new QHBoxLayout)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto *close = named(new QToolButton, u"notice-close"_s, tr("Close the note"));
    close->setText(u"×"_s);
    close->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->addWidget(m_text, 1);
    row->addLayout(m_buttons);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &NoticeBar::clear);
    hide();
}

void NoticeBar::tell(const QString &text, const QList<Button> &buttons, bool isProblem)
{
    clear();
    m_text->setText(isProblem ? u"⚠ "_s + text : text);
    setTextColor(m_text, isProblem ? TextColor::Bad : TextColor::Normal);
    for (const Button &button : buttons) {
        auto *widget = named(new QToolButton, u"notice-button"_s, button.text);
        widget->setText(button.text);
        m_buttons->addWidget(widget);
        connect(widget, &QToolButton::clicked, this, [this, press = button.press] {
            clear();
            press();
        });
    }
    show();
    QAccessibleEvent alert(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void NoticeBar::clear()
{
    hide();
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
}

QString NoticeBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace Plugboard::Ui
