#include "core/feel/evaluation.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

Evaluation::Evaluation(QByteArrayView text, Dialect dialect, const Scope &scope, const Environment &environment)
    : m_text(text)
    , m_dialect(dialect)
    , m_scope(scope)
    , m_environment(environment)
{
}

std::optional<Value> Evaluation::find(QByteArrayView name) const
{
    for (auto local = m_locals.rbegin(); local != m_locals.rend(); ++local) {
        if (!local->first.isEmpty()) {
            if (local->first == name)
                return local->second;
        } else if (std::optional<Value> entry = local->second.find(name)) {
            return entry;
        }
    }
    return m_scope.find(name);
}

void Evaluation::warn(Kind kind, Span place, const QString &message)
{
    if (++m_warningCount <= m_environment.limits.warnings)
        m_warnings.append(diagnosticAt(m_text, place, kind, message));
}

Value Evaluation::null(Kind kind, Span place, const QString &message)
{
    warn(kind, place, message);
    return {};
}

Value Evaluation::abort(Kind kind, Span place, const QString &message)
{
    if (!m_error)
        m_error = diagnosticAt(m_text, place, kind, message);
    return {};
}

bool Evaluation::proceed(Span place, qint64 steps)
{
    m_steps += steps;
    if (m_steps > m_environment.limits.steps)
        abort(Kind::Limit, place,
              u"stopped after %1 steps; let the loop run over less"_s.arg(m_environment.limits.steps));
    // The token is asked every thousand steps: often enough for 50 ms, too rarely to be felt.
    if (m_steps - m_asked >= 1000) {
        m_asked = m_steps;
        if (m_environment.stop.stop_requested())
            abort(Kind::Cancelled, place, u"stopped"_s);
    }
    return !stopped();
}

bool Evaluation::mayHold(Span place, qint64 bytes)
{
    m_bytes += bytes;
    if (m_bytes > m_environment.limits.memoryBytes)
        abort(Kind::Limit, place,
              u"needs more than %1 MiB of memory; make less at once"_s.arg(m_environment.limits.memoryBytes >> 20));
    return !stopped();
}

bool Evaluation::enter(Span place)
{
    if (++m_depth > m_environment.limits.callDepth)
        abort(Kind::Limit, place,
              u"functions call each other more than %1 deep; does the recursion end"_s.arg(
                  m_environment.limits.callDepth));
    return !stopped();
}

Outcome Evaluation::outcome(Value value)
{
    Outcome outcome;
    outcome.warnings = std::move(m_warnings);
    outcome.warningCount = m_warningCount;
    outcome.error = std::move(m_error);
    if (outcome.ok())
        outcome.value = std::move(value);
    return outcome;
}

} // namespace Plugboard::Feel
