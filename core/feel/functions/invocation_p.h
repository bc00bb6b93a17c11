#pragma once

#include "core/feel/functions/builtin.h"

#include <QByteArray>
#include <QVarLengthArray>

namespace Plugboard::Feel {

/// The arguments of a call as they were written: by position, or with as many names.
struct Arguments
{
    QVarLengthArray<Value, 6> values;
    std::span<const QByteArray> names; ///< Empty for a call by position
};

/// Chooses the overload that fits, fits the arguments to it and runs it. Null with a warning if none fits.
Value invokeBuiltin(Evaluation &evaluation, const QByteArray &name, std::span<const Builtin *const> overloads,
                    const Arguments &arguments, Span place);

/// "substring(string, start position, length?)".
QByteArray signatureOf(const Builtin &builtin);
/// "string or number"; "Any".
QString typeList(Types types);

} // namespace Plugboard::Feel
