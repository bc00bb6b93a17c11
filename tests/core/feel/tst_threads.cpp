#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Threads : public QObject
{
    Q_OBJECT

    static Feel::Environment stoppedBy(const std::stop_token &stop)
    {
        const Feel::Environment &system = Feel::systemEnvironment();
        Feel::Environment environment {.clock = system.clock,
                                       .random = system.random,
                                       .zones = system.zones,
                                       .zone = {},
                                       .limits = {},
                                       .stop = stop,
                                       .documents = nullptr};
        environment.limits.steps = std::numeric_limits<qint64>::max() / 2;
        environment.limits.listItems = std::numeric_limits<qint64>::max() / 2;
        return environment;
    }

private slots:
    void expressionsAreShared()
    {
        const Feel::Scope scope
            = scopeOf(R"({"rows": [{"n": 1}, {"n": 2}, {"n": 3}], "text": "a1b2", "zone": "Europe/Paris"})");
        struct Case
        {
            Feel::Expression expression;
            QByteArray expected;
        };
        std::vector<Case> cases;
        for (const char *text :
             {"sum(for r in rows[n > 1] return r.n * 2)", "replace(text, \"[0-9]\", \"x\")",
              "{a: 1, b: a + count(rows)}", "{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(12)}.r",
              "rows.n", "for i in 1..50 return count(partial)", "@\"2024-03-31T01:30:00@Europe/Paris\" + @\"PT1H\"",
              "string(1 / 3) + nosuch", "sort(rows.n, function(a, b) a > b)",
              "date(\"2024-02-29\") + duration(\"P1Y\")"}) {
            const Feel::Parsed parsed = Feel::Expression::parse(QString::fromUtf8(text));
            QVERIFY(parsed.ok());
            cases.push_back(
                {parsed.expression, Json::write(parsed.expression.evaluate(scope, Feel::systemEnvironment()).value)});
        }
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                for (size_t turn = 0; turn < 200; ++turn) {
                    const Case &one = cases[(turn + size_t(t)) % cases.size()];
                    const Feel::Expression copy = one.expression;
                    if (Json::write(copy.evaluate(scope, Feel::systemEnvironment()).value) != one.expected)
                        ++wrong;
                }
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }

    void textsAreReadAtOnce()
    {
        std::atomic<int> wrong = 0;
        std::vector<std::jthread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&wrong] {
                for (int turn = 0; turn < 100; ++turn) {
                    const QString text = u"date and time(\"2020-01-01T00:00:00\").year + %1"_s.arg(turn % 10);
                    if (evaluated(text, Feel::Dialect::Camunda) != QByteArray::number(2020 + turn % 10))
                        ++wrong;
                }
            });
        }
        threads.clear();
        QCOMPARE(wrong.load(), 0);
    }

    void anExpressionDoesNotChange()
    {
        const Feel::Scope scope = scopeOf(R"({"a": 1})");
        const Feel::Expression first = Feel::Expression::parse(u"{x: a, f: function(y) x + y, r: f(a)}.r").expression;
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(jsonOf(first.evaluate(scope, Feel::systemEnvironment())), "2");
            QCOMPARE(jsonOf(first.evaluate(scopeOf(R"({"a": 10})"), Feel::systemEnvironment())), "20");
            QCOMPARE(jsonOf(first.evaluate({}, Feel::systemEnvironment())), "null");
        }
    }

    void functionsOutliveTheirExpression()
    {
        Value function;
        {
            const Feel::Scope scope = scopeOf(R"({"a": 40})");
            function = outcomeOf(u"{b: 1, f: function(x) a + b + x}.f"_s, scope).value;
        }
        const Feel::Scope later(ContextBuilder().set("f", function).set("a", Value::number(0)).build());
        QCOMPARE(jsonOf(outcomeOf(u"f(1)"_s, later)), "42");
    }

    void evaluationIsCancelledFromOutside_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"for i in 1..1000000000 return i*i", "count(for i in 1..30000, j in 1..100000 return 1)",
              "every i in 1..1000000000000 satisfies i > 0", "some i in 1..1000000000000 satisfies i < 0",
              "{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(60)}.r",
              "every i in 1..100000000 satisfies count(distinct values(for j in 1..3000 return j)) > 0",
              "every i in 1..100000000 satisfies count(sort(for j in 1..3000 return -j, function(a, b) a < b)) > 0",
              "every i in 1..100000000 satisfies count(for j in 1..1000 return partial) > 0",
              "every i in 1..100000000 satisfies string length(string join(for j in 1..1000 return \"x\")) > 0",
              "every i in 1..100000000 satisfies matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")",
              "every i in 1..100000000 satisfies count(flatten(for j in 1..1000 return [j, [j]])) > 0",
              "some i in 1..100000000 satisfies exp(i / 1000000) < 0"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    /// Within 50 ms on an idle machine; here with much room, for the others that run at the same time.
    void evaluationIsCancelledFromOutside()
    {
        QFETCH(QString, text);
        const Feel::Parsed parsed = Feel::Expression::parse(text);
        QVERIFY(parsed.ok());
        std::stop_source stop;
        const Feel::Environment environment = stoppedBy(stop.get_token());
        std::jthread other([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            stop.request_stop();
        });
        QElapsedTimer timer;
        timer.start();
        const Feel::Outcome outcome = parsed.expression.evaluate({}, environment);
        QVERIFY(!outcome.ok());
        if (outcome.error->kind == Feel::Kind::Limit)
            QVERIFY(outcome.error->message.contains(u"MiB"_s) || outcome.error->message.contains(u"too many steps"_s));
        else
            QCOMPARE(outcome.error->kind, Feel::Kind::Cancelled);
        QVERIFY2(timer.elapsed() < 10'000, "it went on for seconds");
    }
    /// What ends before the first check is worth having.
    void whatIsStoppedBeforehandEndsAtTheFirstCheck()
    {
        std::stop_source stop;
        stop.request_stop();
        const Feel::Environment environment = stoppedBy(stop.get_token());
        const Feel::Outcome outcome = Feel::Expression::parse(u"get or else(count(for i in 1..1000000 return i), 1)")
                                          .expression.evaluate({}, environment);
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.error->kind, Feel::Kind::Cancelled);
        QVERIFY(outcome.value.isNull());
        QCOMPARE(jsonOf(Feel::Expression::parse(u"get or else(a, 1)").expression.evaluate({}, environment)), "1");
    }
};

PLUGBOARD_TEST(tst_Threads)
#include "tst_threads.moc"
