#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// Every production of the grammar (DMN 1.5, 10.3.1.2) by what it comes to.
class tst_Parser : public QObject
{
    Q_OBJECT

private slots:
    void gives_data()
    {
        addColumns();
        literals();
        operators();
        collections();
        branchesAndLoops();
        functions();
        types();
    }
    void gives() { checkRow(); }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"",
                                 " ",
                                 "=",
                                 "1 +",
                                 "* 1",
                                 "1 2",
                                 "(1",
                                 "1)",
                                 "[1, 2",
                                 "[1,, 2]",
                                 "[1,]",
                                 "{a 1}",
                                 "{a: }",
                                 "{a: 1",
                                 "{: 1}",
                                 "if true then 1",
                                 "if true 1 else 2",
                                 "for x in [1]",
                                 "for in [1] return 1",
                                 "for x [1] return x",
                                 "some x in [1]",
                                 "every x satisfies x",
                                 "function(a",
                                 "function a",
                                 "f(1",
                                 "f(1,)",
                                 "f(a: 1, 2)",
                                 "f(1, a: 2)",
                                 "a.",
                                 "a.1",
                                 "a[",
                                 "a[1",
                                 "1 between 2",
                                 "1 between 2 and",
                                 "1 in",
                                 "1 instance of",
                                 "1 instance of number<",
                                 "1 instance of nothing",
                                 "@P1D",
                                 "]1..2",
                                 "(1..",
                                 "[1..2",
                                 "then",
                                 "else",
                                 "return",
                                 "and",
                                 "1 and",
                                 "or 1",
                                 "not",
                                 "-",
                                 "1 == 2",
                                 "a := 1",
                                 "\"abc",
                                 "`abc",
                                 "/* abc",
                                 "1 // 2\n 3",
                                 "null null",
                                 "#",
                                 "?.",
                                 "[then]",
                                 "f(})",
                                 "f(then)",
                                 "{then: }",
                                 "((((",
                                 "))))",
                                 "[[[[",
                                 "]]]]",
                                 "{{{{",
                                 "}}}}",
                                 "if if if",
                                 "for for for",
                                 "f(f(f(",
                                 "-----",
                                 "a.b.c.",
                                 "..",
                                 "...",
                                 "1..",
                                 "1e400000"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void refuses()
    {
        QFETCH(QString, text);
        const Feel::Parsed parsed = Feel::Expression::parse(text);
        QVERIFY(!parsed.ok());
        QVERIFY(!parsed.errors.first().message.isEmpty());
        QCOMPARE(jsonOf(parsed.expression.evaluate({}, Feel::systemEnvironment())), "null");
    }

    void skipsTheMarkOfAField()
    {
        QCOMPARE(evaluated(u"=1 + 1"_s, Feel::Dialect::Camunda), "2");
        QCOMPARE(evaluated(u"  = 1 + 1"_s, Feel::Dialect::Camunda), "2");
        QCOMPARE(Feel::Expression::parse(u"== 1"_s).ok(), false);
    }

    void tellsItsVariables()
    {
        const auto names = [](const QString &text) {
            const QSet<QByteArray> found = Feel::Expression::parse(text).expression.variables();
            QByteArrayList sorted(found.begin(), found.end());
            std::sort(sorted.begin(), sorted.end());
            return sorted.join(' ');
        };
        QCOMPARE(names(u"a + b.c"_s), "a b");
        QCOMPARE(names(u"for x in xs return x + y"_s), "xs y");
        QCOMPARE(names(u"(function(a) a + b)(c)"_s), "b c");
        QCOMPARE(names(u"{a: 1, b: a + c}"_s), "c");
        QCOMPARE(names(u"xs[size > limit]"_s), "limit size xs");
        QCOMPARE(names(u"count([1])"_s), "");
    }

    void knowsConstants()
    {
        const auto constant = [](const QString &text) {
            const std::optional<Value> value = Feel::Expression::parse(text).expression.constant();
            return value ? Json::write(*value) : QByteArray("none");
        };
        QCOMPARE(constant(u"1 + 2 * 3"_s), "7");
        QCOMPARE(constant(u"if true then \"a\" else b"_s), "none");
        QCOMPARE(constant(u"upper case(\"a\") + \"b\""_s), "\"Ab\"");
        QCOMPARE(constant(u"random number()"_s), "none");
        QCOMPARE(constant(u"now()"_s), "none");
        QCOMPARE(constant(u"a"_s), "none");
        QCOMPARE(constant(u"1 / 0"_s), "none"); // its warning is told when it is run
    }

private:
    static void literals();
    static void operators();
    static void collections();
    static void branchesAndLoops();
    static void functions();
    static void types();
};

