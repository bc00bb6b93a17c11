#include "tests/support/feelrows.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;

class tst_Names : public QObject
{
    Q_OBJECT

private slots:
    void areKnownFromTheScope_data()
    {
        QTest::addColumn<QByteArray>("scope");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *scope, const QString &text, const char *expected) {
            QTest::newRow(qPrintable(text + u" in "_s + QString::fromUtf8(scope)))
                << QByteArray(scope) << text << QByteArray(expected);
        };
        row(R"({"a": 5, "b": 3})", u"a-b"_s, "2");
        row(R"({"a": 5, "b": 3, "a-b": 7})", u"a-b"_s, "7");
        row(R"({"a": 5, "b": 3, "a-b": 7})", u"a - b"_s, "7");
        row(R"({"a": 5, "b": 3, "a-b": 7})", u"a-b-b"_s, "4");
        row(R"({"a": 5, "b": 3, "a-b-b": 9})", u"a-b-b"_s, "9");
        row(R"({"a-b": 7})", u"`a-b` + 1"_s, "8");
        row(R"({"a": 5, "b": 3, "a-b": 7})", u"(a)-b"_s, "2");
        row(R"({"tracking-id": "x"})", u"`tracking-id`"_s, "\"x\"");
        row(R"({"foo bar": 1})", u"foo bar"_s, "1");
        row(R"({"foo bar": 1})", u"foo   \n bar"_s, "1");
        row(R"({"foo bar": 1, "foo": 2})", u"foo + foo bar"_s, "3");
        row(R"({"days in weekend": ["Sat"]})", u"days in weekend[1]"_s, "\"Sat\"");
        row(R"({"days": 1, "weekend": [1]})", u"days in weekend"_s, "true");
        row(R"({"a+b": 1})", u"a+b + 1"_s, "2");
        row(R"({"a/b": 4})", u"a/b"_s, "4");
        row(R"({"a*b": 4, "a**b": 6})", u"a**b"_s, "6");
        row(R"({"x.y": 4})", u"`x.y`"_s, "4");
        row(R"({"3rd party": 4})", u"3rd party + 1"_s, "5");
        row(R"({"straße": 1})", u"straße"_s, "1");
        row(R"({"🐎": 1, "a🐎b": 2})", u"🐎 + a🐎b"_s, "3");
        row(R"({"and so on": 1})", u"and so on"_s, "1");
        row(R"({"if": 1})", u"`if`"_s, "1");
        row(R"({"for": 1})", u"`for` + 1"_s, "2");
        row(R"({"date": 1})", u"date"_s, "1");
        row(R"({"date": 1})", u"date(\"2020-01-01\")"_s, "\"2020-01-01\"");
        row(R"({"count": 7})", u"count + count([1])"_s, "8");
        row(R"({"a": {"b c": 1}})", u"a.b c"_s, "1");
        row(R"({"a": {"b c": 1}})", u"a.`b c`"_s, "1");
        row(R"({"a": {"b-c": 1}, "c": 9})", u"a.b-c"_s, "1");
        row(R"({"a": {"b": 10}, "c": 9})", u"a.b-c"_s, "1");
        row(R"({"a": {"if": 1, "for": 2}})", u"a.if + a.for"_s, "3");
        row(R"({"a": [{"b c": 1}, {"b c": 2}]})", u"a[b c > 1].b c"_s, "[2]");
        row(R"({"a": [{"b": 1}, {"b": 2}], "b": 5})", u"a[b = 2].b"_s, "[2]");
        row(R"({"a": [{"b": null}], "b": 5})", u"a[b = null].b"_s, "[null]");
        row(R"({"a": [{"c": 1}], "b": 5})", u"a[b = 5].c"_s, "[1]");
        row(R"({"a": [{"item": 3}]})", u"a[item = 3]"_s, R"([{"item":3}])");
        row(R"({"xs": [1, 2, 3], "x": 2})", u"xs[item > x]"_s, "[3]");
        row(R"({"list": [[1, 2], [3]]})", u"list[count(item) > 1]"_s, "[[1,2]]");
    }
    void areKnownFromTheScope()
    {
        QFETCH(QByteArray, scope);
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        const Feel::Scope variables = scopeOf(scope.constData());
        QCOMPARE(jsonOf(outcomeOf(text, variables, Feel::Dialect::Camunda)), expected);
        QCOMPARE(jsonOf(outcomeOf(text, variables, Feel::Dialect::Dmn)), expected);
    }

    void areBoundInTheText_data()
    {
        addColumns();
        addRow(u"{a b: 1, c: a b + 1}.c"_s, "2");
        addRow(u"{a-b: 1, c: a-b + 1}.c"_s, "2");
        addRow(u"{a: 5, b: 3, c: a-b}.c"_s, "2");
        addRow(u"for a b in [1, 2] return a b"_s, "[1,2]");
        addRow(u"some a-b in [1, 2] satisfies a-b = 2"_s, "true");
        addRow(u"(function(a b, c d) a b - c d)(5, 3)"_s, "2");
        addRow(u"(function(a b, c d) a b - c d)(c d: 5, a b: 3)"_s, "-2");
        addRow(u"{`a b`: 1, c: a b}.c"_s, "1");
        addRow(u"{\"a b\": 1, c: a b}.c"_s, "1");
        addRow(u"{a: {b c: 1}, d: a.b c}.d"_s, "1");
    }
    void areBoundInTheText() { checkRow(); }

    void oddOnesAreFound()
    {
        const Feel::Scope scope = scopeOf(R"({"a": 1, "b c": {"d e": [{"f-g": 1, "h": 2}]}, "if": 3, "4": 5})");
        QList<QByteArray> names = Feel::unusualNames(scope);
        std::sort(names.begin(), names.end());
        QCOMPARE(names, (QList<QByteArray> {"4", "b c", "if"}));
        QList<QByteArray> entries = Feel::unusualEntryNames(scope);
        std::sort(entries.begin(), entries.end());
        QCOMPARE(entries, (QList<QByteArray> {"d e", "f-g"}));
        QVERIFY(Feel::isPlainName("abc_1"));
        QVERIFY(!Feel::isPlainName("1abc"));
        QVERIFY(!Feel::isPlainName(""));
        QVERIFY(!Feel::isPlainName("null"));
    }

    void layersHideEachOther()
    {
        Feel::Scope scope = scopeOf(R"({"a": 1, "b": 2})");
        scope.push(*Json::read(R"({"b": 3, "c": null})"));
        QCOMPARE(jsonOf(outcomeOf(u"[a, b, c]"_s, scope)), "[1,3,null]");
        QCOMPARE(outcomeOf(u"c"_s, scope).warningCount, 0);
        QCOMPARE(scope.names(), (QList<QByteArray> {"b", "c", "a"}));
        scope.push(Value::number(1)); // adds nothing
        QCOMPARE(scope.layers().size(), 2u);
    }
};

PLUGBOARD_TEST(tst_Names)
#include "tst_names.moc"
