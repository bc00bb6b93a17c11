#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_TemporalFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"day of week(@\"2019-09-17\")"_s, "\"Tuesday\"");
        addRow(u"day of week(@\"2019-09-17T00:00:00@Asia/Dhaka\")"_s, "\"Tuesday\"");
        addRow(u"day of year(date: @\"2020-12-31\")"_s, "366");
        addRow(u"day of year(\"foo\")"_s, "null");
        addRow(u"week of year(@\"2005-01-01\")"_s, "53");
        addRow(u"week of year(@\"2003-12-29\")"_s, "1");
        addRow(u"month of year(@\"2019-09-17\")"_s, "\"September\"");
        addCamundaRow(u"last day of month(@\"2024-02-01\")"_s, "\"2024-02-29\"");
        addRow(u"today(1)"_s, "null");
    }
    void gives() { checkRow(); }

    void tellsTheTimeOfItsClock()
    {
        using namespace std::chrono_literals;
        const FixedClock clock(Clock::Moment(1'600'000'000s + 5ns)); // 2020-09-13T12:26:40Z
        SystemRandom random;
        Feel::Environment environment {.clock = clock,
                                       .random = random,
                                       .zones = systemZoneRules(),
                                       .zone = "Pacific/Auckland",
                                       .limits = {},
                                       .stop = {},
                                       .documents = nullptr};
        const auto now = [&](const QString &text) { return evaluated(text, Feel::Dialect::Camunda, environment); };
        QCOMPARE(now(u"now()"_s), "\"2020-09-14T00:26:40.000000005@Pacific/Auckland\"");
        QCOMPARE(now(u"today()"_s), "\"2020-09-14\"");
        environment.zone = "Etc/UTC";
        QCOMPARE(now(u"today()"_s), "\"2020-09-13\"");
        environment.zone = "No/Where";
        QCOMPARE(now(u"now()"_s), "\"2020-09-13T12:26:40.000000005Z\"");
    }
};

PLUGBOARD_TEST(tst_TemporalFunctions)
#include "tst_temporalfunctions.moc"
