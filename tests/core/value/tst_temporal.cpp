#include "core/value/temporal.h"
#include "tests/support/test_main.h"

#include <QDate>
#include <QTest>

#include <limits>

using namespace Plugboard;

static const ZoneRules &rules()
{
    return systemZoneRules();
}

class tst_Temporal : public QObject
{
    Q_OBJECT

private slots:
    void countsDaysAsQtDoes()
    {
        const qint64 epoch = QDate(1970, 1, 1).toJulianDay();
        for (std::int64_t days = -1'000'000; days < 1'000'000; days += 997) {
            const Date date = Date::fromDays(days).value();
            const QDate qt = QDate::fromJulianDay(epoch + days);
            const int year = qt.year() < 0 ? qt.year() + 1 : qt.year(); // QDate has no year 0
            QCOMPARE(date, (Date {year, std::int8_t(qt.month()), std::int8_t(qt.day())}));
            QCOMPARE(date.daysSince1970(), days);
            QCOMPARE(date.dayOfWeek(), qt.dayOfWeek());
            QCOMPARE(date.dayOfYear(), qt.dayOfYear());
            QCOMPARE(date.weekOfYear(), qt.weekNumber());
            QCOMPARE(int(date.daysInMonth()), qt.daysInMonth());
        }
    }

    void reachesTheEndsOfTime()
    {
        const Date first = Date::fromText("-999999999-01-01").value();
        const Date last = Date::fromText("999999999-12-31").value();
        QCOMPARE(Date::fromDays(first.daysSince1970()), first);
        QCOMPARE(Date::fromDays(last.daysSince1970()), last);
        QVERIFY(!first.addDays(-1));
        QVERIFY(!last.addDays(1));
        QVERIFY(!last.addMonths(1));
        QVERIFY(!last.addDays(std::numeric_limits<std::int64_t>::max()));
        QVERIFY(!first.addMonths(std::numeric_limits<std::int64_t>::min()));
        QCOMPARE(first.addMonths(999'999'999LL * 12 * 2)->toText(), "999999999-01-01");
        QCOMPARE(last.toText(), "999999999-12-31");
    }

    void monthEndsClamp_data()
    {
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<int>("months");
        QTest::addColumn<QByteArray>("result");
        QTest::newRow("February") << QByteArray("2021-01-31") << 1 << QByteArray("2021-02-28");
        QTest::newRow("leap year") << QByteArray("2020-01-31") << 1 << QByteArray("2020-02-29");
        QTest::newRow("no leap century") << QByteArray("1900-03-31") << -1 << QByteArray("1900-02-28");
        QTest::newRow("back over a year") << QByteArray("2021-01-15") << -13 << QByteArray("2019-12-15");
        QTest::newRow("into negative years") << QByteArray("0000-01-01") << -1 << QByteArray("-0001-12-01");
    }
    void monthEndsClamp()
    {
        QFETCH(QByteArray, date);
        QFETCH(int, months);
        QFETCH(QByteArray, result);
        QCOMPARE(Date::fromText(date)->addMonths(months)->toText(), result);
    }

