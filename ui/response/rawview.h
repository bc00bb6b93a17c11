#pragma once

#include <QByteArray>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace Plugboard::Ui {

/// A body as it came, a part at a time, so that a large one neither waits nor fills the memory.
class RawView final : public QWidget
{
    Q_OBJECT

public:
    explicit RawView(QWidget *parent = nullptr);

    void setBody(const QByteArray &body);
    bool find(const QString &text, bool backwards);

private:
    void showMore();
    void describe();

    QByteArray m_body;
    qsizetype m_shown = 0;
    QPlainTextEdit *m_text;
    QLabel *m_size;
    QToolButton *m_more;
};

} // namespace Plugboard::Ui
