#include "core/feel/functions/builtin.h"

#include "core/feel/ast.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

const Value &Call::operator[](qsizetype index) const
{
    static const Value missing;
    return index < qsizetype(m_arguments.size()) ? m_arguments[size_t(index)] : missing;
}

/// Arguments that a named call leaves out are null in the row.
bool Call::isMissing(qsizetype index) const
{
    return m_arguments[size_t(index)].isNull()
        && m_builtin.parameters[std::min(size_t(index), m_builtin.parameters.size() - 1)].presence
        == Parameter::Presence::Optional;
}

std::span<const Value> Call::rest(qsizetype index) const
{
    return m_arguments.subspan(std::min(size_t(index), m_arguments.size()));
}

Dialect Call::dialect() const
{
    return m_evaluation.dialect();
}

const Environment &Call::environment() const
{
    return m_evaluation.environment();
}

Value Call::fail(Kind kind, const QString &message)
{
    warn(kind, message);
    return {};
}

void Call::warn(Kind kind, const QString &message)
{
    m_evaluation.warn(kind, m_place, u"'%1': %2"_s.arg(QString::fromLatin1(m_builtin.name), message));
}

Value Call::abort(Kind kind, const QString &message)
{
    return m_evaluation.abort(kind, m_place, u"'%1': %2"_s.arg(QString::fromLatin1(m_builtin.name), message));
}

Value Call::string(QByteArrayView utf8)
{
    if (utf8.size() > limits().stringBytes)
        return abort(Kind::Limit, u"the text would become too long"_s);
    return mayHold(utf8.size()) ? Value::utf8(utf8) : Value();
}

Value Call::list(Value::Items items)
{
    if (qsizetype(items.size()) > limits().listItems)
        return abort(Kind::Limit, u"the list would become too long"_s);
    return mayHold(qint64(items.size() * sizeof(Value))) ? Value::list(std::move(items)) : Value();
}

bool Call::proceed(qint64 steps)
{
    return m_evaluation.proceed(m_place, steps);
}

bool Call::mayHold(qint64 bytes)
{
    return m_evaluation.mayHold(m_place, bytes);
}

Value Call::invoke(const Value &function, std::span<const Value> arguments)
{
    const auto closure = function.type() == Value::Type::Function
        ? std::dynamic_pointer_cast<const Closure>(function.function())
        : nullptr;
    return closure ? closure->invoke(m_evaluation, arguments, m_place) : fail(u"no function was given"_s);
}

FunctionSet::FunctionSet(std::initializer_list<std::span<const Builtin>> tables)
{
    for (const std::span<const Builtin> table : tables)
        add(table);
}

void FunctionSet::add(std::span<const Builtin> table)
{
    for (const Builtin &builtin : table) {
        auto &overloads = m_overloads[builtin.name];
        if (overloads.empty())
            m_names.append(builtin.name);
        overloads.push_back(&builtin);
    }
}

std::span<const Builtin *const> FunctionSet::overloads(const QByteArray &name) const
{
    const auto found = m_overloads.constFind(name);
    return found == m_overloads.constEnd() ? std::span<const Builtin *const>() : std::span(found.value());
}

namespace {

/// One argument in the shape its parameter takes; nullopt: it does not fit.
std::optional<Value> fitted(const Value &argument, const Parameter &parameter)
{
    const auto takes = [&](const Value &value) { return (parameter.types & only(value.type())) != 0; };
    if (takes(argument))
        return argument;
    if (argument.isList() && argument.size() == 1 && takes(argument.at(0)))
        return argument.at(0);
    if ((parameter.types & Take::List) && !argument.isNull() && !argument.isList())
        return Value::list({argument});
    return std::nullopt;
}

/// The arguments of a named call in the order of the parameters; nullopt if a name is not known.
std::optional<std::vector<Value>> ordered(const Builtin &builtin, const std::vector<Value> &arguments,
                                          const std::vector<QByteArray> &names, Dialect dialect)
{
    std::vector<Value> row(builtin.parameters.size());
    for (size_t i = 0; i < names.size(); ++i) {
        size_t place = 0;
        while (place < row.size() && names[i] != builtin.parameters[place].name
               && !(dialect == Dialect::Camunda && builtin.parameters[place].otherName
                    && names[i] == builtin.parameters[place].otherName))
            ++place;
        if (place == row.size())
            return std::nullopt;
        row[place] = arguments[i];
    }
    return row;
}

struct Fitting
{
    std::optional<std::vector<Value>> arguments;
    Kind kind = Kind::InvalidArguments;
    QString reason;
};

Fitting fit(const Builtin &builtin, std::vector<Value> arguments, const std::vector<QByteArray> &names, Dialect dialect)
{
    const auto &parameters = builtin.parameters;
    const bool named = !names.empty();
    if (named) {
        std::optional<std::vector<Value>> row = ordered(builtin, arguments, names, dialect);
        if (!row)
            return {{}, Kind::InvalidArguments, u"there is no parameter of that name"_s};
        arguments = *std::move(row);
    }
    const bool rest = !parameters.empty() && parameters.back().presence == Parameter::Presence::Rest;
    size_t needed = 0;
    for (const Parameter &parameter : parameters)
        needed += parameter.presence == Parameter::Presence::Required ? 1 : 0;
    if (arguments.size() < needed || (!rest && arguments.size() > parameters.size()))
        return {{}, Kind::InvalidArguments, u"%1 arguments do not fit"_s.arg(arguments.size())};
    for (size_t i = 0; i < arguments.size(); ++i) {
        const Parameter &parameter = parameters[std::min(i, parameters.size() - 1)];
        if (named && arguments[i].isNull() && parameter.presence != Parameter::Presence::Required)
            continue;
        std::optional<Value> value = fitted(arguments[i], parameter);
        if (!value)
            return {{},
                    Kind::InvalidType,
                    u"'%1' cannot be %2"_s.arg(QString::fromLatin1(parameter.name), quoted(arguments[i]))};
        arguments[i] = *std::move(value);
    }
    return {std::move(arguments), {}, {}};
}

} // namespace

Value callBuiltin(Evaluation &evaluation, std::span<const Builtin *const> overloads, std::vector<Value> arguments,
                  const std::vector<QByteArray> &names, Span place)
{
    Fitting nearest;
    for (const Builtin *builtin : overloads) {
        Fitting fitting = fit(*builtin, arguments, names, evaluation.dialect());
        if (fitting.arguments) {
            Call call(evaluation, *builtin, *fitting.arguments, place);
            return builtin->function(call);
        }
        nearest = std::move(fitting);
    }
    return evaluation.null(nearest.kind, place,
                           u"'%1': %2"_s.arg(QString::fromLatin1(overloads.front()->name), nearest.reason));
}

const FunctionSet &builtinFunctions()
{
    static const FunctionSet functions {booleanFunctions(), contextFunctions(),    conversionFunctions(),
                                        listFunctions(),    listChangeFunctions(), numericFunctions(),
                                        rangeFunctions(),   regexFunctions(),      statisticsFunctions(),
                                        stringFunctions(),  temporalFunctions()};
    return functions;
}

} // namespace Plugboard::Feel
