#pragma once

#include "core/form/library.h"
#include "core/form/savedform.h"
#include "core/invocation/invocation.h"
#include "core/workspace/environment.h"
#include "core/workspace/request.h"

namespace Plugboard::Sequence {

/// A saved request as a filled form. Errors: those of Form::Library::find(). `unknown` gets the keys that the form has no
/// field for; they stay in the request.
Result<Form::FormState> filledForm(const Workspace::Request &request, const Form::Library &forms, Random &random,
                                   QStringList *unknown = nullptr);

/// How a saved request maps its answer: the three headers. For forms that have fields for them these are what is typed there.
Output::Rules rulesOf(const Workspace::Request &request);

/// What is to be saved of a filled form. `before` is what was loaded (or a new one): what the form knows nothing of is kept.
/// `rules` count for forms that have no fields for them, those of AWS operations.
Workspace::Request requestOf(const Form::FormState &state, const Output::Rules &rules,
                             const Workspace::Request &before);

/// The job of invoking a filled form in an environment: its variables, namespace of secrets, region and endpoint. `sandbox`:
/// set while the environment is the sandbox.
Invocation::Job jobFor(const Form::FormState &state, const Output::Rules &rules,
                       const Workspace::Environment &environment, const std::optional<Invocation::Identity> &sandbox);

} // namespace Plugboard::Sequence
