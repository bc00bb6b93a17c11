#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_RangeFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"before(1, 2)"_s, "true");
        addRow(u"before(1, 1)"_s, "false");
        addRow(u"before(1, (1..5])"_s, "true");
        addRow(u"before(1, [1..5])"_s, "false");
        addRow(u"before([1..5], 5)"_s, "false");
        addRow(u"before([1..5), 5)"_s, "true");
        addRow(u"before([1..5), [5..6])"_s, "true");
        addRow(u"before([1..5], [5..6])"_s, "false");
        addRow(u"after(6, [1..5])"_s, "true");
        addRow(u"after([2..5], 1)"_s, "true");
        addRow(u"after((5..6], [1..5])"_s, "true");
        addRow(u"meets([1..5], [5..9])"_s, "true");
        addRow(u"meets([1..5), [5..9])"_s, "false");
        addRow(u"met by([5..9], [1..5])"_s, "true");
        addRow(u"overlaps([1..5], [5..9])"_s, "true");
        addRow(u"overlaps([1..5), [5..9])"_s, "false");
        addRow(u"overlaps before([1..5], [3..9])"_s, "true");
        addRow(u"overlaps before([1..5], [1..9])"_s, "false");
        addRow(u"overlaps after([3..9], [1..5])"_s, "true");
        addRow(u"finishes(9, [1..9])"_s, "true");
        addRow(u"finishes([5..9], [1..9])"_s, "true");
        addRow(u"finishes([5..9), [1..9])"_s, "false");
        addRow(u"finished by([1..9], 9)"_s, "true");
        addRow(u"finished by([1..9], [5..9])"_s, "true");
        addRow(u"includes([1..9], 9)"_s, "true");
        addRow(u"includes([1..9), 9)"_s, "false");
        addRow(u"includes([1..9], [2..3])"_s, "true");
        addRow(u"during(1, (1..9])"_s, "false");
        addRow(u"during([2..3], [1..9])"_s, "true");
        addRow(u"starts(1, [1..9])"_s, "true");
        addRow(u"starts([1..3], [1..9])"_s, "true");
        addRow(u"started by([1..9], 1)"_s, "true");
        addRow(u"started by([1..9], [1..3])"_s, "true");
        addRow(u"coincides([1..3], [1..3])"_s, "true");
        addRow(u"coincides([1..3), [1..3])"_s, "false");
        addRow(u"before(@\"2020-01-01\", @\"2020-01-02\")"_s, "true");
        addRow(u"before(\"a\", 1)"_s, "null");
        addRow(u"before(point1: 1, point2: 2)"_s, "true");
        addRow(u"before(a: 1, b: 2)"_s, "null");
        addRow(u"range(\"[1..3]\") = [1..3]"_s, "true");
        addRow(u"range(\" ]1 .. 3[ \") = (1..3)"_s, "true");
        addRow(u"range(\"[date(\\\"2020-01-01\\\")..@\\\"2020-02-01\\\"]\") = [@\"2020-01-01\"..@\"2020-02-01\"]"_s,
               "true");
        addRow(u"range(\"[3..1]\")"_s, "null");
        addRow(u"range(\"[1..\\\"b\\\"]\")"_s, "null");
        addRow(u"range(\"1\")"_s, "null");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_RangeFunctions)
#include "tst_rangefunctions.moc"
