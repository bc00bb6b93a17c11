#pragma once

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace Plugboard::Ui {

/// One quiet note at the edge of the window, with the buttons that do what it offers; the next note replaces it.
class NoticeBar final : public QWidget
{
    Q_OBJECT

public:
    struct Button
    {
        QString text;
        std::function<void()> press; ///< The note goes away with it
    };

    explicit NoticeBar(QWidget *parent = nullptr);

    void tell(const QString &text, const QList<Button> &buttons = {}, bool isProblem = false);
    void clear();
    QString text() const;

private:
    QLabel *m_text;
    QHBoxLayout *m_buttons;
};

} // namespace Plugboard::Ui
