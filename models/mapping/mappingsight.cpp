#include "models/mapping/mappingsight.h"

namespace Plugboard::Models {

namespace {

/// Nobody knows how many the process will have.
constexpr int retriesOfPreviews = 0;

} // namespace

Output::Mapped mapRun(const Invocation::Run &run, const Output::Rules &rules, const Feel::Environment &environment)
{
    if (run.failureInScope)
        return Output::mapFailure(*run.failureInScope, rules, retriesOfPreviews, environment);
    return Output::mapSuccess(run.response, rules, retriesOfPreviews, environment);
}

Assistant::SightOf mappingSight(const std::shared_ptr<const Invocation::Run> &run, const Output::Rules &rules,
                                MappingExpression which)
{
    if (which == MappingExpression::Result)
        return [run](const Feel::Environment &) { return Output::resultSight(run ? run->response : Value()); };
    return [run, rules](const Feel::Environment &environment) {
        if (run && run->failureInScope)
            return Output::errorSight(*run->failureInScope, retriesOfPreviews);
        return Output::errorSight(run ? run->response : Value(), rules, retriesOfPreviews, environment);
    };
}

} // namespace Plugboard::Models
