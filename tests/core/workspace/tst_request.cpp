#include "core/value/json.h"
#include "core/workspace/request.h"
#include "core/workspace/savedfile.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

static const QByteArray canonicalRequest = R"({
  "format": 1,
  "connector": "io.camunda:aws-sns:1",
  "template": "plugboard.aws-sns",
  "rank": "n",
  "inputs": {
    "topic.topicArn": "=topicArn",
    "topic.message": {
      "$file": "publish.message.feel"
    },
    "weight": 1.50
  },
  "team": "orders",
  "headers": {
    "resultVariable": "published"
  },
  "retries": 3,
  "expect": [
    {
      "that": "=createdMessageID != null",
      "name": "has an id"
    }
  ]
}
)";

class tst_Request : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(writeFile(m_folder->filePath(u"publish.message.feel"_s), "= {\n  id: 1\n}").ok());
    }

    void readingAndWritingChangesNoByte()
    {
        const Result<Request> request = readRequest(canonicalRequest, m_folder->path());
        QVERIFY2(request.ok(), request ? "" : qPrintable(request.error().text()));
        QCOMPARE(request->inputs["topic.message"].string(), u"= {\n  id: 1\n}"_s);
        QCOMPARE(request->retries, u"3"_s);
        const WrittenRequest written = writeRequest(*request, u"publish"_s);
        QCOMPARE(written.json, canonicalRequest);
        QCOMPARE(written.sideFiles.size(), 1);
        QCOMPARE(written.sideFiles.first().first, u"publish.message.feel"_s);
        QCOMPARE(written.sideFiles.first().second, QByteArray("= {\n  id: 1\n}"));
    }

    void truncatedAnywhereItIsRefusedWithItsPlace()
    {
        for (qsizetype length = 0; length < canonicalRequest.size() - 2; ++length) {
            const Result<Request> request = readRequest(canonicalRequest.first(length), m_folder->path());
            QVERIFY2(!request, QByteArray::number(length).constData());
            QVERIFY(request.error().where.contains(u':'));
            QVERIFY(!request.error().message.isEmpty());
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("where");
        QTest::newRow("newer") << QByteArray("{\"format\": 2, \"connector\": \"x\"}") << ErrorCode::Unsupported
                               << u"1:12"_s;
        QTest::newRow("no format") << QByteArray("{\"connector\": \"x\"}") << ErrorCode::Invalid << u"1:1"_s;
        QTest::newRow("list") << QByteArray("[]") << ErrorCode::Invalid << u"1:1"_s;
        QTest::newRow("inputs are a text") << QByteArray("{\"format\": 1, \"connector\": \"x\",\n \"inputs\": \"a\"}")
                                           << ErrorCode::Invalid << u"2:12"_s;
        QTest::newRow("connector is a number")
            << QByteArray("{\"format\": 1, \"connector\": 7}") << ErrorCode::Invalid << u"1:28"_s;
        QTest::newRow("no connector") << QByteArray("{\"format\": 1}") << ErrorCode::Invalid << u"1:1"_s;
        QTest::newRow("no such side file")
            << QByteArray("{\"format\": 1, \"connector\": \"x\", \"inputs\": {\"a\": {\"$file\": \"gone.txt\"}}}")
            << ErrorCode::NotFound << u"gone.txt"_s;
        QTest::newRow("side file elsewhere")
            << QByteArray("{\"format\": 1, \"connector\": \"x\", \"inputs\": {\"a\": {\"$file\": \"../passwd\"}}}")
            << ErrorCode::Denied << u"../passwd"_s;
        QTest::newRow("side file from the root")
            << QByteArray("{\"format\": 1, \"connector\": \"x\", \"inputs\": {\"a\": {\"$file\": \"/etc/hostname\"}}}")
            << ErrorCode::Denied << u"/etc/hostname"_s;
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(ErrorCode, code);
        QFETCH(QString, where);
        const Result<Request> request = readRequest(json, m_folder->path());
        QVERIFY(!request);
        QCOMPARE(request.error().code, code);
        QCOMPARE(request.error().where, where);
    }

    void aLinkOutOfTheFolderIsNotFollowed()
    {
        QVERIFY(QFile::link(u"/etc/hostname"_s, m_folder->filePath(u"link.txt"_s)));
        const Result<Request> request = readRequest(
            "{\"format\": 1, \"connector\": \"x\", \"inputs\": {\"a\": {\"$file\": \"link.txt\"}}}", m_folder->path());
        QVERIFY(!request);
        QCOMPARE(request.error().code, ErrorCode::Denied);
    }

    void sideFilesHaveNamesOfTheirOwn()
    {
        Request request;
        request.connector = u"x"_s;
        request.inputs = ContextBuilder()
                             .set("a.message", Value::string(u"=1\n+1"))
                             .set("b.message", Value::string(u"two\nlines"))
                             .set("short", Value::string(u"one line"))
                             .build();
        const WrittenRequest written = writeRequest(request, u"r"_s);
        QCOMPARE(written.sideFiles.size(), 2);
        QCOMPARE(written.sideFiles[0].first, u"r.message.feel"_s);
        QCOMPARE(written.sideFiles[1].first, u"r.message.txt"_s);
        QVERIFY(written.json.contains("\"short\": \"one line\""));
    }

    void plainSecretsAreFound_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isSecret");
        QTest::newRow("AWS secret key") << u"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"_s << true;
        QTest::newRow("in a sentence") << u"use wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY please"_s << true;
        QTest::newRow("AWS access key") << u"AKIAIOSFODNN7EXAMPLE"_s << true;
        QTest::newRow("private key") << u"-----BEGIN RSA PRIVATE KEY-----\nMII"_s << true;
        QTest::newRow("JWT") << u"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N"_s << true;
        QTest::newRow("GitHub") << u"ghp_16C7e42F292c6912E7710c838347Ae178B4a"_s << true;
        QTest::newRow("bearer") << u"Bearer 0123456789abcdef0123456789"_s << true;
        QTest::newRow("ARN") << u"arn:aws:sns:eu-central-1:123456789012:orders"_s << false;
        QTest::newRow("UUID") << u"567910cd-659e-55d4-8ccb-5aaf14679dc0"_s << false;
        QTest::newRow("SHA-1") << u"2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"_s << false;
        QTest::newRow("SHA-256") << u"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s << false;
        QTest::newRow("URL") << u"https://sqs.eu-central-1.amazonaws.com/123456789012/a-queue-with-a-long-name"_s
                             << false;
        QTest::newRow("prose") << u"The quick brown fox jumps over the lazy dog, and over 13 more."_s << false;
        QTest::newRow("reference") << u"{{secrets.AWS_SECRET_KEY}}"_s << false;
        QTest::newRow("FEEL") << u"= if response.status = 200 then response.body.items[1] else null"_s << false;
    }

    void plainSecretsAreFound()
    {
        QFETCH(QString, text);
        QFETCH(bool, isSecret);
        Request request;
        request.inputs = ContextBuilder().set("a", ContextBuilder().set("b", Value::string(text)).build()).build();
        const QList<PlainSecret> found = plainSecrets(request, {});
        QCOMPARE(!found.isEmpty(), isSecret);
        if (isSecret)
            QCOMPARE(found.first().field, u"inputs/a/b"_s);
    }

    void textInFieldsForSecretsIsOne()
    {
        Request request;
        request.inputs = ContextBuilder()
                             .set("password", Value::string(u"hunter2"))
                             .set("reference", Value::string(u"{{ secrets.A }}"))
                             .set("bare", Value::string(u"secrets.A"))
                             .set("feel", Value::string(u"=key"))
                             .build();
        const QList<PlainSecret> found = plainSecrets(request, {u"password"_s, u"reference"_s, u"bare"_s, u"feel"_s});
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().field, u"inputs/password"_s);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

PLUGBOARD_TEST(tst_Request)
#include "tst_request.moc"