void tst_Parser::literals()
{
    addRow(u"1"_s, "1");
    addRow(u"1.50"_s, "1.50");
    addRow(u".872"_s, "0.872");
    addRow(u"1.23e4"_s, "12300");
    addRow(u"1.23E-4"_s, "0.000123");
    addRow(u"1e+2"_s, "100");
    addRow(u"-0"_s, "0");
    addRow(u"12345678901234567890123456789012345"_s, "12345678901234567890123456789012340");
    addRow(u"true"_s, "true");
    addRow(u"false"_s, "false");
    addRow(u"null"_s, "null");
    addRow(u"\"\\\"\\\\\\n\\r\\t\\'\""_s, "\"\\\"\\\\\\n\\r\\t'\"");
    addRow(u"\"\\u0041\\U01F40E\""_s, "\"A🐎\"");
    addRow(u"\"a\nb\""_s, "\"a\\nb\"");
    addRow(u"@\"2020-01-01\""_s, "\"2020-01-01\"");
    addRow(u"@\"10:00:00@Europe/Paris\""_s, "\"10:00:00@Europe/Paris\"");
    addRow(u"@\"2020-01-01T10:00:00Z\""_s, "\"2020-01-01T10:00:00Z\"");
    addRow(u"@\"P1D\""_s, "\"P1D\"");
    addRow(u"@\"-P1Y2M\""_s, "\"-P1Y2M\"");
    addRow(u"@\"nonsense\""_s, "null");
    addRow(u"/* a */ 1 // b"_s, "1");
    addRow(u"\ufeff1\u00a0+\u20031"_s, "2");
}

void tst_Parser::operators()
{
    addRow(u"1 + 2 * 3"_s, "7");
    addRow(u"(1 + 2) * 3"_s, "9");
    addRow(u"10 - 2 - 3"_s, "5");
    addRow(u"100 / 5 / 2"_s, "10");
    addRow(u"2 * 3 ** 2"_s, "18");
    addRow(u"3 ** 4 ** 5"_s, "3486784401");
    addRow(u"-3 ** 2"_s, "9");
    addRow(u"2 ** -1"_s, "0.5");
    addRow(u"--1"_s, "1");
    addRow(u"1 - -1"_s, "2");
    addRow(u"-(1 + 2)"_s, "-3");
    addRow(u"-{a: 1}.a"_s, "-1");
    addRow(u"1 < 2 and 2 < 3"_s, "true");
    addRow(u"true or false and false"_s, "true");
    addRow(u"(true or false) and false"_s, "false");
    addRow(u"1 + 1 = 2"_s, "true");
    addRow(u"1 != 2"_s, "true");
    addRow(u"1 = 1 = true"_s, "true");
    addRow(u"2 >= 2"_s, "true");
    addRow(u"2 <= 1"_s, "false");
    addRow(u"\"a\" < \"b\""_s, "true");
    addRow(u"\"a\" + \"b\" + \"c\""_s, "\"abc\"");
    addRow(u"[1, [2]] = [1, [2]]"_s, "true");
    addRow(u"{a: 1, b: [2]} = {b: [2], a: 1}"_s, "true");
    addRow(u"[1, 2] = [1, 3]"_s, "false");
    addRow(u"2 between 1 and 3"_s, "true");
    addRow(u"2 between 1 and 3 and true"_s, "true");
    addRow(u"1 + 1 between 2 and 3 - 1"_s, "true");
    addRow(u"1 in 1"_s, "true");
    addRow(u"1 in [1, 2]"_s, "true");
    addRow(u"1 in (1, 2)"_s, "true");
    addRow(u"1 in [1..3]"_s, "true");
    addRow(u"1 in (1..3]"_s, "false");
    addRow(u"1 in ]1..3]"_s, "false");
    addRow(u"3 in [1..3["_s, "false");
    addRow(u"3 in [1..3)"_s, "false");
    addRow(u"1 in > 0"_s, "true");
    addRow(u"1 in (> 0, < 5)"_s, "true");
    addRow(u"1 in (>= 2, <= 0)"_s, "false");
    addRow(u"1 in (!= 1)"_s, "false");
    addRow(u"5 in ([1..3], 5)"_s, "true");
    addRow(u"1 in 1 and true"_s, "true");
    addRow(u"[1..3] = [1..3]"_s, "true");
    addRow(u"(1, 2)"_s, "null");
}

