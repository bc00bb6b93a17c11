#pragma once

#include "core/feel/comparison.h"
#include "core/feel/program_p.h"

#include <QVarLengthArray>

#include <utility>

namespace Plugboard::Feel {

/// One evaluation on its way: frame, budgets, findings. Lives on the stack of Expression::evaluate.
class Evaluation final : public Effort
{
public:
    Evaluation(std::shared_ptr<const Program> program, const Scope &scope, const Environment &environment);

    Value run(const Node &root, int slotCount);
    Outcome finish(Value value);

    const Environment &environment() const { return m_environment; }
    const ZoneRules &zones() const { return m_environment.zones; }
    Dialect dialect() const { return m_program->dialect; }
    bool isDmn() const { return dialect() == Dialect::Dmn; }
    const Scope &scope() const { return *m_scope; }
    const std::shared_ptr<const Program> &program() const { return m_program; }

    Value &slot(int index) { return m_slots[index]; }

    /// Null, with a warning; `message` is a callable, asked only if the warning is kept.
    template <typename Message>
    Value warn(Span place, Kind kind, Message &&message)
    {
        ++m_warningCount;
        if (m_warnings.size() < m_environment.limits.warnings)
            addWarning(place, kind, message());
        return {};
    }
    Value abort(Span place, Kind kind, const QString &message);
    bool stopped() const { return m_stopped; }
    qint64 warningCount() const { return m_warningCount; }

    /// Takes steps from the budget; false if the evaluation is over.
    bool charge(qint64 steps, Span place)
    {
        m_steps -= steps;
        return m_steps >= m_nextCheck ? !m_stopped : check(place);
    }
    bool spend(qint64 steps) override { return charge(steps, {0, m_program->text.size()}); }
    /// Counts memory that values of this evaluation hold; false if it is too much.
    bool hold(qint64 bytes, Span place);
    qint64 held() const { return m_held; }
    /// After a step whose temporary values are gone: what a plain result holds is nothing.
    void settle(qint64 before, const Value &result);
    bool mayMakeString(qsizetype bytes, Span place);
    bool mayMakeList(qsizetype items, Span place);

    /// Calls a user function; `arguments` fit its parameters' count and are moved from.
    Value call(const UserFunction &function, const Value &self, std::span<Value> arguments, Span place);
    /// Calls any function value by position.
    Value callValue(const Value &function, std::span<const Value> arguments, Span place);
    /// Runs on another stack if this one is low.
    Value runDeep(const Node &node);

    QString show(const Value &value) const { return quoted(value, m_environment.limits.quotedCharacters); }

private:
    bool check(Span place);
    void addWarning(Span place, Kind kind, const QString &message);
    Value enter(const UserFunction &function, const Value &self, std::span<Value> arguments);

    std::shared_ptr<const Program> m_program;
    const Scope *m_scope;
    const Environment &m_environment;
    Value *m_slots = nullptr;
    qint64 m_steps;
    qint64 m_nextCheck;
    qint64 m_held = 0;
    int m_depth = 0;
    bool m_stopped = false;
    QList<Diagnostic> m_warnings;
    qint64 m_warningCount = 0;
    std::optional<Diagnostic> m_error;
};

} // namespace Plugboard::Feel
