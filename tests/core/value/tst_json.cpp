#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Plugboard::ErrorCode)

// Every kind of token, escape and nesting.
static const QByteArray sample = R"({"a": [1, -2.50e+3, true, false, null, "x\u00e9\n\ud83d\ude00\\"],
  "b": {"": {}, "c": [[], [{"d": 0.1}]]}, "größe": "ü"})";

class tst_Json : public QObject
{
    Q_OBJECT

private slots:
    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        const auto row
            = [](const char *text, const QString &where) { QTest::newRow(text) << QByteArray(text) << where; };
        row("", u"1:1"_s);
        row("  \n ", u"2:2"_s);
        row("01", u"1:1"_s);
        row("-01", u"1:2"_s);
        row("1.", u"1:3"_s);
        row("1e", u"1:3"_s);
        row("1e+", u"1:4"_s);
        row("1.2.3", u"1:4"_s);
        row("0x12", u"1:2"_s);
        row(".5", u"1:1"_s);
        row("+1", u"1:1"_s);
        row("-", u"1:2"_s);
        row("NaN", u"1:1"_s);
        row("Infinity", u"1:1"_s);
        row("tru", u"1:1"_s);
        row("True", u"1:1"_s);
        row("nulll", u"1:5"_s);
        row("'a'", u"1:1"_s);
        row("[1] x", u"1:5"_s);
        row("{} {}", u"1:4"_s);
        row("[1,]", u"1:4"_s);
        row("[,1]", u"1:2"_s);
        row("[1 2]", u"1:4"_s);
        row("[1}", u"1:3"_s);
        row("{\"a\":1,}", u"1:8"_s);
        row("{\"a\" 1}", u"1:6"_s);
        row("{a:1}", u"1:2"_s);
        row("{\"a\":1]", u"1:7"_s);
        row("[1\n, 2", u"2:4"_s);
        row("\"abc", u"1:1"_s);
        row("\"a\tb\"", u"1:3"_s);
        row("\"a\nb\"", u"1:3"_s);
        row("\"\\x\"", u"1:2"_s);
        row("\"\\u12\"", u"1:2"_s);
        row("\"\\u12G4\"", u"1:2"_s);
        row("\"\\ud800\"", u"1:2"_s);
        row("\"é\\udc00\"", u"1:3"_s);
        row("\"\\ud800\\ud800\"", u"1:2"_s);
        row("\"\\ud800x\"", u"1:2"_s);
        row("// comment\n1", u"1:1"_s);
        row("[1e7000]", u"1:2"_s);
        row("\xEF\xBB\xBF[1", u"1:3"_s);
        QTest::newRow("raw NUL") << QByteArray("\"a\0b\"", 5) << u"1:3"_s;
        QTest::newRow("NUL behind the root") << QByteArray("1\0", 2) << u"1:2"_s;
    }
    void refuses()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const Result<Value> value = Json::read(text);
        QVERIFY(!value);
        QVERIFY(!value.error().message.isEmpty());
        QCOMPARE(value.error().where, where);
    }

    void refusesWhatIsNoUtf8_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const char *bytes : {"\xFF", "\xC0\x80", "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE0\x9F\x80",
                                  "\xF0\x8F\x80\x80", "\x80", "\xE2\x82"})
            QTest::newRow(QByteArray(bytes).toHex().constData()) << QByteArray(bytes);
    }
    void refusesWhatIsNoUtf8()
    {
        QFETCH(QByteArray, bytes);
        const Result<Value> value = Json::read("\n\"ü" + bytes + "\"");
        QVERIFY(!value);
        QCOMPARE(value.error().where, u"2:3"_s);
    }

    void keepsDigits_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"9007199254740993", "18446744073709551615", "1.10", "-0", "1e-300", "1E400",
                                 "1234567890123456789012345678901234567890", "0.1000000000000000055511151231257827",
                                 "-1.0e+05", "0", "1e-9999"})
            QTest::newRow(text) << QByteArray(text);
    }
    void keepsDigits()
    {
        QFETCH(QByteArray, text);
        const Value value = Json::read(text).value();
        QCOMPARE(value.numberText(), text);
        QCOMPARE(Json::write(value), text);
    }

    void readsStrings()
    {
        const auto read = [](QByteArrayView json) { return Json::read(json).value().string(); };
        const char *escapes = "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20ac\\ud83d\\ude00\"";
        QCOMPARE(read(escapes), u"\"\\/\b\f\n\r\tAé€😀"_s);
        QCOMPARE(read("\"😀\x7F\""), u"😀\x7F"_s);
        QCOMPARE(Json::read("\"a\\u0000b\"").value().utf8(), QByteArrayView("a\0b", 3));
        const char *controls = "\"\\u0000\\u001f\\u007f\\/\\\"\\\\\\b\\f\\n\\r\\t€\"";
        QCOMPARE(Json::write(Json::read(controls).value()),
                 QByteArray("\"\\u0000\\u001f\x7F/\\\"\\\\\\b\\f\\n\\r\\t€\""));
    }

    void keepsTheOrderOfKeys()
    {
        const QByteArray text = R"({"z":1,"a":{"c":[],"b":{}},"":null})";
        QCOMPARE(Json::write(Json::read(text).value()), text);
    }

    void reportsDuplicates()
    {
        const Json::Document document
            = Json::readDocument("{\"a\":1,\n \"l\":[0,{\"x/y\":1,\"x\\u002fy\":2,\"x/y\":3}],\n \"a\":2}").value();
        QCOMPARE(document.duplicates.size(), 3);
        QCOMPARE(document.duplicates[0].pointer, u"/l/1/x~1y"_s);
        QCOMPARE(document.duplicates[0].position.toText(), u"2:18"_s);
        QCOMPARE(document.duplicates[2].pointer, u"/a"_s);
        QCOMPARE(document.duplicates[2].position.toText(), u"3:2"_s);
        QCOMPARE(Json::write(document.root), R"({"a":2,"l":[0,{"x/y":3}]})");
    }

    void pointersOfDuplicatesInNestedArrays()
    {
        const Json::Document document = Json::readDocument(R"([1,[2,3,[{"k":[4,{"d":0,"d":0}]}]]])").value();
        QCOMPARE(document.duplicates.size(), 1);
        QCOMPARE(document.duplicates[0].pointer, u"/1/2/0/k/1/d"_s);
    }

    void limitsDepth()
    {
        const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
        QVERIFY(Json::read(nested(1000)));
        const Result<Value> deeper = Json::read(nested(1001));
        QVERIFY(!deeper);
        QCOMPARE(deeper.error().code, ErrorCode::Limit);
        QCOMPARE(deeper.error().where, u"1:1001"_s);
        QVERIFY(!Json::read(nested(1'000'000)));
        QVERIFY(Json::read(nested(1'000'000), {.maxDepth = 1'000'000}));
        QVERIFY(!Json::read(QByteArray(1'000'000, '['), {.maxDepth = 1'000'000}));
    }

    void everyTruncationIsAnError()
    {
        QVERIFY(Json::read(sample));
        QVERIFY(Json::readLazily(sample));
        for (qsizetype length = 0; length < sample.size(); ++length) {
            // A copy of its own, so that a sanitizer sees a read behind its end.
            QVERIFY2(!Json::read(QByteArray(sample.constData(), length)), qPrintable(QString::number(length)));
            QVERIFY(!Json::readLazily(QByteArray(sample.constData(), length)));
        }
    }

    void everyChangedByteIsReadOrRefused()
    {
        for (qsizetype at = 0; at < sample.size(); ++at) {
            for (const char c : {'\0', '"', '\\', '{', ']', ',', '9', 'e', '\xC3'}) {
                QByteArray changed = sample;
                changed[at] = c;
                const Result<Value> value = Json::read(changed);
                if (value)
                    QVERIFY(Json::read(Json::write(*value)).value() == *value);
            }
        }
    }

    void writesIndented()
    {
        const Value value = Json::read(R"({"a":[1,{"b":[]}],"c":{},"d":"x"})").value();
        QCOMPARE(Json::write(value, Json::Style::Indented),
                 R"({
  "a": [
    1,
    {
      "b": []
    }
  ],
  "c": {},
  "d": "x"
}
)");
        QCOMPARE(Json::write(Value(), Json::Style::Indented), "null\n");
    }

    void writesWhatJsonDoesNotKnow()
    {
        QCOMPARE(Json::write(Value::list({
                     Value::numberFromText(".5"),
                     Value::numberFromText("-007"),
                     Value::date({2020, 1, 2}),
                     Value::yearsMonths({14}),
                     Value::daysTime({3600, 0}),
                     Value::range({}),
                     Value::function(nullptr),
                 })),
                 R"([0.5,-7,"2020-01-02","P1Y2M","PT1H",null,null])");
    }

    void locates_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("position");
        QTest::newRow("root") << QString() << u"1:1"_s;
        QTest::newRow("entry") << u"/a"_s << u"1:6"_s;
        QTest::newRow("item") << u"/a/1"_s << u"2:3"_s;
        QTest::newRow("deep") << u"/a/1/x~1y"_s << u"2:11"_s;
        QTest::newRow("last duplicate") << u"/b"_s << u"3:12"_s;
        QTest::newRow("missing entry") << u"/a/1/z/1"_s << u"2:3"_s;
        QTest::newRow("missing item") << u"/a/7"_s << u"1:6"_s;
        QTest::newRow("key of an array") << u"/a/x"_s << u"1:6"_s;
    }
    void locates()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, position);
        const QByteArray text = "{\"a\":[1,\n  {\"x/y\": 2}],\n \"b\":3,\"b\":4}";
        QCOMPARE(Json::locate(text, pointer).toText(), position);
        QCOMPARE(Json::locate("\xEF\xBB\xBF" + text, pointer).toText(), position);
    }

    void locatesInBrokenText()
    {
        QCOMPARE(Json::locate("{\"a\": [1, 2,", u"/a/1"_s).toText(), u"1:11"_s);
        QCOMPARE(Json::locate("", u"/a"_s).toText(), u"1:1"_s);
    }

    void countsPositions()
    {
        QCOMPARE(Json::positionAt("aé😀\nx", 7).toText(), u"1:4"_s);
        QCOMPARE(Json::positionAt("aé😀\nx", 8).toText(), u"2:1"_s);
        QCOMPARE(Json::positionAt("ab", 99).toText(), u"1:3"_s);
    }

    void escapesPointerSteps() { QCOMPARE(Json::pointerStep(u"/a"_s, u"b/c~d"), u"/a/b~1c~0d"_s); }
};

PLUGBOARD_TEST(tst_Json)
#include "tst_json.moc"
