#include "core/http/contentcoding.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <zlib.h>

using namespace Plugboard;
using namespace Plugboard::Http;

namespace {

QByteArray deflated(const QByteArray &plain, int windowBits)
{
    z_stream stream {};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 32, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

QByteArray gzip(const QByteArray &plain)
{
    return deflated(plain, 15 + 16);
}

} // namespace

class tst_ContentCoding : public QObject
{
    Q_OBJECT

private slots:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("coding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("plain");
        const QByteArray text = QByteArray("{\"a\":1}").repeated(5'000);
        QTest::newRow("none") << QByteArray() << text << text;
        QTest::newRow("identity") << QByteArray("identity") << text << text;
        QTest::newRow("gzip") << QByteArray("gzip") << gzip(text) << text;
        QTest::newRow("GZIP, old name") << QByteArray("X-GZip") << gzip(text) << text;
        QTest::newRow("two members") << QByteArray("gzip") << gzip(text) + gzip("end") << text + "end";
        QTest::newRow("deflate") << QByteArray("deflate") << deflated(text, 15) << text;
        QTest::newRow("deflate without header") << QByteArray("deflate") << deflated(text, -15) << text;
        QTest::newRow("gzip of gzip") << QByteArray("gzip, gzip") << gzip(gzip(text)) << text;
        QTest::newRow("nothing in it") << QByteArray("gzip") << gzip({}) << QByteArray();
        QTest::newRow("no body, as after 304") << QByteArray("gzip") << QByteArray() << QByteArray();
        QTest::newRow("unknown stays as it is") << QByteArray("br") << QByteArray("raw") << QByteArray("raw");
    }
    void decodes()
    {
        QFETCH(QByteArray, coding);
        QFETCH(QByteArray, body);
        const Result<QByteArray> result = decoded(body, coding);
        QVERIFY2(result, result ? "" : qPrintable(result.error().message));
        QTEST(*result, "plain");
    }

    void everyTruncationIsIncomplete()
    {
        const QByteArray whole = gzip(QByteArray("some text, ").repeated(40));
        for (qsizetype size = 1; size < whole.size(); ++size) {
            const Result<QByteArray> result = decoded(whole.first(size), "gzip");
            QVERIFY2(!result && result.error().code == ErrorCode::Incomplete, QByteArray::number(size).constData());
        }
    }

    void damageIsIncomplete()
    {
        QByteArray body = gzip(QByteArray("some text, ").repeated(40));
        body[body.size() - 6] = char(~body.at(body.size() - 6));
        QCOMPARE(decoded(body, "gzip").error().code, ErrorCode::Incomplete);
        QCOMPARE(decoded("no gzip at all", "gzip").error().code, ErrorCode::Incomplete);
        QCOMPARE(decoded(gzip("x") + "rest", "gzip").error().code, ErrorCode::Incomplete);
    }

    void bombsStop()
    {
        const QByteArray zeros(qsizetype(200) << 20, '\0');
        const QByteArray bomb = gzip(zeros); // A thousandth of it
        const Result<QByteArray> result = decoded(bomb, "gzip");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Limit);
        QCOMPARE(decoded(gzip("0123456789"), "gzip", {.bytes = 9}).error().code, ErrorCode::Limit);
        QVERIFY(decoded(gzip("0123456789"), "gzip", {.bytes = 10}));
    }

    void steepButHonestBodiesPass()
    {
        QByteArray list = "[";
        for (int i = 0; i < 400'000; ++i)
            list += "{\"id\": \"00000000-0000-0000-0000-" + QByteArray::number(i).rightJustified(12, '0')
                + "\", \"state\": \"ACTIVE\"},\n";
        const Result<QByteArray> result = decoded(gzip(list), "gzip");
        QVERIFY(result);
        QCOMPARE(result->size(), list.size());
    }
};

PLUGBOARD_TEST(tst_ContentCoding)
#include "tst_contentcoding.moc"
