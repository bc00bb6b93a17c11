#include "models/invocation/call.h"

#include <QThreadPool>

namespace Plugboard::Models {

using RunPtr = std::shared_ptr<const Invocation::Run>;

namespace {

RunPtr failedToStart(const Error &error)
{
    auto run = std::make_shared<Invocation::Run>();
    run->outcome = Invocation::Outcome::Transport;
    run->failure = Invocation::Failure {.message = error.message, .where = error.where};
    return run;
}

} // namespace

Call::Call(const Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &Call::finish);
}

Call::~Call()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

bool Call::isRunning() const
{
    return m_isRunning;
}

qint64 Call::elapsedMilliseconds() const
{
    return m_isRunning ? m_clock.elapsed() : m_elapsed;
}

void Call::start(const Invocation::Job &job, bool sandboxed)
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    m_stop = std::stop_source();
    m_clock.start();
    const auto promise = std::make_shared<QPromise<RunPtr>>();
    m_watcher.setFuture(promise->future());
    const auto tell = [this](const Invocation::Progress &progress) {
        QMetaObject::invokeMethod(
            this, [this, progress] { emit progressed(progress.phase, progress.done, progress.total); },
            Qt::QueuedConnection);
    };
    m_pool.start([promise, job, sandboxed, tell, &backend = m_backend, stop = m_stop.get_token()]() mutable {
        promise->start();
        promise->addResult(run(std::move(job), sandboxed, backend, stop, tell));
        promise->finish();
    });
    emit started();
}

RunPtr Call::run(Invocation::Job job, bool sandboxed, const Backend &backend, const std::stop_token &stop,
                 const Invocation::ProgressSink &progress)
{
    if (sandboxed) {
        Result<Invocation::Identity> sandbox = backend.startSandbox();
        if (!sandbox)
            return failedToStart(sandbox.error());
        job.sandbox = *std::move(sandbox);
        job.secretSpace = backend.sandboxSpace;
    }
    return std::make_shared<const Invocation::Run>(Invocation::invoke(job, backend.services, stop, progress));
}

void Call::cancel()
{
    if (m_isRunning && m_stop.request_stop())
        emit cancelling();
}

void Call::finish()
{
    m_isRunning = false;
    m_elapsed = m_clock.elapsed();
    emit finished(m_watcher.result());
}

} // namespace Plugboard::Models
