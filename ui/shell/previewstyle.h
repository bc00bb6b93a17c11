#pragma once

#include <QProxyStyle>

namespace Plugboard::Ui {

/// Style of a tab bar that has one tab's text in italics: what is only looked at, and gives way to the next.
class PreviewStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit PreviewStyle(QObject *parent);

    void setPreviewTab(int index) { m_tab = index; } ///< -1: none; the bar has to be updated after it

    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;

private:
    int m_tab = -1;
};

} // namespace Plugboard::Ui
