#pragma once

#include "core/feel/ast.h"
#include "core/feel/expression.h"
#include "core/feel/functions/builtin.h"

#include <QByteArray>
#include <QList>

namespace Plugboard::Feel {

enum class Start { Expression, UnaryTests };

struct ParseResult
{
    SyntaxTree tree;
    QList<Diagnostic> errors; ///< In the order of the text
    QList<Diagnostic> hints;
};

/// Reads an expression (DMN 1.5, 10.3.1.2, with Camunda's marks) and goes on after an error, so that all are told. Recursion is
/// counted against Limits::nesting and continues on a fresh stack when this thread's is low.
ParseResult parseText(const QByteArray &utf8, Start start, const ParseOptions &options);

} // namespace Plugboard::Feel
