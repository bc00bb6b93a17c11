#include "core/inputs/inputs.h"

#include "core/inputs/evaluation_p.h"

namespace Plugboard::Inputs {

Evaluated evaluate(const Form::FormState &state, const Value &variables, const Feel::Environment &environment)
{
    return Evaluation(state, variables, environment).run();
}

Preview preview(const Form::FormState &state, const QString &fieldId, const Value &variables,
                const Feel::Environment &environment)
{
    const std::optional<Form::Field> field = state.fieldAt(fieldId);
    return field ? Evaluation(state, variables, environment).runFor(*field) : Preview();
}

Feel::Sight sightFor(const Form::FormState &state, const QString &fieldId, const Value &variables,
                     const Feel::Environment &environment)
{
    const std::optional<Form::Field> field = state.fieldAt(fieldId);
    return field ? Evaluation(state, variables, environment).sightFor(*field) : Feel::Sight();
}

} // namespace Plugboard::Inputs
