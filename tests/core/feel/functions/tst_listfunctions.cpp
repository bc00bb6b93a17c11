#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_ListFunctions : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"insert before([1, 3], 2, 2)"_s, "[1,2,3]");
        addRow(u"insert before([1, 3], -1, 2)"_s, "[1,2,3]");
        addRow(u"insert before([1], 3, 2)"_s, "null");
        addRow(u"insert before([1], 0, 2)"_s, "null");
        addRow(u"remove([1, 2, 3], 2)"_s, "[1,3]");
        addRow(u"remove([1, 2, 3], -1)"_s, "[1,2]");
        addRow(u"remove([1], 5)"_s, "null");
        addRow(u"list replace([1, 2, 3], 2, 9)"_s, "[1,9,3]");
        addRow(u"list replace([1, 2, 3], function(item, newItem) item > 1, 9)"_s, "[1,9,9]");
        addCamundaRow(u"partition([1, 2, 3, 4, 5], 2)"_s, "[[1,2],[3,4],[5]]");
        addCamundaRow(u"partition([1], 0)"_s, "null");
        addCamundaRow(u"partition([], 2)"_s, "[]");
        addCamundaRow(u"duplicate values([1, 2, 1, \"a\", \"a\"])"_s, "[1,\"a\"]");
        addCamundaRow(u"is empty([])"_s, "true");
        addRow(u"median(8, 2, 5, 3, 4)"_s, "4");
        addRow(u"median([6, 1, 2, 3])"_s, "2.5");
        addRow(u"median([])"_s, "null");
        addRow(u"median([1, \"a\"])"_s, "null");
        addRow(u"stddev([2, 4, 7, 5])"_s, "2.081665999466132735282297706979931");
        addRow(u"stddev([47])"_s, "null");
        addRow(u"mode(6, 3, 9, 6, 6)"_s, "[6]");
        addRow(u"mode([6, 1, 9, 6, 1])"_s, "[1,6]");
        addRow(u"mode([])"_s, "[]");
        addRow(u"mode()"_s, "null");
        addRow(u"context put({x: 1}, [\"y\", \"z\"], 2)"_s, "{\"x\":1,\"y\":{\"z\":2}}");
        addRow(u"context merge([{a: 1}, {a: 2, b: 3}])"_s, "{\"a\":2,\"b\":3}");
        addCamundaRow(u"context merge({a: 1}, {b: 2})"_s, "{\"a\":1,\"b\":2}");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_ListFunctions)
#include "tst_listfunctions.moc"
