#pragma once

#include "core/invocation/run.h"

#include <QAbstractListModel>

#include <memory>

namespace Plugboard::Models {

/// The stages of a run, one a row: its name, what it worked with, how long it took. All of it is masked.
class TraceModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        TextRole = Qt::UserRole, ///< The whole content
        TimeRole, ///< "12.3 ms"; empty where no time was taken
    };

    explicit TraceModel(QObject *parent = nullptr);

    /// Null: no rows.
    void setRun(const std::shared_ptr<const Invocation::Run> &run);
    /// Everything, for a mail to somebody who helps: each stage under its name.
    QString wholeText() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString name;
        QString text;
        QString time {};
    };

    static QString signedHeaders(const Invocation::Run &run);
    static QString timings(const Invocation::Run &run);

    QList<Row> m_rows;
};

} // namespace Plugboard::Models
