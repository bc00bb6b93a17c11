#pragma once

#include "core/aws/models/operationindex.h"
#include "core/form/library.h"
#include "core/invocation/invocation.h"

#include <functional>

namespace Plugboard::Models {

/// The core's real things, as the models of all panels get them. Made by the program; everything it refers to outlives the
/// models and is thread-safe.
struct Backend
{
    Invocation::Services services;
    const Form::Library &forms;
    /// Starts the sandbox at the first call, then gives the same identity again. Blocking: for a worker.
    std::function<Result<Invocation::Identity>()> startSandbox;
    QString sandboxSpace; ///< Namespace of the sandbox's own secrets
    /// The index of all operations, opened or built at the first call; null if it was stopped. Blocking: for a worker.
    std::function<Aws::OperationIndexPtr(std::stop_token stop)> operations {};
};

} // namespace Plugboard::Models
