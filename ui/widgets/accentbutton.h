#pragma once

#include <QToolButton>

namespace Plugboard::Ui {

/// A button that is on or off and says in the accent colour that it is on; many styles merely draw it a little darker.
class AccentButton final : public QToolButton
{
public:
    explicit AccentButton(const QString &text, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Plugboard::Ui
