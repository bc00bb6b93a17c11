#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_ServiceErrors : public QObject
{
    Q_OBJECT

private slots:
    void readsErrors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Http::Headers>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("requestId");
        const auto row = [](const char *name, int status, const Http::Headers &headers, const char *body,
                            const QString &code, const QString &message, const QString &requestId) {
            QTest::newRow(name) << status << headers << QByteArray(body) << code << message << requestId;
        };
        row("query", 404, {},
            "<ErrorResponse><Error><Type>Sender</Type><Code>NotFound</Code><Message>no topic"
            "</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
            u"NotFound"_s, u"no topic"_s, u"r-1"_s);
        row("lying content type", 403, {{"Content-Type", "application/json"}},
            "<ErrorResponse><Error><Code>A</Code><Message>m</Message></Error></ErrorResponse>", u"A"_s, u"m"_s, u""_s);
        row("ec2", 400, {},
            "<Response><Errors><Error><Code>B</Code><Message>m</Message></Error></Errors>"
            "<RequestID>r-2</RequestID></Response>",
            u"B"_s, u"m"_s, u"r-2"_s);
        row("bare, as S3", 200, {},
            "<?xml version=\"1.0\"?>\n<Error><Code>SlowDown</Code><Message>m</Message>"
            "<RequestId>r-3</RequestId></Error>",
            u"SlowDown"_s, u"m"_s, u"r-3"_s);
        row("JSON", 400, {{"x-amzn-RequestId", "r-4"}},
            "{\"__type\":\"com.example#Gone:http://x\",\"message\":\"it is gone\"}", u"Gone"_s, u"it is gone"_s,
            u"r-4"_s);
        row("code in a header", 400, {{"X-Amzn-ErrorType", "Gone:http://x"}}, "{\"Message\":\"m\"}", u"Gone"_s, u"m"_s,
            u""_s);
        row("HTML", 503, {{"Content-Type", "text/html"}},
            "<html><head><title>Service  Unavailable</title></head><body><h1>x</h1></body></html>", u"HTTP 503"_s,
            u"status 503: Service Unavailable"_s, u""_s);
        row("broken HTML", 502, {}, "<!doctype html><p>bad <b>gateway<br>", u"HTTP 502"_s, u"status 502: bad gateway"_s,
            u""_s);
        row("text", 500, {}, "upstream died", u"HTTP 500"_s, u"status 500: upstream died"_s, u""_s);
        row("empty", 403, {{"x-amz-request-id", "r-5"}}, "", u"HTTP 403"_s,
            u"status 403 Forbidden without an explanation"_s, u"r-5"_s);
        row("redirect", 307, {}, "", u"HTTP 307"_s, u"status 307 Forbidden without an explanation"_s, u""_s);
        row("cut JSON", 400, {}, "{\"__type\":\"A", u"HTTP 400"_s, u"status 400: {\"__type\":\"A"_s, u""_s);
        row("before the services", 404, {}, "<UnknownOperationException/>", u"UnknownOperationException"_s,
            u"status 404 Forbidden without an explanation"_s, u""_s);
        row("the same with words", 403, {}, "<AccessDeniedException><Message>m</Message></AccessDeniedException>",
            u"AccessDeniedException"_s, u"m"_s, u""_s);
        row("CBOR", 400, {{"Content-Type", "application/json"}}, "\xbf\x66__typecx#A\x67messageam\xff", u"A"_s, u"m"_s,
            u""_s);
        row("code of an earlier protocol", 400, {{"x-amzn-query-error", "Old.Gone;Sender"}},
            "{\"__type\":\"x#Gone\",\"message\":\"m\"}", u"Old.Gone"_s, u"m"_s, u""_s);
        row("document type", 400, {}, "<!DOCTYPE a [<!ENTITY b 'c'>]><Error><Code>&b;</Code></Error>", u"HTTP 400"_s,
            u"status 400: ]>&b;"_s, u""_s);
    }

    void readsErrors()
    {
        QFETCH(int, status);
        QFETCH(Http::Headers, headers);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, message);
        QFETCH(QString, requestId);
        Http::Response response;
        response.status = status;
        response.reason = "Forbidden";
        response.headers = headers;
        response.body = body;
        const auto parsed = answer(response);
        QVERIFY(parsed);
        QVERIFY(parsed->error);
        QCOMPARE(parsed->error->status, status);
        QCOMPARE(parsed->error->code, code);
        QCOMPARE(parsed->error->message, message);
        QCOMPARE(parsed->error->requestId, requestId);
        QCOMPARE(parsed->requestId, requestId);
    }

    void keepsAllThatTheServiceSaid()
    {
        Http::Response response;
        response.status = 400;
        response.body = "<ErrorResponse><Error><Type>Sender</Type><Code>A</Code><Message>m</Message>"
                        "<Region>eu-central-1</Region></Error></ErrorResponse>";
        const auto parsed = answer(response);
        QCOMPARE(parsed->error->type, u"Sender"_s);
        QCOMPARE(parsed->output["Region"].string(), u"eu-central-1"_s);
    }

    void membersOfTheModelComeFirst()
    {
        Http::Response response;
        response.status = 404;
        response.body = "<ErrorResponse><Error><Code>Lost</Code><Where>here</Where><message>m</message></Error>"
                        "</ErrorResponse>";
        const auto parsed = answer(response);
        QCOMPARE(Json::write(parsed->output), "{\"message\":\"m\",\"Code\":\"Lost\",\"Where\":\"here\"}");
        QCOMPARE(parsed->error->message, u"m"_s);
    }

    void keepsBothCodes()
    {
        Http::Response response;
        response.status = 400;
        response.headers = {{"x-amzn-query-error", "Old.Gone;Sender"}};
        response.body = "{\"__type\":\"x#Gone\"}";
        const auto parsed = answer(response);
        QCOMPARE(parsed->error->code, u"Old.Gone"_s);
        QCOMPARE(parsed->error->modelCode, u"Gone"_s);
        QCOMPARE(parsed->error->type, u"Sender"_s);
    }

    void errorsOfEntriesAreNoErrorOfTheAnswer()
    {
        Http::Response response;
        response.status = 200;
        response.body = "<DeleteResult><Error><Code>A</Code></Error></DeleteResult>";
        QVERIFY(!answer(response)->error);
    }

private:
    static Result<ParsedResponse> answer(const Http::Response &response)
    {
        const ModelLibrary library({QStringLiteral(PLUGBOARD_SOURCE_DIR "/tests/data/aws")});
        const ServiceModelPtr model = *library.load(u"parcels");
        return parse(*model, *model->operation(u"SendParcel"), response);
    }
};

PLUGBOARD_TEST(tst_ServiceErrors)
#include "tst_serviceerrors.moc"