void tst_Parser::collections()
{
    addRow(u"[]"_s, "[]");
    addRow(u"[1, [2, [3]]]"_s, "[1,[2,[3]]]");
    addRow(u"{}"_s, "{}");
    addRow(u"{a: 1, \"b c\": 2, x y: 3}"_s, "{\"a\":1,\"b c\":2,\"x y\":3}");
    addRow(u"{`a-b`: 1}.`a-b`"_s, "1");
    addRow(u"{a-b: 1}"_s, "{\"a-b\":1}");
    addRow(u"{if: 1, then: 2}"_s, "{\"if\":1,\"then\":2}");
    addRow(u"{\"\": 1}"_s, "{\"\":1}");
    addRow(u"{🐎: 1}.🐎"_s, "1");
    addRow(u"{a+b: 1, \"\\\"\": 2}"_s, "{\"a+b\":1,\"\\\"\":2}");
    addRow(u"{a: 1, b: a + 1, c: b + 1}.c"_s, "3");
    addRow(u"{a: {b: {c: 1}}}.a.b.c"_s, "1");
    addRow(u"{a: 1}.b"_s, "null");
    addRow(u"[{a: 1}, {a: 2}, {}].a"_s, "[1,2,null]");
    addRow(u"[1, 2, 3][2]"_s, "2");
    addRow(u"[1, 2, 3][-1]"_s, "3");
    addRow(u"[1, 2, 3][0]"_s, "null");
    addRow(u"[1, 2, 3][4]"_s, "null");
    addRow(u"[1, 2, 3][item > 1]"_s, "[2,3]");
    addRow(u"[1, 2, 3][item > 1][1]"_s, "2");
    addRow(u"[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b"_s, "[4]");
    addRow(u"[[1, 2], [3]][1][2]"_s, "2");
    addRow(u"[1, 2, 3][1 + 1]"_s, "2");
    addRow(u"[1..3].start"_s, "1");
    addRow(u"[1..3).end included"_s, "false");
    addRow(u"(1..3].start included"_s, "false");
    addRow(u"@\"2020-02-03\".year + @\"2020-02-03\".month + @\"2020-02-03\".day"_s, "2025");
    addRow(u"@\"2020-02-03\".weekday"_s, "1");
    addRow(u"@\"10:11:12+01:00\".hour"_s, "10");
    addRow(u"@\"10:11:12+01:00\".time offset"_s, "\"PT1H\"");
    addRow(u"@\"2020-01-01T00:00:00@Europe/Paris\".timezone"_s, "\"Europe/Paris\"");
    addRow(u"@\"P1Y2M\".months"_s, "2");
    addRow(u"@\"P1DT2H3M4S\".seconds"_s, "4");
}

void tst_Parser::branchesAndLoops()
{
    addRow(u"if 1 > 0 then \"a\" else \"b\""_s, "\"a\"");
    addRow(u"if false then 1 else if false then 2 else 3"_s, "3");
    addRow(u"(if true then 1 else 2) + 1"_s, "2");
    addRow(u"if true then 1 else 2 + 1"_s, "1");
    addRow(u"for x in [1, 2] return x * 2"_s, "[2,4]");
    addRow(u"for x in 1..3 return x"_s, "[1,2,3]");
    addRow(u"for x in 3..1 return x"_s, "[3,2,1]");
    addRow(u"for x in [1, 2], y in [10, 20] return x + y"_s, "[11,21,12,22]");
    addRow(u"for x in [[1, 2], [3, 4]], y in x return y"_s, "[1,2,3,4]");
    addRow(u"for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]"_s, "[1,1,2,3,5]");
    addRow(u"for x in [] return x"_s, "[]");
    addRow(u"for x in 7 return x"_s, "[7]");
    addRow(u"for d in @\"2020-02-28\"..@\"2020-03-01\" return d.day"_s, "[28,29,1]");
    addRow(u"for x in [1..3] return x"_s, "[1,2,3]");
    addRow(u"for x in (1..3) return x"_s, "[2]");
    addRow(u"some x in [1, 2] satisfies x > 1"_s, "true");
    addRow(u"every x in [1, 2] satisfies x > 1"_s, "false");
    addRow(u"some x in [1, 2], y in [2, 3] satisfies x = y"_s, "true");
    addRow(u"every x in [[1], [2]], y in x satisfies y > 0"_s, "true");
    addRow(u"some x in 1..5 satisfies x = 5"_s, "true");
    addRow(u"some x in [] satisfies true"_s, "false");
    addRow(u"every x in [] satisfies false"_s, "true");
}

