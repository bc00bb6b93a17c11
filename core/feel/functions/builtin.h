#pragma once

#include "core/feel/diagnostics.h"
#include "core/feel/environment.h"
#include "core/feel/wordhash.h"
#include "core/value/value.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <span>
#include <vector>

namespace Plugboard::Feel {

class Effort;
class Evaluation;

/// A set of value types that a parameter takes.
using Types = quint32;

constexpr Types only(Value::Type type)
{
    return Types(1) << static_cast<int>(type);
}

/// The types as words of a signature: `Take::String | Take::Number`.
namespace Take {
inline constexpr Types Boolean = only(Value::Type::Boolean);
inline constexpr Types Number = only(Value::Type::Number);
inline constexpr Types String = only(Value::Type::String);
inline constexpr Types Date = only(Value::Type::Date);
inline constexpr Types Time = only(Value::Type::Time);
inline constexpr Types DateTime = only(Value::Type::DateTime);
inline constexpr Types YearsMonths = only(Value::Type::YearsMonths);
inline constexpr Types DaysTime = only(Value::Type::DaysTime);
inline constexpr Types Duration = YearsMonths | DaysTime;
inline constexpr Types List = only(Value::Type::List);
inline constexpr Types Context = only(Value::Type::Context);
inline constexpr Types Range = only(Value::Type::Range);
inline constexpr Types Function = only(Value::Type::Function);
/// With null, unlike all others.
inline constexpr Types Null = only(Value::Type::Null);
inline constexpr Types Any = ~Types(0);
} // namespace Take

/// One parameter. Its name is part of the language: named calls use it.
///
/// Before a function runs, each argument is fitted to `types` (DMN 1.5, section 10.3.2.9.4; first that applies):
/// 1. a type of the set passes as it is;
/// 2. a list of one item becomes the item, if that is in the set;
/// 3. where a list is taken and the value is neither list nor null, it becomes the list of it;
/// 4. else the call is null with InvalidType, and the function does not run.
/// So a function sees null only where it has Take::Null in the set, or for an optional argument that was not given.
struct Parameter
{
    const char *name;
    Types types;
    enum class Presence : quint8 {
        Required,
        Optional,
        Rest, ///< The last: any number of arguments, each fitted to `types`
    } presence = Presence::Required;
    /// A second name in dialect Camunda (`abs(number: 1)`); null if there is none.
    const char *otherName = nullptr;
};

/// Who knows a function.
enum class Availability : quint8 {
    Everywhere,
    CamundaOnly, ///< Unknown in dialect Dmn
    DmnOnly, ///< Unknown in dialect Camunda
    BeyondCamunda, ///< Works in both; in dialect Camunda with the hint that the real engine lacks it
};

/// Whether equal arguments give equal results: calls of pure functions over literals are evaluated once, while compiling.
enum class Purity : quint8 { Pure, Impure };

class Call;

/// One overload of a function. Tables of these are static; `parameters` and texts must live as long as the program.
///
/// Overloads of one name are tried in the order of their registration: the first whose parameter count (or parameter names,
/// in a named call) and types fit is called. If none fits, the call is null with the reason of the nearest one.
struct Builtin
{
    const char *name; ///< As called: "string length"
    std::span<const Parameter> parameters;
    Value (*function)(Call &call);
    const char *result; ///< FEEL type name for the editor and `instance of`: "number", "list<Any>", "Any"
    const char *documentation; ///< One line for the editor
    Availability availability = Availability::Everywhere;
    Purity purity = Purity::Pure;
};

/// What a running function sees. Lives for one call.
class Call final
{
public:
    /// `missing`: a bit for each argument that was not given though later ones were, in a named call.
    Call(Evaluation &evaluation, const Builtin &builtin, std::span<const Value> arguments, Span place, quint64 missing)
        : m_evaluation(evaluation)
        , m_builtin(builtin)
        , m_arguments(arguments)
        , m_place(place)
        , m_missing(missing)
    {
    }

    /// By position in Builtin::parameters, fitted; null if it was not given.
    const Value &operator[](qsizetype index) const;
    /// Whether it was given; a given null counts as given.
    bool has(qsizetype index) const { return index < qsizetype(m_arguments.size()) && !isMissing(index); }
    /// The arguments from `index` on, for Presence::Rest.
    std::span<const Value> rest(qsizetype index) const;
    qsizetype count() const { return qsizetype(m_arguments.size()); }

    const Builtin &builtin() const { return m_builtin; }
    Dialect dialect() const;
    const Environment &environment() const;
    const Limits &limits() const { return environment().limits; }

    /// Null, with a warning of that kind at the call. The message is a whole sentence without the function's name, which is put
    /// before it: "'decimal': scale 7000 is outside of -6111 … 6176".
    Value fail(Kind kind, const QString &message);
    Value fail(const QString &message) { return fail(Kind::FunctionInvocationFailure, message); }
    /// A warning beside a value.
    void warn(Kind kind, const QString &message);
    /// Ends the evaluation with an error that FEEL code cannot swallow; the result is of no further use.
    Value abort(Kind kind, const QString &message);

    /// A string result, refused with Kind::Limit if it is too long.
    Value string(QByteArrayView utf8);
    /// A list result, refused with Kind::Limit if it is too long.
    Value list(Value::Items items);
    /// To be called in loops over arguments: charges `steps`, asks for cancellation. False: return at once, with anything.
    bool proceed(qint64 steps = 1);
    /// To be asked before making something of that size; false: refused with Kind::Limit, return at once.
    bool mayHold(qint64 bytes);

    /// Calls a function value with positional arguments; null with a warning if they do not fit.
    Value invoke(const Value &function, std::span<const Value> arguments);

    Evaluation &evaluation() { return m_evaluation; }
    /// For equals() and its relatives.
    Effort &effort();

private:
    bool isMissing(qsizetype index) const;

    Evaluation &m_evaluation;
    const Builtin &m_builtin;
    std::span<const Value> m_arguments;
    Span m_place;
    quint64 m_missing;
};

/// Tables of functions, by name. Filled before the first parse, then immutable.
class FunctionSet final
{
public:
    FunctionSet() = default;
    explicit FunctionSet(std::initializer_list<std::span<const Builtin>> tables);

    void add(std::span<const Builtin> table);
    /// In order of registration; empty if there is none of that name.
    std::span<const Builtin *const> overloads(QByteArrayView name) const;
    const QList<QByteArray> &names() const { return m_names; }

private:
    WordMap<std::vector<const Builtin *>> m_overloads;
    QList<QByteArray> m_names;
};

/// The functions of the language, all families.
const FunctionSet &builtinFunctions();
/// bpmnError, jobError, ignoreError, backoff, createDocument: what Camunda's connector runtime adds for result and error
/// expressions. For ParseOptions::functions.
const FunctionSet &connectorFunctions();

// One table per family, each in its own pair of files.
std::span<const Builtin> booleanFunctions();
std::span<const Builtin> contextFunctions();
std::span<const Builtin> conversionFunctions();
std::span<const Builtin> listFunctions();
std::span<const Builtin> listChangeFunctions();
std::span<const Builtin> numericFunctions();
std::span<const Builtin> rangeFunctions();
std::span<const Builtin> regexFunctions();
std::span<const Builtin> statisticsFunctions();
std::span<const Builtin> stringFunctions();
std::span<const Builtin> temporalFunctions();

} // namespace Plugboard::Feel
