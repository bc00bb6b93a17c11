#pragma once

#include "models/request/drafts.h"

#include <QObject>
#include <QThreadPool>

namespace Plugboard::Models {

/// Reads and writes the drafts of one window in a worker, one thing after the other, so that neither waits nor overtakes.
/// Lives in the GUI thread.
class DraftKeeper final : public QObject
{
    Q_OBJECT

public:
    explicit DraftKeeper(const QString &folder, QObject *parent = nullptr);
    /// Waits for what is being written.
    ~DraftKeeper() override;

    void load(); ///< loaded()
    /// Of several wishes that wait only the newest is done.
    void keep(const QList<Draft> &drafts);
    /// For the end: blocks until these are written.
    Result<Done> keepNow(const QList<Draft> &drafts);

signals:
    void loaded(const QList<Plugboard::Models::Draft> &drafts, const Plugboard::Errors &problems);
    void failed(const Plugboard::Error &error);

private:
    void write();

    QString m_folder;
    QList<Draft> m_waiting;
    bool m_isWaiting = false;
    bool m_isWriting = false;
    QThreadPool m_worker; ///< One thread
};

} // namespace Plugboard::Models
