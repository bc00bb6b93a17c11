#include "ui/shell/previewstyle.h"

#include <QPainter>
#include <QStyleOption>

namespace Plugboard::Ui {

PreviewStyle::PreviewStyle(QObject *parent)
{
    setParent(parent);
}

void PreviewStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
    if (element != CE_TabBarTabLabel || !tab || tab->tabIndex != m_tab)
        return QProxyStyle::drawControl(element, option, painter, widget);
    const QFont upright = painter->font();
    QFont italic = upright;
    italic.setItalic(true);
    painter->setFont(italic);
    QProxyStyle::drawControl(element, option, painter, widget);
    painter->setFont(upright);
}

} // namespace Plugboard::Ui
