#include "core/aws/credentials/sharedconfig.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_SharedConfig : public QObject
{
    Q_OBJECT

private slots:
    void readsSections_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("credentials");
        QTest::addColumn<QByteArray>("profiles");
        const auto row = [](const char *name, const char *config, const char *credentials, const char *profiles) {
            QTest::newRow(name) << QByteArray(config) << QByteArray(credentials)
                                << QByteArray(profiles).replace('\'', '"');
        };
        row("nothing", "", "", "{}");
        row("usual", "[profile  dev ]\r\nRegion = eu-west-1 # here\nurl = a=b;c\n", "",
            "{'dev':{'region':'eu-west-1','url':'a=b;c'}}");
        row("default of both kinds", "[default]\na = 1\n[profile default]\nb = 2\n[default]\nc = 3", "",
            "{'default':{'b':'2'}}");
        row("both files", "[profile dev]\na = 1\nb = 1", "[dev]\nb = 2", "{'dev':{'a':'1','b':'2'}}");
        row("continued", "[profile dev]\na = 1\n  2 # no comment\n\n  3", "", "{'dev':{'a':'1\\n2 # no comment\\n3'}}");
        row("names that are none",
            "[prof dev]\na = 1\n[profile a b]\nno property\n [x\n[profile ok]\na b = 1\n  2\nc = 3", "",
            "{'ok':{'c':'3'}}");
        row("comment alone", "# x\n; [profile no]\n[profile dev] ; x\na = # x", "", "{'dev':{'a':''}}");
    }

    void readsSections()
    {
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, credentials);
        QFETCH(QByteArray, profiles);
        const auto parsed = parseSharedConfig(config, credentials);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text()));
        QCOMPARE(Json::write(parsed->profiles), Json::write(*Json::read(profiles)));
    }

    void namesTheLineThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *config, const char *text) {
            QTest::newRow(config) << QByteArray(config) << QString::fromLatin1(text);
        };
        row("\n[profile dev", "config:2: profile definition must end with ']'");
        row("a = 1", "config:1: expected a profile definition before the first property");
        row("[profile dev]\na", "config:2: expected an '=' sign defining a property");
        row("[profile dev]\n= 1", "config:2: property did not have a name");
        row("[profile dev]\n a", "config:2: expected a property definition, found continuation");
        row("[profile dev]\ns3 =\n a", "config:3: expected an '=' sign defining a sub-property");
        row("[profile dev]\ns3 =\n = a", "config:3: sub-property did not have a name");
    }

    void namesTheLineThatIsWrong()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, text);
        const auto parsed = parseSharedConfig(config, {});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().text(), text);
    }

    void opensNestedValues()
    {
        const SharedConfig config
            = *parseSharedConfig("[services local]\nS3 =\n  endpoint_url = http://localhost:1\n  X=\n"
                                 "sns =\n  endpoint_url = http://localhost:2\nplain = 1",
                                 {});
        QCOMPARE(Json::write(sharedNested(config.services["local"])),
                 QByteArray("{\"s3\":{\"endpoint_url\":\"http://localhost:1\",\"x\":\"\"},"
                            "\"sns\":{\"endpoint_url\":\"http://localhost:2\"},\"plain\":\"1\"}"));
    }

    void findsFilesAndProfile()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"c"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[profile dev]\na = 1");
        file.close();
        QProcessEnvironment environment;
        QCOMPARE(readSharedConfig(environment)->profiles.size(), 0);
        QCOMPARE(sharedProfileName(environment), u"default"_s);
        environment.insert(u"AWS_CONFIG_FILE"_s, file.fileName());
        environment.insert(u"AWS_DEFAULT_PROFILE"_s, u"old"_s);
        QCOMPARE(readSharedConfig(environment)->profiles["dev"]["a"].string(), u"1"_s);
        QCOMPARE(sharedProfileName(environment), u"old"_s);
        environment.insert(u"AWS_PROFILE"_s, u"dev"_s);
        QCOMPARE(sharedProfileName(environment), u"dev"_s);
    }
};

PLUGBOARD_TEST(tst_SharedConfig)
#include "tst_sharedconfig.moc"
