#pragma once

#include <QPlainTextEdit>

namespace Plugboard::Ui {

/// A text of several lines that is as high as its content, within bounds; Tab goes to the next field.
class GrowingText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit GrowingText(QWidget *parent = nullptr);

    void setLines(int least, int most);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int laidOutLines() const;
    int heightOf(int lines) const;
    void adapt();

    int m_least = 1;
    int m_most = 12;
    int m_shown = 1;
};

} // namespace Plugboard::Ui
