#include "core/aws/protocols/cborreader.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_CborReader : public QObject
{
    Q_OBJECT

private slots:
    void readsValues_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QByteArray>("json");
        const auto row = [](const char *name, const char *hex, const char *json) {
            QTest::newRow(name) << QByteArray(hex) << QByteArray(json);
        };
        // Examples of RFC 8949, appendix A.
        row("zero", "00", "0");
        row("one byte", "1818", "24");
        row("largest unsigned", "1bffffffffffffffff", "18446744073709551615");
        row("big number", "c249010000000000000000", "18446744073709551616");
        row("negative", "3863", "-100");
        row("least negative", "3bffffffffffffffff", "-18446744073709551616");
        row("negative big number", "c349010000000000000000", "-18446744073709551617");
        row("half", "f93e00", "1.5");
        row("least half", "f90001", "5.960464477539063e-08");
        row("negative half", "f9c400", "-4");
        row("half infinity", "f97c00", "\"Infinity\"");
        row("half that is none", "f97e00", "\"NaN\"");
        row("single", "fa47c35000", "1e+05");
        row("single with the digits of a single", "fa3dcccccd", "0.1");
        row("double", "fb3ff199999999999a", "1.1");
        row("negative infinity", "fbfff0000000000000", "\"-Infinity\"");
        row("false", "f4", "false");
        row("null", "f6", "null");
        row("undefined", "f7", "null");
        row("time is its number", "c11a514b67b0", "1363896240");
        row("text of a time", "c074323031332d30332d32315432303a30343a30305a", "\"2013-03-21T20:04:00Z\"");
        row("decimal fraction", "c48221196ab3", "273.15");
        row("bytes are Base64", "4401020304", "\"AQIDBA==\"");
        row("text", "62c3bc", "\"\303\274\"");
        row("pieces of bytes", "5f42010243030405ff", "\"AQIDBAU=\"");
        row("pieces of text", "7f657374726561646d696e67ff", "\"streaming\"");
        row("empty list", "80", "[]");
        row("list in list", "8301820203820405", "[1,[2,3],[4,5]]");
        row("lists without announced ends", "9f018202039f0405ffff", "[1,[2,3],[4,5]]");
        row("map", "a26161016162820203", "{\"a\":1,\"b\":[2,3]}");
        row("map without announced end", "bf61610161629f0203ffff", "{\"a\":1,\"b\":[2,3]}");
        row("empty map", "bfff", "{}");
        row("unknown tag", "d74401020304", "\"AQIDBA==\"");
        row("tags in tags", "c1c101", "1");
        row("tagged list", "d9d9f7811801", "[1]");
    }

    void readsValues()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QByteArray, json);
        const auto value = readCbor(QByteArray::fromHex(hex));
        QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
        QCOMPARE(Json::write(*value), json);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *hex, const QString &where) {
            QTest::newRow(name) << QByteArray(hex) << where;
        };
        row("nothing", "", u"byte 1"_s);
        row("number without its bytes", "19ff", u"byte 1"_s);
        row("text without its bytes", "8163ff", u"byte 2"_s);
        row("length beyond all", "5bffffffffffffffff", u"byte 1"_s);
        row("list that announces too much", "9bffffffffffffffff00", u"byte 11"_s);
        row("map that announces too much", "bbffffffffffffffff", u"byte 1"_s);
        row("list that does not end", "9f01", u"byte 3"_s);
        row("map that ends behind a key", "bf6161ff", u"byte 4"_s);
        row("key that is no text", "a10101", u"byte 2"_s);
        row("tagged key", "a1c1616101", u"byte 2"_s);
        row("break outside", "ff", u"byte 1"_s);
        row("break in a list of known length", "81ff", u"byte 2"_s);
        row("break behind a tag", "9fc1ff", u"byte 3"_s);
        row("tag without an item", "c1", u"byte 2"_s);
        row("pieces in pieces", "7f7fffff", u"byte 1"_s);
        row("pieces of another type", "7f4100ff", u"byte 1"_s);
        row("reserved length", "1c", u"byte 1"_s);
        row("number without an end", "1f", u"byte 1"_s);
        row("simple value without a meaning", "e0", u"byte 1"_s);
        row("no UTF-8", "61ff", u"byte 1"_s);
        row("second item", "0101", u"byte 2"_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, hex);
        QFETCH(QString, where);
        const auto value = readCbor(QByteArray::fromHex(hex));
        QVERIFY(!value);
        QCOMPARE(value.error().code, ErrorCode::Syntax);
        QCOMPARE(value.error().stage, Stage::Response);
        QCOMPARE(value.error().where, where);
    }

    void refusesDepth()
    {
        QVERIFY(readCbor(QByteArray(1000, '\x81') + QByteArray(1, '\0')));
        const auto value = readCbor(QByteArray(1'000'000, '\x81'));
        QCOMPARE(value.error().code, ErrorCode::Limit);
    }

    /// Every part of an item is an error, and none reads beyond its end.
    void survivesTruncation()
    {
        const QByteArray whole
            = QByteArray::fromHex("bf61619f0102c249010000000000000000ff61627f6178617aff6163fb3ff199999999999aff");
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!readCbor(whole.first(size)));
        QVERIFY(readCbor(whole));
    }
};

PLUGBOARD_TEST(tst_CborReader)
#include "tst_cborreader.moc"
