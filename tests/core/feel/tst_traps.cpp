#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// What engines of FEEL get wrong, topic by topic.
class tst_Traps : public QObject
{
    Q_OBJECT

private slots:
    void null_data()
    {
        addColumns();
        addRow(u"null = null"_s, "true");
        addRow(u"1 = null"_s, "false");
        addRow(u"null != 1"_s, "true");
        addRow(u"null < 1"_s, "null");
        addRow(u"null + 1"_s, "null");
        addRow(u"-null"_s, "null");
        addRow(u"{} = []"_s, "null");
        addRow(u"1 = \"a\""_s, "null");
        addRow(u"null.a"_s, "null");
        addRow(u"null between 1 and 2"_s, "null");
        addRow(u"[1] = 1"_s, "null");
        addRow(u"null in [1, null]"_s, "true");
    }
    void null() { checkRow(); }

    void ternaryLogic_data()
    {
        addColumns();
        addRow(u"false and null"_s, "false");
        addRow(u"null and false"_s, "false");
        addRow(u"false and \"x\""_s, "false");
        addRow(u"true and null"_s, "null");
        addRow(u"true and 1"_s, "null");
        addRow(u"true or null"_s, "true");
        addRow(u"null or true"_s, "true");
        addRow(u"1 or true"_s, "true");
        addRow(u"false or null"_s, "null");
        addRow(u"1 or 0"_s, "null");
        addRow(u"not(null)"_s, "null");
        addRow(u"not(0)"_s, "null");
        addRow(u"some x in [null, true] satisfies x"_s, "true");
        addRow(u"every x in [null, false] satisfies x"_s, "false");
        addRow(u"some x in [null, false] satisfies x"_s, "null", "false");
        addRow(u"every x in [null, true] satisfies x"_s, "null", "false");
        addRow(u"all([true, null])"_s, "null");
        addRow(u"any([false, null])"_s, "null");
        addRow(u"all([false, null])"_s, "false");
        addRow(u"any([true, null])"_s, "true");
        addRow(u"all([])"_s, "true");
        addRow(u"any([])"_s, "false");
    }
    void ternaryLogic() { checkRow(); }

    void singletonLists_data()
    {
        addColumns();
        addRow(u"upper case([\"a\"])"_s, "\"A\"");
        addRow(u"upper case([\"a\", \"b\"])"_s, "null");
        addRow(u"{xs: [{n: \"Bob\"}], r: upper case(xs[n = \"Bob\"].n)}.r"_s, "\"BOB\"");
        addRow(u"100[1]"_s, "100");
        addRow(u"100[2]"_s, "null");
        addRow(u"100[true]"_s, "[100]");
        addRow(u"100[false]"_s, "[]");
        addRow(u"string join(\"a\", \"X\")"_s, "\"a\"");
        addRow(u"count(1)"_s, "1");
        addRow(u"context({key: \"a\", value: 1})"_s, "{\"a\":1}");
        addRow(u"[1] + 1"_s, "null");
    }
    void singletonLists() { checkRow(); }

    void ranges_data()
    {
        addColumns();
        addRow(u"1 in [null..2]"_s, "null");
        addRow(u"(< 10) = (null..10)"_s, "false");
        addRow(u"for i in \"a\"..\"c\" return i"_s, "null");
        addRow(u"for i in @\"10:00:00\"..@\"12:00:00\" return i"_s, "null");
        addRow(u"for i in 4..2 return i"_s, "[4,3,2]");
        addRow(u"for i in [2..1] return i"_s, "null");
        addRow(u"for i in 1.5..3 return i"_s, "[1.5,2.5]");
        addRow(u"1 in [[2..4], [1..3]]"_s, "true");
        addRow(u"5 in [[2..4], [1..3]]"_s, "false");
        addRow(u"\"b\" in [\"a\"..\"c\"]"_s, "true");
        addRow(u"@\"2020-01-02\" in [@\"2020-01-01\"..@\"2020-01-03\"]"_s, "true");
        addRow(u"\"x\" in [1..2]"_s, "null");
        addRow(u"[1..\"a\"]"_s, "null");
    }
    void ranges() { checkRow(); }

