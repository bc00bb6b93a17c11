#include "core/feel/functions/builtin.h"
#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

namespace {

/// Chance that always falls the same way: all bits clear is 0, all set just below 1.
class LoadedRandom final : public Random
{
public:
    explicit LoadedRandom(char byte)
        : m_byte(byte)
    {
    }
    QByteArray bytes(qsizetype count) override { return QByteArray(count, m_byte); }

private:
    char m_byte;
};

Feel::Outcome outcomeBy(const QString &text, char byte)
{
    const Feel::ParseOptions options {.dialect = Feel::Dialect::Camunda,
                                      .names = {},
                                      .entryNames = {},
                                      .functions = &Feel::connectorFunctions(),
                                      .limits = {}};
    LoadedRandom random(byte);
    const Feel::Environment &system = Feel::systemEnvironment();
    const Feel::Environment environment {.clock = system.clock,
                                         .random = random,
                                         .zones = system.zones,
                                         .zone = {},
                                         .limits = {},
                                         .stop = {},
                                         .documents = nullptr};
    return Feel::Expression::parse(text, options).expression.evaluate({}, environment);
}

} // namespace

class tst_ConnectorFunctions : public QObject
{
    Q_OBJECT

private slots:
    void backoffGrowsAndIsBounded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("least");
        QTest::addColumn<QByteArray>("most");
        const auto row = [](const QString &text, const char *least, const char *most) {
            QTest::newRow(qPrintable(text)) << text << QByteArray(least) << QByteArray(most);
        };
        row(u"backoff(1)"_s, "\"PT0.045S\"", "\"PT0.055S\"");
        row(u"backoff(2)"_s, "\"PT0.072S\"", "\"PT0.088S\"");
        row(u"backoff(3)"_s, "\"PT0.115S\"", "\"PT0.141S\"");
        row(u"backoff(100)"_s, "\"PT4.5S\"", "\"PT5.5S\"");
        row(u"backoff(1000000)"_s, "\"PT4.5S\"", "\"PT5.5S\"");
        row(u"backoff(2.9)"_s, "\"PT0.072S\"", "\"PT0.088S\"");
        row(u"backoff(1, @\"PT1S\")"_s, "\"PT0.9S\"", "\"PT1.1S\"");
        row(u"backoff(3, @\"PT1S\", 2, @\"PT1M\", 0)"_s, "\"PT4S\"", "\"PT4S\"");
        row(u"backoff(3, @\"PT1S\", 2, @\"PT2S\", 0)"_s, "\"PT2S\"", "\"PT2S\"");
        row(u"backoff(3, @\"PT1S\", 0.5, @\"PT2S\", 0)"_s, "\"PT1S\"", "\"PT1S\"");
        row(u"backoff(1, @\"PT1S\", 1, @\"PT1S\", 2)"_s, "\"PT0S\"", "\"PT3S\"");
        row(u"backoff(attempt: 2, factor: 10, jitterFactor: 0)"_s, "\"PT0.5S\"", "\"PT0.5S\"");
        row(u"backoff(0)"_s, "null", "null");
        row(u"backoff(-1)"_s, "null", "null");
        row(u"backoff(1, @\"PT10S\")"_s, "null", "null");
        row(u"backoff(1, @\"PT1S\", 0)"_s, "null", "null");
        row(u"backoff(1, @\"PT1S\", 2, @\"PT2S\", -0.1)"_s, "null", "null");
        row(u"backoff(\"1\")"_s, "null", "null");
        row(u"backoff(1, @\"P1M\")"_s, "null", "null");
        row(u"backoff()"_s, "null", "null");
    }
    void backoffGrowsAndIsBounded()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, least);
        QFETCH(QByteArray, most);
        QCOMPARE(jsonOf(outcomeBy(text, '\0')), least);
        QCOMPARE(jsonOf(outcomeBy(text, '\xff')), most);
    }
    void backoffSaysWhatIsWrong()
    {
        QVERIFY(outcomeBy(u"backoff(0)"_s, '\0').warnings.first().message.contains(u"from 1"_s));
        QVERIFY(outcomeBy(u"backoff(1, @\"PT10S\")"_s, '\0').warnings.first().message.contains(u"maxDelay"_s));
    }
    void areUnknownElsewhere()
    {
        for (const char *call :
             {"backoff(1)", "bpmnError(\"E\")", "jobError(\"m\")", "ignoreError()", "createDocument(\"\")"}) {
            const Feel::Parsed parsed = Feel::Expression::parse(QString::fromUtf8(call));
            QCOMPARE(parsed.hints.size(), 1);
            QCOMPARE(parsed.hints.first().kind, Feel::Kind::NoFunctionFound);
        }
    }
    void documentsNeedAMaker()
    {
        const Feel::Outcome outcome = outcomeBy(u"createDocument(\"aGk=\")"_s, '\0');
        QVERIFY(outcome.value.isNull());
        QCOMPARE(outcome.warnings.first().kind, Feel::Kind::Unsupported);
    }
};

PLUGBOARD_TEST(tst_ConnectorFunctions)
#include "tst_connectorfunctions.moc"
