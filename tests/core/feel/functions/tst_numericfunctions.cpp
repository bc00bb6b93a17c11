#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_NumericFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"decimal(1/3, 2)"_s, "0.33");
        addRow(u"decimal(2.5, 0)"_s, "2");
        addRow(u"decimal(1/3, 2.9)"_s, "0.33");
        addRow(u"decimal(1, 6177)"_s, "null");
        addRow(u"decimal(1)"_s, "null");
        addRow(u"decimal(scale: 1, n: 2.25)"_s, "2.2");
        addCamundaRow(u"decimal(5.5, 0, \"half_up\")"_s, "6");
        addCamundaRow(u"decimal(5.0, 0, \"UNNECESSARY\")"_s, "5");
        addCamundaRow(u"decimal(5.5, 0, \"UNNECESSARY\")"_s, "null");
        addCamundaRow(u"decimal(5.5, 0, \"SIDEWAYS\")"_s, "null");
        addRow(u"floor(-1.56, 1)"_s, "-1.6");
        addRow(u"floor(1.5)"_s, "1");
        addRow(u"floor(1.5, null)"_s, "null");
        addRow(u"floor([1.5])"_s, "1");
        addRow(u"ceiling(-1.56, 1)"_s, "-1.5");
        addRow(u"round up(5.5)"_s, "6");
        addRow(u"round up(-1.121, 2)"_s, "-1.13");
        addRow(u"round up(5.5, -6112)"_s, "null");
        addRow(u"round down(-5.5, 0)"_s, "-5");
        addRow(u"round half up(1.125, 2)"_s, "1.13");
        addRow(u"round half down(1.125, 2)"_s, "1.12");
        addRow(u"round half up(1234, -2)"_s, "1200");
        addRow(u"abs(n: -1)"_s, "1");
        addRow(u"abs(number: -1)"_s, "null", "1");
        addRow(u"abs(@\"-P1DT2H\")"_s, "\"P1DT2H\"");
        addRow(u"abs(@\"-P1Y2M\")"_s, "\"P1Y2M\"");
        addRow(u"abs(\"-1\")"_s, "null");
        addRow(u"modulo(-12, 5)"_s, "3");
        addRow(u"modulo(12, -5)"_s, "-3");
        addRow(u"modulo(10.1, -4.5)"_s, "-3.4");
        addRow(u"modulo(1, 0)"_s, "null");
        addRow(u"sqrt(2)"_s, "1.414213562373095048801688724209698");
        addRow(u"sqrt(-1)"_s, "null");
        addRow(u"log(10)"_s, "2.302585092994045684017991454684364");
        addRow(u"log(0)"_s, "null");
        addRow(u"exp(1)"_s, "2.718281828459045235360287471352662");
        addRow(u"exp(99999)"_s, "null");
        addRow(u"exp(n: 1)"_s, "null");
        addRow(u"odd(-5)"_s, "true");
        addRow(u"odd(1.5)"_s, "false");
        addRow(u"even(2.0)"_s, "true");
        addRow(u"even(true)"_s, "null");
        addCamundaRow(u"random number() < 1"_s, "true");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_NumericFunctions)
#include "tst_numericfunctions.moc"
