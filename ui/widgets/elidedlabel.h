#pragma once

#include <QLabel>

namespace Plugboard::Ui {

/// One line of plain text that may have less room than it needs: it is cut with an ellipsis then, and the tool tip shows all.
/// text() is always the whole text.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool isCut() const;
};

} // namespace Plugboard::Ui
