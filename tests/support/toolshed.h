#pragma once

#include "core/aws/models/modellibrary.h"
#include "core/base/random.h"
#include "core/form/formstate.h"
#include "core/form/shapeform.h"

namespace Plugboard::Tests {

/// An operation that has every kind of member: nested, recursive, sensitive, unions, bytes, times, JSON.
inline Form::FormPtr toolForm()
{
    using namespace Qt::StringLiterals;
    const Aws::ModelLibrary library({QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/shapes")});
    const Aws::ServiceModelPtr model = *library.load(u"toolshed");
    return Form::fromOperation(model, *model->operation(u"StoreTools"));
}

inline Form::FormState toolState()
{
    SystemRandom random;
    return {toolForm(), random};
}

} // namespace Plugboard::Tests
