#pragma once

#include "core/feel/environment.h"
#include "core/feel/expression.h"
#include "core/value/json.h"

#include <QTest>

namespace Plugboard::Tests {

/// What an expression gives, as JSON; "error" where the evaluation has none.
inline QByteArray evaluated(const QString &text, Feel::Dialect dialect,
                            const Feel::Environment &environment = Feel::systemEnvironment())
{
    Feel::ParseOptions options;
    options.dialect = dialect;
    const Feel::Parsed parsed = Feel::Expression::parse(text, options);
    if (!parsed.ok())
        return "refused: " + parsed.errors.first().message.toUtf8();
    const Feel::Outcome outcome = parsed.expression.evaluate({}, environment);
    return outcome.ok() ? Json::write(outcome.value) : QByteArray("error");
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
