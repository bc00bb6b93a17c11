#pragma once

#include "core/secrets/secretstore.h"

#include <QByteArray>

#include <chrono>
#include <memory>

namespace Plugboard::Secrets {

/// How one keychain job ended.
struct JobOutcome
{
    enum class Kind {
        Done,
        NotFound, ///< Says the library; a locked keychain says so, too
        Denied,
        Failed,
        Unanswered, ///< Not in time; the job may still end later
        Cancelled,
    };

    Kind kind = Kind::Failed;
    QByteArray data;
};

/// What the Secret Service says of its default collection.
enum class KeychainSight {
    Unlocked,
    Locked,
    NoCollection, ///< A service that has no default collection yet
    NoService,
    NoBus,
    Unanswered,
    Cancelled,
};

/// The one way to QtKeychain and to the Secret Service: asks them in a thread with an event loop of its own, waits in the
/// caller's with a deadline.
///
/// That thread exists so that a program works whose main thread waits (the command line), and so that a slow keychain never
/// stops a window; libsecret answers to the thread that asked, if it runs GLib's loop, as Qt's threads do. QtKeychain's own
/// queue is one for the process, so this is one, too, and lives until the end. Jobs run one after the other; one that was
/// given up on ends by itself, because deleting a running job crashes; one that was given up on before its turn never runs.
namespace KeychainGateway {

struct Deadline
{
    std::chrono::milliseconds time;
    std::stop_token stop;
};

JobOutcome read(const QString &service, const QString &key, const Deadline &deadline);
JobOutcome write(const QString &service, const QString &key, const QByteArray &data, const Deadline &deadline);
JobOutcome remove(const QString &service, const QString &key, const Deadline &deadline);
KeychainSight look(const Deadline &deadline);

} // namespace KeychainGateway

} // namespace Plugboard::Secrets
