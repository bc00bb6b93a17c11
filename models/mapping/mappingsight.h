#pragma once

#include "core/invocation/run.h"
#include "core/output/outputmapping.h"
#include "models/expression/assistant.h"

#include <memory>

namespace Plugboard::Models {

enum class MappingExpression { Result, Error };

/// Maps the answer of a run, or what became of it instead. For a worker.
Output::Mapped mapRun(const Invocation::Run &run, const Output::Rules &rules, const Feel::Environment &environment);

/// What an expression of an output mapping sees of a run, for an editor that helps to write it; null: there was none.
Assistant::SightOf mappingSight(const std::shared_ptr<const Invocation::Run> &run, const Output::Rules &rules,
                                MappingExpression which);

} // namespace Plugboard::Models
