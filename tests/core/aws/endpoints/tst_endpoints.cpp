#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

ServiceModelPtr service(const QString &prefix, const QString &serviceId)
{
    const QString json
        = uR"({"metadata":{"endpointPrefix":"%1","serviceId":"%2"},"operations":{}})"_s.arg(prefix, serviceId);
    return *ServiceModel::fromValue(prefix, *Json::read(json.toUtf8()));
}

} // namespace

class tst_Endpoints : public QObject
{
    Q_OBJECT

private slots:
    void findsHosts_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("signingRegion");
        const auto row = [](const char *prefix, const char *region, const char *url, const char *signingRegion) {
            QTest::addRow("%s %s", prefix, region) << QString::fromLatin1(prefix) << QString::fromLatin1(region)
                                                   << QByteArray(url) << QByteArray(signingRegion);
        };
        row("sns", "eu-central-1", "https://sns.eu-central-1.amazonaws.com/", "eu-central-1");
        row("sts", "us-east-1", "https://sts.us-east-1.amazonaws.com/", "us-east-1");
        row("sns", "xx-new-9", "https://sns.xx-new-9.amazonaws.com/", "xx-new-9");
        row("sns", "cn-north-1", "https://sns.cn-north-1.amazonaws.com.cn/", "cn-north-1");
        row("sns", "us-gov-west-1", "https://sns.us-gov-west-1.amazonaws.com/", "us-gov-west-1");
        row("sns", "us-iso-east-1", "https://sns.us-iso-east-1.c2s.ic.gov/", "us-iso-east-1");
        row("sns", "us-isob-east-1", "https://sns.us-isob-east-1.sc2s.sgov.gov/", "us-isob-east-1");
        row("sns", "eusc-de-east-1", "https://sns.eusc-de-east-1.amazonaws.eu/", "eusc-de-east-1");
        row("iam", "eu-central-1", "https://iam.amazonaws.com/", "us-east-1");
        row("iam", "cn-northwest-1", "https://iam.cn-north-1.amazonaws.com.cn/", "cn-north-1");
        row("iam", "us-gov-east-1", "https://iam.us-gov.amazonaws.com/", "us-gov-west-1");
    }

    void findsHosts()
    {
        QFETCH(QString, prefix);
        QFETCH(QString, region);
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, signingRegion);
        const auto endpoint = resolveEndpoint(*service(prefix, u"X"_s), region, {}, {});
        QVERIFY(endpoint);
        QCOMPARE(endpoint->target.url(), url);
        QCOMPARE(endpoint->signingRegion, signingRegion);
        QCOMPARE(endpoint->signingName, prefix.toUtf8());
        QCOMPARE(endpoint->source, u"region "_s + region);
    }

    void overridesComeInOrder()
    {
        const ServiceModelPtr model = service(u"parcels"_s, u"Parcel Desk-One"_s);
        QProcessEnvironment environment;
        const auto urlAndSource = [&](const QString &explicitUrl) {
            const auto endpoint = resolveEndpoint(*model, u"eu-west-1"_s, explicitUrl, environment);
            return endpoint->target.url() + ' ' + endpoint->source.toUtf8();
        };
        environment.insert(u"AWS_ENDPOINT_URL"_s, u"http://localhost:1"_s);
        QCOMPARE(urlAndSource({}), "http://localhost:1/ AWS_ENDPOINT_URL");
        environment.insert(u"AWS_ENDPOINT_URL_PARCEL_DESK_ONE"_s, u"http://localhost:2/p"_s);
        QCOMPARE(urlAndSource({}), "http://localhost:2/p AWS_ENDPOINT_URL_PARCEL_DESK_ONE");
        QCOMPARE(urlAndSource(u"https://Vpce.example"_s), "https://vpce.example/ endpoint URL");
        environment.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"TRUE"_s);
        QCOMPARE(urlAndSource({}), "https://parcels.eu-west-1.amazonaws.com/ region eu-west-1");
        QCOMPARE(urlAndSource(u"http://[::1]:8"_s), "http://[::1]:8/ endpoint URL");
    }

    void refusesRegions_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("message");
        QTest::newRow("none") << u""_s << u"choose one"_s;
        QTest::newRow("zone") << u"us-west-2a"_s << u"its region is us-west-2"_s;
        QTest::newRow("blank") << u"eu west"_s << u"no region"_s;
        QTest::newRow("upper case") << u"EU-WEST-1"_s << u"no region"_s;
        QTest::newRow("another host") << u"x.evil.example/"_s << u"no region"_s;
        QTest::newRow("line end") << u"eu-west-1\n"_s << u"no region"_s;
        QTest::newRow("dash at the end") << u"eu-west-"_s << u"no region"_s;
        QTest::newRow("too long") << QString(64, u'a') << u"no region"_s;
    }

    void refusesRegions()
    {
        QFETCH(QString, region);
        QFETCH(QString, message);
        const auto endpoint = resolveEndpoint(*service(u"sns"_s, u"SNS"_s), region, {}, {});
        QCOMPARE(endpoint.error().code, ErrorCode::Invalid);
        QVERIFY2(endpoint.error().message.contains(message), qPrintable(endpoint.error().message));
    }

    void refusesUrlsWithoutRepeatingThem()
    {
        for (const QString &url :
             {u"ftp://x"_s, u"localhost:4566"_s, u"https://"_s, u"https://user:hunter2@x"_s, u"http://x:99999"_s}) {
            const auto endpoint = resolveEndpoint(*service(u"sns"_s, u"SNS"_s), u"eu-west-1"_s, url, {});
            QVERIFY(!endpoint);
            QCOMPARE(endpoint.error().where, u"endpoint URL"_s);
            QVERIFY(!endpoint.error().text().contains(u"hunter2"));
        }
    }
};

PLUGBOARD_TEST(tst_Endpoints)
#include "tst_endpoints.moc"
