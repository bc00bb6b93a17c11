#pragma once

#include "core/feel/environment.h"
#include "core/feel/expression.h"
#include "core/value/json.h"

#include <QTest>

namespace Plugboard::Tests {

/// A scope of JSON text.
inline Feel::Scope scopeOf(const char *json)
{
    return Feel::Scope(Json::read(json).valueOr(Value()));
}

/// Reads a text with the names of its scope.
inline Feel::Parsed parsedIn(const QString &text, const Feel::Scope &scope,
                             Feel::Dialect dialect = Feel::Dialect::Camunda)
{
    const Feel::ParseOptions options {.dialect = dialect,
                                      .names = Feel::unusualNames(scope),
                                      .entryNames = Feel::unusualEntryNames(scope),
                                      .functions = nullptr,
                                      .limits = {}};
    return Feel::Expression::parse(text, options);
}

/// What an expression comes to, with its warnings. A text that is refused has its first syntax error as the outcome's error.
inline Feel::Outcome outcomeOf(const QString &text, const Feel::Scope &scope = {},
                               Feel::Dialect dialect = Feel::Dialect::Camunda,
                               const Feel::Environment &environment = Feel::systemEnvironment())
{
    const Feel::Parsed parsed = parsedIn(text, scope, dialect);
    if (parsed.ok())
        return parsed.expression.evaluate(scope, environment);
    Feel::Outcome refused;
    refused.error = parsed.errors.first();
    return refused;
}

/// An outcome as JSON; "error" where the evaluation has none, "refused: …" for a text that is no expression.
inline QByteArray jsonOf(const Feel::Outcome &outcome)
{
    if (outcome.ok())
        return Json::write(outcome.value);
    if (outcome.error->kind == Feel::Kind::Syntax)
        return "refused: " + outcome.error->message.toUtf8();
    return "error";
}

inline QByteArray evaluated(const QString &text, Feel::Dialect dialect,
                            const Feel::Environment &environment = Feel::systemEnvironment())
{
    return jsonOf(outcomeOf(text, {}, dialect, environment));
}

/// The columns that checkRow() reads.
inline void addColumns()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("dmn");
    QTest::addColumn<QByteArray>("camunda");
}

/// One expression with what it gives in dialect Dmn and, if that differs, in dialect Camunda.
inline void addRow(const QString &expression, const char *dmn, const char *camunda = nullptr)
{
    QTest::newRow(qPrintable(expression))
        << expression << QByteArray(dmn) << QByteArray(camunda != nullptr ? camunda : dmn);
}

/// For functions that only dialect Camunda has: the other knows none of that name.
inline void addCamundaRow(const QString &expression, const char *camunda)
{
    addRow(expression, "null", camunda);
}

inline void checkRow()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, dmn);
    QFETCH(QByteArray, camunda);
    QCOMPARE(evaluated(expression, Feel::Dialect::Dmn), dmn);
    QCOMPARE(evaluated(expression, Feel::Dialect::Camunda), camunda);
}

} // namespace Plugboard::Tests
