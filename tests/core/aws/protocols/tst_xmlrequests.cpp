#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_XmlRequests : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_model = modelSpeaking(
            "rest-xml", "'input':{'shape':'Input','locationName':'Root','xmlNamespace':{'uri':'http://x/'}}", shapes());
    }

    void writesMembers_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("children");
        const auto row = [](const char *name, const char *input, const char *children) {
            QTest::newRow(name) << QByteArray(input) << quoted(children);
        };
        row("text", "{'Text':'a<&>\\'b'}", "<t>a&lt;&amp;&gt;&quot;b</t>");
        row("line ends", "{'Text':'a\\r\\nb'}", "<t>a&#xD;&#xA;b</t>");
        row("empty text", "{'Text':''}", "<t></t>");
        row("blob", "{'Bytes':'foo'}", "<Bytes>Zm9v</Bytes>");
        row("moment", "{'When':1398796238}", "<When>2014-04-29T18:30:38Z</When>");
        row("list", "{'List':['a',null,'b']}", "<List><member>a</member><member>b</member></List>");
        row("empty list", "{'List':[]}", "<List></List>");
        row("named items", "{'Named':['a']}", "<Named><item>a</item></Named>");
        row("flat list", "{'Flat':['a','b']}", "<f>a</f><f>b</f>");
        row("lists in a list", "{'Lists':[['a'],[]]}",
            "<Lists><member><member>a</member></member><member></member></Lists>");
        row("map", "{'Map':{'k<':'v'}}", "<Map><entry><key>k&lt;</key><value>v</value></entry></Map>");
        row("flat map with names", "{'FlatMap':{'a':'1','b':'2'}}",
            "<FlatMap><K>a</K><V>1</V></FlatMap><FlatMap><K>b</K><V>2</V></FlatMap>");
        row("map of structures", "{'Maps':{'a':{'Text':'x'}}}",
            "<Maps><entry><key>a</key><value><t>x</t></value></entry></Maps>");
        row("attribute after its sibling", "{'Who':{'Name':'n','Type':'a\\'b'}}",
            "<Who xmlns:xsi='http://i/' xsi:type='a&quot;b'><Name>n</Name></Who>");
        row("member's namespace", "{'Spaced':{'Text':'x'}}", "<Spaced xmlns='http://s/'><t>x</t></Spaced>");
    }

    void writesMembers()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, children);
        const auto request = requestOf(m_model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body, quoted("<Root xmlns='http://x/'>") + children + "</Root>");
        QCOMPARE(request->headers.value("Content-Type"), "application/xml");
    }

    void sendsNoBodyForNoMembers()
    {
        const auto request = requestOf(m_model, "{}");
        QCOMPARE(request->body, "");
        QVERIFY(!request->headers.contains("Content-Type"));
    }

    void namesPayloads_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("by its shape") << QByteArray() << QByteArray("<Shape><A>x</A></Shape>");
        QTest::newRow("its own name says nothing")
            << QByteArray(",'locationName':'P'") << QByteArray("<Shape><A>x</A></Shape>");
        QTest::newRow("by itself") << QByteArray(",'locationName':'Q'") << QByteArray("<Q><A>x</A></Q>");
        QTest::newRow("with a namespace") << QByteArray(",'locationName':'P','xmlNamespace':{'uri':'u:'}")
                                          << QByteArray("<P xmlns='u:'><A>x</A></P>");
    }

    void namesPayloads()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, body);
        const auto model
            = modelSpeaking("rest-xml", "'input':{'shape':'Input'}",
                            "{"
                            "'Input':{'type':'structure','payload':'P','members':{'P':{'shape':'Shape'"
                                + member
                                + "}}},"
                                  "'Shape':{'type':'structure','members':{'A':{'shape':'S'}}},'S':{'type':'string'}}");
        QCOMPARE(requestOf(model, "{'P':{'A':'x'}}")->body, quoted(body));
        QCOMPARE(requestOf(model, "{}")->body, "");
    }

private:
    static QByteArray shapes()
    {
        return "{"
               "'Input':{'type':'structure','members':{"
               "'Text':{'shape':'S','locationName':'t'},'Bytes':{'shape':'B'},'When':{'shape':'T'},"
               "'List':{'shape':'L'},'Named':{'shape':'Ln'},'Flat':{'shape':'Ln','flattened':true,'locationName':'f'},"
               "'Lists':{'shape':'Ll'},'Map':{'shape':'M'},'FlatMap':{'shape':'Mn','flattened':true},"
               "'Maps':{'shape':'Mi'},'Who':{'shape':'Who'},"
               "'Spaced':{'shape':'Input','xmlNamespace':{'uri':'http://s/'}}}},"
               "'S':{'type':'string'},'B':{'type':'blob'},'T':{'type':'timestamp'},"
               "'L':{'type':'list','member':{'shape':'S'}},'Ll':{'type':'list','member':{'shape':'L'}},"
               "'Ln':{'type':'list','member':{'shape':'S','locationName':'item'}},"
               "'M':{'type':'map','key':{'shape':'S'},'value':{'shape':'S'}},"
               "'Mn':{'type':'map','key':{'shape':'S','locationName':'K'},'value':{'shape':'S','locationName':'V'}},"
               "'Mi':{'type':'map','key':{'shape':'S'},'value':{'shape':'Input'}},"
               "'Who':{'type':'structure','xmlNamespace':{'prefix':'xsi','uri':'http://i/'},'members':{"
               "'Name':{'shape':'S'},'Type':{'shape':'S','xmlAttribute':true,'locationName':'xsi:type'}}}}";
    }

    ServiceModelPtr m_model;
};

PLUGBOARD_TEST(tst_XmlRequests)
#include "tst_xmlrequests.moc"
