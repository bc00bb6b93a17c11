#include "models/expression/finding.h"

namespace Plugboard::Models {

QList<Finding> findingsOf(const QList<Feel::Diagnostic> &diagnostics, Finding::Severity severity)
{
    QList<Finding> findings;
    findings.reserve(diagnostics.size());
    for (const Feel::Diagnostic &diagnostic : diagnostics) {
        const Finding finding {diagnostic.fromUtf16, diagnostic.toUtf16, severity, diagnostic.message};
        if (!findings.contains(finding))
            findings.append(finding);
    }
    return findings;
}

QList<Finding> findingsOf(const Feel::Parsed &parsed, const Feel::Outcome &outcome)
{
    QList<Feel::Diagnostic> errors = parsed.errors;
    if (parsed.ok() && outcome.error)
        errors.append(*outcome.error);
    return findingsOf(errors, Finding::Severity::Error) + findingsOf(outcome.warnings, Finding::Severity::Warning)
        + findingsOf(parsed.hints, Finding::Severity::Hint);
}

} // namespace Plugboard::Models
