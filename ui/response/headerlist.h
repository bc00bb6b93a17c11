#pragma once

#include <QTreeWidget>

namespace Plugboard::Ui {

/// The headers of an answer as they came, copied line by line or value by value.
class HeaderList final : public QTreeWidget
{
    Q_OBJECT

public:
    explicit HeaderList(QWidget *parent = nullptr);

    void setHeaders(const QList<std::pair<QString, QString>> &headers);
    /// As ValueView's.
    void find(const QString &text);
    void findNext(bool backwards);

signals:
    void found(qint64 current, qint64 count);

private:
    void addCopyAction(const QString &name, const QString &text, const QKeySequence &keys, bool withName);
    void select(qsizetype hit);

    QString m_text;
    QList<int> m_hits; ///< Rows
};

} // namespace Plugboard::Ui
