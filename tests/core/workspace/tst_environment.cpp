#include "core/workspace/environment.h"
#include "tests/support/test_main.h"
#include "tests/support/workspaces.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

static const QByteArray canonicalEnvironment = "{\n"
                                               "  \"format\": 1,\n"
                                               "  \"risk\": \"production\",\n"
                                               "  \"connection\": \"deploy\",\n"
                                               "  \"owner\": \"orders\",\n"
                                               "  \"secrets\": \"live\",\n"
                                               "  \"region\": \"eu-central-1\",\n"
                                               "  \"endpoint\": \"https://gateway.example\",\n"
                                               "  \"endpoints\": {\n"
                                               "    \"sqs\": \"http://127.0.0.1:9324\",\n"
                                               "    \"s3\": \"http://127.0.0.1:9000\"\n"
                                               "  },\n"
                                               "  \"variables\": {\n"
                                               "    \"topicArn\": \"arn:aws:sns:eu-central-1:123456789012:orders\",\n"
                                               "    \"limit\": 1.50\n"
                                               "  }\n"
                                               "}\n";

class tst_Environment : public QObject
{
    Q_OBJECT

private slots:
    void readingAndWritingChangesNoByte_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("all") << canonicalEnvironment;
        QTest::newRow("least") << QByteArray("{\n  \"format\": 1\n}\n");
        QTest::newRow("default that was written") << QByteArray("{\n  \"format\": 1,\n  \"risk\": \"normal\"\n}\n");
        QTest::newRow("sandbox") << QByteArray(
            "{\n  \"format\": 1,\n  \"kind\": \"sandbox\",\n  \"secrets\": \"sandbox\"\n}\n");
    }

    void readingAndWritingChangesNoByte()
    {
        QFETCH(QByteArray, json);
        const Result<Environment> environment = readEnvironment(json, u"live"_s);
        QVERIFY2(environment.ok(), environment ? "" : qPrintable(environment.error().text()));
        QCOMPARE(writeEnvironment(*environment), json);
    }

    void meansWhatItSays()
    {
        const Environment environment = *readEnvironment(canonicalEnvironment, u"live"_s);
        QCOMPARE(environment.risk, Risk::Production);
        QCOMPARE(environment.endpoints.value(u"s3"_s), u"http://127.0.0.1:9000"_s);
        QCOMPARE(environment.variables["limit"].numberText(), QByteArray("1.50"));
        QCOMPARE(environment.secretSpace(), u"live"_s);
        QCOMPARE(readEnvironment("{\"format\": 1}", u"dev"_s)->secretSpace(), u"dev"_s);
        QVERIFY(readEnvironment("{\"format\": 1, \"kind\": \"sandbox\"}", u"s"_s)->sandbox);
    }

    void truncatedAnywhereItIsReportedWithItsPlaceAndStays()
    {
        TemporaryWorkspace workspace;
        const QString path = u"../environments/live.environment.json"_s;
        for (qsizetype length = 0; length < canonicalEnvironment.size() - 2; ++length) {
            workspace.put(path, canonicalEnvironment.first(length));
            Errors problems;
            QVERIFY(workspace->environments(problems).isEmpty());
            QCOMPARE(problems.size(), 1);
            static const QRegularExpression place(u"live\\.environment\\.json:\\d+:\\d+$"_s);
            QVERIFY2(problems.first().where.contains(place), qPrintable(problems.first().text()));
            Environment fresh;
            fresh.name = u"live"_s;
            const Result<Done> saved = workspace->saveEnvironment(fresh);
            QVERIFY(!saved);
            QCOMPARE(workspace.bytes(path), canonicalEnvironment.first(length));
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::newRow("newer") << QByteArray("{\"format\": 2}") << ErrorCode::Unsupported << u"1:12"_s;
        QTest::newRow("unknown kind") << QByteArray("{\"format\": 1, \"kind\": \"x\"}") << ErrorCode::Invalid
                                      << u"1:23"_s;
        QTest::newRow("unknown risk") << QByteArray("{\"format\": 1,\n \"risk\": \"low\"}") << ErrorCode::Invalid
                                      << u"2:10"_s;
        QTest::newRow("endpoint that is no text")
            << QByteArray("{\"format\": 1, \"endpoints\": {\"s3\": 9000}}") << ErrorCode::Invalid << u"1:35"_s;
        QTest::newRow("variables that are a list")
            << QByteArray("{\"format\": 1, \"variables\": []}") << ErrorCode::Invalid << u"1:28"_s;
        QTest::newRow("the same twice") << QByteArray("{\"format\": 1, \"region\": \"a\",\n \"region\": \"b\"}")
                                        << ErrorCode::Invalid << u"2:2"_s;
        QTest::newRow("conflict of git") << QByteArray(
            "{\n  \"format\": 1,\n<<<<<<< HEAD\n  \"region\": \"a\"\n=======\n  \"region\": \"b\"\n>>>>>>> x\n}")
                                         << ErrorCode::Syntax << u"3:1"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        QFETCH(QString, where);
        const Result<Environment> environment = readEnvironment(json, u"e"_s);
        QVERIFY(!environment);
        QCOMPARE(environment.error().code, code);
        QCOMPARE(environment.error().where, where);
    }

    void whatIsUnknownStays()
    {
        TemporaryWorkspace workspace;
        const QString path = u"../environments/dev.environment.json"_s;
        workspace.put(path, "{\n  \"format\": 1,\n  \"owner\": \"me\",\n  \"region\": \"eu-west-1\"\n}\n");
        Errors problems;
        Environment environment = workspace->environments(problems).value(0);
        environment.region = u"eu-north-1"_s;
        environment.variables = ContextBuilder().set("a", Value::number(1)).build();
        QVERIFY(workspace->saveEnvironment(environment));
        QCOMPARE(workspace.bytes(path),
                 QByteArray("{\n  \"format\": 1,\n  \"owner\": \"me\",\n  \"region\": \"eu-north-1\",\n  "
                            "\"variables\": {\n    \"a\": 1\n  }\n}\n"));
    }

    void changesByOthersAreNotOverwritten()
    {
        TemporaryWorkspace workspace;
        const QString path = u"../environments/dev.environment.json"_s;
        Environment fresh;
        fresh.name = u"dev"_s;
        QVERIFY(workspace->saveEnvironment(fresh));
        QCOMPARE(workspace->saveEnvironment(fresh).error().code, ErrorCode::Conflict);
        fresh.name = u"DEV"_s;
        QCOMPARE(workspace->saveEnvironment(fresh).error().code, ErrorCode::Conflict);
        Errors problems;
        Environment mine = workspace->environments(problems).value(0);
        workspace.put(path, "{\"format\": 1, \"region\": \"theirs\"}");
        QCOMPARE(workspace->saveEnvironment(mine).error().code, ErrorCode::Conflict);
        QVERIFY(workspace.bytes(path).contains("theirs"));
        QVERIFY(QFile::remove(workspace.file(path)));
        QVERIFY(workspace->saveEnvironment(mine));
    }

    void secretsAreNotSaved_data()
    {
        QTest::addColumn<Environment>("environment");
        Environment variable;
        variable.variables = ContextBuilder().set("key", Value::string(u"AKIAIOSFODNN7EXAMPLE")).build();
        QTest::newRow("variable") << variable;
        Environment endpoint;
        endpoint.endpoint = u"https://me:hunter22@gateway.example"_s;
        QTest::newRow("endpoint") << endpoint;
        Environment service;
        service.endpoints.insert(u"s3"_s, u"https://me:hunter22@gateway.example"_s);
        QTest::newRow("service's endpoint") << service;
    }

    void secretsAreNotSaved()
    {
        QFETCH(Environment, environment);
        environment.name = u"dev"_s;
        TemporaryWorkspace workspace;
        const Result<Done> saved = workspace->saveEnvironment(environment);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Denied);
        QVERIFY(!saved.error().text().contains(u"hunter22"_s) && !saved.error().text().contains(u"AKIA"_s));
        Errors problems;
        QVERIFY(workspace->environments(problems).isEmpty());
    }

    void linksOutOfTheWorkspaceAreReported()
    {
        TemporaryWorkspace workspace;
        QVERIFY(writeFile(workspace.outside(u"theirs.json"_s), "{\"format\": 1}"));
        const QString file = workspace->folder() + u"/environments/theirs.environment.json"_s;
        QVERIFY(QFile::link(workspace.outside(u"theirs.json"_s), file));
        Errors problems;
        QVERIFY(workspace->environments(problems).isEmpty());
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().code, ErrorCode::Denied);
        Environment environment;
        environment.name = u"theirs"_s;
        QVERIFY(!workspace->saveEnvironment(environment));
        QCOMPARE(*readFile(workspace.outside(u"theirs.json"_s)), QByteArray("{\"format\": 1}"));
    }
};

PLUGBOARD_TEST(tst_Environment)
#include "tst_environment.moc"
