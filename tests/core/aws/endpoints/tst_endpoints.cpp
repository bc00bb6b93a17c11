#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

namespace {

/// A folder laid out as the models' packages are, filled by a test. JSON is written with ' for ", for reading's sake.
class EndpointModels final
{
public:
    QString path() const { return m_folder.path(); }

    void put(const QString &file, QByteArray json)
    {
        const QString full = m_folder.filePath(file);
        (void)QDir().mkpath(full.section(u'/', 0, -2));
        QFile out(full);
        (void)out.open(QIODevice::WriteOnly);
        out.write(json.replace('\'', '"'));
    }

    /// A service without operations.
    void putService(const QString &id, const QByteArray &prefix)
    {
        put(id + QStringLiteral("/2020-01-01/service-2.json"),
            "{'metadata':{'endpointPrefix':'" + prefix + "','serviceId':'" + id.toUtf8() + "'},'operations':{}}");
    }

    ServiceModelPtr load(const QString &id) const { return *ModelLibrary({path()}).load(id); }

private:
    QTemporaryDir m_folder;
};

// As most rule sets are, shortened.
constexpr auto usualRules
    = "{'parameters':{'Region':{'type':'String','builtIn':'AWS::Region','required':true},"
      "'UseFIPS':{'type':'Boolean','builtIn':'AWS::UseFIPS','required':true,'default':false},"
      "'Endpoint':{'type':'String','builtIn':'SDK::Endpoint'}},'rules':["
      "{'type':'tree','conditions':[{'fn':'isSet','argv':[{'ref':'Endpoint'}]}],'rules':["
      "{'type':'error','conditions':[{'fn':'booleanEquals','argv':[{'ref':'UseFIPS'},true]}],"
      "'error':'Invalid Configuration: FIPS and custom endpoint are not supported'},"
      "{'type':'endpoint','conditions':[],'endpoint':{'url':{'ref':'Endpoint'}}}]},"
      "{'type':'endpoint','conditions':[{'fn':'aws.partition','argv':[{'ref':'Region'}],'assign':'P'},"
      "{'fn':'booleanEquals','argv':[{'ref':'UseFIPS'},true]}],"
      "'endpoint':{'url':'https://ruled-fips.{Region}.{P#dnsSuffix}'}},"
      "{'type':'endpoint','conditions':[{'fn':'aws.partition','argv':[{'ref':'Region'}],'assign':'P'}],"
      "'endpoint':{'url':'https://ruled.{Region}.{P#dnsSuffix}','headers':{'x-ruled':['{Region}']},"
      "'properties':{'authSchemes':[{'name':'sigv4a','signingRegionSet':['*']},{'name':'sigv4','signingName':'ruler',"
      "'signingRegion':'home-1','disableDoubleEncoding':true}]}}}]}";

/// One error that shows a parameter.
QByteArray showing(const QByteArray &declaration, const QByteArray &text)
{
    return "{'parameters':{" + declaration + "},'rules':[{'type':'error','conditions':[],'error':'" + text + "'}]}";
}

} // namespace

