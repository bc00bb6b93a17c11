#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// Dates, times and durations in expressions: literals, parts, arithmetic over clock changes, what comes from outside.
class tst_Temporal : public QObject
{
    Q_OBJECT

private slots:
    void partsAreRead_data()
    {
        addColumns();
        const QString moment = u"@\"2021-07-05T13:14:15.123456789@Europe/Paris\""_s;
        addRow(moment + u".year"_s, "2021");
        addRow(moment + u".month"_s, "7");
        addRow(moment + u".day"_s, "5");
        addRow(moment + u".weekday"_s, "1");
        addRow(moment + u".hour"_s, "13");
        addRow(moment + u".minute"_s, "14");
        addRow(moment + u".second"_s, "15");
        addRow(moment + u".time offset"_s, "\"PT2H\"");
        addRow(moment + u".timezone"_s, "\"Europe/Paris\"");
        addRow(moment + u".years"_s, "null");
        addRow(u"@\"2021-07-04\".weekday"_s, "7");
        addRow(u"@\"10:11:12\".time offset"_s, "null");
        addRow(u"@\"10:11:12Z\".time offset"_s, "\"PT0S\"");
        addRow(u"@\"-P1DT2H3M4.5S\".hours"_s, "-2");
        addRow(u"@\"P400D\".days"_s, "400");
        addRow(u"@\"P30M\".years"_s, "2");
        addRow(u"@\"-P30M\".months"_s, "-6");
        addRow(u"[@\"2020-01-01\", @\"2021-01-01\"].year"_s, "[2020,2021]");
    }
    void partsAreRead() { checkRow(); }

    void clocksChange_data()
    {
        addColumns();
        // Paris went from 02:00 to 03:00 on 2021-03-28 and from 03:00 to 02:00 on 2021-10-31.
        addRow(u"string(@\"2021-03-28T01:30:00@Europe/Paris\" + @\"PT1H\")"_s, "\"2021-03-28T03:30:00@Europe/Paris\"");
        addRow(u"string(@\"2021-03-27T01:30:00@Europe/Paris\" + @\"P1M\")"_s, "\"2021-04-27T01:30:00@Europe/Paris\"");
        addRow(u"@\"2021-03-28T12:00:00@Europe/Paris\" - @\"2021-03-27T12:00:00@Europe/Paris\""_s, "\"PT23H\"");
        addRow(u"@\"2021-10-31T12:00:00@Europe/Paris\" - @\"2021-10-30T12:00:00@Europe/Paris\""_s, "\"P1DT1H\"");
        addRow(u"@\"2021-06-01T12:00:00@Europe/Paris\" < @\"2021-06-01T12:00:00Z\""_s, "true");
        addRow(u"@\"2021-06-01T12:00:00@Europe/Paris\".time offset"_s, "\"PT2H\"");
        addRow(u"@\"2021-01-01T12:00:00@Europe/Paris\".time offset"_s, "\"PT1H\"");
        addCamundaRow(u"string(date and time(@\"2021-01-01T00:00:00Z\", \"America/New_York\"))"_s,
                      "\"2020-12-31T19:00:00@America/New_York\"");
        addCamundaRow(u"date and time(@\"2021-01-01T00:00:00Z\", \"Nowhere\")"_s, "null");
    }
    void clocksChange() { checkRow(); }

    void onlyIanaNamesAreZones_data()
    {
        addColumns();
        for (const char *name : {"Nowhere", "No/Where", "EST4", "A3B", "UTC+3", "europe", "CET-1CEST,M3.5.0,M10.5.0/3", "../UTC"})
            addRow(u"time(\"10:00:00@%1\")"_s.arg(QString::fromUtf8(name)), "null");
        for (const char *name : {"UTC", "Etc/UTC", "CET", "EST5EDT", "Japan", "US/Eastern", "Europe/Kiev", "Etc/GMT+3"})
            addRow(u"string(time(\"10:00:00@%1\"))"_s.arg(QString::fromUtf8(name)),
                   qPrintable(u"\"10:00:00@%1\""_s.arg(QString::fromUtf8(name))));
    }
    void onlyIanaNamesAreZones() { checkRow(); }

