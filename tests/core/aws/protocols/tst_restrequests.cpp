#include "tests/support/requesting.h"
#include "tests/support/test_main.h"

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

QByteArray operation(const char *method, const char *uri)
{
    return QByteArray("'http':{'method':'") + method + "','requestUri':'" + uri + "'},'input':{'shape':'Input'}";
}

/// An input of one member with an HTTP binding.
ServiceModelPtr modelWith(const QByteArray &member, const char *uri = "/x")
{
    return modelSpeaking(
        "rest-json", operation("GET", uri),
        "{'Input':{'type':'structure','members':{'M':{" + member
            + "}}},"
              "'S':{'type':'string'},'N':{'type':'integer'},'Y':{'type':'boolean'},'T':{'type':'timestamp'},"
              "'Ls':{'type':'list','member':{'shape':'S'}},'Lt':{'type':'list','member':{'shape':'T'}},"
              "'Ms':{'type':'map','key':{'shape':'S'},'value':{'shape':'S'}},"
              "'Ml':{'type':'map','key':{'shape':'S'},'value':{'shape':'Ls'}}}");
}

} // namespace

class tst_RestRequests : public QObject
{
    Q_OBJECT

private slots:
    void fillsLabels_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("path");
        const auto row = [](const char *name, const char *uri, const char *shape, const char *value, const char *path) {
            QTest::newRow(name) << QByteArray(uri) << QByteArray(shape) << QByteArray(value) << QByteArray(path);
        };
        row("plain", "/a/{M}/b", "S", "'x y/z'", "/a/x%20y%2Fz/b");
        row("greedy", "/a/{M+}", "S", "'x y/./z~'", "/a/x%20y/./z~");
        row("not ASCII", "/{M}", "S", "'ü%'", "/%C3%BC%25");
        row("number", "/{M}", "N", "7", "/7");
        row("boolean", "/{M}", "Y", "true", "/true");
        row("moment", "/{M}", "T", "1576540098", "/2019-12-16T23%3A48%3A18Z");
    }

    void fillsLabels()
    {
        QFETCH(QByteArray, uri);
        QFETCH(QByteArray, shape);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, path);
        const auto model = modelWith("'shape':'" + shape + "','location':'uri'", uri.constData());
        const auto request = requestOf(model, "{'M':" + value + '}');
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->target.path, path);
    }

    void refusesLabelsThatNameNothing_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::newRow("missing") << QByteArray("{}");
        QTest::newRow("empty") << QByteArray("{'M':''}");
        QTest::newRow("wrong type") << QByteArray("{'M':[]}");
    }

    void refusesLabelsThatNameNothing()
    {
        QFETCH(QByteArray, input);
        const auto request = requestOf(modelWith("'shape':'S','location':'uri'", "/a/{M}"), input);
        QVERIFY(!request);
        QCOMPARE(request.error().where, u"M"_s);
    }

    void writesQueries_data()
    {
        QTest::addColumn<QByteArray>("uri");
        QTest::addColumn<QByteArray>("shape");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("query");
        const auto row
            = [](const char *name, const char *uri, const char *shape, const char *value, const char *query) {
                  QTest::newRow(name) << QByteArray(uri) << QByteArray(shape) << QByteArray(value) << QByteArray(query);
              };
        row("text", "/", "S", "'a b&c'", "q%20q=a%20b%26c");
        row("empty", "/", "S", "''", "q%20q=");
        row("moment", "/", "T", "1576540098", "q%20q=2019-12-16T23%3A48%3A18Z");
        row("list", "/", "Ls", "['a',null,'b']", "q%20q=a&q%20q=b");
        row("empty list", "/", "Ls", "[]", "");
        row("behind constants", "/?list-type=2&acl", "S", "'x'", "list-type=2&acl&q%20q=x");
        row("map", "/", "Ms", "{'a':'1','b':null}", "a=1");
        row("map of lists", "/", "Ml", "{'a':['1','2']}", "a=1&a=2");
        row("map does not override constants", "/?a=0", "Ms", "{'a':'1','b':'2'}", "a=0&b=2");
    }

    void writesQueries()
    {
        QFETCH(QByteArray, uri);
        QFETCH(QByteArray, shape);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, query);
        const auto model
            = modelWith("'shape':'" + shape + "','location':'querystring','locationName':'q q'", uri.constData());
        const auto request = requestOf(model, "{'M':" + value + '}');
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->target.query, query);
        QCOMPARE(request->body, "");
        QVERIFY(request->headers.isEmpty());
    }

    void writesHeaders_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("header");
        const auto row = [](const char *name, const char *member, const char *value, const char *header) {
            QTest::newRow(name) << QByteArray(member) << QByteArray(value) << quoted(header);
        };
        row("text", "'shape':'S'", "'a, b'", "a, b");
        row("empty", "'shape':'S'", "''", "");
        row("moment", "'shape':'T'", "1576540098", "Mon, 16 Dec 2019 23:48:18 GMT");
        row("moment in seconds", "'shape':'T','timestampFormat':'unixTimestamp'", "1576540098", "1576540098");
        row("list", "'shape':'Ls'", "['a','b c']", "a, b c");
        row("items in quotes", "'shape':'Ls'", "['a,b','c\\'d','e']", "'a,b', 'c\\'d', e");
        row("moments", "'shape':'Lt'", "[0,1]", "Thu, 01 Jan 1970 00:00:00 GMT, Thu, 01 Jan 1970 00:00:01 GMT");
        row("JSON", "'shape':'S','jsonvalue':true", "{'a':1}", "eyJhIjoxfQ==");
    }

    void writesHeaders()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, header);
        const auto model = modelWith(member + ",'location':'header','locationName':'X-M'");
        const auto request = requestOf(model, "{'M':" + value + '}');
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QVERIFY(request->headers.contains("X-M"));
        QCOMPARE(request->headers.value("X-M"), header);
    }

    void writesHeadersWithAPrefix()
    {
        const auto model = modelWith("'shape':'Ms','location':'headers','locationName':'x-amz-meta-'");
        const auto request = requestOf(model, "{'M':{'a':'1','B':'2','n':null}}");
        QCOMPARE(request->headers, Http::Headers({{"x-amz-meta-a", "1"}, {"x-amz-meta-B", "2"}}));
        QCOMPARE(requestOf(model, "{'M':'a'}").error().where, u"M"_s);
    }

    void leavesNullsOut()
    {
        const auto request = requestOf(modelWith("'shape':'S','location':'header','locationName':'X-M'"), "{'M':null}");
        QVERIFY(request->headers.isEmpty());
    }

    void goesBelowTheEndpointsPath()
    {
        const auto model = modelWith("'shape':'S','location':'querystring'", "/a");
        const auto request = requestOf(model, "{'M':'1'}", u"https://h/base/?k=v");
        QCOMPARE(request->target.url(), "https://h/base/a?k=v&M=1");
    }

    void writesBodies_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("type");
        const auto row
            = [](const char *name, const char *input, const char *payload, const char *body, const char *type) {
                  QTest::newRow(name) << QByteArray(input) << QByteArray(payload) << quoted(body) << QByteArray(type);
              };
        row("members without a place", "{'H':'h','A':'a'}", "", "{'a':'a'}", "application/json");
        row("none given", "{'H':'h'}", "", "{}", "application/json");
        row("structure", "{'P':{'A':'a'}}", "P", "{'A':'a'}", "application/json");
        row("no structure", "{}", "P", "{}", "application/json");
        row("bytes", "{'B':{'base64':'AAE='}}", "B", "\0\1", "application/octet-stream");
        row("no bytes", "{}", "B", "", "application/octet-stream");
        row("text", "{'A':'{}'}", "A", "{}", "text/plain");
        row("no text", "{}", "A", "", "");
        row("type by a header", "{'B':'x','C':'image/png'}", "B", "x", "image/png");
        row("document", "{'D':[1]}", "D", "[1]", "application/json");
        row("no union", "{}", "U", "", "");
    }

    void writesBodies()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, type);
        if (QByteArray(QTest::currentDataTag()) == "bytes")
            body = QByteArray("\0\1", 2);
        const QByteArray place = payload.isEmpty() ? QByteArray() : "'payload':'" + payload + "',";
        const auto model = modelSpeaking(
            "rest-json", operation("POST", "/"),
            "{"
            "'Input':{'type':'structure',"
                + place
                + "'members':{"
                  "'H':{'shape':'S','location':'header','locationName':'X-H'},"
                  "'C':{'shape':'S','location':'header','locationName':'Content-Type'},"
                  "'A':{'shape':'S','locationName':'a'},'B':{'shape':'B'},'P':{'shape':'P'},'D':{'shape':'D'},"
                  "'U':{'shape':'U'}}},"
                  "'S':{'type':'string'},'B':{'type':'blob','streaming':true},"
                  "'P':{'type':'structure','members':{'A':{'shape':'S'}}},"
                  "'U':{'type':'structure','union':true,'members':{'A':{'shape':'S'}}},"
                  "'D':{'type':'structure','document':true,'members':{}}}");
        const auto request = requestOf(model, input);
        QVERIFY2(request, request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->body, body);
        QCOMPARE(request->headers.value("Content-Type"), type);
    }

    void refusesStreamsOfMessages()
    {
        const auto model = modelSpeaking("rest-json", operation("POST", "/"),
                                         "{"
                                         "'Input':{'type':'structure','payload':'P','members':{'P':{'shape':'P'}}},"
                                         "'P':{'type':'structure','eventstream':true,'members':{}}}");
        QCOMPARE(requestOf(model, "{}").error().code, ErrorCode::Unsupported);
    }

    void checksAllMembersAtOnce()
    {
        const auto model = modelSpeaking(
            "rest-json", operation("POST", "/{Id}"),
            "{"
            "'Input':{'type':'structure','required':['Id','To'],'members':{"
            "'Id':{'shape':'S','location':'uri'},'To':{'shape':'To'}}},"
            "'S':{'type':'string'},'To':{'type':'structure','required':['A'],'members':{'A':{'shape':'S'}}}}");
        QCOMPARE(requestOf(model, "{'To':{'A':'x'}}").error().where, u"Id"_s);
        QCOMPARE(requestOf(model, "{'Id':'x'}").error().where, u"To"_s);
        QCOMPARE(requestOf(model, "{'Id':'x','To':{}}").error().where, u"To.A"_s);
        QCOMPARE(requestOf(model, "{'Id':'x','To':{'A':'a'},'X':1}").error().where, u"X"_s);
        QCOMPARE(requestOf(model, "[]").error().code, ErrorCode::Invalid);
    }
};

PLUGBOARD_TEST(tst_RestRequests)
#include "tst_restrequests.moc"
