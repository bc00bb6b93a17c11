#pragma once

#include "core/feel/environment.h"
#include "core/value/value.h"

#include <QByteArray>

namespace Plugboard::Feel {

struct WrittenText
{
    QByteArray text;
    bool isTooDeep = false; ///< Ended where the machine's stack would
};

/// A value as FEEL text; a string stands in quotes. Ends after about `most` bytes: values share their parts, so that a small
/// one can have an endless text.
WrittenText literalOf(const Value &value, Dialect dialect, qsizetype most);

} // namespace Plugboard::Feel
