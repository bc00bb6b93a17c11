#include "core/feel/functions/invocation_p.h"

#include "core/feel/evaluation_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace InvocationParts {

using Presence = Parameter::Presence;

constexpr int mostParameters = 64; // bits of the mask of missing arguments

/// How far an overload came, so that the nearest one can be named in the warning.
enum class Fit { NoSuchDialect, WrongCount, WrongName, WrongType, Good };

struct Attempt
{
    Fit fit = Fit::NoSuchDialect;
    QVarLengthArray<Value, 8> values;
    quint64 missing = 0;
    QByteArray parameter; ///< That did not fit
    Value value; ///< The argument that did not fit
    Types types = 0;
};

static bool isKnown(const Builtin &builtin, Dialect dialect)
{
    switch (builtin.availability) {
    case Availability::CamundaOnly:
        return dialect == Dialect::Camunda;
    case Availability::DmnOnly:
        return dialect == Dialect::Dmn;
    default:
        return true;
    }
}

static bool fitValue(Value &value, Types types)
{
    if (types & only(value.type()))
        return true;
    if (value.isList() && value.size() == 1) {
        const Value item = value.at(0);
        if (types & only(item.type())) {
            value = item;
            return true;
        }
    }
    if ((types & Take::List) && !value.isNull() && !value.isList()) {
        value = Value::list(Value::Items {value});
        return true;
    }
    return false;
}

static bool fitParameter(Attempt &attempt, Value value, const Parameter &parameter)
{
    if (!fitValue(value, parameter.types)) {
        attempt.fit = Fit::WrongType;
        attempt.parameter = parameter.name;
        attempt.types = parameter.types;
        attempt.value = std::move(value);
        return false;
    }
    attempt.values.append(std::move(value));
    return true;
}

static void placePositional(Attempt &attempt, const Builtin &builtin, const Arguments &arguments)
{
    const auto parameters = builtin.parameters;
    const bool rest = !parameters.empty() && parameters.back().presence == Presence::Rest;
    const auto required = size_t(std::count_if(parameters.begin(), parameters.end(), [](const Parameter &parameter) {
        return parameter.presence == Presence::Required;
    }));
    const auto given = size_t(arguments.values.size());
    if (given < required || (given > parameters.size() && !rest)) {
        attempt.fit = Fit::WrongCount;
        return;
    }
    for (size_t i = 0; i < given; ++i) {
        const Parameter &parameter = parameters[std::min(i, parameters.size() - 1)];
        if (!fitParameter(attempt, arguments.values[qsizetype(i)], parameter))
            return;
    }
    attempt.fit = Fit::Good;
}

static bool isNamed(const Parameter &parameter, const QByteArray &name, Dialect dialect)
{
    return name == parameter.name
        || (dialect == Dialect::Camunda && parameter.otherName && name == parameter.otherName);
}

/// Camunda's engine has one parameter of lists where the standard takes any number: `union(lists: [[1], [2]])`.
static bool isSpread(const Parameter &parameter, const QByteArray &name)
{
    return parameter.presence == Presence::Rest && name != parameter.name;
}

static bool spread(Attempt &attempt, const Value &lists, const Parameter &parameter)
{
    for (qsizetype i = 0; i < lists.size(); ++i) {
        if (!fitParameter(attempt, lists.at(i), parameter))
            return false;
    }
    return true;
}

static void placeNamed(Attempt &attempt, const Builtin &builtin, const Arguments &arguments, Dialect dialect)
{
    const auto parameters = builtin.parameters;
    for (const QByteArray &name : arguments.names) {
        const bool known = std::any_of(parameters.begin(), parameters.end(),
                                       [&](const Parameter &parameter) { return isNamed(parameter, name, dialect); });
        if (!known || std::count(arguments.names.begin(), arguments.names.end(), name) > 1) {
            attempt.fit = Fit::WrongName;
            attempt.parameter = name;
            return;
        }
    }
    for (size_t i = 0; i < parameters.size() && i < mostParameters; ++i) {
        const auto at = std::find_if(arguments.names.begin(), arguments.names.end(),
                                     [&](const QByteArray &name) { return isNamed(parameters[i], name, dialect); });
        if (at != arguments.names.end()) {
            const Value &value = arguments.values[at - arguments.names.begin()];
            if (isSpread(parameters[i], *at) ? !spread(attempt, value, parameters[i])
                                             : !fitParameter(attempt, value, parameters[i]))
                return;
            continue;
        }
        // What a named call leaves out is null: `is(value2: 1)` compares null with 1 (TCK 0103).
        if (parameters[i].presence == Presence::Required && (parameters[i].types & Take::Null) == 0) {
            attempt.fit = Fit::WrongCount;
            return;
        }
        attempt.missing |= quint64(1) << i;
        attempt.values.append(Value());
    }
    attempt.fit = Fit::Good;
}

static Attempt attempt(const Builtin &builtin, const Arguments &arguments, Dialect dialect)
{
    Attempt result;
    if (!isKnown(builtin, dialect))
        return result;
    if (arguments.names.empty())
        placePositional(result, builtin, arguments);
    else
        placeNamed(result, builtin, arguments, dialect);
    return result;
}

