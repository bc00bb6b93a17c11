#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_FormRequests : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws/parcels/2020-01-02/service-2.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Value root = *Json::read(file.readAll());
        // Each row has one member, so the others must not be required.
        const Value shapes = root["shapes"];
        const Value relaxed = shapes.with("SendParcelInput", shapes["SendParcelInput"].without("required"));
        m_model = *ServiceModel::fromValue(u"parcels"_s, root.with("shapes", relaxed));
        m_send = m_model->operation(u"SendParcel");
    }

    void goesToTheEndpointAsAForm()
    {
        const Http::Target target = *Http::Target::fromUrl(u"http://127.0.0.1:4000/x?y");
        const auto request = serialize(*m_model, *m_model->operation(u"Ping"), {}, target, m_random);
        QVERIFY(request);
        QCOMPARE(request->method, "POST");
        QCOMPARE(request->target.url(), "http://127.0.0.1:4000/x/?y");
        QCOMPARE(request->headers.value("content-type"), "application/x-www-form-urlencoded; charset=utf-8");
        QCOMPARE(request->body, "Action=Ping&Version=2020-01-02");
    }

    void writesMembers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("form");
        const auto row = [](const char *name, const char *input, const char *form) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(form);
        };
        row("empty", "{}", "");
        row("null is left out", R"({"Note":null})", "");
        row("text", R"({"Note":"a b+c&ä~"})", "&Note=a%20b%2Bc%26%C3%A4~");
        row("empty text", R"({"Note":""})", "&Note=");
        row("number as text", R"({"Note":1.50})", "&Note=1.50");
        row("double", R"({"Weight":0.10})", "&Weight=0.10");
        row("infinity", R"({"Weight":"-Infinity"})", "&Weight=-Infinity");
        row("integer", R"({"Count":3})", "&Count=3");
        row("integer as text", R"({"Count":" 3 "})", "&Count=3");
        row("integer with fraction of zero", R"({"Count":3.0})", "&Count=3");
        row("boolean by its wire name", R"({"Express":false})", "&Fast=false");
        row("boolean as text", R"({"Express":"true"})", "&Fast=true");
        row("blob", R"({"Photo":"ä"})", "&Photo=w6Q%3D");
        row("nested", R"({"To":{"Street":"A","CareOf":{"Street":"B"}}})", "&To.Street=A&To.CareOf.Street=B");
        row("list", R"({"Stamps":["a","b"]})", "&Stamps.member.1=a&Stamps.member.2=b");
        row("empty list", R"({"Stamps":[]})", "&Stamps=");
        row("named items", R"({"NamedStamps":["a"]})", "&NamedStamps.stamp.1=a");
        row("flat list", R"({"FlatStamps":["a","b"]})", "&FlatStamps.1=a&FlatStamps.2=b");
        row("flat list of named items", R"({"NamedFlatStamps":["a"]})", "&stamp.1=a");
        row("list of structures", R"({"Stops":[{"Street":"A"}]})", "&Stops.member.1.Street=A");
        row("map", R"({"Labels":{"x":"1","n":null,"y":"2"}})",
            "&Labels.entry.1.key=x&Labels.entry.1.value=1"
            "&Labels.entry.2.key=y&Labels.entry.2.value=2");
        row("flat map with names", R"({"FlatLabels":{"x":"1"}})", "&FlatLabels.1.K=x&FlatLabels.1.V=1");
        row("empty map", R"({"Labels":{}})", "");
        row("time in seconds", R"({"Due":1422172800})", "&Due=2015-01-25T08%3A00%3A00Z");
        row("time with fraction", R"({"Due":1422172800.5})", "&Due=2015-01-25T08%3A00%3A00.500Z");
        row("time as text", R"({"Due":"2015-01-25T09:00:00+01:00"})", "&Due=2015-01-25T08%3A00%3A00Z");
        row("day as text", R"({"Due":"2015-01-25"})", "&Due=2015-01-25T00%3A00%3A00Z");
        row("epoch by the model", R"({"DueEpoch":"2015-01-25T08:00:00Z"})", "&DueEpoch=1422172800");
    }

    void writesMembers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, form);
        const auto request = serialize(*m_model, *m_send, *Json::read(input), {}, m_random);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body,
                 "Action=SendParcel&Version=2020-01-02" + form + "&Token=00000000-0000-4000-8000-000000000000");
    }

    void refusesWithThePath_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *input, const QString &where, const QString &message) {
            QTest::newRow(name) << QByteArray(input) << where << message;
        };
        row("unknown member", R"({"note":"x"})", u"note"_s, u"there are Note, To,"_s);
        row("unknown member inside", R"({"To":{"City":"x"}})", u"To.City"_s, u"Street"_s);
        row("text for a list", R"({"Stamps":"a"})", u"Stamps"_s, u"a list, not a string"_s);
        row("list for a structure", R"({"To":[]})", u"To"_s, u"a context, not a list"_s);
        row("item", R"({"Stops":[{"Street":"A"},1]})", u"Stops[2]"_s, u"a context"_s);
        row("map value", R"({"Labels":{"x":[1]}})", u"Labels.x"_s, u"a string, not a list"_s);
        row("word for a number", R"({"Count":"three"})", u"Count"_s, u"an integer, not a string"_s);
        row("fraction for an integer", R"({"Count":1.5})", u"Count"_s, u"an integer"_s);
        row("word for a boolean", R"({"Express":"yes"})", u"Express"_s, u"a boolean"_s);
        row("word for a time", R"({"Due":"tomorrow"})", u"Due"_s, u"a timestamp"_s);
        row("root", "[]", u""_s, u"a context"_s);
        row("missing", R"({"To":{"CareOf":{"Street":"B"}}})", u"To.Street"_s, u"is required"_s);
        row("null is missing", R"({"Stops":[{"Street":null}]})", u"Stops[1].Street"_s, u"is required"_s);
    }

    void refusesWithThePath()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, where);
        QFETCH(QString, message);
        const auto request = serialize(*m_model, *m_send, *Json::read(input), {}, m_random);
        QVERIFY(!request);
        QCOMPARE(request.error().where, where);
        QVERIFY2(request.error().message.contains(message), qPrintable(request.error().text()));
        QCOMPARE(request.error().stage, Stage::Call);
    }

    void namesMembersByTheirShapeInOlderModels()
    {
        const auto model = modelSpeaking("query", "'input':{'shape':'Input'}",
                                         "{'Input':{'type':'structure','members':{'Tags':{'shape':'TagMap'}}},"
                                         "'TagMap':{'type':'map','key':{'shape':'S','locationName':'Key'},"
                                         "'value':{'shape':'S','locationName':'Value'},'flattened':true,"
                                         "'locationName':'Tag'},'S':{'type':'string'}}");
        QCOMPARE(requestOf(model, "{'Tags':{'a':'1'}}")->body,
                 "Action=Send&Version=2020-01-02&Tag.1.Key=a&Tag.1.Value=1");
    }

    void namesMembersInTheDialectOfEc2_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("form");
        const auto row = [](const char *name, const char *input, const char *form) {
            QTest::newRow(name) << QByteArray(input) << QByteArray(form);
        };
        row("query name counts most", "{'Both':'x'}", "&QueryBoth=x");
        row("wire name with a capital", "{'Renamed':'x'}", "&WireName=x");
        row("member's name", "{'Plain':'x'}", "&Plain=x");
        row("own name with a capital", "{'small':'x'}", "&Small=x");
        row("lists are flat", "{'Ids':['a','b']}", "&Id.1=a&Id.2=b");
        row("empty list is left out", "{'Ids':[]}", "");
        row("list of structures", "{'Tags':[{'Key':'k'}]}", "&Tag.1.Key=k");
    }

    void namesMembersInTheDialectOfEc2()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, form);
        const auto model = modelSpeaking(
            "ec2", "'input':{'shape':'Input'}",
            "{"
            "'Input':{'type':'structure','members':{"
            "'Both':{'shape':'S','locationName':'both','queryName':'QueryBoth'},"
            "'Renamed':{'shape':'S','locationName':'wireName'},'Plain':{'shape':'S'},'small':{'shape':'S'},"
            "'Ids':{'shape':'L','locationName':'Id'},'Tags':{'shape':'T','locationName':'tag'}}},"
            "'S':{'type':'string'},'L':{'type':'list','member':{'shape':'S','locationName':'item'}},"
            "'T':{'type':'list','member':{'shape':'Tag','locationName':'item'}},"
            "'Tag':{'type':'structure','members':{'Key':{'shape':'S','locationName':'key'}}}}");
        const auto request = requestOf(model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body, "Action=Send&Version=2020-01-02" + form);
    }

    void namesAProtocolThatIsNotSpoken()
    {
        const auto request = requestOf(modelSpeaking("pigeon", "", "{}"), "{}");
        QCOMPARE(request.error().code, ErrorCode::Unsupported);
        QVERIFY(request.error().message.contains(u"pigeon"));
    }

private:
    ZeroRandom m_random;
    ServiceModelPtr m_model;
    const Operation *m_send = nullptr;
};

PLUGBOARD_TEST(tst_FormRequests)
#include "tst_formrequests.moc"