void tst_Parser::functions()
{
    addRow(u"(function(a) a)(10)"_s, "10");
    addRow(u"{f: function(a, b) a - b, r: f(5, 3)}.r"_s, "2");
    addRow(u"{f: function(a, b) a - b, r: f(b: 5, a: 3)}.r"_s, "-2");
    addRow(u"{f: function(a: number, b: string) b, r: f(1, \"x\")}.r"_s, "\"x\"");
    addRow(u"{f: function(a: number) a, r: f(\"x\")}.r"_s, "null");
    addRow(u"{f: function() 1, r: f()}.r"_s, "1");
    addRow(u"{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(20)}.r"_s, "2432902008176640000");
    addRow(u"{add: function(a) function(b) a + b, r: add(1)(2)}.r"_s, "3");
    addRow(u"sort([3, 1, 2], function(a, b) a < b)"_s, "[1,2,3]");
    addRow(u"sort(list: [3, 1, 2], precedes: function(a, b) a > b)"_s, "[3,2,1]");
    addRow(u"{a: 1, f: function(x) x + a, r: f(2)}.r"_s, "3");
    addRow(u"substring(\"foobar\", 3)"_s, "\"obar\"");
    addRow(u"substring(string: \"foobar\", start position: 3, length: 2)"_s, "\"ob\"");
    addRow(u"substring(length: 2, start position: 3, string: \"foobar\")"_s, "\"ob\"");
    addRow(u"date  and\n time(\"2020-01-01T00:00:00\")"_s, "\"2020-01-01T00:00:00\"");
    addRow(u"function(a) external {java: {class: \"X\", method signature: \"y()\"}}(1)"_s, "null");
    addRow(u"count(function(a) a)"_s, "1");
}

void tst_Parser::types()
{
    addRow(u"1 instance of number"_s, "true");
    addRow(u"\"a\" instance of string"_s, "true");
    addRow(u"true instance of boolean"_s, "true");
    addRow(u"@\"2020-01-01\" instance of date"_s, "true");
    addRow(u"@\"10:00:00\" instance of time"_s, "true");
    addRow(u"@\"2020-01-01T10:00:00\" instance of date and time"_s, "true");
    addRow(u"@\"2020-01-01\" instance of date and time"_s, "false");
    addRow(u"@\"P1Y\" instance of years and months duration"_s, "true");
    addRow(u"@\"P1D\" instance of days and time duration"_s, "true");
    addRow(u"@\"P1D\" instance of years and months duration"_s, "false");
    addRow(u"1 instance of Any"_s, "true");
    addRow(u"[1] instance of list<number>"_s, "true");
    addRow(u"[[1]] instance of list<list<number>>"_s, "true");
    addRow(u"{a: 1} instance of context<a: number>"_s, "true");
    addRow(u"{a: 1, b: \"x\"} instance of context<a: number, b: string>"_s, "true");
    addRow(u"[1..2] instance of range<number>"_s, "true");
    addRow(u"[\"a\"..\"b\"] instance of range<number>"_s, "false");
    addRow(u"(function(a: number) a) instance of function<number>->Any"_s, "true");
    addRow(u"1 + 1 instance of number"_s, "true");
    addRow(u"1 instance of number and true"_s, "true");
}

PLUGBOARD_TEST(tst_Parser)
#include "tst_parser.moc"
