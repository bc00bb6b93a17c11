#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_CborRequests : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_model = modelSpeaking("smithy-rpc-v2-cbor", "'input':{'shape':'Input'}", shapes()); }

    void namesTheOperationInThePath()
    {
        const auto request = requestOf(m_model, "{}", u"https://desk.example.com/below/");
        QVERIFY(request);
        QCOMPARE(request->method, "POST");
        QCOMPARE(request->target.path, "/below/service/Desk_2020/operation/Send");
        QCOMPARE(request->headers.value("Smithy-Protocol"), "rpc-v2-cbor");
        QCOMPARE(request->headers.value("Accept"), "application/cbor");
        QCOMPARE(request->headers.value("Content-Type"), "application/cbor");
        QCOMPARE(request->body.toHex(), "bfff");
    }

    void hasNoBodyForNoInput()
    {
        const auto request = requestOf(modelSpeaking("smithy-rpc-v2-cbor", "", "{}"), "{}");
        QCOMPARE(request->body, "");
        QVERIFY(!request->headers.contains("Content-Type"));
    }

    void writesMembers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, const char *input, const char *value) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(value);
        };
        // The examples of RFC 8949, appendix A.
        row("0", "0", "00");
        row("23", "23", "17");
        row("24", "24", "1818");
        row("255", "255", "18ff");
        row("1000", "1000", "1903e8");
        row("1000000", "1000000", "1a000f4240");
        row("1000000000000", "1000000000000", "1b000000e8d4a51000");
        row("-1", "-1", "20");
        row("-1000", "-1000", "3903e7");
        row("least long", "-9223372036854775808", "3b7fffffffffffffff");
    }

    void writesMembers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, value);
        const auto request = requestOf(m_model, "{'N':" + input + '}');
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body.toHex(), "bf614e" + value + "ff");
    }

    void writesTypes_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *input, const char *body) {
            QTest::newRow(name) << QByteArray(input) << quoted(body);
        };
        row("text", "{'S':'ü'}", "615362c3bc");
        row("bytes", "{'B':{'base64':'AQI='}}", "6142420102");
        row("double", "{'D':1.1}", "6144fb3ff199999999999a");
        row("float", "{'F':100000}", "6146fa47c35000");
        row("infinity", "{'D':'-Infinity'}", "6144fbfff0000000000000");
        row("float that is none", "{'F':'NaN'}", "6146fa7fc00000");
        row("true", "{'Y':true}", "6159f5");
        row("false", "{'Y':false}", "6159f4");
        row("moment, whatever its format", "{'T':1363896240.5}", "6154c1fb41d452d9ec200000");
        row("list", "{'L':['a',null]}", "614c826161f6");
        row("map", "{'M':{'a':'b'}}", "614da161616162");
        row("structure", "{'I':{'N':1}}", "6149bf614e01ff");
    }

    void writesTypes()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, body);
        const auto request = requestOf(m_model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body.toHex(), "bf" + body + "ff");
    }

private:
    static QByteArray shapes()
    {
        return "{"
               "'Input':{'type':'structure','members':{"
               "'N':{'shape':'N'},'S':{'shape':'S'},'B':{'shape':'B'},'D':{'shape':'D'},'F':{'shape':'F'},"
               "'Y':{'shape':'Y'},'T':{'shape':'T'},'L':{'shape':'L'},'M':{'shape':'M'},'I':{'shape':'Input'}}},"
               "'N':{'type':'long'},'S':{'type':'string'},'B':{'type':'blob'},'D':{'type':'double'},'F':{'type':'float'"
               "},"
               "'Y':{'type':'boolean'},'T':{'type':'timestamp','timestampFormat':'iso8601'},"
               "'L':{'type':'list','member':{'shape':'S'}},"
               "'M':{'type':'map','key':{'shape':'S'},'value':{'shape':'S'}}}";
    }

    ServiceModelPtr m_model;
};

PLUGBOARD_TEST(tst_CborRequests)
#include "tst_cborrequests.moc"
