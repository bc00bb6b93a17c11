#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Language : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        addRow(u"4 in (2..4)"_s, "false");
        addRow(u"4 in [2..4]"_s, "true");
        addRow(u"4 in (2..4]"_s, "true");
        addRow(u"4 in (1, 2..4)"_s, "true");
        addRow(u"[1..10) = [1..10["_s, "true");
        addRow(u"true in =true"_s, "true");
        addRow(u"[1, 2] in =[1, 2]"_s, "true");
        addRow(u"3 in (=3)"_s, "true");
        addRow(u"3 in (< 5)"_s, "true");
        addRow(u"[1, 2] instance of list<number>"_s, "true");
        addRow(u"[1, \"a\"] instance of list<number>"_s, "false");
        addRow(u"{a: \"x\"} instance of context<a: number>"_s, "false");
        addRow(u"{a: {b: 1}} instance of context<a: context<b: number>>"_s, "true");
        addRow(u"[1..3] instance of range<number>"_s, "true");
        addRow(u"1 instance of function<>->Any"_s, "false");
        addRow(u"null instance of Any"_s, "false");
        addRow(u"for i in @\"1980-01-01\"..@\"1980-01-03\" return day of week(i)"_s,
               "[\"Tuesday\",\"Wednesday\",\"Thursday\"]");
        addRow(u"for i in [2..1] return i"_s, "null");
        addRow(u"for i in 3..1 return i"_s, "[3,2,1]");
        addRow(u"if \"abc\" then 1 else 2"_s, "null", "2");
        addRow(u"if null then 1 else 2"_s, "2");
        addRow(u"[1, 2][\"no boolean\"]"_s, "null", "[]");
        addRow(u"some x in [1, 2] satisfies (if x = 2 then true else \"no\")"_s, "null", "true");
        addCamundaRow(u"get value({a: {b: 1}}, [\"a\", \"b\"])"_s, "1");
        addCamundaRow(u"get value({a: 1}, [])"_s, "null");
        addRow(u"{ a: 1, b: a + 1 }.b"_s, "2");
        addRow(u"[{x: 1}, {x: 2}][x > 1].x"_s, "[2]");
    }
    void gives() { checkRow(); }
};

PLUGBOARD_TEST(tst_Language)
#include "tst_language.moc"
