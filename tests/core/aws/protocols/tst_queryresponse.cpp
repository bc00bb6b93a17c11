#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_QueryResponse : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const ModelLibrary library({QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws")});
        m_model = *library.load(u"parcels");
    }

    void readsMembers_data()
    {
        QTest::addColumn<QByteArray>("result");
        QTest::addColumn<QByteArray>("output");
        const auto row = [](const char *name, const char *result, const char *output) {
            QTest::newRow(name) << QByteArray(result) << QByteArray(output);
        };
        row("nothing", "", "{}");
        row("text", "<ParcelId> p &amp; q</ParcelId>", R"({"ParcelId":" p & q"})");
        row("empty text", "<ParcelId/>", R"({"ParcelId":""})");
        row("digits stay", "<Weight>0.10</Weight><Count> 7 </Count>", R"({"Weight":0.10,"Count":7})");
        row("no number after all", "<Weight>NaN</Weight>", R"({"Weight":"NaN"})");
        row("boolean", "<Express>true</Express>", R"({"Express":true})");
        row("time stays text", "<Due>2015-01-25T08:00:00Z</Due>", R"({"Due":"2015-01-25T08:00:00Z"})");
        row("list", "<Stops><member><Street>A</Street></member><member/></Stops>", R"({"Stops":[{"Street":"A"},{}]})");
        row("empty list", "<Stops/>", R"({"Stops":[]})");
        row("flat list", "<Prices>1</Prices><Prices>2</Prices>", R"({"Prices":[1,2]})");
        row("map", "<Labels><entry><key>x</key><value>1</value></entry></Labels>", R"({"Labels":{"x":"1"}})");
        row("flat map", "<FlatLabels><K>x</K><V>1</V></FlatLabels>", R"({"FlatLabels":{"x":"1"}})");
        row("unknown members stay", "<New><A>1</A><A>2</A></New><ParcelId>p</ParcelId><Old/>",
            R"({"ParcelId":"p","New":{"A":["1","2"]},"Old":""})");
        row("unknown attributes stay", "<New kind=\"k\">t</New>", R"({"New":{"kind":"k","text":"t"}})");
        row("namespaces are ignored", "<n:ParcelId xmlns:n=\"urn:n\">p</n:ParcelId>", R"({"ParcelId":"p"})");
    }

    void readsMembers()
    {
        QFETCH(QByteArray, result);
        QFETCH(QByteArray, output);
        const auto parsed
            = answer("<SendParcelResponse xmlns=\"http://parcels.example/doc/\"><SendParcelResult>" + result
                     + "</SendParcelResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata>"
                       "</SendParcelResponse>");
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
        QVERIFY(!parsed->error);
        QCOMPARE(Json::write(parsed->output), output);
        QCOMPARE(parsed->requestId, u"r-1"_s);
    }

    void readsWithoutWrapper()
    {
        QCOMPARE(Json::write(answer("<XResponse><ParcelId>p</ParcelId></XResponse>")->output), R"({"ParcelId":"p"})");
    }

    void refusesWhatNoServiceSends_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("nothing") << QByteArray() << ErrorCode::Syntax;
        QTest::newRow("blanks") << QByteArray(" \n") << ErrorCode::Syntax;
        QTest::newRow("page of a proxy") << QByteArray("<html><body>Log in</body></html>") << ErrorCode::Syntax;
        QTest::newRow("answer of another service") << QByteArray("<ListAllMyBucketsResult/>") << ErrorCode::Syntax;
        QTest::newRow("no XML") << QByteArray("hello") << ErrorCode::Syntax;
        QTest::newRow("cut off") << QByteArray("<A><B>") << ErrorCode::Syntax;
        QTest::newRow("two roots") << QByteArray("<A/><B/>") << ErrorCode::Syntax;
        QTest::newRow("document type") << QByteArray("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>") << ErrorCode::Syntax;
        QTest::newRow("too deep") << QByteArray("<a>").repeated(2000) + QByteArray("</a>").repeated(2000)
                                  << ErrorCode::Limit;
        QByteArray attributes = "<a";
        for (int i = 0; i < 300; ++i)
            attributes += " a" + QByteArray::number(i) + "=\"\"";
        QTest::newRow("too many attributes") << attributes + "/>" << ErrorCode::Limit;
    }

    void refusesWhatNoServiceSends()
    {
        QFETCH(QByteArray, body);
        QFETCH(ErrorCode, code);
        const auto parsed = answer(body);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, code);
        QCOMPARE(parsed.error().stage, Stage::Response);
        QVERIFY(!parsed.error().message.isEmpty());
    }

    /// A truncated answer is an error or, where nothing is missing, the answer; it never crashes.
    void survivesTruncation()
    {
        const QByteArray whole = "<RResponse a='1'><SendParcelResult><Stops><member><Street>A</Street>"
                                 "</member></Stops></SendParcelResult></RResponse>";
        for (qsizetype size = 1; size < whole.size(); ++size)
            QVERIFY(!answer(whole.first(size)));
        QVERIFY(answer(whole));
    }

private:
    Result<ParsedResponse> answer(const QByteArray &body) const
    {
        Http::Response response;
        response.status = 200;
        response.body = body;
        return parse(*m_model, *m_model->operation(u"SendParcel"), response);
    }

    ServiceModelPtr m_model;
};

PLUGBOARD_TEST(tst_QueryResponse)
#include "tst_queryresponse.moc"
