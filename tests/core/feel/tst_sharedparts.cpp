#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

// A value of 60 small lists can have 2^60 leaves, and one of 20,000 lists a depth of 20,000. Whoever walks over such values is
// bounded by the evaluation's limits, not by luck.
class tst_SharedParts : public QObject
{
    Q_OBJECT

    /// `v` and `w` are two such values; `what` is done with them.
    static QString with(const QString &what)
    {
        return u"{grow: function(n, v) if n = 0 then v else grow(n - 1, [v, v]), v: grow(60, 1), w: grow(60, 1), r: %1}.r"_s
            .arg(what);
    }
    static QString withDeep(const QString &what)
    {
        return u"{all of them: for i in 1..20000 return [partial[-1]], v: all of them[-1], w: [all of them[-2]], r: %1}.r"_s
            .arg(what);
    }
    static Feel::Outcome run(const QString &text)
    {
        const Feel::Environment &system = Feel::systemEnvironment();
        Feel::Environment environment {.clock = system.clock,
                                       .random = system.random,
                                       .zones = system.zones,
                                       .zone = {},
                                       .limits = {},
                                       .stop = {},
                                       .documents = nullptr};
        environment.limits.steps = 600'000;
        environment.limits.stringBytes = 1024 * 1024;
        return outcomeOf(text, {}, Feel::Dialect::Camunda, environment);
    }

private slots:
    void areWalkedWithinTheLimits_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"v = w",
                                 "v != w",
                                 "is(v, w)",
                                 "v = v",
                                 "is(v, v)",
                                 "string length(string(v))",
                                 "count(to json(v))",
                                 "count(flatten(v))",
                                 "count(distinct values([v, w]))",
                                 "count(union([v], [w]))",
                                 "list contains([v], w)",
                                 "index of([v], w)",
                                 "v in w",
                                 "v in (w)",
                                 "v in [w]",
                                 "count(duplicate values([v, w]))",
                                 "1 + v",
                                 "v + 1",
                                 "v < w",
                                 "-v",
                                 "v.a",
                                 "v[item = w]",
                                 "count(v)",
                                 "sum(v)",
                                 "min(v)",
                                 "mode(v)",
                                 "string join(v)",
                                 "all(v)",
                                 "{a: v} = {a: w}",
                                 "{a: v} instance of context<a: list<list<number>>>",
                                 "v instance of list<list<number>>",
                                 "context put({}, \"a\", v) = context put({}, \"a\", w)",
                                 "upper case(v)",
                                 "count(concatenate(v, w))",
                                 "count(sort(v, function(a, b) a = b))",
                                 "v between w and w",
                                 "get or else(null, v)"})
            QTest::newRow(what) << QString::fromUtf8(what);
    }
    void areWalkedWithinTheLimits()
    {
        QFETCH(QString, what);
        for (const QString &text : {with(what), withDeep(what)}) {
            const Feel::Outcome outcome = run(text);
            QVERIFY2(outcome.ok() || outcome.error->kind == Feel::Kind::Limit, qPrintable(text));
            QVERIFY(Feel::quoted(outcome.value).size() <= 80);
        }
    }
    void comeOutAsTheyAre()
    {
        QVERIFY(run(with(u"v"_s)).value.isList());
        QVERIFY(run(withDeep(u"v"_s)).value.isList());
    }
};

PLUGBOARD_TEST(tst_SharedParts)
#include "tst_sharedparts.moc"
