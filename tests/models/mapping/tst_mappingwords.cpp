#include "core/base/clock.h"
#include "models/mapping/mappingwords.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_MappingWords : public QObject
{
    Q_OBJECT

private slots:
    void problemsHaveAPlace()
    {
        const MappingWords::Problem problem = MappingWords::problem(*mapped(u"= {\n  a: 1 +\n}"_s, {}).problem);
        QCOMPARE(int(problem.place), int(MappingWords::Place::ResultExpression));
        QCOMPARE(problem.line, 3);
        QCOMPARE(problem.column, 1);
        QVERIFY2(problem.text.startsWith(u"Result expression, 3:1: "_s), qPrintable(problem.text));
        QVERIFY(problem.text.endsWith(u'.') && !problem.text.endsWith(u".."_s));
    }

    void problemsOfTheErrorExpressionAreItsOwn()
    {
        const MappingWords::Problem problem = MappingWords::problem(*mapped({}, u"= if"_s).problem);
        QCOMPARE(int(problem.place), int(MappingWords::Place::ErrorExpression));
        QVERIFY(problem.line == 1 && problem.column > 1);
        QVERIFY(problem.text.startsWith(u"Error expression, 1:"_s));
    }

    void aWrongTypeIsOfTheWholeExpression()
    {
        const MappingWords::Problem problem = MappingWords::problem(*mapped(u"= 1"_s, {}).problem);
        QCOMPARE(problem.line, 0);
        QVERIFY2(problem.text.startsWith(u"Result expression: "_s), qPrintable(problem.text));
    }

    void verdictsAreSentences_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("none") << u"= null"_s << QString();
        QTest::newRow("BPMN error") << u"= bpmnError(\"E1\", \"too late\")"_s
                                    << u"The error expression throws the BPMN error \"E1\": too late."_s;
        QTest::newRow("job error") << u"= jobError(\"again\", {}, 2)"_s
                                   << u"The error expression fails the job, with 2 retries left: again."_s;
        QTest::newRow("ignored") << u"= ignoreError({})"_s << u"The error expression ignores this failure."_s;
    }

    void verdictsAreSentences()
    {
        QFETCH(QString, expression);
        QTEST(MappingWords::verdict(mapped({}, expression)), "sentence");
    }

    void nullsAreExplainedAndNotWithoutEnd()
    {
        const QStringList one = MappingWords::warnings(mapped(u"= { a: response.missing }"_s, {}));
        QCOMPARE(one.size(), 1);
        QVERIFY2(one.first().startsWith(u"1:"_s), qPrintable(one.first()));
        QString many = u"= { "_s;
        for (int entry = 0; entry < 9; ++entry)
            many += u"a%1: response.missing%1, "_s.arg(entry);
        const QStringList some = MappingWords::warnings(mapped(many + u"z: 1 }"_s, {}));
        QCOMPARE(some.size(), 6);
        QCOMPARE(some.last(), u"and 4 more"_s);
    }

private:
    Output::Mapped mapped(const QString &resultExpression, const QString &errorExpression)
    {
        const Value response = ContextBuilder().set("id", Value::number(1)).build();
        return Output::mapSuccess(response, {{}, resultExpression, errorExpression}, 3,
                                  m_rig.backend.services.expressions({}));
    }

    BackendRig m_rig;
};

PLUGBOARD_TEST(tst_MappingWords)
#include "tst_mappingwords.moc"
