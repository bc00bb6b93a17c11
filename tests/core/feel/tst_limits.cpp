#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// A breach is an error with a place, which no FEEL code can swallow; one below the limit is none.
class tst_Limits : public QObject
{
    Q_OBJECT

    static Feel::Outcome run(const QString &text, const Feel::Limits &limits, const Feel::Scope &scope = {})
    {
        const Feel::Environment &system = Feel::systemEnvironment();
        const Feel::Environment environment {.clock = system.clock,
                                             .random = system.random,
                                             .zones = system.zones,
                                             .zone = {},
                                             .limits = limits,
                                             .stop = {},
                                             .documents = nullptr};
        return outcomeOf(text, scope, Feel::Dialect::Camunda, environment);
    }
    static void refuses(const QString &text, const Feel::Limits &limits, const QString &word)
    {
        for (const QString &tried : {text, u"get or else("_s + text + u", 1)"_s, u"is defined("_s + text + u")"_s,
                                     u"if ("_s + text + u") = null then 1 else 2"_s, u"["_s + text + u"][1]"_s}) {
            const Feel::Outcome outcome = run(tried, limits);
            QVERIFY2(!outcome.ok(), qPrintable(tried));
            QVERIFY(outcome.value.isNull());
            QCOMPARE(outcome.error->kind, Feel::Kind::Limit);
            QVERIFY2(outcome.error->message.contains(word), qPrintable(outcome.error->message));
            QVERIFY(outcome.error->to > outcome.error->from);
        }
    }
    static Feel::Diagnostic refusal(const QString &text, const Feel::Limits &limits)
    {
        Feel::ParseOptions options;
        options.limits = limits;
        const Feel::Parsed parsed = Feel::Expression::parse(text, options);
        return parsed.ok() ? Feel::Diagnostic() : parsed.errors.first();
    }

private slots:
    void ofTheText()
    {
        Feel::Limits limits;
        limits.textBytes = 20;
        QCOMPARE(refusal(u"1 + 1 + 1 + 1 + 1 + 1"_s, limits).kind, Feel::Kind::Limit);
        QVERIFY(refusal(u"1 + 1 + 1 + 1 + 1 +1"_s, limits).message.isEmpty());
        QVERIFY(refusal(u"\"ääääääääääääää\""_s, limits).message.contains(u"20"_s)); // bytes, not characters
    }
    void ofTokens()
    {
        Feel::Limits limits;
        limits.tokens = 5;
        QCOMPARE(refusal(u"1 + 1 + 1 + 1"_s, limits).kind, Feel::Kind::Limit);
        QVERIFY(refusal(u"1 + 1 + 1"_s, limits).message.isEmpty());
    }
    void ofNesting()
    {
        Feel::Limits limits;
        limits.nesting = 10;
        const auto nested = [](int depth) { return u"("_s.repeated(depth) + u"1"_s + u")"_s.repeated(depth); };
        QVERIFY(refusal(nested(9), limits).message.isEmpty());
        QCOMPARE(refusal(nested(20), limits).kind, Feel::Kind::Limit);
    }
    void ofCallDepth()
    {
        Feel::Limits limits;
        limits.callDepth = 50;
        refuses(u"{f: function(n) f(n + 1), r: f(1)}.r"_s, limits, u"50"_s);
        QCOMPARE(jsonOf(run(u"{f: function(n) if n = 49 then n else f(n + 1), r: f(0)}.r"_s, limits)), "49");
    }
    void ofSteps()
    {
        Feel::Limits limits;
        limits.steps = 10'000;
        refuses(u"for i in 1..100000 return i * i"_s, limits, u"10000 steps"_s);
        refuses(u"count(for i in 1..400, j in 1..400 return 1)"_s, limits, u"steps"_s);
        refuses(u"every i in 1..100000 satisfies i > 0"_s, limits, u"steps"_s);
        refuses(u"sum(for i in 1..100000 return 1)"_s, limits, u"steps"_s);
        QCOMPARE(jsonOf(run(u"count(for i in 1..100 return i)"_s, limits)), "100");
    }
    void ofAllTheTurnsOfALoop()
    {
        Feel::Limits limits;
        limits.listItems = 1000;
        refuses(u"for i in 1..1001 return i"_s, limits, u"1000 items"_s);
        refuses(u"for i in 1..100, j in 1..100 return i"_s, limits, u"1000 items"_s);
        refuses(u"flatten(for i in 1..100 return for j in 1..20 return 1)"_s, limits, u"items"_s);
        refuses(u"concatenate(for i in 1..600 return 1, for i in 1..600 return 1)"_s, limits, u"items"_s);
        QCOMPARE(jsonOf(run(u"count(for i in 1..1000 return i)"_s, limits)), "1000");
        QCOMPARE(jsonOf(run(u"5 in [1..1000000000000]"_s, limits)), "true"); // never expanded
    }
    void ofStrings()
    {
        Feel::Limits limits;
        limits.stringBytes = 1000;
        const QString hundred = u"string join(for i in 1..100 return \"x\")"_s;
        refuses(u"string join(for i in 1..1001 return \"x\")"_s, limits, u"MiB"_s);
        refuses(u"replace("_s + hundred + u", \"x\", \"0123456789ab\")"_s, limits, u"MiB"_s);
        refuses(u"{a: "_s + hundred + u", b: a + a + a + a + a + a, c: b + b}.c"_s, limits, u"MiB"_s);
        QCOMPARE(jsonOf(run(u"string length(string join(for i in 1..1000 return \"x\"))"_s, limits)), "1000");
    }
    void ofMemory()
    {
        Feel::Limits limits;
        limits.memoryBytes = 100'000;
        refuses(u"for i in 1..5000 return [i, i, i, i]"_s, limits, u"memory"_s);
        refuses(u"for i in 1..1000 return string join(for j in 1..200 return \"x\")"_s, limits, u"memory"_s);
        // What a turn throws away is not held.
        QCOMPARE(jsonOf(run(u"count(for i in 1..1000 return count([i, i, i, i, i, i, i, i, i, i]))"_s, limits)),
                 "1000");
    }
    void ofPatterns()
    {
        Feel::Limits limits;
        limits.patternBytes = 100;
        const Feel::Outcome outcome = run(u"matches(\"a\", string join(for i in 1..200 return \"a\"))"_s, limits);
        QVERIFY(outcome.ok() ? outcome.value.isNull() && outcome.warningCount > 0
                             : outcome.error->kind == Feel::Kind::Limit);
    }
    /// reliability (j): given up is never «no match».
    void ofMatches_data()
    {
        QTest::addColumn<QString>("call");
        const char *const patterns[]
            = {"^(a+)+$",  "^(a|a)*$",       "^(a|aa)+$", "^(a*)*$", "^(.*a){20}$", "^((a+)+)+$",
               "(x+x+)+y", "^([a-zA-Z]+)*$", "^(a+a+)+b", "(a*)*b",  "(.*)*[^a]z",  "^(([a-z])+.)+[A-Z]([a-z])+$"};
        for (const char *pattern : patterns) {
            const QString quoted = QString::fromUtf8(pattern);
            QTest::newRow(pattern) << u"matches(text, \"%1\")"_s.arg(quoted);
            QTest::newRow(qPrintable(u"replace "_s + quoted)) << u"replace(text, \"%1\", \"\")"_s.arg(quoted);
            QTest::newRow(qPrintable(u"split "_s + quoted)) << u"split(text, \"%1\")"_s.arg(quoted);
            QTest::newRow(qPrintable(u"extract "_s + quoted)) << u"extract(text, \"%1\")"_s.arg(quoted);
        }
    }
    void ofMatches()
    {
        QFETCH(QString, call);
        const bool ofX = call.contains(u"x+x+"_s);
        const QString text = (ofX ? u"x"_s : u"a"_s).repeated(40) + (ofX ? u""_s : u"!"_s);
        Feel::Limits limits;
        limits.regexMatches = 100'000;
        const Feel::Outcome outcome
            = run(call, limits, Feel::Scope(ContextBuilder().set("text", Value::string(text)).build()));
        if (!outcome.ok()) {
            QCOMPARE(outcome.error->kind, Feel::Kind::Limit);
            QVERIFY(outcome.error->message.contains(u"too many steps"_s));
            return;
        }
        // PCRE2 was clever: then the answer is the true one, that there is no match.
        QVERIFY(outcome.value == Value::boolean(false) || outcome.value == Value::string(text)
                || (outcome.value.isList() && outcome.value.size() <= 1));
    }
    void ofMatchesCannotBeLifted()
    {
        Feel::Limits limits;
        limits.regexMatches = 1000;
        for (const QString &verb : {u"(*LIMIT_MATCH=99999999)"_s, u"(*NO_JIT)"_s, u"(*UTF)"_s, u"(*ANYCRLF)"_s}) {
            const Feel::Outcome outcome = run(u"matches(\"aaa\", \"%1a\")"_s.arg(verb), limits);
            QVERIFY(outcome.value.isNull());
        }
    }
    void ofJson()
    {
        Feel::Limits limits;
        limits.jsonDepth = 20;
        const auto read = [&limits](int depth) {
            const QString text = u"["_s.repeated(depth) + u"]"_s.repeated(depth);
            return run(u"from json(text)"_s, limits,
                       Feel::Scope(ContextBuilder().set("text", Value::string(text)).build()));
        };
        QVERIFY(!read(15).value.isNull());
        QVERIFY(read(30).value.isNull());
        QCOMPARE(read(30).warningCount, 1);
    }
    void ofWarnings()
    {
        Feel::Limits limits;
        limits.warnings = 7;
        const Feel::Outcome outcome = run(u"for i in 1..20000 return i + null"_s, limits);
        QVERIFY(outcome.ok());
        QCOMPARE(outcome.warnings.size(), 7);
        QCOMPARE(outcome.warningCount, 20'000);
    }
    void ofQuotedValues()
    {
        Feel::Limits limits;
        limits.quotedCharacters = 20;
        const Feel::Outcome outcome = run(u"\"%1\" * 2"_s.arg(u"x"_s.repeated(500)), limits);
        QCOMPARE(outcome.warnings.size(), 1);
        QVERIFY(outcome.warnings.first().message.contains(u"…"_s));
        QVERIFY(!outcome.warnings.first().message.contains(u"x"_s.repeated(21)));
    }
    void ofNumbers_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"10 ** 7000", "exp(100000)", "decimal(1, 6177)", "decimal(1, -6112)", "1 / 0",
                                 "log(0)", "sqrt(-1)", "0 ** -1", "9e6144 * 10", "modulo(1, 0)", "round up(1, 7000)"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void ofNumbers()
    {
        QFETCH(QString, text);
        const Feel::Outcome outcome = outcomeOf(text);
        QVERIFY(outcome.ok());
        QVERIFY(outcome.value.isNull());
        QCOMPARE(outcome.warningCount, 1);
    }
    void stopAnEndlessLoopSoon()
    {
        for (const char *text :
             {"for i in 1..1000000000 return i*i", "every i in 1..1000000000 satisfies i > 0",
              "some i in 1..1000000000 satisfies i < 0", "for i in 1..30000, j in 1..30000 return i",
              "every i in 1..99999999999999999999999999 satisfies true",
              "for i in 1..10000000 return for j in 1..10000000 return j", "{f: function(n) f(n) + f(n), r: f(1)}.r"}) {
            Feel::Limits limits;
            limits.steps = 1'000'000;
            const Feel::Outcome outcome = run(QString::fromUtf8(text), limits);
            QVERIFY2(!outcome.ok(), text);
            QCOMPARE(outcome.error->kind, Feel::Kind::Limit);
        }
    }
    void doNotStopWhatIsWithin()
    {
        QCOMPARE(jsonOf(outcomeOf(u"sum(for i in 1..100000 return i)"_s)), "5000050000");
        QCOMPARE(jsonOf(outcomeOf(u"count(1..1000000000)"_s)), "1");
        QCOMPARE(jsonOf(outcomeOf(u"999999999 in [1..1000000000]"_s)), "true");
    }
};

PLUGBOARD_TEST(tst_Limits)
#include "tst_limits.moc"
