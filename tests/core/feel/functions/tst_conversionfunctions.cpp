#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_ConversionFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"date and time(date(\"2012-12-24\"), time(\"23:59:00\"))"_s, "\"2012-12-24T23:59:00\"");
        addRow(u"time(\"T23:59:00\")"_s, "null", "\"23:59:00\"");
        addRow(u"date and time(\"2018-04-29T09:30:00+02:00[Europe/Berlin]\")"_s, "null",
               "\"2018-04-29T09:30:00@Europe/Berlin\"");
        addCamundaRow(u"date and time(@\"2020-07-31T14:27:30@Europe/Berlin\", \"America/Los_Angeles\")"_s,
                      "\"2020-07-31T05:27:30@America/Los_Angeles\"");
        addCamundaRow(u"date and time(@\"2020-07-31T14:27:30@Europe/Berlin\", \"Z\")"_s, "\"2020-07-31T12:27:30Z\"");
        addCamundaRow(u"date and time(@\"2020-07-31T14:27:30\", \"+02:00\")"_s, "\"2020-07-31T14:27:30+02:00\"");
        addCamundaRow(u"date and time(@\"2020-07-31T14:27:30Z\", \"Moon/Base\")"_s, "null");
        addRow(u"time(date(\"2017-08-10\"))"_s, "\"00:00:00Z\"");
        addRow(u"time(12, 59, 1.3, duration(\"-PT1H\"))"_s, "\"12:59:01.3-01:00\"");
        addRow(u"duration(\"PT-3M-4S\")"_s, "null", "\"-PT3M4S\"");
        addRow(u"duration(\"P-1Y-2M\")"_s, "null", "\"-P1Y2M\"");
        addRow(u"duration(\"PT-3M4S\")"_s, "null");
        addRow(u"string(duration(\"PT0S\"))"_s, "\"PT0S\"", "\"P0D\"");
        addRow(u"string(duration(\"P0Y\"))"_s, "\"P0M\"", "\"P0Y\"");
        addRow(u"string([1..3))"_s, "\"[1..3)\"");
        addCamundaRow(u"to json({a: @\"2023-06-14T14:55:00@Europe/Berlin\"})"_s,
                      "\"{\\\"a\\\":\\\"2023-06-14T14:55:00+02:00[Europe/Berlin]\\\"}\"");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_ConversionFunctions)
#include "tst_conversionfunctions.moc"
