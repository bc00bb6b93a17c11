#include "core/aws/models/jmespath.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_JmesPath : public QObject
{
    Q_OBJECT

private slots:
    void searches_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("json"); // With ' for "
        QTest::addColumn<QByteArray>("expected");
        const auto add = [](const char *path, const char *json, const char *expected) {
            QTest::addRow("%s of %s", path, json)
                << QString::fromLatin1(path) << QByteArray(json) << QByteArray(expected);
        };
        add("a", "{'a':1}", "1");
        add("a.b", "{'a':{'b':'x'}}", "'x'");
        add("a.b", "{'a':[1]}", "null");
        add("\"a-b\".\"c\\\"d\"", "{'a-b':{'c\\'d':2}}", "2");
        add("@", "[1]", "[1]");
        add("a[0]", "{'a':[5,6]}", "5");
        add("a[-1].k", "{'a':[{'k':5},{'k':6}]}", "6");
        add("a[2]", "{'a':[5,6]}", "null");
        add("a[-3]", "{'a':[5,6]}", "null");
        add("a[].k", "{'a':[{'k':5},{},{'k':6}]}", "[5,6]");
        add("a[].b[].c", "{'a':[{'b':[{'c':1},{'c':2}]},{'b':[{'c':3}]}]}", "[1,2,3]");
        add("a[*].b[*].c", "{'a':[{'b':[{'c':1},{'c':2}]},{'b':[{'c':3}]}]}", "[[1,2],[3]]");
        add("a[*].b[0]", "{'a':[{'b':[1,2]},{'b':[3]}]}", "[1,3]");
        add("a[*].b | [0]", "{'a':[{'b':1},{'b':3}]}", "1");
        add("[]", "[[1],2]", "[1,2]");
        add("a[]", "{'a':1}", "null");
        add("a.*.b", "{'a':{'x':{'b':1},'y':{'b':2},'z':3}}", "[1,2]");
        add("*", "{'x':1,'y':2}", "[1,2]");
        add("a[?k=='x'].v", "{'a':[{'k':'x','v':1},{'k':'y','v':2}]}", "[1]");
        add("a[?!(k > `1` && v)].k", "{'a':[{'k':1,'v':1},{'k':2,'v':2},{'k':3}]}", "[1,3]");
        add("a || b", "{'b':2}", "2");
        add("a || b[-1].k", "{'a':'','b':[{'k':9}]}", "9");
        add("a && b", "{'a':1,'b':2}", "2");
        add("!a", "{'a':[]}", "true");
        add("a == `1`", "{'a':1.0}", "true");
        add("a != 'x'", "{}", "true");
        add("a < `2`", "{'a':'1'}", "null");
        add("`1` <= `2`", "{}", "true");
        add("length(a) > `0`", "{'a':[1]}", "true");
        add("length(a || '') > `0`", "{}", "false");
        add("length(a)", "{'a':5}", "null");
        add("contains(a, 'x')", "{'a':['y','x']}", "true");
        add("contains(a, 'x')", "{'a':'axe'}", "true");
        add("contains(a, `1`)", "{'a':['1']}", "false");
        add("keys(a)", "{'a':{'x':1,'y':2}}", "['x','y']");
        add("length(a[?!(length(d) == `1` && r == w)]) == `0`", "{'a':[{'d':[1],'r':2,'w':2}]}", "true");
        add("[a, b.c]", "{'a':1,'b':{'c':2}}", "[1,2]");
        add("a.[b, c]", "{'a':{'b':1}}", "[1,null]");
        add("a.[b]", "{}", "null");
        add("a[*].[b.n, c.n][]", "{'a':[{'b':{'n':1}},{'c':{'n':2}}]}", "[1,2]");
        add("length(a[?s == 'D' || s == 'E']) == length(a)", "{'a':[{'s':'D'},{'s':'E'}]}", "true");
    }

    void searches()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, expected);
        const Result<JmesPath> parsed = JmesPath::parse(path);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
        QCOMPARE(parsed->text(), path);
        const Result<Value> value = Json::read(json.replace("\\'", "\\\"").replace('\'', '"'));
        QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
        QCOMPARE(Json::write(parsed->search(*value)), expected.replace('\'', '"'));
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("column");
        QTest::newRow("empty") << u""_s << ErrorCode::Syntax << u"1"_s;
        QTest::newRow("ends early") << u"a."_s << ErrorCode::Syntax << u"3"_s;
        QTest::newRow("goes on") << u"a b"_s << ErrorCode::Syntax << u"3"_s;
        QTest::newRow("open bracket") << u"a[0"_s << ErrorCode::Syntax << u"4"_s;
        QTest::newRow("open string") << u"a == 'x"_s << ErrorCode::Syntax << u"8"_s;
        QTest::newRow("no JSON") << u"`{`"_s << ErrorCode::Syntax << u"4"_s;
        QTest::newRow("slice") << u"a[0:2]"_s << ErrorCode::Syntax << u"4"_s;
        QTest::newRow("hash below") << u"a.{b: c}"_s << ErrorCode::Unsupported << u"3"_s;
        QTest::newRow("open list") << u"[a, b"_s << ErrorCode::Syntax << u"6"_s;
        QTest::newRow("hash") << u"{a: b}"_s << ErrorCode::Unsupported << u"1"_s;
        QTest::newRow("function") << u"sort(a)"_s << ErrorCode::Unsupported << u"5"_s;
        QTest::newRow("arguments") << u"contains(a)"_s << ErrorCode::Syntax << u"12"_s;
        QTest::newRow("nested") << QString(5000, u'(') << ErrorCode::Syntax << u"101"_s;
        QTest::newRow("nested nots") << QString(5000, u'!') << ErrorCode::Syntax << u"101"_s;
    }

    void refuses()
    {
        QFETCH(QString, path);
        const Result<JmesPath> parsed = JmesPath::parse(path);
        QVERIFY(!parsed);
        QTEST(parsed.error().code, "code");
        QTEST(parsed.error().where, "column");
    }
};

PLUGBOARD_TEST(tst_JmesPath)
#include "tst_jmespath.moc"
