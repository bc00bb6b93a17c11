#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// Where Camunda's engine and the DMN TCK differ, one row for each difference, in both dialects.
class tst_Dialects : public QObject
{
    Q_OBJECT

private slots:
    void differ_data()
    {
        addColumns();
        // Both define a value: each dialect has its own.
        addRow(u"abs(number: -1)"_s, "null", "1");
        addRow(u"{a: 1, a: 2}"_s, "null", "{\"a\":2}");
        addRow(u"context([{key: \"a\", value: 1}, {key: \"a\", value: 2}])"_s, "null", "{\"a\":2}");
        addRow(u"context put({x: 1}, [\"x\", \"y\"], 2)"_s, "null", "{\"x\":{\"y\":2}}");
        addRow(u"context put({}, [\"a\", \"b\"], 1)"_s, "{\"a\":{\"b\":1}}");
        addRow(u"@\"10:00:00+01:00\".timezone"_s, "null");
        addRow(u"string(@\"PT0S\")"_s, "\"PT0S\"", "\"P0D\"");
        addRow(u"string(@\"P0Y0M\")"_s, "\"P0M\"", "\"P0Y\"");
        addRow(u"string({a: 1, b: 2})"_s, "\"{a:1, b:2}\"");
        addRow(u"time(\"T23:59:00\")"_s, "null", "\"23:59:00\"");
        addRow(u"date and time(\"2020-01-01T10:00:00+01:00[Europe/Paris]\")"_s, "null",
               "\"2020-01-01T10:00:00@Europe/Paris\"");
        addRow(u"some x in [1, 2] satisfies x"_s, "null", "false");
        addRow(u"every x in [1, 2] satisfies x"_s, "null", "false");
        addRow(u"if 7 then 1 else 2"_s, "null", "2");
        addRow(u"[1, 2][\"x\"]"_s, "null", "[]");
        addRow(u"@\"2020-01-01T00:00:00@Europe/Paris\" = @\"2020-01-01T00:00:00+01:00\""_s, "true");
        addRow(u"@\"2020-01-01T00:00:00Z\" = @\"2020-01-01T01:00:00+01:00\""_s, "true", "false");
        addRow(u"{f: function(a, b) b, r: f(a: 1)}.r"_s, "null");

        // Camunda merely lacks it: both give what the standard says.
        addRow(u"100[1]"_s, "100");
        addRow(u"\"foo\"[true]"_s, "[\"foo\"]");
        addRow(u"is(1, 1.0)"_s, "true");
        addRow(u"is(@\"P0Y\", @\"P0D\")"_s, "false");
        addRow(u"list replace([1, 2], 1, 3)"_s, "[3,2]");
        addRow(u"2 in range(\"[1..3]\")"_s, "true");
        addRow(u"[1] instance of list<number>"_s, "true");
        addRow(u"{a: 1} instance of context<a: number>"_s, "true");
        addRow(u"(function() 1) instance of function<>->Any"_s, "true");
        addRow(u"[1..3].end"_s, "3");
        addRow(u"1 in [[2..4], [1..3]]"_s, "true");
        addRow(u"1 in (=1)"_s, "true");
        addRow(u"for x in [[1, 2], [3]], y in x return y"_s, "[1,2,3]");
        addRow(u"for d in @\"2020-01-01\"..@\"2020-01-02\" return d"_s, "[\"2020-01-01\",\"2020-01-02\"]");
        addRow(u"(function(a) a + 1)(1)"_s, "2");
        addRow(u"matches(\"abc\", \"[a-z-[b]]{2}\")"_s, "false");
        addRow(u"-2.5 * @\"P1Y11M\""_s, "\"-P4Y9M\"");
        addRow(u"string length(\"\\U01F40E\")"_s, "1");
        addRow(u"decimal(1, 6177)"_s, "null");
        addRow(u"1.5e1"_s, "15");

        // Only Camunda has the function.
        for (const auto &[text, value] : {std::pair(u"is defined(null)"_s, "false"),
                                          std::pair(u"get or else(null, 1)"_s, "1"),
                                          std::pair(u"assert(1, true)"_s, "1"),
                                          std::pair(u"extract(\"a1b2\", \"[0-9]\")"_s, "[\"1\",\"2\"]"),
                                          std::pair(u"trim(\" a \")"_s, "\"a\""),
                                          std::pair(u"is blank(\" \")"_s, "true"),
                                          std::pair(u"to base64(\"FEEL\")"_s, "\"RkVFTA==\""),
                                          std::pair(u"from base64(\"RkVFTA==\")"_s, "\"FEEL\""),
                                          std::pair(u"string join([\"a\", \"b\"], \",\", \"<\", \">\")"_s, "\"<a,b>\""),
                                          std::pair(u"duplicate values([1, 1])"_s, "[1]"),
                                          std::pair(u"is empty([])"_s, "true"),
                                          std::pair(u"partition([1, 2, 3], 2)"_s, "[[1,2],[3]]"),
                                          std::pair(u"and([true, false])"_s, "false"),
                                          std::pair(u"or([true, false])"_s, "true"),
                                          std::pair(u"decimal(2.5, 0, \"HALF_UP\")"_s, "3"),
                                          std::pair(u"get value({a: {b: 1}}, [\"a\", \"b\"])"_s, "1"),
                                          std::pair(u"put({}, \"a\", 1)"_s, "{\"a\":1}"),
                                          std::pair(u"put all({a: 1}, {b: 2})"_s, "{\"a\":1,\"b\":2}"),
                                          std::pair(u"last day of month(@\"2023-02-01\")"_s, "\"2023-02-28\""),
                                          std::pair(u"from json(\"[1]\")"_s, "[1]"),
                                          std::pair(u"to json({a: 1})"_s, "\"{\\\"a\\\":1}\""),
                                          std::pair(u"date and time(@\"2020-07-31T14:27:30Z\", \"Asia/Tokyo\")"_s,
                                                    "\"2020-07-31T23:27:30@Asia/Tokyo\""),
                                          std::pair(u"string length(uuid())"_s, "36"),
                                          std::pair(u"fromAi({a: 1}.a, \"text\", \"number\", {}, {})"_s, "1")})
            addCamundaRow(text, value);
    }
    void differ() { checkRow(); }

    void aFunctionOfTheOtherDialectIsNamed()
    {
        const Feel::Outcome outcome = outcomeOf(u"trim(\" a \")"_s, {}, Feel::Dialect::Dmn);
        QCOMPARE(outcome.warnings.size(), 1);
        QCOMPARE(outcome.warnings.first().kind, Feel::Kind::NoFunctionFound);
        QVERIFY(outcome.warnings.first().message.contains(u"trim"_s));
    }
};

PLUGBOARD_TEST(tst_Dialects)
#include "tst_dialects.moc"