class tst_Endpoints : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_models = std::make_unique<EndpointModels>(); }

    void rulesDecide()
    {
        const Endpoint endpoint = *resolve({.model = *ruledService(), .region = u"eu-west-1"_s});
        QCOMPARE(endpoint.target.url(), "https://ruled.eu-west-1.amazonaws.com/");
        QCOMPARE(endpoint.signingName, "ruler");
        QCOMPARE(endpoint.signingRegion, "home-1");
        QVERIFY(!endpoint.doubleEncodePath);
        QCOMPARE(endpoint.headers.value("X-Ruled"), "eu-west-1");
        QCOMPARE(endpoint.source, u"region eu-west-1"_s);
    }

    void settingsReachTheRules()
    {
        const ServiceModelPtr model = ruledService();
        EndpointQuery query {.model = *model, .region = u"cn-north-1"_s};
        query.settings.environment.insert(u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s);
        const Endpoint endpoint = *resolve(query);
        QCOMPARE(endpoint.target.url(), "https://ruled-fips.cn-north-1.amazonaws.com.cn/");
        QCOMPARE(endpoint.signingRegion, "cn-north-1");
        QVERIFY(endpoint.doubleEncodePath);
        QCOMPARE(endpoint.source, u"region cn-north-1, FIPS"_s);
        query.endpointUrl = u"http://127.0.0.1:5"_s;
        const Error refusal = resolve(query).error();
        QVERIFY2(refusal.message.contains(u"FIPS and custom endpoint") && refusal.message.contains(u"switch FIPS off"),
                 qPrintable(refusal.text()));
        QCOMPARE(refusal.where, u"endpoint rules of ruled"_s);
    }

    void overridesComeInOrder()
    {
        for (const ServiceModelPtr &model : {ruledService(), plainService()}) {
            EndpointQuery query {.model = *model, .region = u"eu-west-1"_s};
            const auto urlAndSource = [&query, this] {
                const auto endpoint = resolve(query);
                return endpoint->target.url() + ' ' + endpoint->source.toUtf8();
            };
            QProcessEnvironment &environment = query.settings.environment;
            environment.insert(u"AWS_ENDPOINT_URL"_s, u"http://localhost:1"_s);
            QCOMPARE(urlAndSource(), "http://localhost:1/ AWS_ENDPOINT_URL");
            environment.insert(u"AWS_ENDPOINT_URL_"_s + model->id().toUpper(), u"http://localhost:2/p"_s);
            QCOMPARE(urlAndSource(), "http://localhost:2/p AWS_ENDPOINT_URL_" + model->id().toUpper().toUtf8());
            query.endpointUrl = u"https://Vpce.example"_s;
            QCOMPARE(urlAndSource(), "https://vpce.example/ endpoint URL");
            environment.insert(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"TRUE"_s);
            query.endpointUrl = u"http://[::1]:8"_s;
            QCOMPARE(urlAndSource(), "http://[::1]:8/ endpoint URL");
            query.endpointUrl.clear();
            QCOMPARE(resolve(query)->source, u"region eu-west-1"_s);
        }
    }

    void inputsChooseHosts()
    {
        m_models->put(
            u"inputs/2020-01-01/service-2.json"_s,
            "{'metadata':{'endpointPrefix':'i','serviceId':'inputs'},'operations':{'Put':{'input':{'shape':'In'},"
            "'staticContextParams':{'Fixed':{'value':'f'}},'operationContextParams':{"
            "'All':{'path':'Items[*].Name'},'Both':{'path':'Items[*].[Get.Name, Put.Name][]'},"
            "'Keys':{'path':'keys(Map)'},'Deep':{'path':'Map.b.c'},'Odd':{'path':'Map | [0]'}}}},"
            "'shapes':{'In':{'type':'structure','members':{'Box':{'shape':'Text',"
            "'contextParam':{'name':'Bucket'}}}},'Text':{'type':'string'}}}");
        m_models->put(
            u"inputs/2020-01-01/endpoint-rule-set-1.json"_s,
            "{'parameters':{'Bucket':{'type':'string'},'Fixed':{'type':'string'},'All':{'type':'stringArray'},"
            "'Both':{'type':'stringArray'},'Keys':{'type':'stringArray'},'Deep':{'type':'string'},"
            "'Odd':{'type':'string'}},'rules':["
            "{'type':'error','conditions':[{'fn':'isSet','argv':[{'ref':'Odd'}]}],'error':'odd'},"
            "{'type':'endpoint','conditions':[{'fn':'getAttr','argv':[{'ref':'All'},'[1]'],'assign':'a'},"
            "{'fn':'getAttr','argv':[{'ref':'Both'},'[-1]'],'assign':'b'},"
            "{'fn':'getAttr','argv':[{'ref':'Keys'},'[0]'],'assign':'k'}],"
            "'endpoint':{'url':'https://{Bucket}.{Fixed}.{a}.{b}.{k}.{Deep}.test'}}]}");
        const ServiceModelPtr model = m_models->load(u"inputs"_s);
        const Value input
            = *Json::read("{\"Box\":\"box\",\"Items\":[{\"Name\":\"n1\"},{\"Get\":{\"Name\":\"g\"}},"
                          "{\"Name\":\"n3\",\"Put\":{\"Name\":\"p\"}}],\"Map\":{\"a\":1,\"b\":{\"c\":\"d\"}}}");
        const auto endpoint = resolve(
            {.model = *model, .operation = model->operation(u"Put"), .input = input, .region = u"eu-west-1"_s});
        QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().text()));
        QCOMPARE(endpoint->target.host, "box.f.n3.p.a.d.test");
    }

    void builtInsComeFromSettings_data()
    {
        QTest::addColumn<QByteArray>("builtIn");
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("on");
        const auto row = [](const char *builtIn, const char *profile, const char *url, bool on) {
            QTest::addRow("%s %s %s", builtIn, profile, url)
                << QByteArray(builtIn) << QByteArray(profile) << QString::fromLatin1(url) << on;
        };
        row("AWS::UseDualStack", "{'use_dualstack_endpoint':'True'}", "", true);
        row("AWS::UseDualStack", "{}", "", false);
        row("AWS::S3::ForcePathStyle", "{}", "", false);
        row("AWS::S3::ForcePathStyle", "{'s3':{'addressing_style':'path'}}", "", true);
        row("AWS::S3::ForcePathStyle", "{}", "http://localhost:1", true);
        row("AWS::S3::ForcePathStyle", "{'s3':{'addressing_style':'virtual'}}", "http://localhost:1", false);
        row("AWS::S3::ForcePathStyle", "{'s3':{'use_accelerate_endpoint':'true'}}", "http://localhost:1", false);
        row("AWS::S3::ForcePathStyle", "{'s3':{'use_accelerate_endpoint':'true','addressing_style':'path'}}", "", true);
        row("AWS::S3::Accelerate", "{'s3':{'use_accelerate_endpoint':'true'}}", "", true);
        row("AWS::S3::UseArnRegion", "{'s3_use_arn_region':'true'}", "", true);
        row("AWS::S3::UseArnRegion", "{'s3':{'use_arn_region':'true'}}", "", true);
        row("AWS::S3Control::UseArnRegion", "{'s3_use_arn_region':'false'}", "", false);
        row("AWS::S3::UseGlobalEndpoint", "{'s3_us_east_1_regional_endpoint':'legacy'}", "", true);
        row("AWS::S3::UseGlobalEndpoint", "{'s3_us_east_1_regional_endpoint':'regional'}", "", false);
        row("AWS::STS::UseGlobalEndpoint", "{'sts_regional_endpoints':'legacy'}", "", true);
    }

    void builtInsComeFromSettings()
    {
        QFETCH(QByteArray, builtIn);
        QFETCH(QByteArray, profile);
        QFETCH(QString, url);
        QFETCH(bool, on);
        m_models->putService(u"built"_s, "built");
        m_models->put(
            u"built/2020-01-01/endpoint-rule-set-1.json"_s,
            "{'parameters':{'X':{'type':'boolean','builtIn':'" + builtIn
                + "'}},'rules':[{'type':'error','conditions':[{'fn':'booleanEquals','argv':[{'ref':'X'},true]}],"
                  "'error':'on'},{'type':'error','conditions':[],'error':'off'}]}");
        const ServiceModelPtr model = m_models->load(u"built"_s);
        const Value settings = *Json::read(profile.replace('\'', '"'));
        const Error answer
            = resolve({.model = *model, .region = u"eu-west-1"_s, .endpointUrl = url, .settings = {{}, settings, {}}})
                  .error();
        QCOMPARE(answer.message, on ? u"on"_s : u"off"_s);
    }

    void accountsAreTold()
    {
        m_models->putService(u"account"_s, "account");
        m_models->put(u"account/2020-01-01/endpoint-rule-set-1.json"_s,
                      showing("'A':{'type':'string','builtIn':'AWS::Auth::AccountId'},"
                              "'M':{'type':'string','builtIn':'AWS::Auth::AccountIdEndpointMode'}",
                              "{A} {M}"));
        const ServiceModelPtr model = m_models->load(u"account"_s);
        EndpointQuery query {.model = *model, .region = u"eu-west-1"_s, .accountId = u"123456789012"_s};
        QCOMPARE(resolve(query).error().message, u"123456789012 preferred"_s);
        query.settings.environment.insert(u"AWS_ACCOUNT_ID_ENDPOINT_MODE"_s, u"disabled"_s);
        QCOMPARE(resolve(query).error().message, u"123456789012 disabled"_s);
    }

    void refusalsHaveARemedy_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("partition") << QByteArray("Client was configured for partition `aws` but ARN has `aws-cn`")
                                   << u"; choose a region of the ARN's partition"_s;
        QTest::newRow("region") << QByteArray("Invalid configuration: region from ARN `a` does not match")
                                << u"; choose the ARN's region, or"_s;
        QTest::newRow("both") << QByteArray("FIPS and DualStack are enabled, but this partition does not support them")
                              << u"; switch one of them off"_s;
        QTest::newRow("any other") << QByteArray("Access Points do not support Moonlight") << QString();
    }

    void refusalsHaveARemedy()
    {
        QFETCH(QByteArray, words);
        QFETCH(QString, remedy);
        m_models->putService(u"strict"_s, "strict");
        m_models->put(u"strict/2020-01-01/endpoint-rule-set-1.json"_s,
                      "{\"parameters\":{},\"rules\":[{\"type\":\"error\",\"conditions\":[],\"error\":\"" + words
                          + "\"}]}");
        const ServiceModelPtr model = m_models->load(u"strict"_s);
        const QString message = resolve({.model = *model, .region = u"eu-west-1"_s}).error().message;
        QVERIFY2(message.startsWith(QString::fromUtf8(words)) && message.contains(remedy), qPrintable(message));
    }

    void otherSignaturesAreRefused()
    {
        m_models->putService(u"many"_s, "many");
        m_models->put(
            u"many/2020-01-01/endpoint-rule-set-1.json"_s,
            "{'parameters':{},'rules':[{'type':'endpoint','conditions':[],'endpoint':{'url':'https://many.test',"
            "'properties':{'authSchemes':[{'name':'sigv4a','signingRegionSet':['*']}]}}}]}");
        const ServiceModelPtr model = m_models->load(u"many"_s);
        const Error error = resolve({.model = *model, .region = u"eu-west-1"_s}).error();
        QCOMPARE(error.code, ErrorCode::Unsupported);
        QVERIFY2(error.message.contains(u"sigv4a, which is not supported"), qPrintable(error.message));
        // Nor may rules that know no custom endpoint lead away from one.
        const Error away
            = resolve({.model = *model, .region = u"eu-west-1"_s, .endpointUrl = u"http://127.0.0.1:5"_s}).error();
        QVERIFY2(!away.message.isEmpty(), qPrintable(away.text()));
    }

    void nobodyIsLedAwayFromACustomEndpoint()
    {
        m_models->putService(u"stray"_s, "stray");
        m_models->put(u"stray/2020-01-01/endpoint-rule-set-1.json"_s,
                      "{'parameters':{'R':{'type':'string','builtIn':'AWS::Region'}},'rules':[{'type':'endpoint',"
                      "'conditions':[],'endpoint':{'url':'https://{R}.stray.test'}}]}");
        const ServiceModelPtr model = m_models->load(u"stray"_s);
        EndpointQuery query {.model = *model, .region = u"eu-west-1"_s, .endpointUrl = u"https://stray.test"_s};
        QCOMPARE(resolve(query)->target.host, "eu-west-1.stray.test");
        for (const QString &url :
             {u"http://127.0.0.1:5"_s, u"http://stray.test"_s, u"https://stray.test:8"_s, u"https://ay.test"_s}) {
            query.endpointUrl = url;
            const auto endpoint = resolve(query);
            QVERIFY(!endpoint);
            QVERIFY2(endpoint.error().message.contains(u"instead of the endpoint that is set"),
                     qPrintable(endpoint.error().text()));
        }
    }

    void servicesWithoutRulesHaveRows_data()
    {
        QTest::addColumn<QByteArray>("prefix");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("signedFor");
        const auto row = [](const char *prefix, const char *region, const char *variable, const char *host,
                            const char *signedFor) {
            QTest::addRow("%s %s %s", prefix, region, variable)
                << QByteArray(prefix) << QString::fromLatin1(region) << QString::fromLatin1(variable)
                << QByteArray(host) << QByteArray(signedFor);
        };
        row("usual", "eu-west-1", "", "usual.eu-west-1.a.test", "usual/eu-west-1");
        row("usual", "eu-west-9", "", "usual.eu-west-9.a.test", "usual/eu-west-9");
        row("usual", "eu-west-1", "AWS_USE_FIPS_ENDPOINT", "usual-fips.eu-west-1.a.test", "usual/eu-west-1");
        row("usual", "eu-west-1", "AWS_USE_DUALSTACK_ENDPOINT", "usual.eu-west-1.api.test", "usual/eu-west-1");
        row("world", "eu-west-1", "", "world.a.test", "world/us-east-1");
        row("world", "eu-west-1", "AWS_USE_FIPS_ENDPOINT", "world-fips.a.test", "world/us-east-1");
        row("named", "eu-west-1", "", "named.eu-west-1.a.test", "other/eu-west-1");
        row("named", "eu-west-2", "", "special.a.test", "other/eu-west-1");
        row("usual", "cn-north-1", "", "usual.cn-north-1.amazonaws.com.cn", "usual/cn-north-1");
    }

    void servicesWithoutRulesHaveRows()
    {
        QFETCH(QByteArray, prefix);
        QFETCH(QString, region);
        QFETCH(QString, variable);
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, signedFor);
        m_models->put(u"endpoints.json"_s,
                      "{'partitions':[{'partition':'aws','dnsSuffix':'a.test','regionRegex':'^eu-\\\\w+-\\\\d$',"
                      "'regions':{'eu-west-1':{}},'defaults':{'hostname':'{service}.{region}.{dnsSuffix}','variants':["
                      "{'tags':['fips'],'hostname':'{service}-fips.{region}.{dnsSuffix}'},"
                      "{'tags':['dualstack'],'dnsSuffix':'api.test','hostname':'{service}.{region}.{dnsSuffix}'}]},"
                      "'services':{'usual':{'endpoints':{'eu-west-1':{}}},"
                      "'world':{'isRegionalized':false,'partitionEndpoint':'aws-global','endpoints':{'aws-global':{"
                      "'hostname':'world.a.test','credentialScope':{'region':'us-east-1'},"
                      "'variants':[{'tags':['fips'],'hostname':'world-fips.a.test'}]}}},"
                      "'named':{'defaults':{'credentialScope':{'service':'other'}},'endpoints':{'eu-west-2':{"
                      "'hostname':'special.a.test','credentialScope':{'region':'eu-west-1'}}}}}}]}");
        m_models->putService(u"old"_s, prefix);
        const ServiceModelPtr model = m_models->load(u"old"_s);
        EndpointQuery query {.model = *model, .region = region};
        if (!variable.isEmpty())
            query.settings.environment.insert(variable, u"true"_s);
        const auto endpoint = resolve(query);
        QVERIFY(endpoint);
        QCOMPARE(endpoint->target.host, host);
        QCOMPARE(endpoint->signingName + '/' + endpoint->signingRegion, signedFor);
    }

    void withoutAnyFileHostsAreTheUsualOnes()
    {
        const ServiceModelPtr model = plainService();
        QCOMPARE(resolve({.model = *model, .region = u"xx-new-9"_s})->target.url(),
                 "https://plain.xx-new-9.amazonaws.com/");
        EndpointQuery query {.model = *model, .region = u"eusc-de-east-1"_s};
        query.settings.environment.insert(u"AWS_USE_DUALSTACK_ENDPOINT"_s, u"true"_s);
        query.settings.environment.insert(u"AWS_USE_FIPS_ENDPOINT"_s, u"true"_s);
        QCOMPARE(resolve(query)->target.url(), "https://plain-fips.eusc-de-east-1.api.amazonwebservices.eu/");
        QCOMPARE(resolve({.model = *model, .region = u"aws-cn-global"_s})->signingRegion, "cn-northwest-1");
    }

    void damagedFilesAreTold()
    {
        m_models->putService(u"broken"_s, "broken");
        m_models->put(u"broken/2020-01-01/endpoint-rule-set-1.json"_s, "{'parameters':{},");
        const ServiceModelPtr model = m_models->load(u"broken"_s);
        const auto where = [&] { return resolve({.model = *model, .region = u"eu-west-1"_s}).error().where; };
        QVERIFY2(where().contains(u"endpoint-rule-set-1.json:1:"), qPrintable(where()));
        m_models->put(u"broken/2020-01-01/endpoint-rule-set-1.json"_s,
                      "{'parameters':{},'rules':[{'type':'maybe','conditions':[]}]}");
        QVERIFY2(where().endsWith(u"endpoint-rule-set-1.json:/rules/0"_s), qPrintable(where()));
        m_models->put(u"partitions.json"_s, "[]");
        QVERIFY2(where().endsWith(u"partitions.json"_s), qPrintable(where()));
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
        const auto endpoint = resolve({.model = *plainService(), .region = region});
        QCOMPARE(endpoint.error().code, ErrorCode::Invalid);
        QVERIFY2(endpoint.error().message.contains(message), qPrintable(endpoint.error().message));
    }

    void refusesUrlsWithoutRepeatingThem()
    {
        const ServiceModelPtr model = ruledService();
        for (const QString &url :
             {u"ftp://x"_s, u"localhost:4566"_s, u"https://"_s, u"https://user:hunter2@x"_s, u"http://x:99999"_s}) {
            const auto endpoint = resolve({.model = *model, .region = u"eu-west-1"_s, .endpointUrl = url});
            QVERIFY(!endpoint);
            QCOMPARE(endpoint.error().where, u"endpoint URL"_s);
            QVERIFY(!endpoint.error().text().contains(u"hunter2"));
        }
    }

private:
    Result<Endpoint> resolve(const EndpointQuery &query) const { return EndpointResolver({}).resolve(query); }

    ServiceModelPtr ruledService()
    {
        m_models->putService(u"ruled"_s, "ruled");
        m_models->put(u"ruled/2020-01-01/endpoint-rule-set-1.json"_s, usualRules);
        return m_models->load(u"ruled"_s);
    }

    ServiceModelPtr plainService()
    {
        m_models->putService(u"plain"_s, "plain");
        return m_models->load(u"plain"_s);
    }

    std::unique_ptr<EndpointModels> m_models;
};

PLUGBOARD_TEST(tst_Endpoints)
#include "tst_endpoints.moc"
