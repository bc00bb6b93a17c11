#pragma once

#include <QLabel>

namespace Plugboard::Ui {

/// One line of plain text that is cut with an ellipsis where there is no room; its tooltip then shows the whole text.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode = Qt::ElideRight, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownText() const;

    Qt::TextElideMode m_mode;
};

} // namespace Plugboard::Ui
