#include "models/expression/expressionbench.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using Severity = Finding::Severity;

namespace {

/// Rows as services answer them, of at least so many bytes.
QByteArray largeContext(qsizetype bytes)
{
    QByteArray json = "{\"rows\":[";
    for (qsizetype row = 0; json.size() < bytes; ++row) {
        json += (row == 0 ? "" : ",");
        json += "{\"id\":" + QByteArray::number(row) + ",\"name\":\"name of row " + QByteArray::number(row)
            + "\",\"price\":" + QByteArray::number(double(row) / 100, 'f', 2) + ",\"tags\":[\"a\",\"b\"]}";
    }
    return json + "]}";
}

} // namespace

class tst_ExpressionBench : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_bench = std::make_unique<ExpressionBench>(m_rig->backend);
    }
    void cleanup()
    {
        m_bench.reset();
        m_rig.reset();
    }

    void valuesFollowExpressionAndContext()
    {
        QVERIFY(m_bench->trial().isEmpty);
        m_bench->setContextText(u"{\"order\": {\"total\": 100, \"net price\": 84}}"_s);
        m_bench->setExpression(u"order.total * 1.19"_s);
        QTRY_COMPARE(m_bench->trial().value, Value::number(119));
        QCOMPARE(m_bench->trial().type, u"number"_s);
        QVERIFY(m_bench->trial().evaluation.count() > 0);
        m_bench->setExpression(u"= order.net price"_s); // names with blanks are known
        QTRY_COMPARE(m_bench->trial().value.numberText(), QByteArray("84"));
        m_bench->setContextText(u"{\"order\": {\"net price\": 1}}"_s);
        QTRY_COMPARE(m_bench->trial().value.numberText(), QByteArray("1"));
        m_bench->setExpression({});
        QTRY_VERIFY(m_bench->trial().isEmpty);
    }

    void findingsHaveTheirPlaces()
    {
        m_bench->setExpression(u"\"🐎\" + )"_s);
        QTRY_VERIFY(!m_bench->trial().findings.isEmpty());
        QVERIFY(!m_bench->trial().hasValue);
        QCOMPARE(m_bench->trial().findings.first().severity, Severity::Error);
        QCOMPARE(m_bench->trial().findings.first().from, 7);
        m_bench->setExpression(u"adress"_s);
        QTRY_VERIFY(m_bench->trial().hasValue);
        QVERIFY(m_bench->trial().value.isNull());
        QCOMPARE(m_bench->trial().findings.first().severity, Severity::Warning);
    }

    void tellsWhatCamundaDoesNotHave()
    {
        m_bench->setExpression(u"range(\"[1..3]\")"_s);
        QTRY_VERIFY(!m_bench->trial().findings.isEmpty());
        QVERIFY(m_bench->trial().hasValue);
        QCOMPARE(m_bench->trial().findings.first().severity, Severity::Hint);
        m_bench->setDialect(Feel::Dialect::Dmn);
        QTRY_VERIFY(m_bench->trial().findings.isEmpty());
    }

    void unaryTestsReadTheirInput()
    {
        m_bench->setContextText(u"{\"limit\": 10}"_s);
        m_bench->setTestedInput(u"limit + 5"_s);
        m_bench->setExpression(u"> limit, 3"_s);
        QTRY_COMPARE(m_bench->trial().type, u"boolean"_s);
        QTRY_VERIFY(m_bench->trial().value.isTrue());
        m_bench->setTestedInput(u"limit +"_s);
        QTRY_VERIFY(!m_bench->trial().inputFindings.isEmpty());
        m_bench->setTestedInput(std::nullopt);
        QTRY_VERIFY(!m_bench->trial().findings.isEmpty()); // "> limit" is no expression
    }

    void problemsOfTheContextHaveTheirPlace_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<int>("from");
        QTest::newRow("in the second line") << u"{\n  \"a\": 01\n}"_s << 9;
        QTest::newRow("behind an emoji") << u"{\"🐎\": x}"_s << 7;
        QTest::newRow("no object") << u"[1]"_s << 0;
    }
    void problemsOfTheContextHaveTheirPlace()
    {
        QFETCH(QString, json);
        QSignalSpy changed(m_bench.get(), &ExpressionBench::contextChanged);
        m_bench->setContextText(json);
        QVERIFY(changed.wait());
        QVERIFY(!m_bench->context().ok());
        QTEST(m_bench->context().findings.first().from, "from");
    }

    void contextsComeFromFiles()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"context.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"a\": 41}");
        file.close();
        m_bench->setExpression(u"a + 1"_s);
        m_bench->setContextFile(file.fileName());
        QTRY_COMPARE(m_bench->trial().value.numberText(), QByteArray("42"));
        QCOMPARE(m_bench->context().text, u"{\"a\": 41}"_s);
        QSignalSpy failed(m_bench.get(), &ExpressionBench::contextFailed);
        m_bench->setContextFile(folder.filePath(u"none.json"_s));
        QVERIFY(failed.wait());
    }

    void answersBecomeAVariable()
    {
        m_bench->setExpression(u"response.id"_s);
        m_bench->setResponse(ContextBuilder().set("id", Value::number(7)).build());
        QTRY_COMPARE(m_bench->trial().value.numberText(), QByteArray("7"));
        QVERIFY(m_bench->context().text.contains(u"\"response\""_s));
    }

    /// The context is read once; each key costs its evaluation, and no more than one evaluation waits.
    void keepsUpWithKeysOnALargeContext()
    {
        m_bench->setLargeContextText(QString::fromUtf8(largeContext(10 * 1024 * 1024)));
        QSignalSpy read(m_bench.get(), &ExpressionBench::contextChanged);
        QVERIFY(read.wait(30'000));
        QVERIFY(!m_bench->context().isWhole);
        QVERIFY(m_bench->context().text.size() < 10'000);
        QSignalSpy changed(m_bench.get(), &ExpressionBench::changed);
        const QString expression = u"count(rows[price > 100]) + count(rows)"_s;
        for (qsizetype key = 1; key <= expression.size(); ++key) {
            m_bench->setExpression(expression.first(key));
            QTest::qWait(50);
        }
        QTRY_VERIFY(!m_bench->isBusy());
        QVERIFY(m_bench->trial().value.isNumber());
        QCOMPARE(read.size(), 1);
        QVERIFY(changed.size() <= expression.size() + 1);
    }

    void mayDieWhileItWorks()
    {
        for (int round = 0; round < 20; ++round) {
            ExpressionBench bench(m_rig->backend);
            bench.setContextText(u"{\"a\": 1}"_s);
            bench.setExpression(u"for i in 1..1000000000 return i"_s);
            QTest::qWait(round);
        }
    }

private:
    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<ExpressionBench> m_bench;
};

PLUGBOARD_TEST(tst_ExpressionBench)
#include "tst_expressionbench.moc"
