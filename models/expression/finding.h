#pragma once

#include "core/feel/expression.h"

#include <QList>
#include <QString>

namespace Plugboard::Models {

/// What is to be said about a stretch of an expression, for an editor that underlines it.
struct Finding
{
    enum class Severity {
        Error, ///< It cannot be read, or has no value
        Warning, ///< Why something in it is null
        Hint, ///< It works and may surprise
    };

    int from = 0; ///< In UTF-16 units of the text
    int to = 0; ///< Exclusive; not behind `from`: something is missing there
    Severity severity = Severity::Error;
    QString message; ///< One sentence

    friend bool operator==(const Finding &, const Finding &) = default;
};

/// In their order; what is said twice about one place is kept once.
QList<Finding> findingsOf(const QList<Feel::Diagnostic> &diagnostics, Finding::Severity severity);
/// All that reading and evaluating an expression brought: errors, then warnings, then hints.
QList<Finding> findingsOf(const Feel::Parsed &parsed, const Feel::Outcome &outcome);

} // namespace Plugboard::Models