    void numbers_data()
    {
        addColumns();
        addRow(u"0.1 + 0.2 = 0.3"_s, "true");
        addRow(u"1 / 3"_s, "0.3333333333333333333333333333333333");
        addRow(u"2 / 3"_s, "0.6666666666666666666666666666666667");
        addRow(u"9999999999999999999999999999999999 + 1"_s, "10000000000000000000000000000000000");
        addRow(u"decimal(1/3, 2.5)"_s, "0.33");
        addRow(u"decimal(0.125, 2)"_s, "0.12");
        addRow(u"decimal(0.135, 2)"_s, "0.14");
        addRow(u"modulo(-12, 5)"_s, "3");
        addRow(u"modulo(12, -5)"_s, "-3");
        addRow(u"modulo(-12, -5)"_s, "-2");
        addRow(u"1 / 0"_s, "null");
        addRow(u"0 / 0"_s, "null");
        addRow(u"0 ** 0"_s, "1");
        addRow(u"(-8) ** (1/3)"_s, "null");
        addRow(u"string(123456789012345678901234567890)"_s, "\"123456789012345678901234567890\"");
        addRow(u"string(0.00000000001)"_s, "\"0.00000000001\"");
        addRow(u"number(\"1e3\")"_s, "1000");
        addRow(u"number(\"abc\")"_s, "null");
        addRow(u"number(\" 1\")"_s, "null");
    }
    void numbers() { checkRow(); }

    void emptyLists_data()
    {
        addColumns();
        addRow(u"sum([])"_s, "null");
        addRow(u"min([])"_s, "null");
        addRow(u"max([])"_s, "null");
        addRow(u"mean([])"_s, "null");
        addRow(u"product([])"_s, "null");
        addRow(u"median([])"_s, "null");
        addRow(u"stddev([])"_s, "null");
        addRow(u"count([])"_s, "0");
        addRow(u"mode([])"_s, "[]");
        addRow(u"string join([])"_s, "\"\"");
        addRow(u"flatten([])"_s, "[]");
        addRow(u"[][1]"_s, "null");
        addRow(u"[][item > 1]"_s, "[]");
    }
    void emptyLists() { checkRow(); }

    void codePoints_data()
    {
        addColumns();
        addRow(u"string length(\"\\U01F40E\")"_s, "1");
        addRow(u"string length(\"\\uD83D\\uDCA9\")"_s, "1");
        addRow(u"string length(\"👩‍👩‍👧\")"_s, "5");
        addRow(u"substring(\"🐎🐎x\", 3)"_s, "\"x\"");
        addRow(u"substring(\"🐎🐎x\", -2, 1)"_s, "\"🐎\"");
        addRow(u"substring(\"abc\", 0)"_s, "null", "\"\"");
        addRow(u"substring(\"abc\", 4)"_s, "null", "\"\"");
        addRow(u"substring(\"abc\", -3, 2)"_s, "\"ab\"");
        addRow(u"split(\"🐎,x\", \",\")"_s, "[\"🐎\",\"x\"]");
        addRow(u"matches(\"🐎\", \"^.$\")"_s, "true");
        addRow(u"\"🐎\" < \"\uffff\""_s, "false"); // by code point, not by unit
        addRow(u"substring before(\"a🐎b\", \"🐎\")"_s, "\"a\"");
    }
    void codePoints() { checkRow(); }

    void patterns_data()
    {
        addColumns();
        addRow(u"matches(\"ABC\", \"b\", \"i\")"_s, "true");
        addRow(u"matches(\"a\nb\", \"a.b\")"_s, "false");
        addRow(u"matches(\"a\nb\", \"a.b\", \"s\")"_s, "true");
        addRow(u"matches(\"a\rb\", \"a.b\")"_s, "false");
        addRow(u"matches(\"a\nb\", \"^b\", \"m\")"_s, "true");
        addRow(u"matches(\"ab\", \"a b\", \"x\")"_s, "true");
        addRow(u"matches(\"a b\", \"a[ ]b\", \"x\")"_s, "true");
        addRow(u"matches(\"a\", \"a\", \"q\")"_s, "null");
        addRow(u"matches(\"a\", \"a\", null)"_s, "true");
        addRow(u"matches(\"I\", \"^[A-Z-[OI]]$\")"_s, "false");
        addRow(u"matches(\"_a\", \"^\\i\\c*$\")"_s, "true", "null"); // \\c is a control character in Java
        addRow(u"matches(\"a\", \"\\p{IsBasicLatin}\")"_s, "true");
        addRow(u"matches(\"aa\", \"(a)\\1\")"_s, "true");
        addRow(u"matches(\"aa\", \"(a)\\3\")"_s, "null");
        addRow(u"matches(\"a\", \"[(a)\\1]\")"_s, "null");
        addRow(u"matches(\"a\", \"(\")"_s, "null");
        addRow(u"replace(\"abc\", \"(b)\", \"[$1]\")"_s, "\"a[b]c\"");
        addRow(u"replace(\"abc\", \"b\", \"\\$\")"_s, "\"a$c\"");
        addRow(u"contains(\"a.c\", \".\")"_s, "true"); // plain text
        addRow(u"contains(\"abc\", \".\")"_s, "false");
        addRow(u"split(\"a.b\", \"[.]\")"_s, "[\"a\",\"b\"]");
    }
    void patterns() { checkRow(); }