    void textsAreReadStrictly_data()
    {
        addColumns();
        for (const char *text : {"2020-1-1", "20-01-01", "2020-00-01", "2020-01-00", "2020-01-32", "2020/01/01", "+2020-01-01",
                                 "2020-01-01 ", "", "0-01-01", "2020-01-01Z"})
            addRow(u"date(\"%1\")"_s.arg(QString::fromUtf8(text)), "null");
        for (const char *text : {"24:00:01", "10:60:00", "10:00:60", "1:00:00", "10", "10:00:00+1", "10:00:00+25:00", "10:00:00Zz",
                                 "10:00:00@", "10:00:00.", ""})
            addRow(u"time(\"%1\")"_s.arg(QString::fromUtf8(text)), "null");
        for (const char *text : {"P", "PT", "P1", "1D", "P1D2H", "P1S", "PT1D", "P1Y1D", "P1.5D", "P1YT", "p1d", ""})
            addRow(u"duration(\"%1\")"_s.arg(QString::fromUtf8(text)), "null");
        addRow(u"time(\"10:00:00.123456789\")"_s, "\"10:00:00.123456789\"");
        addRow(u"duration(\"PT1.5S\")"_s, "\"PT1.5S\"");
        addRow(u"duration(\"PT1000H\")"_s, "\"P41DT16H\"");
        addRow(u"duration(\"P1Y13M\")"_s, "\"P2Y1M\"");
        addRow(u"duration(\"-PT0.000000001S\")"_s, "\"-PT0.000000001S\"");
        addRow(u"date(\"-0044-03-15\")"_s, "\"-0044-03-15\"");
        addRow(u"date(\"12020-01-01\")"_s, "\"12020-01-01\"");
    }
    void textsAreReadStrictly() { checkRow(); }

    void partsAreChecked_data()
    {
        addColumns();
        addRow(u"date(2020, 2, 29)"_s, "\"2020-02-29\"");
        addRow(u"date(2021, 2, 29)"_s, "null");
        addRow(u"date(2020, 13, 1)"_s, "null");
        addRow(u"date(1000000000, 1, 1)"_s, "null");
        addRow(u"time(23, 59, 59)"_s, "\"23:59:59\"");
        addRow(u"time(24, 0, 0)"_s, "null");
        addRow(u"time(10, 0, 0.5)"_s, "\"10:00:00.5\"");
        addRow(u"time(10, 0, 0, @\"-PT5H\")"_s, "\"10:00:00-05:00\"");
        addRow(u"time(10, 0, 0, @\"PT19H\")"_s, "null");
        addRow(u"date and time(@\"2020-01-01T10:00:00\", @\"12:00:00\")"_s, "\"2020-01-01T12:00:00\"");
        addRow(u"date and time(null, @\"12:00:00\")"_s, "null");
    }
    void partsAreChecked() { checkRow(); }

    void calendarsAgree_data()
    {
        addColumns();
        addRow(u"week of year(@\"2021-01-03\")"_s, "53");
        addRow(u"week of year(@\"2021-01-04\")"_s, "1");
        addRow(u"week of year(@\"2018-12-31\")"_s, "1");
        addRow(u"day of year(@\"2020-12-31\")"_s, "366");
        addRow(u"day of week(@\"-0001-01-01\")"_s, "\"Friday\"");
        addRow(u"@\"2000-02-29\" + @\"P100Y\""_s, "\"2100-02-28\"");
        addRow(u"@\"2000-02-29\" + @\"P400Y\""_s, "\"2400-02-29\"");
        addRow(u"@\"999999999-12-31\" - @\"-999999999-01-01\""_s, "\"P730484999633D\"");
        addCamundaRow(u"last day of month(@\"1900-02-10\")"_s, "\"1900-02-28\"");
    }
    void calendarsAgree() { checkRow(); }
};

PLUGBOARD_TEST(tst_Temporal)
#include "tst_temporal.moc"
