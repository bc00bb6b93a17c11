#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_JsonRequests : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_model = modelSpeaking("json", "'input':{'shape':'Input'}", shapes()); }

    void namesTheOperationInAHeader()
    {
        const auto request = requestOf(m_model, "{}");
        QVERIFY(request);
        QCOMPARE(request->method, "POST");
        QCOMPARE(request->target.url(), "https://desk.example.com/");
        QCOMPARE(request->headers.value("X-Amz-Target"), "Desk_2020.Send");
        QCOMPARE(request->headers.value("Content-Type"), "application/x-amz-json-1.1");
        QVERIFY(!request->headers.contains("X-Amzn-Query-Mode"));
    }

    void sendsAnEmptyObjectForNoInput() { QCOMPARE(requestOf(modelSpeaking("json", "", "{}"), "{}")->body, "{}"); }

    void asksForErrorCodesOfTheQueryProtocol()
    {
        const auto model = modelSpeaking("json", "", "{}", ",'awsQueryCompatible':{}");
        QCOMPARE(requestOf(model, "{}")->headers.value("X-Amzn-Query-Mode"), "true");
    }

    void writesMembers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const char *input, const char *body) {
            QTest::newRow(name) << QByteArray(input) << quoted(body);
        };
        row("wire name", "{'Text':'a\\'ä'}", "{'text':'a\\'ä'}");
        row("member that is null", "{'Text':null,'Count':1}", "{'Count':1}");
        row("number as text", "{'Count':'12'}", "{'Count':12}");
        row("largest long", "{'Count':9223372036854775807}", "{'Count':9223372036854775807}");
        row("digits of a double", "{'Real':1.10}", "{'Real':1.10}");
        row("double as text", "{'Real':' 1.5 '}", "{'Real':1.5}");
        row("NaN", "{'Real':'NaN'}", "{'Real':'NaN'}");
        row("boolean", "{'Flag':'true'}", "{'Flag':true}");
        row("blob", "{'Bytes':'foo'}", "{'Bytes':'Zm9v'}");
        row("blob in base64", "{'Bytes':{'base64':'//8='}}", "{'Bytes':'//8='}");
        row("seconds", "{'When':1398796238.25}", "{'When':1398796238.25}");
        row("moment as text", "{'When':'2014-04-29T18:30:38Z'}", "{'When':1398796238}");
        row("moment with its own format", "{'Iso':1398796238}", "{'Iso':'2014-04-29T18:30:38Z'}");
        row("list with a null", "{'List':['a',null]}", "{'List':['a',null]}");
        row("map with a null", "{'Map':{'x y':null,'z':'1'}}", "{'Map':{'x y':null,'z':'1'}}");
        row("nested", "{'Inner':{'Text':'x','Inner':{}}}", "{'Inner':{'text':'x','Inner':{}}}");
        row("union", "{'Either':{'B':1}}", "{'Either':{'B':1}}");
        row("document", "{'Any':[1,{'a':null}]}", "{'Any':[1,{'a':null}]}");
        row("document that is text", "{'Any':'x'}", "{'Any':'x'}");
        row("JSON given as a value", "{'Json':{'a':1}}", "{'Json':'{\\'a\\':1}'}");
        row("JSON given as text", "{'Json':'{\\'a\\': 1}'}", "{'Json':'{\\'a\\': 1}'}");
        row("JSON of a text that is none", "{'Json':'a b'}", "{'Json':'\\'a b\\''}");
    }

    void writesMembers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, body);
        const auto request = requestOf(m_model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body, body);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *input, const QString &where) {
            QTest::newRow(name) << QByteArray(input) << where;
        };
        row("integer beyond 64 bits", "{'Count':9223372036854775808}", u"Count"_s);
        row("bad base64", "{'Bytes':{'base64':'?'}}", u"Bytes"_s);
        row("more than base64", "{'Bytes':{'base64':'AA==','x':1}}", u"Bytes"_s);
        row("union of none", "{'Either':{}}", u"Either"_s);
        row("union of nulls", "{'Either':{'A':null}}", u"Either"_s);
        row("union of two", "{'Either':{'A':'x','B':1}}", u"Either"_s);
        row("unknown in a list", "{'Inners':[{},{'X':1}]}", u"Inners[2].X"_s);
        row("type in a map", "{'Map':{'a':{}}}", u"Map.a"_s);
    }

    void refuses()
    {
        QFETCH(QByteArray, input);
        QFETCH(QString, where);
        const auto request = requestOf(m_model, input);
        QVERIFY(!request);
        QCOMPARE(request.error().stage, Stage::Call);
        QCOMPARE(request.error().code, ErrorCode::Invalid);
        QCOMPARE(request.error().where, where);
    }

    void refusesNestingWithoutEnd()
    {
        Value deep = Value::context(Value::Entries());
        for (int i = 0; i < 5000; ++i)
            deep = Value::context(Value::Entries {{"Inner", deep}});
        ZeroRandom random;
        const auto request = serialize(*m_model, *m_model->operation(u"Send"), deep, {}, random);
        QVERIFY(!request);
        QCOMPARE(request.error().code, ErrorCode::Limit);
    }

private:
    static QByteArray shapes()
    {
        return "{"
               "'Input':{'type':'structure','members':{"
               "'Text':{'shape':'S','locationName':'text'},'Count':{'shape':'N'},'Real':{'shape':'D'},"
               "'Flag':{'shape':'F'},'Bytes':{'shape':'B'},'When':{'shape':'T'},"
               "'Iso':{'shape':'T','timestampFormat':'iso8601'},'List':{'shape':'L'},'Map':{'shape':'M'},"
               "'Inner':{'shape':'Input'},'Inners':{'shape':'Inners'},'Either':{'shape':'U'},'Any':{'shape':'Doc'},"
               "'Json':{'shape':'S','jsonvalue':true}}},"
               "'S':{'type':'string'},'N':{'type':'long'},'D':{'type':'double'},'F':{'type':'boolean'},"
               "'B':{'type':'blob'},'T':{'type':'timestamp'},'L':{'type':'list','member':{'shape':'S'}},"
               "'M':{'type':'map','key':{'shape':'S'},'value':{'shape':'S'}},"
               "'Inners':{'type':'list','member':{'shape':'Input'}},"
               "'U':{'type':'structure','union':true,'members':{'A':{'shape':'S'},'B':{'shape':'N'}}},"
               "'Doc':{'type':'structure','document':true,'members':{}}}";
    }

    ServiceModelPtr m_model;
};

PLUGBOARD_TEST(tst_JsonRequests)
#include "tst_jsonrequests.moc"