    void zones_data()
    {
        addColumns();
        addRow(u"@\"10:00:00+18:00\".time offset"_s, "\"PT18H\"");
        addRow(u"@\"10:00:00+18:01\""_s, "null");
        addRow(u"string(@\"10:00:00+01:02:03\")"_s, "\"10:00:00+01:02:03\"");
        addRow(u"@\"10:00:00+02:00@Europe/Paris\""_s, "null");
        addRow(u"@\"10:00:00@Nowhere/City\""_s, "null");
        addRow(u"@\"10:00:00Z\" = @\"11:00:00+01:00\""_s, "true", "false");
        addRow(u"is(@\"10:00:00Z\", @\"11:00:00+01:00\")"_s, "false");
        addRow(u"@\"2020-06-01T10:00:00@Australia/Melbourne\" = @\"2020-06-01T10:00:00@Australia/Sydney\""_s, "true");
        addRow(u"is(@\"2020-06-01T10:00:00@Australia/Melbourne\", @\"2020-06-01T10:00:00@Australia/Sydney\")"_s, "false");
        addRow(u"string(@\"2020-06-01T10:00:00@Europe/Paris\" + @\"P1D\")"_s, "\"2020-06-02T10:00:00@Europe/Paris\"");
        addRow(u"@\"2020-01-01T00:00:00\" - @\"2020-01-01T00:00:00Z\""_s, "null");
        addRow(u"@\"10:00:00\" - @\"10:00:00Z\""_s, "null");
        addRow(u"date and time(\"2018-12-08\")"_s, "\"2018-12-08T00:00:00\"");
        addRow(u"@\"2018-12-31T24:00:00\""_s, "\"2019-01-01T00:00:00\"");
        addRow(u"date(\"999999999-12-31\")"_s, "\"999999999-12-31\"");
        addRow(u"date(\"-999999999-01-01\")"_s, "\"-999999999-01-01\"");
        addRow(u"date(\"1000000000-01-01\")"_s, "null");
        addRow(u"date(\"02020-01-01\")"_s, "null");
        addRow(u"date(\"2020-02-30\")"_s, "null");
        addRow(u"date(\"2019-02-29\")"_s, "null");
        addRow(u"date(\"2020-1-01\")"_s, "null");
    }
    void zones() { checkRow(); }

    void durations_data()
    {
        addColumns();
        addRow(u"duration(\"P1Y\") = duration(\"P365D\")"_s, "null");
        addRow(u"is(@\"P0Y\", @\"P0D\")"_s, "false");
        addRow(u"@\"P1Y\" + @\"P1D\""_s, "null");
        addRow(u"@\"P1Y\" < @\"P400D\""_s, "null");
        addRow(u"-2.5 * @\"P1Y11M\""_s, "\"-P4Y9M\"");
        addRow(u"@\"P1Y11M\" * 0.5"_s, "\"P11M\"");
        addRow(u"@\"PT1S\" / 1000000000"_s, "\"PT0.000000001S\"");
        addRow(u"@\"P1D\" / @\"PT1H\""_s, "24");
        addRow(u"@\"P1Y\" / @\"P3M\""_s, "4");
        addRow(u"@\"P1D\" / 0"_s, "null");
        addRow(u"@\"P1D\" / @\"PT0S\""_s, "null");
        addRow(u"-@\"P1D\""_s, "\"-P1D\"");
        addRow(u"@\"PT24H\" = @\"P1D\""_s, "true");
        addRow(u"@\"P13M\""_s, "\"P1Y1M\"");
        addRow(u"years and months duration(@\"2011-12-22\", @\"2013-08-24\")"_s, "\"P1Y8M\"");
        addRow(u"years and months duration(@\"2013-08-24\", @\"2011-12-22\")"_s, "\"-P1Y8M\"");
        addRow(u"duration(\"P1Y2D\")"_s, "null");
        addRow(u"duration(\"P\")"_s, "null");
        addRow(u"duration(\"P1DT\")"_s, "null");
    }
    void durations() { checkRow(); }

