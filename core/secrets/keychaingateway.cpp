#include "core/secrets/keychaingateway_p.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QQueue>
#include <QThread>

#include <qt6keychain/keychain.h>

#include <condition_variable>
#include <functional>
#include <mutex>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;

namespace {

/// Where a caller waits for the keychain thread; shared with work that may outlive the caller.
template <typename T>
class Awaited final
{
public:
    void give(T value)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_value = std::move(value);
        }
        m_given.notify_all();
    }

    T take(const KeychainGateway::Deadline &deadline, T unanswered, T cancelled)
    {
        std::unique_lock lock(m_mutex);
        if (m_given.wait_for(lock, deadline.stop, deadline.time, [&] { return m_value.has_value(); }))
            return std::move(*m_value);
        m_givenUp = true;
        return deadline.stop.stop_requested() ? std::move(cancelled) : std::move(unanswered);
    }

    bool isGivenUp()
    {
        const std::lock_guard lock(m_mutex);
        return m_givenUp;
    }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_given;
    std::optional<T> m_value;
    bool m_givenUp = false;
};

JobOutcome outcomeOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError: {
        const auto *reading = qobject_cast<const QKeychain::ReadPasswordJob *>(&job);
        return {JobOutcome::Kind::Done, reading ? reading->binaryData() : QByteArray()};
    }
    case QKeychain::EntryNotFound:
        return {JobOutcome::Kind::NotFound, {}};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {JobOutcome::Kind::Denied, {}};
    default:
        // The texts that come with it are for developers, and in the language of the system.
        return {JobOutcome::Kind::Failed, {}};
    }
}

/// What lives in the keychain thread.
class KeychainWorker final : public QObject
{
public:
    using JobMaker = std::function<QKeychain::Job *()>;
    using JobAnswer = std::shared_ptr<Awaited<JobOutcome>>;

    void enqueue(JobMaker make, JobAnswer answer)
    {
        m_queue.enqueue({std::move(make), std::move(answer)});
        startNext();
    }

    void look(const std::shared_ptr<Awaited<KeychainSight>> &answer, std::chrono::milliseconds time)
    {
        const QDBusConnection bus = sessionBus();
        if (!bus.isConnected())
            return answer->give(KeychainSight::NoBus);
        QDBusMessage question = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s,
                                                               u"/org/freedesktop/secrets/aliases/default"_s,
                                                               u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        question << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(question, int(time.count())), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [answer, watcher] {
            answer->give(reading(*watcher));
            watcher->deleteLater();
        });
    }

private:
    struct Task
    {
        JobMaker make;
        JobAnswer answer;
    };

    /// A connection of our own, made again after the bus went away.
    static QDBusConnection sessionBus()
    {
        const QString name = u"plugboard-keychain"_s;
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
        if (bus.isConnected())
            return bus;
        QDBusConnection::disconnectFromBus(name);
        return QDBusConnection::connectToBus(QDBusConnection::SessionBus, name);
    }

    static KeychainSight reading(const QDBusPendingReply<QDBusVariant> &reply)
    {
        if (reply.isValid())
            return reply.value().variant().toBool() ? KeychainSight::Locked : KeychainSight::Unlocked;
        switch (reply.error().type()) {
        case QDBusError::NoReply:
        case QDBusError::Timeout:
        case QDBusError::TimedOut:
            return KeychainSight::Unanswered;
        case QDBusError::ServiceUnknown:
            return KeychainSight::NoService;
        case QDBusError::Disconnected:
        case QDBusError::NoServer:
        case QDBusError::NoNetwork:
            return KeychainSight::NoBus;
        default:
            break;
        }
        // A name that is known, but whose program cannot be started.
        if (reply.error().name().startsWith("org.freedesktop.DBus.Error.Spawn"_L1))
            return KeychainSight::NoService;
        return KeychainSight::NoCollection;
    }

    void startNext()
    {
        if (m_running || m_queue.isEmpty())
            return;
        const Task task = m_queue.dequeue();
        if (task.answer->isGivenUp())
            return startNext();
        m_running = true;
        QKeychain::Job *job = task.make(); // Deletes itself at its end, and never before.
        job->setInsecureFallback(false);
        connect(job, &QKeychain::Job::finished, this, [this, answer = task.answer](QKeychain::Job *ended) {
            answer->give(outcomeOf(*ended));
            m_running = false;
            startNext();
        });
        job->start();
    }

    QQueue<Task> m_queue;
    bool m_running = false;
};

/// Never ends: a job of QtKeychain may be running at any time, and its queue stays with the thread that used it first.
KeychainWorker &keychainWorker()
{
    static KeychainWorker *const worker = [] {
        auto *thread = new QThread;
        thread->setObjectName(u"plugboard-keychain"_s);
        auto *made = new KeychainWorker;
        made->moveToThread(thread);
        thread->start();
        return made;
    }();
    return *worker;
}

JobOutcome run(const KeychainWorker::JobMaker &make, const KeychainGateway::Deadline &deadline)
{
    auto answer = std::make_shared<Awaited<JobOutcome>>();
    KeychainWorker &worker = keychainWorker();
    QMetaObject::invokeMethod(
        &worker, [&worker, make, answer] { worker.enqueue(make, answer); }, Qt::QueuedConnection);
    return answer->take(deadline, {JobOutcome::Kind::Unanswered, {}}, {JobOutcome::Kind::Cancelled, {}});
}

} // namespace

JobOutcome KeychainGateway::read(const QString &service, const QString &key, const Deadline &deadline)
{
    const auto make = [=] {
        auto *job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        return job;
    };
    return run(make, deadline);
}

JobOutcome KeychainGateway::write(const QString &service, const QString &key, const QByteArray &data,
                                  const Deadline &deadline)
{
    const auto make = [=] {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        job->setBinaryData(data); // Text would end at its first NUL.
        return job;
    };
    return run(make, deadline);
}

JobOutcome KeychainGateway::remove(const QString &service, const QString &key, const Deadline &deadline)
{
    const auto make = [=] {
        auto *job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        return job;
    };
    return run(make, deadline);
}

KeychainSight KeychainGateway::look(const Deadline &deadline)
{
    auto answer = std::make_shared<Awaited<KeychainSight>>();
    KeychainWorker &worker = keychainWorker();
    QMetaObject::invokeMethod(
        &worker, [&worker, answer, time = deadline.time] { worker.look(answer, time); }, Qt::QueuedConnection);
    return answer->take(deadline, KeychainSight::Unanswered, KeychainSight::Cancelled);
}

} // namespace Plugboard::Secrets
