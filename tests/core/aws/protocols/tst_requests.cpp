#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

/// What all protocols share.
class tst_Requests : public QObject
{
    Q_OBJECT

private slots:
    void fillsIdempotencyTokens()
    {
        const auto model = modelSpeaking("json", "'input':{'shape':'Input'}",
                                         "{"
                                         "'Input':{'type':'structure','required':['Token'],'members':{"
                                         "'Token':{'shape':'S','idempotencyToken':true}}},'S':{'type':'string'}}");
        QCOMPARE(requestOf(model, "{}")->body, quoted("{'Token':'00000000-0000-4000-8000-000000000000'}"));
        QCOMPARE(requestOf(model, "{'Token':null}")->body, quoted("{'Token':'00000000-0000-4000-8000-000000000000'}"));
        QCOMPARE(requestOf(model, "{'Token':'mine'}")->body, quoted("{'Token':'mine'}"));
    }

    void putsHostPrefixes_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("label") << QByteArray("{'Id':'a-1'}") << QByteArray("a-1.data.desk.example.com");
        QTest::newRow("missing") << QByteArray("{}") << QByteArray();
        QTest::newRow("empty") << QByteArray("{'Id':''}") << QByteArray();
        QTest::newRow("dot") << QByteArray("{'Id':'a.b'}") << QByteArray();
        QTest::newRow("slash") << QByteArray("{'Id':'evil/'}") << QByteArray();
        QTest::newRow("too long") << QByteArray("{'Id':'" + QByteArray(64, 'a') + "'}") << QByteArray();
    }

    void putsHostPrefixes()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, host);
        const auto model = modelSpeaking(
            "json", "'endpoint':{'hostPrefix':'{Id}.data.'},'input':{'shape':'Input'}",
            "{'Input':{'type':'structure','members':{'Id':{'shape':'S','hostLabel':true}}},'S':{'type':'string'}}");
        const auto request = requestOf(model, input);
        QCOMPARE(request.ok(), !host.isEmpty());
        if (request)
            QCOMPARE(request->target.host, host);
        else
            QCOMPARE(request.error().where, u"Id"_s);
    }

    void leavesToTheEndpointWhatItsRulesKnow()
    {
        const auto model
            = modelSpeaking("rest-json",
                            "'http':{'method':'PUT','requestUri':'/{Box}/"
                            "{Key+}'},'endpoint':{'hostPrefix':'{Box}.'},'input':{'shape':'Input'}",
                            "{'Input':{'type':'structure','required':['Box'],'members':{"
                            "'Box':{'shape':'S','location':'uri','hostLabel':true,'contextParam':{'name':'Bucket'}},"
                            "'Key':{'shape':'S','location':'uri'}}},'S':{'type':'string'}}");
        QCOMPARE(requestOf(model, "{'Box':'b','Key':'/k'}", u"https://b.h/")->target.url(), "https://b.h//k");
        QCOMPARE(requestOf(model, "{'Box':'b','Key':'k'}", u"https://h/b")->target.url(), "https://h/b/k");
        QCOMPARE(requestOf(model, "{'Key':'k'}").error().where, u"Box"_s);
    }

    void compressesLargeBodies()
    {
        const auto model
            = modelSpeaking("rest-json", "'requestcompression':{'encodings':['gzip']},'input':{'shape':'Input'}",
                            "{'Input':{'type':'structure','payload':'B','members':{'B':{'shape':'B'},"
                            "'E':{'shape':'S','location':'header','locationName':'Content-Encoding'}}},"
                            "'B':{'type':'string'},'S':{'type':'string'}}");
        const QByteArray small(10239, 'x');
        QCOMPARE(requestOf(model, "{'B':'" + small + "'}")->body, small);
        QVERIFY(!requestOf(model, "{'B':'" + small + "'}")->headers.contains("Content-Encoding"));
        const auto large = requestOf(model, "{'E':'own','B':'" + small + "x'}");
        QVERIFY(large->body.startsWith("\x1f\x8b"));
        QVERIFY(large->body.size() < 200);
        QCOMPARE(large->headers.value("Content-Encoding"), "own, gzip");
    }

    void speaksTheFirstProtocolItKnows()
    {
        const auto model = modelSpeaking("pigeon", "", "{}", ",'protocols':['pigeon','smithy-rpc-v2-cbor','query']");
        QCOMPARE(requestOf(model, "{}")->headers.value("Smithy-Protocol"), "rpc-v2-cbor");
    }

    void letsTheInputChooseWhatItAccepts()
    {
        const auto model = modelSpeaking("rest-json", "'input':{'shape':'Input'}",
                                         "{'Input':{'type':'structure','members':{'Accept':{'shape':'S',"
                                         "'location':'header'}}},'S':{'type':'string'}}",
                                         ",'serviceId':'API Gateway'");
        QCOMPARE(requestOf(model, "{}")->headers.value("Accept"), "application/json");
        QCOMPARE(requestOf(model, "{'Accept':'application/yaml'}")->headers.value("Accept"), "application/yaml");
    }

    void followsRulesOfServices_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *service, const char *member, const char *shape,
                            const char *input, const char *body) {
            QTest::newRow(name) << QByteArray(service) << QByteArray(member) << QByteArray(shape) << QByteArray(input)
                                << quoted(body);
        };
        row("zone as in answers", "Route 53", "Id", "ResourceId", "{'Id':'/hostedzone/Z1'}", "{'Id':'Z1'}");
        row("bare zone", "Route 53", "Id", "ResourceId", "{'Id':'Z1'}", "{'Id':'Z1'}");
        row("other text", "Route 53", "Id", "Text", "{'Id':'/a/b'}", "{'Id':'/a/b'}");
        row("own account", "Glacier", "accountId", "Text", "{}", "{'accountId':'-'}");
        row("other account", "Glacier", "accountId", "Text", "{'accountId':'1'}", "{'accountId':'1'}");
        row("source to copy", "S3", "CopySource", "Text", "{'CopySource':'b/a ü?versionId=v+'}",
            "{'CopySource':'b/a%20%C3%BC?versionId=v+'}");
        row("of no such service", "Desk", "CopySource", "Text", "{'CopySource':'b/a b'}", "{'CopySource':'b/a b'}");
    }

    void followsRulesOfServices()
    {
        QFETCH(QByteArray, service);
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, shape);
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, body);
        const auto model = modelSpeaking("json", "'input':{'shape':'Input'}",
                                         "{'Input':{'type':'structure','members':{'" + member + "':{'shape':'" + shape
                                             + "'}}},'" + shape + "':{'type':'string'}}",
                                         ",'serviceId':'" + service + '"');
        const auto request = requestOf(model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body, body);
    }
};

PLUGBOARD_TEST(tst_Requests)
#include "tst_requests.moc"
