#pragma once

#include "core/feel/expression.h"

#include <vector>

namespace Plugboard::Feel {

/// One running evaluation: its variables, what it has spent, and what it has to say. Lives for one call of evaluate().
class Evaluation final
{
public:
    Evaluation(QByteArrayView text, Dialect dialect, const Scope &scope, const Environment &environment);

    // Variables: names bound by loops and functions, and contexts whose entries are names; later ones hide earlier ones.
    using Local = std::pair<QByteArray, Value>; ///< An empty name: the value is a context whose entries are names
    std::optional<Value> find(QByteArrayView name) const;
    qsizetype mark() const { return qsizetype(m_locals.size()); }
    void bind(const QByteArray &name, const Value &value) { m_locals.emplace_back(name, value); }
    void release(qsizetype mark) { m_locals.resize(size_t(mark)); }
    const std::vector<Local> &locals() const { return m_locals; }
    void exchangeLocals(std::vector<Local> &other) { m_locals.swap(other); }
    const Scope &scope() const { return m_scope; }

    const Environment &environment() const { return m_environment; }
    Dialect dialect() const { return m_dialect; }

    /// Null, with the reason.
    Value null(Kind kind, Span place, const QString &message);
    void warn(Kind kind, Span place, const QString &message);
    /// Ends the evaluation; every loop sees it by stopped().
    Value abort(Kind kind, Span place, const QString &message);
    bool stopped() const { return m_error.has_value(); }

    /// Charges steps and asks for cancellation. False: return at once.
    bool proceed(Span place, qint64 steps = 1);
    bool mayHold(Span place, qint64 bytes);
    /// One call deeper; false: too deep, the evaluation is aborted. Paired with leave().
    bool enter(Span place);
    void leave() { --m_depth; }

    Outcome outcome(Value value);

private:
    QByteArrayView m_text;
    Dialect m_dialect;
    const Scope &m_scope;
    const Environment &m_environment;
    std::vector<Local> m_locals;
    QList<Diagnostic> m_warnings;
    qint64 m_warningCount = 0;
    std::optional<Diagnostic> m_error;
    qint64 m_steps = 0;
    qint64 m_asked = 0;
    qint64 m_bytes = 0;
    int m_depth = 0;
};

} // namespace Plugboard::Feel
