#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Hints : public QObject
{
    Q_OBJECT

    static constexpr const char *inputs = R"({"x": 5, "a-b": 1, "c": {"d e": 2}, "r": 1, "xs": [1]})";

private slots:
    void tellWhatCamundaLacks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("place");
        const auto row
            = [](const QString &text, const QString &place) { QTest::newRow(qPrintable(text)) << text << place; };
        row(u"1 + 100[1]"_s, u"100[1]"_s);
        row(u"\"foo\"[true]"_s, u"\"foo\"[true]"_s);
        row(u"@\"P1D\"[1]"_s, u"@\"P1D\"[1]"_s);
        row(u"{a: 1}[a = 1]"_s, u"{a: 1}[a = 1]"_s);
        row(u"xs instance of list<number>"_s, u"xs instance of list<number>"_s);
        row(u"x instance of context<a: number>"_s, u"x instance of context<a: number>"_s);
        row(u"x instance of function<>->Any"_s, u"x instance of function<>->Any"_s);
        row(u"x instance of range<number>"_s, u"x instance of range<number>"_s);
        row(u"[1..3].start"_s, u"[1..3].start"_s);
        row(u"(< 3).end included"_s, u"(< 3).end included"_s);
        row(u"x in [[1..2], [4..5]]"_s, u"[[1..2], [4..5]]"_s);
        row(u"x in (1, [[1..2]])"_s, u"[[1..2]]"_s);
        row(u"x in (=3)"_s, u"(=3)"_s);
        row(u"x in (!= 3)"_s, u"(!= 3)"_s);
        row(u"for a in [[1]], b in a return b"_s, u"a"_s);
        row(u"some a in [[1]], b in concatenate(a, [1]) satisfies b = 1"_s, u"concatenate(a, [1])"_s);
        row(u"for d in @\"2020-01-01\"..@\"2020-01-03\" return d"_s, u"@\"2020-01-01\"..@\"2020-01-03\""_s);
        row(u"for d in [date(\"2020-01-01\")..date(\"2020-01-03\")] return d"_s,
            u"[date(\"2020-01-01\")..date(\"2020-01-03\")]"_s);
        row(u"(function(a) a)(1)"_s, u"(function(a) a)(1)"_s);
        row(u"{f: function(a) function(b) b, g: f(1)(2)}"_s, u"f(1)(2)"_s);
        row(u"1 + 1e3"_s, u"1e3"_s);
        row(u"2.5E-3"_s, u"2.5E-3"_s);
        row(u"is(1, 1)"_s, u"is(1, 1)"_s);
        row(u"list replace(xs, 1, 2)"_s, u"list replace(xs, 1, 2)"_s);
        row(u"range(\"[1..2]\")"_s, u"range(\"[1..2]\")"_s);
        row(u"a-b + 1"_s, u"a-b"_s);
        row(u"c.d e"_s, u"d e"_s);
    }
    void tellWhatCamundaLacks()
    {
        QFETCH(QString, text);
        QFETCH(QString, place);
        const Feel::Scope scope = scopeOf(inputs);
        const Feel::Parsed parsed = parsedIn(text, scope);
        QVERIFY2(parsed.ok(), qPrintable(parsed.ok() ? QString() : parsed.errors.first().message));
        QCOMPARE(parsed.hints.size(), 1);
        const Feel::Diagnostic &hint = parsed.hints.first();
        QCOMPARE(hint.kind, Feel::Kind::BeyondCamunda);
        QCOMPARE(text.mid(hint.fromUtf16, hint.toUtf16 - hint.fromUtf16), place);
        QVERIFY(hint.message.contains(u"Camunda 8"_s));
        QVERIFY(hint.message.contains(u"here"_s));
        const Feel::Parsed dmn = parsedIn(text, scope, Feel::Dialect::Dmn);
        QVERIFY(dmn.ok());
        QVERIFY(dmn.hints.isEmpty());
    }

    void tellNothingOfWhatCamundaHas_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"xs[1]",
                                 "[1, 2][item > 1]",
                                 "x instance of number",
                                 "x instance of list",
                                 "x in [1..3]",
                                 "x in [1, 2]",
                                 "x in ([1..2], 5)",
                                 "x in (< 3)",
                                 "for a in xs, b in xs return a + b",
                                 "for i in 1..x return i",
                                 "{f: function(a) a, r: f(1)}",
                                 "c.f(1)",
                                 "1.5 + .5",
                                 "x - r",
                                 "`a-b` + 1",
                                 "c.`d e`",
                                 "date and time(\"2020-01-01T00:00:00\")",
                                 "1 /* 1e3 is much */",
                                 "@\"10:00:00Z\".time offset",
                                 "get or else(x, \"1e3\")",
                                 "some y in 1..5 satisfies y = x",
                                 "for i in xs return partial",
                                 "xs[item > 0]",
                                 "sort(xs, function(a, b) a < b)"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void tellNothingOfWhatCamundaHas()
    {
        QFETCH(QString, text);
        const Feel::Parsed parsed = parsedIn(text, scopeOf(inputs));
        QVERIFY(parsed.ok());
        QStringList hints;
        for (const Feel::Diagnostic &hint : parsed.hints)
            hints.append(hint.message);
        QCOMPARE(hints, QStringList());
    }

    /// What only the values show is a warning with the value.
    void warnWhereOnlyValuesTell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("from");
        QTest::newRow("a scalar in a filter") << u"1 + x[1]"_s << 4;
        QTest::newRow("a range's property") << u"{r: [1..2], s: r.start}"_s << 15;
        QTest::newRow("days") << u"{a: @\"2020-01-01\", b: for d in a..a return d}"_s << 31;
    }
    void warnWhereOnlyValuesTell()
    {
        QFETCH(QString, text);
        QFETCH(int, from);
        const Feel::Outcome outcome = outcomeOf(text, scopeOf(inputs));
        QVERIFY(outcome.ok());
        QVERIFY(!outcome.value.isNull());
        QCOMPARE(outcome.warnings.size(), 1);
        QCOMPARE(outcome.warnings.first().kind, Feel::Kind::BeyondCamunda);
        QCOMPARE(outcome.warnings.first().from, from);
        QCOMPARE(outcomeOf(text, scopeOf(inputs), Feel::Dialect::Dmn).warnings.size(), 0);
    }

    void tellDoubleKeysAndUnknownFunctions()
    {
        const Feel::Parsed twice = Feel::Expression::parse(u"{a: 1, b: 2, a: 3}");
        QCOMPARE(twice.hints.size(), 1);
        QCOMPARE(twice.hints.first().kind, Feel::Kind::DuplicateKey);
        const Feel::Parsed unknown = Feel::Expression::parse(u"1 + strin(2)");
        QCOMPARE(unknown.hints.size(), 1);
        QCOMPARE(unknown.hints.first().kind, Feel::Kind::NoFunctionFound);
        QCOMPARE(unknown.hints.first().from, 4);
        QCOMPARE(unknown.hints.first().to, 9);
        QVERIFY(unknown.hints.first().message.contains(u"did you mean 'string'"_s));
    }

    void comeInTheOrderOfTheText()
    {
        const Feel::Parsed parsed = Feel::Expression::parse(u"[1e1, nosuch(1), 2e2[1], {a: 1, a: 2}, is(3, 3)]");
        QVERIFY(parsed.hints.size() >= 5);
        QVERIFY(std::is_sorted(parsed.hints.begin(), parsed.hints.end(),
                               [](const auto &a, const auto &b) { return a.from < b.from; }));
    }
};

PLUGBOARD_TEST(tst_Hints)
#include "tst_hints.moc"
