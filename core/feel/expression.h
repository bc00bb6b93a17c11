#pragma once

#include "core/feel/diagnostics.h"
#include "core/feel/environment.h"
#include "core/feel/limits.h"
#include "core/feel/scope.h"

#include <QList>
#include <QSet>
#include <QStringView>

#include <memory>
#include <optional>

namespace Plugboard::Feel {

class FunctionSet;
struct Program;
struct Parsed;
enum class Start;

struct ParseOptions
{
    Dialect dialect = Dialect::Camunda;
    /// Variables whose names are no plain identifiers ("a-b", "days in weekend"), see unusualNames(). They are part of how a
    /// text is read; plain names need not be told.
    QList<QByteArray> names;
    /// The same for entries of contexts: read as names after a dot and inside filters only. See unusualEntryNames().
    QList<QByteArray> entryNames;
    /// Functions beside the built-in ones, such as connectorFunctions(); must outlive the expression.
    const FunctionSet *functions = nullptr;
    Limits limits;
};

/// What an evaluation came to. An error means that there is no value; a null value is explained by the warnings.
struct Outcome
{
    Value value;
    QList<Diagnostic> warnings; ///< In order of occurrence, the first Limits::warnings
    qint64 warningCount = 0; ///< Of all
    std::optional<Diagnostic> error; ///< Limit, Cancelled, AssertFailed, NoInput

    bool ok() const { return !error; }
};

/// A compiled FEEL expression. Immutable, cheap to copy, to be shared between threads.
///
///     const Parsed parsed = Expression::parse(u"=if a > 3 then \"big\" else null");
///     if (!parsed.ok())
///         show(parsed.errors);
///     const Outcome outcome = parsed.expression.evaluate(scope, systemEnvironment());
class Expression final
{
public:
    /// The literal null.
    Expression();

    /// A leading `=`, as fields have it, is skipped; positions still count from the beginning of `text`.
    static Parsed parse(QStringView text, const ParseOptions &options = {});
    /// `-`, `not(…)`, or tests with commas; `?` is the input.
    static Parsed parseUnaryTests(QStringView text, const ParseOptions &options = {});

    Outcome evaluate(const Scope &scope, const Environment &environment) const;
    /// For unary tests: `input` is what `?` reads; the value is true, false or null.
    Outcome test(const Value &input, const Scope &scope, const Environment &environment) const;

    /// Names it reads from the scope; entries of filtered items may be among them.
    QSet<QByteArray> variables() const;
    /// The value, if it is the same in every scope: a literal or what only literals went into.
    std::optional<Value> constant() const;

private:
    explicit Expression(std::shared_ptr<const Program> program);
    static Parsed parseFrom(QStringView text, Start start, const ParseOptions &options);

    std::shared_ptr<const Program> m_program;
};

/// All errors of a text; the expression is usable only if there are none. `hints` tell what is legal but surprising: duplicate
/// keys, unknown functions, what Camunda's engine does not have. In the order of the text.
struct Parsed
{
    Expression expression;
    QList<Diagnostic> errors;
    QList<Diagnostic> hints;

    bool ok() const { return errors.isEmpty(); }
};

} // namespace Plugboard::Feel
