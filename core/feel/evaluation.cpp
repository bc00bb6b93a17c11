#include "core/feel/evaluation_p.h"

#include "core/base/platform_stack.h"
#include "core/feel/functions/invocation_p.h"
#include "core/feel/types.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 stepsBetweenChecks = 20'000; // about a millisecond
constexpr size_t evaluationStack = 96 * 1024;
constexpr size_t deepStack = 64 * 1024 * 1024;

} // namespace

Evaluation::Evaluation(std::shared_ptr<const Program> program, const Scope &scope, const Environment &environment)
    : m_program(std::move(program))
    , m_scope(&scope)
    , m_environment(environment)
    , m_steps(environment.limits.steps)
    , m_nextCheck(environment.limits.steps - stepsBetweenChecks)
{
}

Value Evaluation::run(const Node &root, int slotCount)
{
    QVarLengthArray<Value, 16> frame(slotCount);
    m_slots = frame.data();
    return runDeep(root); // What ends before the first check is worth having, even if nobody waits any more
}

Outcome Evaluation::finish(Value value)
{
    Outcome outcome;
    outcome.warnings = std::move(m_warnings);
    outcome.warningCount = m_warningCount;
    outcome.error = std::move(m_error);
    if (!outcome.error)
        outcome.value = std::move(value);
    return outcome;
}

Value Evaluation::abort(Span place, Kind kind, const QString &message)
{
    if (!m_stopped)
        m_error = diagnosticAt(m_program->text, place, kind, message);
    m_stopped = true;
    m_nextCheck = std::numeric_limits<qint64>::max();
    return {};
}

void Evaluation::addWarning(Span place, Kind kind, const QString &message)
{
    m_warnings.append(diagnosticAt(m_program->text, place, kind, message));
}

/// The slow part of charge(), once in a while.
bool Evaluation::check(Span place)
{
    if (m_stopped)
        return false;
    m_nextCheck = m_steps - stepsBetweenChecks;
    if (m_steps < 0) {
        abort(place, Kind::Limit,
              u"more than %1 steps; the expression does too much, or never ends"_s.arg(m_environment.limits.steps));
    } else if (m_environment.stop.stop_requested()) {
        abort(place, Kind::Cancelled, u"the evaluation was stopped"_s);
    }
    return !m_stopped;
}

bool Evaluation::hold(qint64 bytes, Span place)
{
    m_held += bytes;
    if (m_held > m_environment.limits.memoryBytes) {
        abort(place, Kind::Limit,
              u"the values of this expression need more than %1 MiB of memory"_s.arg(m_environment.limits.memoryBytes
                                                                                     / (1024 * 1024)));
    }
    return !m_stopped;
}

void Evaluation::settle(qint64 before, const Value &result)
{
    switch (result.type()) {
    case Value::Type::List:
    case Value::Type::Context:
    case Value::Type::Range:
    case Value::Type::Function:
        return; // what it holds was counted while it was made
    case Value::Type::String:
        m_held = std::min(m_held, before + result.utf8().size());
        return;
    default:
        m_held = std::min(m_held, before);
    }
}

bool Evaluation::mayMakeString(qsizetype bytes, Span place)
{
    if (bytes > m_environment.limits.stringBytes) {
        abort(place, Kind::Limit,
              u"a text of more than %1 MiB"_s.arg(m_environment.limits.stringBytes / (1024 * 1024)));
        return false;
    }
    return hold(bytes, place);
}

bool Evaluation::mayMakeList(qsizetype items, Span place)
{
    if (items > m_environment.limits.listItems) {
        abort(place, Kind::Limit, u"a list of more than %1 items"_s.arg(m_environment.limits.listItems));
        return false;
    }
    return hold(qint64(items) * qint64(sizeof(Value)), place);
}

Value Evaluation::runDeep(const Node &node)
{
    if (stackLeft() > evaluationStack)
        return node.run(*this);
    Value value;
    if (!runOnFreshStack(deepStack, [&] { value = node.run(*this); }))
        return abort(node.place(), Kind::Limit, u"there is no memory for calls this deep"_s);
    return value;
}

Value Evaluation::enter(const UserFunction &function, const Value &self, std::span<Value> arguments)
{
    const FunctionCode &code = *function.code;
    QVarLengthArray<Value, 8> frame(code.slotCount);
    std::move(arguments.begin(), arguments.end(), frame.begin());
    for (size_t i = 0; i < code.captures.size(); ++i)
        frame[code.captures[i].inner] = function.captured[i];
    if (code.self >= 0)
        frame[code.self] = self;
    Value *const outerSlots = std::exchange(m_slots, frame.data());
    const Scope *const outerScope = std::exchange(m_scope, &function.scope);
    const auto outerProgram = std::exchange(m_program, function.program);
    Value value = runDeep(*code.body);
    m_program = outerProgram;
    m_scope = outerScope;
    m_slots = outerSlots;
    return value;
}

Value Evaluation::call(const UserFunction &function, const Value &self, std::span<Value> arguments, Span place)
{
    const FunctionCode &code = *function.code;
    for (size_t i = 0; i < arguments.size(); ++i) {
        if (!coerce(arguments[i], code.types[i])) {
            return warn(place, Kind::InvalidType, [&] {
                return u"parameter '%1' takes %2, not %3"_s.arg(
                    QString::fromUtf8(code.names[i]), QString::fromUtf8(textOfType(code.types[i])), show(arguments[i]));
            });
        }
    }
    if (m_depth >= m_environment.limits.callDepth)
        return abort(
            place, Kind::Limit,
            u"more than %1 calls inside each other; does the recursion end?"_s.arg(m_environment.limits.callDepth));
    if (!charge(code.body->cost() + 1, place))
        return {};
    ++m_depth;
    const qint64 before = m_held;
    Value value = enter(function, self, arguments);
    settle(before, value);
    --m_depth;
    return value;
}

Value Evaluation::callValue(const Value &function, std::span<const Value> arguments, Span place)
{
    if (const BuiltinFunction *builtin = builtinFunction(function)) {
        const Arguments given {{arguments.begin(), arguments.end()}, {}};
        return invokeBuiltin(*this, builtin->name, builtin->overloads, given, place);
    }
    const UserFunction *own = userFunction(function);
    if (!own) {
        return warn(place, Kind::InvalidType, [&] { return u"%1 is no function"_s.arg(show(function)); });
    }
    if (own->code->names.size() != arguments.size()) {
        return warn(place, Kind::InvalidArguments, [&] {
            return u"%1 takes %2 arguments, not %3"_s.arg(QString::fromUtf8(signatureOf(function)))
                .arg(own->code->names.size())
                .arg(arguments.size());
        });
    }
    QVarLengthArray<Value, 4> moved(arguments.begin(), arguments.end());
    return call(*own, function, moved, place);
}

} // namespace Plugboard::Feel
