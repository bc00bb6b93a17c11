#include "core/aws/endpoints/endpointsettings.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_EndpointSettings : public QObject
{
    Q_OBJECT

private slots:
    void theNearestUrlCounts()
    {
        EndpointSettings settings;
        const auto found = [&settings] { return configuredEndpoint(u"Parcel Desk-One"_s, settings); };
        QVERIFY(found().url.isEmpty());
        settings.profile = ContextBuilder().set("endpoint_url", Value::string(u"http://p"_s)).build();
        QCOMPARE(found().url, u"http://p"_s);
        settings.services = *Json::read("{\"parcel_desk_one\":{\"endpoint_url\":\"http://s\"},"
                                        "\"parcel\":{\"endpoint_url\":\"http://x\"}}");
        QCOMPARE(found().url, u"http://s"_s);
        settings.environment.insert(u"AWS_ENDPOINT_URL"_s, u"http://e"_s);
        QCOMPARE(found().source, u"AWS_ENDPOINT_URL"_s);
        settings.environment.insert(u"AWS_ENDPOINT_URL_PARCEL_DESK_ONE"_s, u"  "_s);
        QCOMPARE(found().source, u"AWS_ENDPOINT_URL"_s);
        settings.environment.insert(u"AWS_ENDPOINT_URL_PARCEL_DESK_ONE"_s, u"http://o"_s);
        QCOMPARE(found().url, u"http://o"_s);
        QCOMPARE(found().source, u"AWS_ENDPOINT_URL_PARCEL_DESK_ONE"_s);
    }

    void allCanBeIgnored()
    {
        EndpointSettings settings;
        settings.profile = *Json::read("{\"endpoint_url\":\"http://p\",\"ignore_configured_endpoint_urls\":\"true\"}");
        QVERIFY(configuredEndpoint(u"SNS"_s, settings).url.isEmpty());
        settings.environment.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"false"_s);
        QCOMPARE(configuredEndpoint(u"SNS"_s, settings).url, u"http://p"_s);
        settings.environment.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"TRUE"_s);
        QVERIFY(configuredEndpoint(u"SNS"_s, settings).url.isEmpty());
    }

    void flagsAreWords()
    {
        EndpointSettings settings;
        settings.profile = *Json::read("{\"use_fips_endpoint\":\"true\",\"s3\":{\"addressing_style\":\" path \"}}");
        QVERIFY(settings.flag(u"AWS_USE_FIPS_ENDPOINT"_s, "use_fips_endpoint").isTrue());
        settings.environment.insert(u"AWS_USE_FIPS_ENDPOINT"_s, u"False"_s);
        QVERIFY(settings.flag(u"AWS_USE_FIPS_ENDPOINT"_s, "use_fips_endpoint").isBoolean());
        QVERIFY(!settings.flag(u"AWS_USE_FIPS_ENDPOINT"_s, "use_fips_endpoint").isTrue());
        QVERIFY(settings.flag(u"AWS_USE_DUALSTACK_ENDPOINT"_s, "use_dualstack_endpoint").isNull());
        QCOMPARE(settings.s3("addressing_style"), u"path"_s);
    }
};

PLUGBOARD_TEST(tst_EndpointSettings)
#include "tst_endpointsettings.moc"
