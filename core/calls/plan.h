#pragma once

#include "core/calls/callfile.h"

namespace Plugboard::Calls {

/// A finding of a check, on its field.
struct CheckFinding
{
    QString field;
    QString message;
};

/// What is to be sent for these inputs, before credentials, endpoint and signature.
struct Plan
{
    QString service;
    QString operation;
    QString region; ///< Empty: the connection's
    QString endpoint; ///< Empty: by AWS's rules
    Value credentials; ///< The inputs' authentication context; null: the connection's
    Value input; ///< Of the operation, without null entries
    std::optional<Feel::Expression> response;
    QList<CheckFinding> findings; ///< Checks that are not true; then nothing is to be sent
    QList<Feel::Diagnostic> warnings;
};

/// Chooses the call whose condition is true and evaluates its parts over `inputs`, in which the secrets are in place: the
/// result must not be shown without masking. Errors (Stage::Call): no call's condition is true or a part has the wrong type
/// (Invalid), an expression failed (Limit, Cancelled).
Result<Plan> plan(const CallFile &file, const Value &inputs, const Feel::Environment &environment);

/// The connector's documented response, from the operation's output.
Result<Value> respond(const Plan &plan, const Value &inputs, const Value &output, const Feel::Environment &environment);

} // namespace Plugboard::Calls
