#include "core/feel/evaluation_p.h"
#include "core/feel/functions/invocation_p.h"
#include "core/feel/nodes_p.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

static Arguments evaluateArguments(Evaluation &evaluation, const CallParts &parts)
{
    Arguments arguments;
    arguments.names = parts.names;
    for (const Node *argument : parts.arguments)
        arguments.values.append(argument->run(evaluation));
    return arguments;
}

static Value callBuiltin(Evaluation &evaluation, const CallParts &parts, Span place)
{
    const qint64 before = evaluation.held();
    const Arguments arguments = evaluateArguments(evaluation, parts);
    if (evaluation.stopped())
        return {};
    Value value = invokeBuiltin(evaluation, parts.name, parts.overloads, arguments, place);
    evaluation.settle(before, value);
    return value;
}

Value BuiltinCallNode::run(Evaluation &evaluation) const
{
    return callBuiltin(evaluation, m_parts, place());
}

static QString howCalled(const CallParts &parts)
{
    const QString name = QString::fromUtf8(parts.name);
    if (parts.names.empty())
        return u"no function found with name '%1' and %2 parameters"_s.arg(name).arg(parts.arguments.size());
    const QByteArrayList names(parts.names.begin(), parts.names.end());
    return u"no function found with name '%1' and parameters: %2"_s.arg(name, QString::fromUtf8(names.join(',')));
}

/// In the order of the parameters; nullopt if they do not fit. Camunda's engine takes null for what a named call leaves out.
static std::optional<Arguments> inOrder(const FunctionCode &code, const CallParts &parts, Arguments given,
                                        Dialect dialect)
{
    const bool mayLeaveOut = dialect == Dialect::Camunda && !parts.names.empty();
    if (code.names.size() < parts.arguments.size() || (code.names.size() != parts.arguments.size() && !mayLeaveOut))
        return std::nullopt;
    if (parts.names.empty())
        return given;
    Arguments ordered;
    size_t used = 0;
    for (const QByteArray &name : code.names) {
        const auto at = std::find(parts.names.begin(), parts.names.end(), name);
        used += at == parts.names.end() ? 0 : 1;
        ordered.values.append(at == parts.names.end() ? Value() : given.values[at - parts.names.begin()]);
    }
    return used == parts.names.size() ? std::optional(std::move(ordered)) : std::nullopt;
}

Value ValueCallNode::callOwn(Evaluation &evaluation, const Value &function, const UserFunction &own) const
{
    auto arguments = inOrder(*own.code, m_parts, evaluateArguments(evaluation, m_parts), evaluation.dialect());
    if (!arguments) {
        return evaluation.warn(place(), Kind::NoFunctionFound, [&] {
            return u"%1; it is %2"_s.arg(howCalled(m_parts), QString::fromUtf8(signatureOf(function)));
        });
    }
    return evaluation.call(own, function, std::span(arguments->values.data(), size_t(arguments->values.size())),
                           place());
}

Value ValueCallNode::run(Evaluation &evaluation) const
{
    const Value function = m_callee->run(evaluation);
    if (const UserFunction *own = userFunction(function))
        return callOwn(evaluation, function, *own);
    if (const BuiltinFunction *builtin = builtinFunction(function)) {
        CallParts parts = m_parts;
        parts.name = builtin->name;
        parts.overloads = builtin->overloads;
        return callBuiltin(evaluation, parts, place());
    }
    if (!m_parts.overloads.empty())
        return callBuiltin(evaluation, m_parts, place());
    return evaluation.warn(place(), Kind::NoFunctionFound, [&] {
        return m_parts.name.isEmpty()
            ? u"%1 is no function"_s.arg(evaluation.show(function))
            : u"'%1' is no function but %2"_s.arg(QString::fromUtf8(m_parts.name), evaluation.show(function));
    });
}

Value UnknownCallNode::run(Evaluation &evaluation) const
{
    if (const auto function = evaluation.scope().find(m_parts.name); function && userFunction(*function)) {
        auto arguments = inOrder(*userFunction(*function)->code, m_parts, evaluateArguments(evaluation, m_parts),
                                 evaluation.dialect());
        if (arguments) {
            return evaluation.call(*userFunction(*function), *function,
                                   std::span(arguments->values.data(), size_t(arguments->values.size())), place());
        }
    }
    return evaluation.warn(place(), Kind::NoFunctionFound, [&] {
        return m_suggestion.isEmpty()
            ? howCalled(m_parts)
            : u"%1; did you mean '%2'?"_s.arg(howCalled(m_parts), QString::fromUtf8(m_suggestion));
    });
}

Value FunctionNode::run(Evaluation &evaluation) const
{
    auto function = std::make_shared<UserFunction>();
    function->program = evaluation.program();
    function->code = m_code;
    for (const FunctionCode::Capture &capture : m_code->captures)
        function->captured.push_back(evaluation.slot(capture.outer));
    function->scope = evaluation.scope();
    evaluation.hold(qint64(sizeof(UserFunction) + function->captured.size() * sizeof(Value)), place());
    return Value::function(std::move(function));
}

} // namespace Plugboard::Feel
