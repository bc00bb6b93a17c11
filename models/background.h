#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <type_traits>

namespace Plugboard::Models {

/// Runs `work` in `pool`; then calls `done` with its result in the thread of `owner`, unless `owner` has died meanwhile.
/// `work` must not refer to what `owner` may take with it.
template <typename Work, typename Done>
void inBackground(QThreadPool &pool, QObject *owner, Work work, Done done)
{
    using Answer = std::invoke_result_t<Work>;
    // The pool copies what it runs, a promise can only be moved.
    const auto promise = std::make_shared<QPromise<Answer>>();
    auto *watcher = new QFutureWatcher<Answer>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, done = std::move(done)]() mutable {
        watcher->deleteLater();
        done(watcher->result());
    });
    watcher->setFuture(promise->future());
    pool.start([promise, work = std::move(work)]() mutable {
        promise->start();
        promise->addResult(work());
        promise->finish();
    });
}

} // namespace Plugboard::Models
