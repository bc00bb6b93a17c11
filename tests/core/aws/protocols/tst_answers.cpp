#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QHash>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

/// Successes of every protocol but query, which has tst_queryresponse.cpp.
class tst_Answers : public QObject
{
    Q_OBJECT

private slots:
    void readsDocuments_data()
    {
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char *name, const char *protocol, const char *body, const char *output) {
            QTest::newRow(name) << QByteArray(protocol) << quoted(body) << quoted(output);
        };
        for (const char *protocol : {"json", "rest-json"}) {
            row("members by their wire names", protocol, "{'text':'a','Count':1}", "{'Text':'a','Count':1}");
            row("null is missing", protocol, "{'text':null}", "{}");
            row("unknown members come last", protocol, "{'New':{'a':[1]},'Count':1,'Old':null}",
                "{'Count':1,'New':{'a':[1]},'Old':null}");
            row("nested", protocol, "{'Inner':{'Names':['a'],'Sizes':{'x':1}}}",
                "{'Inner':{'Names':['a'],'Sizes':{'x':1}}}");
            row("digits stay", protocol, "{'Count':1e400}", "{'Count':1e400}");
            row("not what the model says", protocol, "{'Inner':7,'Count':'many'}", "{'Count':'many','Inner':7}");
            row("null as a document", protocol, "null", "{}");
        }
        row("attributes", "rest-xml", "<Out kind='k' Other='o'><Count>1</Count></Out>",
            "{'Count':1,'Kind':'k','Other':'o'}");
        row("attribute of another prefix", "rest-xml", "<Out xmlns:y='urn:x' y:kind='k'/>", "{'Kind':'k'}");
        row("flat list by its item's name", "rest-xml", "<Out><FlatItem>a</FlatItem><FlatItem>b</FlatItem></Out>",
            "{'Flat':['a','b']}");
        row("flat list by its own name", "rest-xml", "<Out><Flat>a</Flat></Out>", "{'Flat':['a']}");
        row("root that is the member", "rest-xml", "<text xmlns='urn:x'>a</text>", "{'Text':'a'}");
        row("text where a structure should be", "rest-xml", "<Out><Inner>words</Inner></Out>", "{'Inner':'words'}");
        row("map entry without a value", "rest-xml",
            "<Out><Inner><Sizes><entry><key>x</key></entry></Sizes></Inner></Out>", "{'Inner':{'Sizes':{'x':null}}}");
        row("nothing", "rest-xml", "", "{}");
        row("its request's id is no member", "ec2",
            "<PingResponse><Count>1</Count><requestId>r</requestId></PingResponse>", "{'Count':1}");
        QTest::newRow("CBOR") << QByteArray("smithy-rpc-v2-cbor")
                              << QByteArray::fromHex("bf65436f756e740164746578746161ff")
                              << quoted("{'Text':'a','Count':1}");
    }

    void readsDocuments()
    {
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, output);
        const auto parsed = answer(protocol, body);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
        QVERIFY(!parsed->error);
        QCOMPARE(Json::write(parsed->output), output);
    }

    void refusesWhatNoServiceSends_data()
    {
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCode>("code");
        const auto row
            = [](const char *name, const char *protocol, const QByteArray &body, ErrorCode code = ErrorCode::Syntax) {
                  QTest::newRow(name) << QByteArray(protocol) << body << code;
              };
        row("empty JSON", "json", "");
        row("empty CBOR", "smithy-rpc-v2-cbor", "");
        row("empty ec2", "ec2", " \n");
        row("JSON that is no object", "json", "[1]");
        row("cut JSON", "rest-json", "{\"Count\":1");
        row("deep JSON", "json", QByteArray(2000, '[') + QByteArray(2000, ']'), ErrorCode::Limit);
        row("page for JSON", "rest-json", "<html><body>Log in</body></html>");
        row("page for XML", "rest-xml", "<html><body>Log in</body></html>");
        row("page with a document type", "rest-xml", "<!DOCTYPE html><html/>");
        row("deep XML", "rest-xml", QByteArray("<a>").repeated(2000) + QByteArray("</a>").repeated(2000),
            ErrorCode::Limit);
        row("page for CBOR", "smithy-rpc-v2-cbor", "<html/>");
        row("CBOR that is no map", "smithy-rpc-v2-cbor", QByteArray(1, '\0'));
        QByteArray attributes = "<a";
        for (int i = 0; i < 200'000; ++i)
            attributes += " a" + QByteArray::number(i) + "=\"'>\"";
        row("200,000 attributes", "rest-xml", attributes + "/>", ErrorCode::Limit);
        row("attributes that do not end", "rest-xml", "<a b=\"", ErrorCode::Syntax);
    }

    void refusesWhatNoServiceSends()
    {
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, body);
        QFETCH(ErrorCode, code);
        const auto parsed = answer(protocol, body);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, code);
        QCOMPARE(parsed.error().stage, Stage::Response);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    /// Signs of equality in comments and texts are no attributes.
    void countsAttributesOfElementsAlone()
    {
        const QByteArray signs(1000, '=');
        const auto parsed = answer("rest-xml",
                                   "<?p " + signs + "?><Out><!-- < " + signs + " --><text>" + signs + "<![CDATA[<a "
                                       + signs + "]]></text></Out>");
        QVERIFY(parsed);
        QCOMPARE(parsed->output["Text"].string().size(), 2003);
    }

    void readsTheHead()
    {
        Http::Response response;
        response.status = 201;
        response.headers = {{"X-Names", "\"b,c\", \"\\\"d\\\"\", a"},
                            {"x-times", "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT"},
                            {"x-flag", "true"},
                            {"X-Meta-One", "1"},
                            {"x-meta-two", "2"},
                            {"x-json", QByteArray("{\"a\":1}").toBase64()}};
        const auto parsed = answer("rest-json", "Head", response);
        QVERIFY(parsed);
        QCOMPARE(Json::write(parsed->output),
                 quoted("{'Names':['b,c','\\'d\\'','a'],'Times':['Mon, 16 Dec 2019 23:48:18 GMT',"
                        "'Tue, 17 Dec 2019 23:48:18 GMT'],'Flag':true,'Meta':{'One':'1','two':'2'},"
                        "'Json':{'a':1},'Status':201}"));
    }

    void aFileIsTheBody()
    {
        Http::Response response;
        response.status = 200;
        response.body = "<Error>not one</Error>";
        const auto text = answer("rest-xml", "Download", response);
        QVERIFY(text && !text->error);
        QCOMPARE(text->output["File"].string(), u"<Error>not one</Error>"_s);
        QVERIFY(text->rawBody && text->rawBody->member == u"File" && !text->rawBody->base64);
        response.body = QByteArray("\xFF\0", 2);
        const auto binary = answer("rest-xml", "Download", response);
        QVERIFY(binary->rawBody->base64);
        QCOMPARE(binary->output["File"].string(), u"/wA="_s);
        response.body.clear();
        QCOMPARE(answer("rest-xml", "Download", response)->output["File"], Value::string(u""));
    }

    void decodesKeysOfListings()
    {
        const QByteArray listing = "<List><Prefix>a%2F</Prefix><Contents><Key>a%2Fb+c%2B%C3%A4</Key><ETag>%41+</ETag>"
                                   "</Contents>";
        const QByteArray json = quoted(
            "{'metadata':{'protocol':'rest-xml','serviceId':'S3'},'operations':{'List':{'name':'List'}},'shapes':{}}");
        const auto model = *ServiceModel::fromValue(u"s3"_s, *Json::read(json));
        const auto list = [&model](const QByteArray &body) {
            Http::Response response;
            response.status = 200;
            response.body = body;
            return Json::write(parse(*model, *model->operation(u"List"), response)->output);
        };
        QCOMPARE(list(listing + "<EncodingType>url</EncodingType></List>"),
                 quoted("{'Prefix':'a/','Contents':{'Key':'a/b c+\303\244','ETag':'%41+'},'EncodingType':'url'}"));
        QCOMPARE(list(listing + "</List>"),
                 quoted("{'Prefix':'a%2F','Contents':{'Key':'a%2Fb+c%2B%C3%A4','ETag':'%41+'}}"));
    }

    void readsPolicies()
    {
        const QByteArray json
            = quoted("{'metadata':{'protocol':'query'},'operations':{'Get':{'name':'Get','output':{'shape':'Out'}}},"
                     "'shapes':{'Out':{'type':'structure','members':{'Policy':{'shape':'policyDocumentType'}}},"
                     "'policyDocumentType':{'type':'string'}}}");
        const auto model = *ServiceModel::fromValue(u"x"_s, *Json::read(json));
        Http::Response response;
        response.status = 200;
        response.body
            = "<GetResponse><GetResult><Policy>%7B%22a%22%3A%5B%22b%22%5D%7D</Policy></GetResult></GetResponse>";
        QCOMPARE(Json::write(parse(*model, *model->operation(u"Get"), response)->output),
                 quoted("{'Policy':{'a':['b']}}"));
    }

    /// Whatever a byte becomes: an answer or an error, never a crash.
    void survivesDamage_data()
    {
        QTest::addColumn<QByteArray>("protocol");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("JSON") << QByteArray("rest-json")
                              << quoted("{'text':'a','Inner':{'Names':['a'],'Sizes':{'x':1}}}");
        QTest::newRow("XML") << QByteArray("rest-xml")
                             << QByteArray("<Out x='y'><!-- c --><Inner><Names><m>a</m></Names></Inner></Out>");
        QTest::newRow("ec2") << QByteArray("ec2") << QByteArray("<AResponse><Flat>1</Flat><![CDATA[x]]></AResponse>");
        QTest::newRow("CBOR") << QByteArray("smithy-rpc-v2-cbor")
                              << QByteArray::fromHex(
                                     "bf65496e6e6572a1654e616d65739f7f6161ff61f9ff65436f756e74c241ffff");
    }

    void survivesDamage()
    {
        QFETCH(QByteArray, protocol);
        QFETCH(QByteArray, body);
        for (qsizetype at = 0; at < body.size(); ++at) {
            for (int byte = 0; byte < 256; byte += 3) {
                QByteArray damaged = body;
                damaged[at] = char(byte);
                const auto parsed = answer(protocol, damaged);
                QVERIFY(parsed || !parsed.error().message.isEmpty());
            }
        }
    }

    void namesAProtocolThatIsNotSpoken()
    {
        const auto parsed = answer("pigeon", "{}");
        QCOMPARE(parsed.error().code, ErrorCode::Unsupported);
        QVERIFY(parsed.error().message.contains(u"pigeon"));
    }

    void readsMoments_data()
    {
        QTest::addColumn<Value>("wire");
        QTest::addColumn<qint64>("milliseconds");
        QTest::newRow("seconds") << Value::number(1398796238) << qint64(1398796238000);
        QTest::newRow("seconds as text") << Value::string(u"1398796238.5") << qint64(1398796238500);
        QTest::newRow("ISO 8601") << Value::string(u"2014-04-29T18:30:38Z") << qint64(1398796238000);
        QTest::newRow("offset") << Value::string(u"2014-04-29T17:30:38-01:00") << qint64(1398796238000);
        QTest::newRow("fraction") << Value::string(u"2014-04-29T18:30:38.17Z") << qint64(1398796238170);
        QTest::newRow("RFC 822") << Value::string(u"Tue, 29 Apr 2014 18:30:38 GMT") << qint64(1398796238000);
        QTest::newRow("its fraction") << Value::string(u"Tue, 29 Apr 2014 18:30:38.456 GMT") << qint64(1398796238456);
        QTest::newRow("none") << Value::string(u"soon") << qint64(-1);
    }

    void readsMoments()
    {
        QFETCH(Value, wire);
        QFETCH(qint64, milliseconds);
        const auto moment = momentOf(wire);
        QCOMPARE(moment ? moment->toMSecsSinceEpoch() : -1, milliseconds);
    }

