#include "core/aws/endpoints/partitions.h"
#include "core/value/json.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Aws;
using namespace Qt::StringLiterals;

class tst_Partitions : public QObject
{
    Q_OBJECT

private slots:
    void builtInOnesFindRegions_data()
    {
        QTest::addColumn<QByteArray>("region");
        QTest::addColumn<QString>("partition");
        QTest::addColumn<QString>("suffix");
        const auto row = [](const char *region, const char *partition, const char *suffix) {
            QTest::newRow(region) << QByteArray(region) << QString::fromLatin1(partition)
                                  << QString::fromLatin1(suffix);
        };
        row("eu-central-1", "aws", "amazonaws.com");
        row("mx-central-1", "aws", "amazonaws.com");
        row("xx-new-9", "aws", "amazonaws.com");
        row("aws-global", "aws", "amazonaws.com");
        row("cn-north-1", "aws-cn", "amazonaws.com.cn");
        row("aws-cn-global", "aws-cn", "amazonaws.com.cn");
        row("us-gov-west-1", "aws-us-gov", "amazonaws.com");
        row("us-iso-east-1", "aws-iso", "c2s.ic.gov");
        row("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov");
        row("eusc-de-east-1", "aws-eusc", "amazonaws.eu");
    }

    void builtInOnesFindRegions()
    {
        QFETCH(QByteArray, region);
        QFETCH(QString, partition);
        QFETCH(QString, suffix);
        const Value found = Partitions::builtIn().of(region);
        QCOMPARE(found["name"].string(), partition);
        QCOMPARE(found["dnsSuffix"].string(), suffix);
        QVERIFY(found["supportsFIPS"].isTrue());
    }

    void filesAreCompletedAndRegionsRefine()
    {
        const auto partitions
            = *Partitions::fromValue(*Json::read("{\"partitions\":[{\"id\":\"aws\",\"regionRegex\":\"^us-\\\\w+-\\\\d$"
                                                 "\",\"outputs\":{\"dnsSuffix\":\"a.test\","
                                                 "\"supportsFIPS\":true},\"regions\":{\"moon-1\":{\"outputs\":{"
                                                 "\"supportsFIPS\":false}},\"us-east-1\":{}}}]}"));
        QCOMPARE(partitions.of("us-east-1")["dnsSuffix"].string(), u"a.test"_s);
        QCOMPARE(partitions.of("moon-1")["dnsSuffix"].string(), u"a.test"_s);
        QVERIFY(!partitions.of("moon-1")["supportsFIPS"].isTrue());
        QVERIFY(partitions.of("us-east-2")["supportsFIPS"].isTrue());
        QCOMPARE(partitions.of("cn-north-1")["name"].string(), u"aws-cn"_s);
    }

    void damagedFilesAreTold_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("where");
        QTest::newRow("no list") << QByteArray("{}") << QString();
        QTest::newRow("no id") << QByteArray("{\"partitions\":[{\"regionRegex\":\"a\"}]}") << u"/partitions/0"_s;
        QTest::newRow("no pattern") << QByteArray("{\"partitions\":[{\"id\":\"aws\",\"regionRegex\":\"(\"}]}")
                                    << u"/partitions/0"_s;
    }

    void damagedFilesAreTold()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, where);
        const auto partitions = Partitions::fromValue(*Json::read(json));
        QVERIFY(!partitions);
        QCOMPARE(partitions.error().where, where);
    }
};

PLUGBOARD_TEST(tst_Partitions)
#include "tst_partitions.moc"
