#pragma once

#include "core/aws/models/jmespath.h"
#include "core/aws/models/servicemodel.h"

#include <QList>
#include <QStringList>

#include <chrono>
#include <optional>

namespace Plugboard::Aws {

/// How one waits for a state of a resource, as its service's waiters-2.json says: an operation is repeated until an answer, or
/// an error, is accepted.
struct Waiter
{
    enum class Verdict { Success, Failure, Retry };
    enum class Matcher { Path, PathAll, PathAny, Status, Error };

    struct Acceptor
    {
        Matcher matcher = Matcher::Path;
        Verdict state = Verdict::Retry;
        std::optional<JmesPath> argument; ///< Of the path matchers
        Value expected;
    };

    /// What came of one call.
    struct Answer
    {
        Value output;
        QString errorCode; ///< Empty: no error
        int status = 0; ///< Of HTTP
    };

    QString name;
    QString operation;
    std::chrono::seconds delay {0}; ///< Between two calls
    int mostAttempts = 0;
    QList<Acceptor> acceptors; ///< The first that fits decides

    /// Errors: Stage::Call; NotFound (the message names the service's waiters), those of readModelFile() and
    /// JmesPath::parse(), and Invalid.
    static Result<Waiter> of(const ServiceModel &model, QStringView name);
    static Result<Waiter> fromValue(const QString &name, const Value &entry);
    /// Of a service, in the order of its file; empty if it has none.
    static Result<QStringList> namesOf(const ServiceModel &model);

    /// An error that no acceptor knows is a failure; any other answer that none accepts is a reason to go on.
    Verdict verdict(const Answer &answer) const;
};

/// Counts the attempts of one wait; knows no clock and no network.
class Waiting final
{
public:
    struct Step
    {
        Waiter::Verdict verdict = Waiter::Verdict::Retry; ///< Retry: call again after `pause`
        std::chrono::seconds pause {0};
        std::optional<Error> error; ///< Of a failure, and TimedOut after the last attempt
    };

    explicit Waiting(Waiter waiter);

    Step observe(const Waiter::Answer &answer);
    int attempts() const { return m_attempts; }

private:
    Waiter m_waiter;
    int m_attempts = 0;
};

} // namespace Plugboard::Aws
