#pragma once

#include "core/feel/ast.h"
#include "core/feel/expression.h"

#include <QList>

#include <memory>

namespace Plugboard::Feel {

/// Turns a tree, or a part of one, without errors into a program: names become slots of frames or lookups in the scope, what only literals go into
/// is computed once. `hints` gets what is legal but surprising.
std::shared_ptr<const Program> compileTree(const SyntaxNode &root, const QByteArray &text, const ParseOptions &options,
                                           QList<Diagnostic> &hints);

} // namespace Plugboard::Feel
