#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QThread>

#include <memory>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// Long and deep texts are evaluated or refused with a place; the stack of a small thread is enough.
class tst_Depth : public QObject
{
    Q_OBJECT

    static constexpr int deep = 10'000;

    struct Verdict
    {
        bool parsed = false;
        Feel::Kind refusal = Feel::Kind::Syntax;
        bool ended = false;
    };
    static Verdict tried(const QString &text)
    {
        Verdict verdict;
        const auto work = [&] {
            const Feel::Parsed parsed = Feel::Expression::parse(text);
            verdict.parsed = parsed.ok();
            if (parsed.ok()) {
                const Feel::Outcome outcome
                    = parsed.expression.evaluate(scopeOf(R"({"a": {}})"), Feel::systemEnvironment());
                Feel::quoted(outcome.value);
                verdict.ended = outcome.ok() || outcome.error->kind == Feel::Kind::Limit;
            } else {
                verdict.refusal = parsed.errors.first().kind;
                verdict.ended = parsed.errors.first().to <= text.toUtf8().size();
            }
        };
        // reliability R33: a thread with 512 KiB.
        const std::unique_ptr<QThread> thread(QThread::create(work));
        thread->setStackSize(512 * 1024);
        thread->start();
        thread->wait();
        return verdict;
    }

private slots:
    void nests_data()
    {
        QTest::addColumn<QString>("open");
        QTest::addColumn<QString>("core");
        QTest::addColumn<QString>("close");
        const auto row = [](const char *name, const QString &open, const QString &core, const QString &close) {
            QTest::newRow(name) << open << core << close;
        };
        row("( )", u"("_s, u"1"_s, u")"_s);
        row("[ ]", u"["_s, u"1"_s, u"]"_s);
        row("{ }", u"{a:"_s, u"1"_s, u"}"_s);
        row("[a..b]", u"["_s, u"1"_s, u"..2]"_s);
        row("(< )", u"(<"_s, u"1"_s, u")"_s);
        row("unary minus", u"-"_s, u"1"_s, u""_s);
        row("not", u"not("_s, u"true"_s, u")"_s);
        row("abs", u"abs("_s, u"1"_s, u")"_s);
        row("named call", u"abs(n:"_s, u"1"_s, u")"_s);
        row("if in if", u"if "_s, u"true"_s, u" then true else false"_s);
        row("if in then", u"if true then "_s, u"1"_s, u" else 2"_s);
        row("if in else", u"if false then 1 else "_s, u"1"_s, u""_s);
        row("for", u"for x in [1] return "_s, u"x"_s, u""_s);
        row("for in for", u"for x in "_s, u"[1]"_s, u" return x"_s);
        row("some", u"some x in [1] satisfies "_s, u"true"_s, u""_s);
        row("function", u"function(x) "_s, u"x"_s, u""_s);
        row("function called", u"(function(x) "_s, u"1"_s, u")(1)"_s);
        row("filter", u"[1]["_s, u"true"_s, u"]"_s);
        row("filters in a row", u""_s, u"[1]"_s, u"[true]"_s);
        row("path", u""_s, u"a"_s, u".a"_s);
        row("calls in a row", u""_s, u"a"_s, u"()"_s);
        row("instance of", u""_s, u"1"_s, u" instance of number"_s);
        row("types", u"1 instance of "_s, u"number"_s, u""_s);
        row("list types", u"list<"_s, u"number"_s, u">"_s);
        row("in", u""_s, u"1"_s, u" in 1"_s);
        row("between", u""_s, u"1"_s, u" between 0 and 2"_s);
        row("comparison", u""_s, u"1"_s, u" = 1"_s);
        row("power", u""_s, u"1"_s, u" ** 1"_s);
        row("mixed", u"(-[{a:if true then "_s, u"1"_s, u" else 2}])"_s);
        row("strings in calls", u"upper case(\"a\" + "_s, u"\"b\""_s, u")"_s);
    }
    void nests()
    {
        QFETCH(QString, open);
        QFETCH(QString, core);
        QFETCH(QString, close);
        const auto nested = [&](int depth) { return open.repeated(depth) + core + close.repeated(depth); };
        if (open != u"list<"_s && open != u"1 instance of "_s) {
            const Verdict shallow = tried(nested(100));
            QVERIFY(shallow.parsed);
            QVERIFY(shallow.ended);
        }
        const Verdict far = tried(nested(deep));
        QVERIFY(far.ended);
        for (const QString &half : {open.repeated(deep) + core, open.repeated(deep), core + close.repeated(deep)})
            QVERIFY(tried(half).ended);
    }
    void typesNest()
    {
        QVERIFY(tried(u"1 instance of "_s + u"list<"_s.repeated(20) + u"number"_s + u">"_s.repeated(20)).parsed);
        const Verdict far
            = tried(u"1 instance of "_s + u"list<"_s.repeated(deep) + u"number"_s + u">"_s.repeated(deep));
        QVERIFY(!far.parsed);
        QCOMPARE(far.refusal, Feel::Kind::Limit);
    }
    void chains_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto chain = [](const char *name, const QString &head, const QString &more, const char *expected) {
            QTest::newRow(name) << head + more.repeated(99'999) << QByteArray(expected);
        };
        chain("+", u"1"_s, u"+1"_s, "100000");
        QTest::newRow("+ and -") << u"1"_s + u"+1-1"_s.repeated(50'000) << QByteArray("1");
        chain("*", u"1"_s, u"*1"_s, "1");
        chain("**", u"1"_s, u"**1"_s, "1");
        chain("and", u"true"_s, u" and true"_s, "true");
        chain("or", u"false"_s, u" or false"_s, "false");
        QTest::newRow("strings") << u"string length(\"a\""_s + u"+\"a\""_s.repeated(99'999) + u")"_s
                                 << QByteArray("100000");
        QTest::newRow("items") << u"count([1"_s + u",1"_s.repeated(99'999) + u"])"_s << QByteArray("100000");
        QTest::newRow("arguments") << u"sum(1"_s + u",1"_s.repeated(99'999) + u")"_s << QByteArray("100000");
        QTest::newRow("tests") << u"1 in (2"_s + u",2"_s.repeated(99'999) + u")"_s << QByteArray("false");
    }
    void chains()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(evaluated(text, Feel::Dialect::Camunda), expected);
    }
    void recursionUsesNoMachineStack()
    {
        const QString text = u"{f: function(n) if n = 0 then 0 else 1 + f(n - 1), r: f(990)}.r"_s;
        QVERIFY(tried(text).ended);
        QCOMPARE(evaluated(text, Feel::Dialect::Camunda), "990");
        QVERIFY(tried(u"{f: function(n) f(n), r: f(1)}.r"_s).ended);
        QVERIFY(tried(u"{f: function(n) sort([2, 1], function(a, b) f(n)), r: f(1)}.r"_s).ended);
    }
    void deepValuesAreHandled()
    {
        const QString text
            = u"{grow: function(n, v) if n = 0 then v else grow(n - 1, [v]), v: grow(900, 1), "
              "same: v = v, text: string length(string(v)) > 1800, flat: flatten(v), d: distinct values([v, v])}"_s;
        const Feel::Outcome outcome = outcomeOf(text);
        QVERIFY(outcome.ok());
        QCOMPARE(Json::write(outcome.value["same"]), "true");
        QCOMPARE(Json::write(outcome.value["flat"]), "[1]");
    }
};

PLUGBOARD_TEST(tst_Depth)
#include "tst_depth.moc"
