#pragma once

#include "core/feel/ast.h"

#include <QByteArray>
#include <QList>

namespace Plugboard::Feel {

/// What of the syntax works here and is null or refused in Camunda 8 (its engine against the DMN TCK): a hint of
/// Kind::BeyondCamunda for each place. What shows only with the values is told by warnings of that kind while evaluating.
QList<Diagnostic> hintsBeyondCamunda(const SyntaxTree &tree, const QByteArray &text);

} // namespace Plugboard::Feel
