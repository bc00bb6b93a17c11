#pragma once

#include "core/feel/ast.h"

namespace Plugboard::Feel {

struct ParseResult
{
    NodePtr root; ///< Null if there are errors
    QList<Diagnostic> errors;
    QSet<QByteArray> names; ///< That are read from the scope
};

/// Texts to nodes (DMN 1.5, section 10.3.1.2). Precedence climbing, so nesting costs one frame a level; counted against
/// Limits::nesting. Names of several words are the longest of those known: functions, options.names, and what is bound so far.
ParseResult parseExpression(QByteArrayView utf8, const ParseOptions &options);
ParseResult parseUnaryTests(QByteArrayView utf8, const ParseOptions &options);

} // namespace Plugboard::Feel