static QString reason(const Builtin &builtin, const Attempt &attempt, const Arguments &arguments,
                      const Evaluation &evaluation)
{
    const QString signature = QString::fromUtf8(signatureOf(builtin));
    switch (attempt.fit) {
    case Fit::WrongType:
        return u"parameter '%1' of %2 takes %3, not %4 (%5)"_s.arg(
            QString::fromUtf8(attempt.parameter), signature, typeList(attempt.types), evaluation.show(attempt.value),
            attempt.value.typeName());
    case Fit::WrongName:
        return u"%1 has no parameter '%2'"_s.arg(signature, QString::fromUtf8(attempt.parameter));
    case Fit::NoSuchDialect:
        return u"%1 does not belong to this dialect"_s.arg(signature);
    default:
        break;
    }
    return u"%1 cannot be called with %2 arguments"_s.arg(signature).arg(arguments.values.size());
}

} // namespace InvocationParts

Value invokeBuiltin(Evaluation &evaluation, const QByteArray &name, std::span<const Builtin *const> overloads,
                    const Arguments &arguments, Span place)
{
    using namespace InvocationParts;
    const Builtin *nearestOverload = nullptr;
    Attempt nearestAttempt;
    for (const Builtin *overload : overloads) {
        Attempt tried = attempt(*overload, arguments, evaluation.dialect());
        if (tried.fit == Fit::Good) {
            Call call(evaluation, *overload, std::span(tried.values.cbegin(), size_t(tried.values.size())), place,
                      tried.missing);
            return overload->function(call);
        }
        if (!nearestOverload || tried.fit > nearestAttempt.fit) {
            nearestOverload = overload;
            nearestAttempt = std::move(tried);
        }
    }
    if (!nearestOverload || nearestAttempt.fit == Fit::NoSuchDialect) {
        return evaluation.warn(place, Kind::NoFunctionFound, [&] {
            return u"there is no function '%1' in this dialect"_s.arg(QString::fromUtf8(name));
        });
    }
    const bool wrongShape = nearestAttempt.fit == Fit::WrongCount || nearestAttempt.fit == Fit::WrongName;
    return evaluation.warn(place, wrongShape ? Kind::NoFunctionFound : Kind::FunctionInvocationFailure,
                           [&] { return reason(*nearestOverload, nearestAttempt, arguments, evaluation); });
}

QString typeList(Types types)
{
    if (types == Take::Any)
        return u"Any"_s;
    QStringList names;
    for (int i = 0; i <= int(Value::Type::Function); ++i) {
        if (types & (Types(1) << i))
            names.append(Value::typeName(Value::Type(i)));
    }
    return names.join(u" or ");
}

QByteArray signatureOf(const Builtin &builtin)
{
    QByteArray text = builtin.name;
    text.append('(');
    for (const Parameter &parameter : builtin.parameters) {
        if (&parameter != &builtin.parameters.front())
            text.append(", ");
        text.append(parameter.name);
        if (parameter.presence == Parameter::Presence::Optional)
            text.append('?');
        if (parameter.presence == Parameter::Presence::Rest)
            text.append("\u2026");
    }
    return text + ')';
}

// What a running function sees.

static const Value &nullValue()
{
    static const Value null;
    return null;
}

const Value &Call::operator[](qsizetype index) const
{
    return index < qsizetype(m_arguments.size()) ? m_arguments[size_t(index)] : nullValue();
}

bool Call::isMissing(qsizetype index) const
{
    return index < 64 && (m_missing >> index & 1) != 0;
}

std::span<const Value> Call::rest(qsizetype index) const
{
    if (index >= qsizetype(m_arguments.size()))
        return {};
    if (isMissing(index))
        return {};
    return m_arguments.subspan(size_t(index));
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
    m_evaluation.warn(m_place, kind, [&] { return u"'%1': %2"_s.arg(QLatin1String(m_builtin.name), message); });
}

Value Call::abort(Kind kind, const QString &message)
{
    return m_evaluation.abort(m_place, kind, u"'%1': %2"_s.arg(QLatin1String(m_builtin.name), message));
}

Value Call::string(QByteArrayView utf8)
{
    return m_evaluation.mayMakeString(utf8.size(), m_place) ? Value::utf8(utf8) : Value();
}

Value Call::list(Value::Items items)
{
    return m_evaluation.mayMakeList(qsizetype(items.size()), m_place) ? Value::list(std::move(items)) : Value();
}

bool Call::proceed(qint64 steps)
{
    return m_evaluation.charge(steps, m_place);
}

Effort &Call::effort()
{
    return m_evaluation;
}

bool Call::mayHold(qint64 bytes)
{
    return m_evaluation.hold(bytes, m_place);
}

Value Call::invoke(const Value &function, std::span<const Value> arguments)
{
    return m_evaluation.callValue(function, arguments, m_place);
}

} // namespace Plugboard::Feel