    void dates_data()
    {
        addColumns();
        addRow(u"@\"2021-01-02\" - @\"PT1M\""_s, "\"2021-01-01\"");
        addRow(u"@\"2021-01-01\" + @\"PT36H\""_s, "\"2021-01-02\"");
        addRow(u"@\"2021-01-31\" + @\"P1M\""_s, "\"2021-02-28\"");
        addRow(u"@\"2020-01-31\" + @\"P1M\""_s, "\"2020-02-29\"");
        addRow(u"@\"2020-02-29\" + @\"P1Y\""_s, "\"2021-02-28\"");
        addRow(u"@\"2020-03-31\" - @\"P1M\""_s, "\"2020-02-29\"");
        addRow(u"@\"2020-01-02\" - @\"2020-01-01\""_s, "\"P1D\"");
        addRow(u"@\"23:00:00\" + @\"PT2H\""_s, "\"01:00:00\"");
        addRow(u"@\"01:00:00\" - @\"PT2H\""_s, "\"23:00:00\"");
        addRow(u"@\"2020-01-01T23:00:00\" + @\"PT2H\""_s, "\"2020-01-02T01:00:00\"");
        addRow(u"@\"2020-01-01\" + 1"_s, "null");
        addRow(u"@\"2020-01-01\" + @\"2020-01-01\""_s, "null");
        addRow(u"@\"2020-01-01\" < @\"2020-01-01T00:00:00\""_s, "null");
        addRow(u"date(@\"2020-01-01T10:00:00\") = @\"2020-01-01\""_s, "true");
        addRow(u"date(\"999999999-12-31\") + @\"P1D\""_s, "null");
    }
    void dates() { checkRow(); }

    void contexts_data()
    {
        addColumns();
        addRow(u"{z: 1, a: 2, m: 3}"_s, "{\"z\":1,\"a\":2,\"m\":3}");
        addRow(u"{a: 1}.b"_s, "null");
        addRow(u"{\"+\": 1, \"🐎\": 2, \"\": 3}"_s, "{\"+\":1,\"🐎\":2,\"\":3}");
        addRow(u"{a: 1, b: 2} = {b: 2, a: 1}"_s, "true");
        addRow(u"{a: 1} = {a: 1, b: null}"_s, "false");
        addRow(u"{a: 1, b: {a: 2, c: a}}.b.c"_s, "2");
        addRow(u"{b: {c: a}, a: 1}.b.c"_s, "null");
        addRow(u"get entries({a: 1})"_s, "[{\"key\":\"a\",\"value\":1}]");
        addRow(u"get value({a: null}, \"a\")"_s, "null");
    }
    void contexts() { checkRow(); }

    void filters_data()
    {
        addColumns();
        addRow(u"{x: 9, l: [{x: 1}, {x: 2}], r: l[x = 2]}.r"_s, "[{\"x\":2}]");
        addRow(u"{x: 9, l: [{x: null}], r: l[x = 9]}.r"_s, "[]");
        addRow(u"{x: 9, l: [{y: 1}], r: l[x = 9]}.r"_s, "[{\"y\":1}]");
        addRow(u"[{item: 1}, {item: 2}][item = 2]"_s, "[{\"item\":2}]");
        addRow(u"[1, 2, 3][item >= 2][1]"_s, "2");
        addRow(u"[[1], [2]][item[1] = 2]"_s, "[[2]]");
        addRow(u"[1, 2, 3][-4]"_s, "null");
        addRow(u"[1, 2, 3][1.5]"_s, "null");
        addRow(u"[1, 2, 3][null]"_s, "[]");
        addRow(u"null[1]"_s, "null");
        addRow(u"[true, false][item]"_s, "[true]");
    }
    void filters() { checkRow(); }

    void arguments_data()
    {
        addColumns();
        addRow(u"substring(\"a\")"_s, "null");
        addRow(u"substring(\"a\", 1, 1, 1)"_s, "null");
        addRow(u"substring(string: \"abc\", start: 2)"_s, "null");
        addRow(u"(function(a) a)()"_s, "null");
        addRow(u"(function(a) a)(1, 2)"_s, "null");
        addRow(u"(function(a, b) a)(a: 1, c: 2)"_s, "null");
        addRow(u"(function(a, b) [a, b])(b: 1, a: 2)"_s, "[2,1]");
        addRow(u"contains(\"a\", null)"_s, "null");
        addRow(u"count(null)"_s, "null");
        addRow(u"nosuch(1)"_s, "null");
    }
    void arguments() { checkRow(); }

    void equality_data()
    {
        addColumns();
        addRow(u"distinct values([1, 1.0, null, null, \"1\"])"_s, "[1,null,\"1\"]");
        addRow(u"union([1, null], [null, 2])"_s, "[1,null,2]");
        addRow(u"index of([null, 1, null], null)"_s, "[1,3]");
        addRow(u"list contains([1, null], null)"_s, "true");
        addRow(u"list contains([[1, 2]], [1, 2])"_s, "true");
        addRow(u"index of([1.0, 1.00], 1)"_s, "[1,2]");
        addCamundaRow(u"is defined(null)"_s, "false");
        addCamundaRow(u"is defined({a: 1}.b)"_s, "false");
    }
    void equality() { checkRow(); }
};

PLUGBOARD_TEST(tst_Traps)
#include "tst_traps.moc"
