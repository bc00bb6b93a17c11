#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <stop_token>

namespace Plugboard::Models {

/// Work that follows typing, such as a preview: waits for a pause, runs in a worker, and only the newest counts.
///
///     m_task.ask([state](std::stop_token stop) {
///         const Outcome outcome = evaluate(state, stop);   // in a worker
///         return [this, outcome] { show(outcome); };       // in the GUI thread
///     });
///
/// At most one piece of work runs; a newer wish stops it, and of several wishes meanwhile only the last is done. What the
/// worker returns is not called once a newer wish came or this object is gone. Lives in the GUI thread.
class LatestTask final : public QObject
{
    Q_OBJECT

public:
    using Show = std::function<void()>;
    using Work = std::function<Show(std::stop_token)>;

    explicit LatestTask(std::chrono::milliseconds pause, QObject *parent = nullptr);
    ~LatestTask() override;

    void ask(Work work);
    /// Forgets what was asked and not shown yet.
    void cancel();
    bool isBusy() const { return m_wish || m_isRunning; }

private:
    void begin();

    QTimer m_pause;
    Work m_wish;
    std::stop_source m_stop;
    bool m_isRunning = false;
};

} // namespace Plugboard::Models
