#include "core/inputs/inputs.h"

#include "core/inputs/evaluation_p.h"

namespace Plugboard::Inputs {

Evaluated evaluate(const Form::FormState &state, const Value &variables, const Feel::Environment &environment)
{
    return Evaluation(state, variables, environment).run();
}

Feel::Outcome preview(const Form::FormState &state, const QString &fieldId, const Value &variables,
                      const Feel::Environment &environment)
{
    const Form::Field *field = state.form()->find(fieldId);
    return field ? Evaluation(state, variables, environment).runFor(*field) : Feel::Outcome();
}

} // namespace Plugboard::Inputs
