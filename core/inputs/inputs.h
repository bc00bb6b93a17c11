#pragma once

#include "core/feel/completion.h"
#include "core/feel/expression.h"
#include "core/form/formstate.h"

namespace Plugboard::Inputs {

/// A filled form, evaluated: what the connector would receive.
struct Evaluated
{
    Value inputs; ///< One ordered context; nested paths are nested contexts. Secrets are still placeholders
    Value headers; ///< Task headers as text, by key: resultExpression, retryBackoff …
    Value properties; ///< zeebe:property, by name
    QString jobType;
    QString retries; ///< Text of the retries field; empty if none
    QList<Form::Finding> findings; ///< Every problem of every field; empty: may be sent
    QList<std::pair<QString, Feel::Diagnostic>> warnings; ///< Field path, why something in it is null, or looks wrong

    bool ok() const { return findings.isEmpty(); }
};

/// Evaluates all active fields in form order.
///
/// Text without a leading `=` is a literal string (for AWS forms: converted to the member's type; JSON for nested ones). With
/// it, or in a field that is always FEEL, it is an expression that sees `variables`, the inputs evaluated so far, and earlier
/// siblings of its own nested context by bare name (later ones hide earlier ones). Empty text: omitted if the field says so or
/// was never touched, else "". Inside the JSON of a nested member every text with a leading `=` is FEEL, in the same scope as
/// the member; members that the model does not have are left out. Bytes become a text where they are UTF-8, else
/// {"base64": "…"}; files are read here. Temporal results become strings at the border of the inputs. Blocking; for a worker
/// thread.
Evaluated evaluate(const Form::FormState &state, const Value &variables, const Feel::Environment &environment);

/// What reading and evaluating one field brought.
struct Preview
{
    Feel::Outcome outcome; ///< With the first of the errors
    QList<Feel::Diagnostic> errors; ///< All of them
    QList<Feel::Diagnostic> hints;
};

/// The value of one field, or of one part inside, alone in the same scope, for the preview under it. Inputs are evaluated as
/// far as it needs them.
Preview preview(const Form::FormState &state, const QString &fieldId, const Value &variables,
                const Feel::Environment &environment);

/// What an expression in a field sees, for an editor that helps to write it: `variables`, the inputs before it, its siblings.
/// Keys that were typed in plain text, and what is made from them, are dots, so that help can be shown on a screen.
/// Blocking; for a worker thread.
Feel::Sight sightFor(const Form::FormState &state, const QString &fieldId, const Value &variables,
                     const Feel::Environment &environment);

} // namespace Plugboard::Inputs
