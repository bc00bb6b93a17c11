#include "models/response/prettybody.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard::Models;

class tst_PrettyBody : public QObject
{
    Q_OBJECT

private slots:
    void oneEntryALine_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("pretty");
        QTest::newRow("object") << QByteArray("{\"b\":1.50,\"a\":[1e400,null]}")
                                << QByteArray("{\n  \"b\": 1.50,\n  \"a\": [\n    1e400,\n    null\n  ]\n}");
        QTest::newRow("list") << QByteArray(" [1] ") << QByteArray("[\n  1\n]");
        QTest::newRow("XML") << QByteArray("<a x=\"1\"><b>t &amp; u</b><c/></a>")
                             << QByteArray("<a x=\"1\">\n  <b>t &amp; u</b>\n  <c/>\n</a>");
        QTest::newRow("XML with namespaces")
            << QByteArray("<a xmlns=\"urn:a\" xmlns:b=\"urn:b\"><b:c b:d=\"1\"/><c><![CDATA[<x>]]></c><!--y--></a>")
            << QByteArray("<a xmlns=\"urn:a\" xmlns:b=\"urn:b\">\n  <b:c b:d=\"1\"/>\n  <c><![CDATA[<x>]]></c>\n  "
                          "<!--y-->\n</a>");
        QTest::newRow("XML with a declaration") << QByteArray("<?xml version=\"1.0\"?><a/>")
                                                << QByteArray("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a/>");
    }

    void oneEntryALine()
    {
        QFETCH(QByteArray, body);
        const std::optional<QByteArray> pretty = prettyBody(body);
        QVERIFY(pretty.has_value());
        QVERIFY(!pretty->startsWith('\n'));
        QTEST(pretty->trimmed(), "pretty");
    }

    void otherBodiesStayAsTheyAre_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("number") << QByteArray("1.50");
        QTest::newRow("cut JSON") << QByteArray("{\"a\": [1, 2");
        QTest::newRow("cut XML") << QByteArray("<a><b>");
        QTest::newRow("HTML") << QByteArray("<html><br>x</html>");
        QTest::newRow("entities") << QByteArray("<!DOCTYPE a [<!ENTITY x \"xx\">]><a>&x;</a>");
        QTest::newRow("bytes") << QByteArray("\x89PNG\x00\x01", 6);
    }

    void otherBodiesStayAsTheyAre()
    {
        QFETCH(QByteArray, body);
        QVERIFY(!prettyBody(body));
    }
};

PLUGBOARD_TEST(tst_PrettyBody)
#include "tst_prettybody.moc"
