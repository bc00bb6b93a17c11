#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace Plugboard::Ui {

/// A line to search with: text, "3 of 41", previous, next, close. Hidden until open(); Return and F3 go on, with Shift back,
/// Esc closes. What is searched, and how, is its user's business.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    /// `name` begins the object names of its parts.
    explicit FindBar(const QString &name, QWidget *parent = nullptr);

    void open();
    void close();
    /// Empty while it is closed.
    QString text() const;
    /// `current` from 1; 0: none yet.
    void showCount(qint64 current, qint64 count);
    void showBusy();

signals:
    /// The text has changed, or the line was opened or closed.
    void textChanged(const QString &text);
    void moved(bool backwards);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit *m_text;
    QLabel *m_count;
};

} // namespace Plugboard::Ui
