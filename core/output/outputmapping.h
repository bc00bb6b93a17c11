#pragma once

#include "core/base/error.h"
#include "core/feel/completion.h"
#include "core/feel/expression.h"

#include <QString>

#include <optional>

namespace Plugboard::Output {

/// How an answer becomes variables: the three task headers of that name.
struct Rules
{
    QString resultVariable; ///< The whole response under this name; empty: not
    QString resultExpression; ///< Must yield a context; each entry becomes a variable. A leading `=` is optional
    QString errorExpression; ///< Asked after every call, the successful ones too

    bool isEmpty() const { return resultVariable.isEmpty() && resultExpression.isEmpty() && errorExpression.isEmpty(); }
};

/// What the person asked for in the error expression.
enum class Verdict {
    None, ///< Nothing: the call is what it was
    BpmnError,
    JobError,
    Ignored,
};

/// What is to be said about one of the expressions, at its places.
struct Notes
{
    QList<Feel::Diagnostic> errors;
    QList<Feel::Diagnostic> warnings; ///< Why something is null
    QList<Feel::Diagnostic> hints;
};

/// What a mapping came to.
struct Mapped
{
    Value variables; ///< A context, fit for JSON; empty if nothing was mapped, and after BpmnError and JobError
    Verdict verdict = Verdict::None;
    QString code; ///< BpmnError
    QString message; ///< BpmnError, JobError
    Value errorVariables; ///< Of bpmnError and jobError, whose message is among them as `error`; null if none
    std::optional<Decimal> retries; ///< JobError
    QString retryBackoff; ///< JobError; an ISO 8601 duration
    std::optional<Error>
        problem; ///< An expression that cannot be parsed, failed, or yields the wrong type (Stage::Output)
    QList<Feel::Diagnostic> warnings; ///< Why something is null
    Notes ofResult; ///< About the result expression
    Notes ofError; ///< About the error expression
};

/// A failed call as the error expression sees it.
struct Failure
{
    QString type; ///< The outcome's name; the Java class that Camunda's runtime gives has no meaning here
    QString code; ///< Empty: `error.code` is absent
    QString message;
    Value variables; ///< Null: `error.variables` is absent
};

/// Maps an answer, exactly as Camunda's connector runtime does: scope is the response's own fields by name and `response` for
/// the whole; process variables are not in it. The expression's entries win over the result variable. A null result maps
/// nothing; dates and durations become texts. The error expression sees the mapped variables if there are any, else the
/// response, and `job.retries`. Blocking, without side effects: also the live preview calls it.
Mapped mapSuccess(const Value &response, const Rules &rules, int jobRetries, const Feel::Environment &environment);

/// After a failure only the error expression is asked; its scope is `error` {type, message, code?, variables?}, `response`
/// {error: …} and `job.retries`.
Mapped mapFailure(const Failure &failure, const Rules &rules, int jobRetries, const Feel::Environment &environment);

/// The grammar of both expressions, while there is no answer to map: only notes.
Mapped checked(const Rules &rules, const Feel::Environment &environment);

// What the expressions see, for editors that help to write them.
Feel::Sight resultSight(const Value &response);
/// After an answer: what the result expression makes of it, or the answer itself.
Feel::Sight errorSight(const Value &response, const Rules &rules, int jobRetries, const Feel::Environment &environment);
Feel::Sight errorSight(const Failure &failure, int jobRetries);

} // namespace Plugboard::Output
