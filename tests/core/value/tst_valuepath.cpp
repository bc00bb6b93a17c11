#include "core/value/json.h"
#include "core/value/valuepath.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Qt::StringLiterals;

class tst_ValuePath : public QObject
{
    Q_OBJECT

    static Value value(QByteArrayView json) { return Json::read(json).value(); }

private slots:
    void parsesAndPrints_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("steps");
        QTest::newRow("root") << QString() << 0;
        QTest::newRow("keys and index") << u"a.b[2].c"_s << 4;
        QTest::newRow("index first") << u"[1][2]"_s << 2;
        QTest::newRow("quoted") << u"a.`x-y`[3]"_s << 3;
        QTest::newRow("empty key") << u"``"_s << 1;
        QTest::newRow("backtick in a key") << u"`a``b`"_s << 1;
        QTest::newRow("dot in a key") << u"`a.b[1]`.c"_s << 2;
        QTest::newRow("not ASCII") << u"größe._x1"_s << 2;
    }
    void parsesAndPrints()
    {
        QFETCH(QString, text);
        QFETCH(int, steps);
        const Result<ValuePath> path = ValuePath::parse(text);
        QVERIFY2(path, path ? "" : qPrintable(path.error().text()));
        QCOMPARE(int(path->steps().size()), steps);
        QCOMPARE(path->toText(), text);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        QTest::newRow("no key") << u"a..b"_s << u"1:3"_s;
        QTest::newRow("ends with a dot") << u"a."_s << u"1:3"_s;
        QTest::newRow("index 0") << u"a[0]"_s << u"1:3"_s;
        QTest::newRow("negative index") << u"a[-1]"_s << u"1:3"_s;
        QTest::newRow("index too large") << u"a[99999999999999999999]"_s << u"1:3"_s;
        QTest::newRow("open bracket") << u"a[1"_s << u"1:4"_s;
        QTest::newRow("open backtick") << u"a.`b"_s << u"1:5"_s;
        QTest::newRow("no dot behind an index") << u"a[1]b"_s << u"1:5"_s;
        QTest::newRow("odd key without backticks") << u"a.x-y"_s << u"1:4"_s;
        QTest::newRow("digit first") << u"1a"_s << u"1:1"_s;
        QTest::newRow("column in code points") << u"😀 "_s << u"1:2"_s;
    }
    void refuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, where);
        const Result<ValuePath> path = ValuePath::parse(text);
        QVERIFY(!path);
        QCOMPARE(path.error().code, ErrorCode::Syntax);
        QCOMPARE(path.error().where, where);
    }

    void reads()
    {
        const Value root = value(R"({"a":{"b":[1,{"c":"x"}]},"x y":null})");
        const auto read = [&](const QString &text) { return ValuePath::parse(text)->read(root); };
        QCOMPARE(read(u"a.b[2].c"_s), Value::utf8("x"));
        QCOMPARE(read(u"`x y`"_s), Value());
        QCOMPARE(read({}), root);
        for (const QString &missing : {u"b"_s, u"a.c"_s, u"a.b[3]"_s, u"a.b.c"_s, u"a[1]"_s, u"a.b[1].c"_s})
            QVERIFY2(!read(missing), qPrintable(missing));
    }

    void writes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *before, const QString &path, const char *after) {
            QTest::newRow(qPrintable(path)) << QByteArray(before) << path << QByteArray(after);
        };
        row(R"({"a":1})", u""_s, R"("new")");
        row(R"({"a":1,"b":2})", u"a"_s, R"({"a":"new","b":2})");
        row(R"({"a":1})", u"b.c.d"_s, R"({"a":1,"b":{"c":{"d":"new"}}})");
        row(R"({"a":[1,2]})", u"a[2]"_s, R"({"a":[1,"new"]})");
        row(R"({"a":[1,2]})", u"a[3]"_s, R"({"a":[1,2,"new"]})");
        row(R"(null)", u"a[1].b"_s, R"({"a":[{"b":"new"}]})");
    }
    void writes()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, path);
        QFETCH(QByteArray, after);
        const Result<Value> written = ValuePath::parse(path)->write(value(before), Value::utf8("new"));
        QVERIFY(written);
        QCOMPARE(Json::write(*written), after);
    }

    void refusesToWriteIntoScalars()
    {
        const Value root = value(R"({"a":{"n":1},"l":[1]})");
        const auto error
            = [&](const QString &text) { return ValuePath::parse(text)->write(root, Value()).error().text(); };
        QCOMPARE(error(u"a.n.x"_s), u"a.n.x: a number has no entries; set the whole value instead"_s);
        QCOMPARE(error(u"a[1]"_s), u"a[1]: a context has no items; set the whole value instead"_s);
        QCOMPARE(error(u"l[3].x"_s), u"l[3]: index 3 of a list of 1; use 1 to 2"_s);
    }
};

PLUGBOARD_TEST(tst_ValuePath)
#include "tst_valuepath.moc"
