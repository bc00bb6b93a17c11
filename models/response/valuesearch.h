#pragma once

#include "models/latesttask.h"
#include "models/response/valuetree.h"

#include <QList>

#include <optional>

namespace Plugboard::Models {

/// Where a value holds a text, in keys or in what stands beside them; letters of either case.
///
/// Looks in a worker, so the answer may be of any size; a newer wish stops an older one.
class ValueSearch final : public QObject
{
    Q_OBJECT

public:
    explicit ValueSearch(QObject *parent = nullptr);

    /// What a tree shows (ValueTree::shown()). Forgets what was found.
    void setValue(const Value &shown);
    /// Empty: nothing is found.
    void find(const QString &text);

    const QString &text() const { return m_text; }
    bool isBusy() const { return m_task.isBusy(); }
    qint64 count() const { return m_found.count; }
    /// In the order of the value; the first 100,000.
    const QList<ValueTree::Way> &hits() const { return m_found.hits; }
    /// Which hit comes after or before a row, or is that row itself; wraps round. -1 if there is none.
    qsizetype nearest(const ValueTree::Way &from, bool backwards) const;

signals:
    /// The newest search has ended, or there is none.
    void changed();

private:
    struct Found
    {
        QList<ValueTree::Way> hits;
        qint64 count = 0;
    };

    static Found search(const Value &value, const QString &text, const std::stop_token &stop);

    Value m_value;
    QString m_text;
    Found m_found;
    LatestTask m_task;
};

} // namespace Plugboard::Models
