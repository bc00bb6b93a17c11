#pragma once

#include "core/invocation/invocation.h"
#include "models/backend.h"

#include <QElapsedTimer>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <stop_token>

namespace Plugboard::Models {

/// One request's invocation: runs it in a worker, tells how far it is, can be cancelled. One at a time; start() while one is
/// running does nothing, so that one click never sends twice.
class Call final : public QObject
{
    Q_OBJECT

public:
    explicit Call(const Backend &backend, QObject *parent = nullptr);
    /// Cancels and waits for the worker, which ends within 100 ms.
    ~Call() override;

    bool isRunning() const;
    /// Since start(); of an ended call: its whole time.
    qint64 elapsedMilliseconds() const;
    /// `job` is copied. `sandboxed`: the sandbox is started first, in the worker, and becomes job.sandbox.
    void start(const Invocation::Job &job, bool sandboxed);
    void cancel();
    /// cancel() was called, and the call has not ended yet.
    bool isCancelling() const { return m_isRunning && m_stop.stop_requested(); }

signals:
    void started();
    void cancelling();
    /// `phase` in words ("connecting", "waiting for the answer"); `total` is -1 if unknown.
    void progressed(const QString &phase, qint64 done, qint64 total);
    void finished(std::shared_ptr<const Plugboard::Invocation::Run> run);

private:
    static std::shared_ptr<const Invocation::Run> run(Invocation::Job job, bool sandboxed, const Backend &backend,
                                                      const std::stop_token &stop,
                                                      const Invocation::ProgressSink &progress);
    void finish();

    const Backend &m_backend;
    QThreadPool m_pool; ///< One thread; the destructor waits for it
    QFutureWatcher<std::shared_ptr<const Invocation::Run>> m_watcher;
    std::stop_source m_stop;
    QElapsedTimer m_clock;
    qint64 m_elapsed = 0;
    bool m_isRunning = false;
};

} // namespace Plugboard::Models
