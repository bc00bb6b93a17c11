#include "core/aws/signing/operationsigning.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_OperationSigning : public QObject
{
    Q_OBJECT

private:
    static ServiceModelPtr model(const QByteArray &signatureVersion, const QByteArray &operation = "{}")
    {
        const Result<Value> json
            = Json::read("{\"metadata\":{\"protocol\":\"rest-xml\",\"endpointPrefix\":\"x\",\"signatureVersion\":\""
                         + signatureVersion + "\"},\"operations\":{\"Do\":" + operation
                         + "},\"shapes\":{\"In\":{\"type\":\"structure\",\"payload\":\"Body\",\"members\":{\"Body\":{"
                           "\"shape\":\"Blob\","
                           "\"streaming\":true}}},\"Blob\":{\"type\":\"blob\"}}}");
        const Result<ServiceModelPtr> read = ServiceModel::fromValue(u"x"_s, *json);
        return read ? *read : nullptr;
    }
    static const Operation &operation(const ServiceModelPtr &model) { return *model->operation(u"Do"); }

private slots:
    void schemes_data()
    {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QString>("result");
        const auto row = [](const char *version, const char *operation, const char *result) {
            QTest::addRow("%s %s", version, operation)
                << QByteArray(version) << QByteArray(operation) << QString::fromLatin1(result);
        };
        row("v4", "{}", "signed");
        row("s3v4", "{}", "signed");
        row("", "{}", "signed");
        row("v4", "{\"authtype\":\"none\"}", "unsigned");
        row("v4", "{\"authtype\":\"v4-unsigned-body\"}", "signed");
        row("v4", "{\"auth\":[\"smithy.api#noAuth\"]}", "unsigned");
        row("v4", "{\"auth\":[\"aws.auth#sigv4a\",\"aws.auth#sigv4\"]}", "signed");
        row("v4", "{\"auth\":[\"aws.auth#sigv4a\"]}", "refused");
        row("bearer", "{}", "refused");
        row("v2", "{}", "refused");
        row("bearer", "{\"authtype\":\"none\"}", "unsigned");
    }
    void schemes()
    {
        QFETCH(QByteArray, version);
        QFETCH(QByteArray, operation);
        const ServiceModelPtr service = model(version, operation);
        QVERIFY(service);
        const Result<OperationSigning> signing = signingOf(*service, tst_OperationSigning::operation(service));
        QTEST(!signing ? u"refused"_s : signing->isSigned ? u"signed"_s : u"unsigned"_s, "result");
        if (!signing) {
            QCOMPARE(signing.error().code, ErrorCode::Unsupported);
            QVERIFY2(signing.error().message.contains(u"not supported"_s), qPrintable(signing.error().message));
        }
    }

    void pathsOfObjectStoresStay()
    {
        const ServiceModelPtr store = model("s3");
        const SigningOptions options = signingOf(*store, operation(store))->options;
        QVERIFY(!options.normalizePath && !options.doubleEncodePath && options.contentHashHeader);
        const ServiceModelPtr other = model("v4");
        const SigningOptions usual = signingOf(*other, operation(other))->options;
        QVERIFY(usual.normalizePath && usual.doubleEncodePath && !usual.contentHashHeader);
    }

    void bodiesGoUnhashedOnlyOverTls()
    {
        const ServiceModelPtr service = model("v4", "{\"authtype\":\"v4-unsigned-body\"}");
        Http::Request request;
        OperationSigning signing = *signingOf(*service, operation(service));
        choosePayloadHash(operation(service), request, signing);
        QVERIFY(signing.options.unsignedPayload);
        request.target.scheme = "http";
        signing = *signingOf(*service, operation(service));
        choosePayloadHash(operation(service), request, signing);
        QVERIFY(!signing.options.unsignedPayload);
    }

    void streamsWithAChecksumGoUnhashed()
    {
        const ServiceModelPtr store = model("s3", "{\"input\":{\"shape\":\"In\"}}");
        Http::Request request;
        request.body = "x";
        OperationSigning signing = *signingOf(*store, operation(store));
        choosePayloadHash(operation(store), request, signing);
        QVERIFY(!signing.options.unsignedPayload);
        request.headers.add("x-amz-checksum-crc32", "AAAAAA==");
        choosePayloadHash(operation(store), request, signing);
        QVERIFY(signing.options.unsignedPayload);
    }

    void formsBecomeLinks()
    {
        const ServiceModelPtr service = model("v4");
        Http::Request request;
        request.method = "POST";
        request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        request.body = "Action=Do&Version=1";
        OperationSigning signing;
        const Result<Http::Request> link = asLink(operation(service), {}, request, signing);
        QVERIFY(link);
        QCOMPARE(link->method, QByteArray("GET"));
        QCOMPARE(link->target.query, QByteArray("Action=Do&Version=1"));
        QVERIFY(link->body.isEmpty() && link->headers.isEmpty());
        QVERIFY(!signing.options.unsignedPayload);
    }

    void bodiesInOtherFormsDoNot()
    {
        const ServiceModelPtr service = model("v4");
        Http::Request request;
        request.method = "POST";
        request.body = "{}";
        OperationSigning signing;
        const Result<Http::Request> link = asLink(operation(service), {}, request, signing);
        QVERIFY(!link);
        QVERIFY(link.error().message.contains(u"in the body"_s));
    }

    void uploadsAreSignedWithoutTheirBody()
    {
        const ServiceModelPtr store = model("s3", "{\"input\":{\"shape\":\"In\"}}");
        Http::Request request;
        request.method = "PUT";
        request.body = "content";
        request.headers.add("Content-Type", "application/octet-stream"); // As serializing does by itself
        OperationSigning signing = *signingOf(*store, operation(store));
        const Result<Http::Request> link = asLink(operation(store), {}, request, signing);
        QVERIFY(link && link->body.isEmpty() && link->headers.isEmpty());
        QVERIFY(signing.options.unsignedPayload);
    }
};

PLUGBOARD_TEST(tst_OperationSigning)
#include "tst_operationsigning.moc"