    void readsDates_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        for (const char *text : {"2017-01-01", "-2017-01-01", "0000-02-29", "99999-12-31", "2020-02-29", "0001-01-01"})
            QTest::newRow(text) << QByteArray(text) << true;
        for (const char *text : {"", "2012-12-25T", "9999999999-12-25", "2017-12-32", "998-12-31", "01211-12-31",
                                 "+2012-12-02", "2021-02-29", "2017-13-01", "2017-00-10", "2017-1-01", "-0000-01-01",
                                 "2017-01-1", " 2017-01-01", "2017/01/01", "--2017-01-01"})
            QTest::newRow(text) << QByteArray(text) << false;
    }
    void readsDates()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        const std::optional<Date> date = Date::fromText(text);
        QCOMPARE(date.has_value(), valid);
        if (valid)
            QCOMPARE(date->toText(), text);
    }

    void readsTimes_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char *text, const char *printed) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
        };
        row("01:02:03", "01:02:03");
        row("11:22:33.123456789", "11:22:33.123456789");
        row("10:30:00.0000", "10:30:00");
        row("10:30:00.50", "10:30:00.5");
        row("10:30:00.1234567899", "10:30:00.123456789");
        row("23:59:00Z", "23:59:00Z");
        row("23:59:00-00:00", "23:59:00Z");
        row("10:00:00+18:00", "10:00:00+18:00");
        row("10:00:00-01:35:07", "10:00:00-01:35:07");
        row("10:00:00@Europe/Paris", "10:00:00@Europe/Paris");
        row("24:00:00", "00:00:00");
        for (const char *text : {"",
                                 "24:00:01",
                                 "24:01:00",
                                 "25:00:00",
                                 "00:60:00",
                                 "00:00:60",
                                 "7:00:00",
                                 "07:1:00",
                                 "07:01:2",
                                 "07:02",
                                 "11:30:00T",
                                 "T11:30:00",
                                 "13:20:00@xyz/abc",
                                 "13:20:00@",
                                 "13:20:00+5:00",
                                 "13:20:00+05",
                                 "13:20:00+18:00:01",
                                 "13:20:00+05:60",
                                 "13:20:00+02:00@Europe/Paris",
                                 "13:20:00+01:00[Europe/Paris]",
                                 "13:20:00.",
                                 "13:20:00z"})
            row(text, "");
    }
    void readsTimes()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        const std::optional<Time> time = Time::fromText(text, rules());
        QCOMPARE(time ? time->toText() : QByteArray(), printed);
    }

    void readsMoments_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char *text, const char *printed) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
        };
        row("2018-12-08", "2018-12-08T00:00:00");
        row("-2017-12-31T11:22:33.345Z", "-2017-12-31T11:22:33.345Z");
        row("2017-12-31T24:00:00", "2018-01-01T00:00:00");
        row("2017-12-31T13:20:00-01:35", "2017-12-31T13:20:00-01:35");
        row("99999-12-31T11:22:33@Etc/UTC", "99999-12-31T11:22:33@Etc/UTC");
        for (const char *text :
             {"11:00:00", "2011-12-0310:15:30", "2017-13-10T11:22:33", "2017-12-31T24:00:01", "2017-12-31T",
              "2017-12-31 11:22:33", "2017-12-31T13:20:00+19:00", "999999999-12-31T24:00:00",
              "2017-12-31T13:20:00+02:00@Europe/Paris", "2018-04-29T09:30:00+02:00[Europe/Berlin]"})
            row(text, "");
    }
    void readsMoments()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        const std::optional<DateTime> moment = DateTime::fromText(text, rules());
        QCOMPARE(moment ? moment->toText() : QByteArray(), printed);
    }

    void camundaReadsMore()
    {
        const auto moment
            = [](const char *text) { return DateTime::fromText(text, rules(), TemporalDialect::Camunda); };
        QCOMPARE(moment("2018-04-29T09:30:00+02:00[Europe/Berlin]")->toText(), "2018-04-29T09:30:00@Europe/Berlin");
        QVERIFY(!moment("2018-04-29T09:30:00+02:00[xyz/abc]"));
        QVERIFY(!moment("2018-04-29T09:30:00+02:00[Europe/Berlin"));
        QCOMPARE(Time::fromText("T23:59:00", rules(), TemporalDialect::Camunda)->toText(), "23:59:00");
    }

    void readsDurations_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("months");
        QTest::addColumn<QByteArray>("time");
        const auto row = [](const char *text, const char *months, const char *time) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(months) << QByteArray(time);
        };
        row("P1Y2M", "P1Y2M", "");
        row("P26M", "P2Y2M", "");
        row("P0Y", "P0M", "");
        row("-P100M", "-P8Y4M", "");
        row("-P99999999Y", "-P99999999Y", "");
        row("P1D", "", "P1D");
        row("P1DT2H", "", "P1DT2H");
        row("-PT1H2M", "", "-PT1H2M");
        row("PT1000M0.999999999S", "", "PT16H40M0.999999999S");
        row("PT24H", "", "P1D");
        row("P2DT100M", "", "P2DT1H40M");
        row("PT0.000S", "", "PT0S");
        row("PT0.S", "", "PT0S");
        row("-PT0.5S", "", "-PT0.5S");
        row("P0D", "", "PT0S");
        row("P106751991167300D", "", "P106751991167300D");
        for (const char *text : {"",
                                 "P",
                                 "PT",
                                 "-P",
                                 "P1H",
                                 "P1S",
                                 "PT1D",
                                 "P1DT",
                                 "P1YT1H",
                                 "P1Y1D",
                                 "P1M2Y",
                                 "PT1M2H",
                                 "P1.5D",
                                 "PT1.5H",
                                 "P1",
                                 "1D",
                                 "P-1D",
                                 "+P1D",
                                 "P1D ",
                                 "P1W",
                                 "p1d",
                                 "P9999999999999999999D",
                                 "P999999999999999999Y",
                                 "PT1S1S"})
            row(text, "", "");
    }
    void readsDurations()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, months);
        QFETCH(QByteArray, time);
        const std::optional<YearsMonths> yearsMonths = YearsMonths::fromText(text);
        const std::optional<DaysTime> daysTime = DaysTime::fromText(text);
        QCOMPARE(yearsMonths ? yearsMonths->toText() : QByteArray(), months);
        QCOMPARE(daysTime ? daysTime->toText() : QByteArray(), time);
    }

    void durationsReachTheirEnds()
    {
        const auto least = std::numeric_limits<std::int64_t>::min();
        QCOMPARE(YearsMonths {least}.toText(), "-P768614336404564650Y8M");
        QCOMPARE((DaysTime {least, -1}.toText()), "-P106751991167300DT15H30M8.000000001S");
        QVERIFY(!DaysTime::fromNanos(static_cast<Int128>(least) * 2'000'000'000));
        QCOMPARE(DaysTime::fromNanos(-1'500'000'000), (DaysTime {-1, -500'000'000}));
    }

    void zonesHaveOffsets_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::addColumn<int>("minutes");
        const auto row
            = [](const char *moment, int minutes) { QTest::newRow(moment) << QByteArray(moment) << minutes; };
        row("2020-01-15T12:00:00@Europe/Paris", 60);
        row("2020-07-15T12:00:00@Europe/Paris", 120);
        row("2020-03-29T01:59:59@Europe/Paris", 60);
        row("2020-03-29T02:30:00@Europe/Paris", 60); // gap
        row("2020-03-29T03:00:00@Europe/Paris", 120);
        row("2020-10-25T01:59:59@Europe/Paris", 120);
        row("2020-10-25T02:30:00@Europe/Paris", 120); // overlap: the earlier
        row("2020-10-25T03:00:00@Europe/Paris", 60);
        row("2002-04-02T12:00:00@Australia/Sydney", 600);
        row("2011-12-30T12:00:00@Pacific/Apia", -600); // a day that was left out
        row("2011-12-31T12:00:00@Pacific/Apia", 840);
        row("2018-12-08T00:00:00@Asia/Dhaka", 360);
        row("2999-07-15T12:00:00@Europe/Paris", 120);
        row("2999-01-15T12:00:00@Europe/Paris", 60);
        row("999999999-07-01T12:00:00@Europe/Paris", 120);
        row("1500-07-01T12:00:00@Etc/UTC", 0);
        row("2020-01-01T00:00:00-03:30", -210);
    }
    void zonesHaveOffsets()
    {
        QFETCH(QByteArray, moment);
        QFETCH(int, minutes);
        QCOMPARE(DateTime::fromText(moment, rules())->offsetSeconds(rules()), minutes * 60);
    }

    void zonesOfUtcMoments()
    {
        const std::int64_t springForward = 1'585'443'600; // 2020-03-29T01:00:00Z
        QCOMPARE(rules().offsetAtUtc("Europe/Paris", springForward - 1), 3600);
        QCOMPARE(rules().offsetAtUtc("Europe/Paris", springForward), 7200);
        QVERIFY(!rules().offsetAtUtc("No/Where", 0));
        QVERIFY(!rules().contains(""));
        QVERIFY(rules().contains(rules().systemZone()));
        QVERIFY(!DateTime::fromText("2020-01-01T00:00:00", rules())->offsetSeconds(rules()));
    }
};

PLUGBOARD_TEST(tst_Temporal)
#include "tst_temporal.moc"