private:
    static QByteArray quoted(QByteArray json) { return json.replace('\'', '"'); }

    static Result<ParsedResponse> answer(const QByteArray &protocol, const QByteArray &body)
    {
        Http::Response response;
        response.status = 200;
        response.body = body;
        return answer(protocol, "Ping", response);
    }

    static Result<ParsedResponse> answer(const QByteArray &protocol, const char *operation,
                                         const Http::Response &response)
    {
        static QHash<QByteArray, ServiceModelPtr> models;
        ServiceModelPtr &model = models[protocol];
        if (!model)
            model = modelOf(protocol);
        return parse(*model, *model->operation(QString::fromLatin1(operation)), response);
    }

    static ServiceModelPtr modelOf(const QByteArray &protocol)
    {
        const QByteArray json = quoted(
            "{'metadata':{'protocol':'" + protocol
            + "'},'operations':{'Ping':{'name':'Ping','output':{'shape':'Out'}},"
              "'Head':{'name':'Head','output':{'shape':'Head'}},'Download':{'name':'Download','output':{'shape':'File'}"
              "}},"
              "'shapes':{'Out':{'type':'structure','members':{'Text':{'shape':'Text','locationName':'text'},"
              "'Count':{'shape':'Count'},'Inner':{'shape':'Inner'},'Flat':{'shape':'Flat'},"
              "'Kind':{'shape':'Text','xmlAttribute':true,'locationName':'x:kind'}}},"
              "'Inner':{'type':'structure','members':{'Names':{'shape':'Names'},'Sizes':{'shape':'Sizes'}}},"
              "'Names':{'type':'list','member':{'shape':'Text'}},"
              "'Flat':{'type':'list','flattened':true,'member':{'shape':'Text','locationName':'FlatItem'}},"
              "'Sizes':{'type':'map','key':{'shape':'Text'},'value':{'shape':'Count'}},"
              "'Head':{'type':'structure','members':{"
              "'Names':{'shape':'Names','location':'header','locationName':'x-names'},"
              "'Times':{'shape':'Times','location':'header','locationName':'x-times'},"
              "'Flag':{'shape':'Flag','location':'header','locationName':'x-flag'},"
              "'Meta':{'shape':'Metas','location':'headers','locationName':'x-meta-'},"
              "'Json':{'shape':'Text','location':'header','locationName':'x-json','jsonvalue':true},"
              "'Missing':{'shape':'Text','location':'header','locationName':'x-missing'},"
              "'Status':{'shape':'Count','location':'statusCode'}}},"
              "'Metas':{'type':'map','key':{'shape':'Text'},'value':{'shape':'Text'}},"
              "'Times':{'type':'list','member':{'shape':'Time'}},"
              "'File':{'type':'structure','payload':'File','members':{'File':{'shape':'Bytes','streaming':true}}},"
              "'Bytes':{'type':'blob'},'Time':{'type':'timestamp'},'Flag':{'type':'boolean'},"
              "'Text':{'type':'string'},'Count':{'type':'integer'}}}");
        return *ServiceModel::fromValue(u"x"_s, *Json::read(json));
    }
};

PLUGBOARD_TEST(tst_Answers)
#include "tst_answers.moc"
