#include "core/aws/sigv4/signer.h"
#include "core/http/networktransport.h"
#include "core/sandbox/sandbox.h"
#include "tests/support/test_main.h"

#include <QTest>
#include <QUrl>

using namespace Plugboard;
using namespace Qt::StringLiterals;

class tst_Sandbox : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_clock = std::make_unique<FixedClock>(Clock::Moment(std::chrono::seconds(1'777'888'800)));
        Result<std::unique_ptr<Sandbox::Sandbox>> started = Sandbox::Sandbox::start(*m_clock, m_random);
        QVERIFY2(started.ok(), started ? "" : qPrintable(started.error().text()));
        m_sandbox = *std::move(started);
    }

    void everyStartHasItsOwnKeys()
    {
        const auto other = *Sandbox::Sandbox::start(*m_clock, m_random);
        QVERIFY(other->accessKey() != m_sandbox->accessKey());
        QVERIFY(other->secretKey() != m_sandbox->secretKey());
        QVERIFY(other->endpoint() != m_sandbox->endpoint());
        QCOMPARE(m_sandbox->accessKey().size(), 20);
        QCOMPARE(m_sandbox->secretKey().size(), 40);
    }

    void tellsWhoCalls()
    {
        const QByteArray body = ask("Action=GetCallerIdentity&Version=2011-06-15", "sts").body;
        QVERIFY2(body.contains("<Account>000000000000</Account>"), body.constData());
        QVERIFY(body.contains("<GetCallerIdentityResult>"));
    }

    void publishesAndRemembers()
    {
        const Http::Response response
            = ask("Action=Publish&Message=h%C3%A9llo&Subject=Hi&TopicArn=" + sampleTopic()
                  + "&MessageAttributes.entry.1.Name=day&MessageAttributes.entry.1.Value.DataType=String"
                    "&MessageAttributes.entry.1.Value.StringValue=Monday");
        QCOMPARE(response.status, 200);
        QVERIFY(response.body.contains("<MessageId>"));
        const QList<Sandbox::PublishedMessage> published = m_sandbox->published();
        QCOMPARE(published.size(), 1);
        QCOMPARE(published.first().message, u"héllo"_s);
        QCOMPARE(published.first().subject, u"Hi"_s);
        QCOMPARE(published.first().attributes.value(u"day"_s), u"Monday"_s);
        QVERIFY(response.body.contains(published.first().messageId.toUtf8()));
    }

    void publishRefuses_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("code");
        const QByteArray begin = "Action=Publish&TopicArn=" + sampleTopic();
        const QByteArray attribute
            = begin + "&Message=m&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.";
        QTest::newRow("no message") << begin << QByteArray("Empty message");
        QTest::newRow("long subject") << begin + "&Message=m&Subject=" + QByteArray(100, 's') << QByteArray("Subject");
        QTest::newRow("subject with line break") << begin + "&Message=m&Subject=a%0Ab" << QByteArray("Subject");
        QTest::newRow("too long") << begin + "&Message=" + QByteArray((256 << 10) + 1, 'x')
                                  << QByteArray("Message too long");
        QTest::newRow("no topic") << QByteArray("Action=Publish&Message=m")
                                  << QByteArray("no value for required parameter");
        QTest::newRow("unknown topic") << begin + "x&Message=m" << QByteArray("Topic does not exist");
        QTest::newRow("no ARN") << QByteArray("Action=Publish&Message=m&TopicArn=orders")
                                << QByteArray("at least 6 elements");
        QTest::newRow("other region") << QByteArray(
            "Action=Publish&Message=m&TopicArn=arn:aws:sns:eu-west-1:000000000000:t")
                                      << QByteArray("Invalid parameter: TopicArn");
        QTest::newRow("attribute without type")
            << attribute + "StringValue=v" << QByteArray("must contain message attribute type");
        QTest::newRow("attribute of a wrong type")
            << attribute + "DataType=Date&x=1" << QByteArray("supported type prefixes");
        QTest::newRow("attribute that is no number")
            << attribute + "DataType=Number&MessageAttributes.entry.1.Value.StringValue=x" << QByteArray("to number");
        QTest::newRow("structure without default")
            << begin + "&MessageStructure=json&Message=%7B%7D" << QByteArray("No default entry");
        QTest::newRow("group id is missing")
            << QByteArray("Action=Publish&Message=m&TopicArn=arn:aws:sns:us-east-1:000000000000:q.fifo")
            << QByteArray("MessageGroupId parameter is required");
    }

    void publishRefuses()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, code);
        QCOMPARE(
            ask("Action=CreateTopic&Name=q.fifo&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true").status,
            200);
        const Http::Response response = ask(body);
        QVERIFY(response.status >= 400);
        QVERIFY2(response.body.contains(code), response.body.constData());
        QVERIFY(m_sandbox->published().isEmpty());
    }

    void fifoTopicsRecogniseRepeatedMessages()
    {
        QCOMPARE(
            ask("Action=CreateTopic&Name=q.fifo&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true").status,
            200);
        const QByteArray publish = "Action=Publish&Message=m&MessageGroupId=g&MessageDeduplicationId=d&TopicArn="
                                   "arn:aws:sns:us-east-1:000000000000:q.fifo";
        const QByteArray first = ask(publish).body;
        const QByteArray again = ask(publish).body;
        QVERIFY(first.contains("<SequenceNumber>00000000000000000001</SequenceNumber>"));
        QCOMPARE(valueOf(again, "MessageId"), valueOf(first, "MessageId"));
        QCOMPARE(m_sandbox->published().size(), 1);
        m_clock->set(m_clock->now() + std::chrono::minutes(6));
        QVERIFY(valueOf(ask(publish).body, "MessageId") != valueOf(first, "MessageId"));
    }

    void topicsArePaged()
    {
        for (int number = 0; number < 120; ++number)
            QCOMPARE(ask("Action=CreateTopic&Name=t" + QByteArray::number(number)).status, 200);
        const QByteArray first = ask("Action=ListTopics").body;
        QCOMPARE(first.count("<TopicArn>"), 100);
        const QByteArray token = valueOf(first, "NextToken");
        QVERIFY(!token.isEmpty());
        const QByteArray second = ask("Action=ListTopics&NextToken=" + token.toPercentEncoding()).body;
        QCOMPARE(second.count("<TopicArn>"), 21);
        QVERIFY(valueOf(second, "NextToken").isEmpty());
        QVERIFY(ask("Action=ListTopics&NextToken=nonsense").status == 400);
    }

    void topicsLiveAndDie()
    {
        const QByteArray arn = valueOf(ask("Action=CreateTopic&Name=orders").body, "TopicArn");
        QCOMPARE(arn, QByteArray("arn:aws:sns:us-east-1:000000000000:orders"));
        QVERIFY(ask("Action=Subscribe&Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q&TopicArn=" + arn)
                    .body.contains("<SubscriptionArn>arn:aws:sns:"));
        QVERIFY(ask("Action=Subscribe&Protocol=email&Endpoint=a@b.example&TopicArn=" + arn)
                    .body.contains("pending confirmation"));
        QCOMPARE(ask("Action=Subscribe&Protocol=pigeon&Endpoint=x&TopicArn=" + arn).status, 400);
        const QByteArray attributes = ask("Action=GetTopicAttributes&TopicArn=" + arn).body;
        QVERIFY(attributes.contains("<key>SubscriptionsConfirmed</key><value>1</value>"));
        QVERIFY(attributes.contains("<key>SubscriptionsPending</key><value>1</value>"));
        QCOMPARE(ask("Action=DeleteTopic&TopicArn=" + arn).status, 200);
        QCOMPARE(ask("Action=GetTopicAttributes&TopicArn=" + arn).status, 404);
    }

    void wrongSignaturesAreRefused_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("wrong secret") << u"secret"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("unknown key") << u"key"_s << QByteArray("InvalidClientTokenId");
        QTest::newRow("token of another account") << u"token"_s << QByteArray("InvalidClientTokenId");
        QTest::newRow("late clock") << u"late"_s << QByteArray("Signature expired");
        QTest::newRow("early clock") << u"early"_s << QByteArray("Signature not yet current");
        QTest::newRow("changed body") << u"body"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("changed header") << u"header"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("missing header") << u"missing"_s << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("no signature") << u"none"_s << QByteArray("MissingAuthenticationToken");
        QTest::newRow("half a signature") << u"half"_s << QByteArray("IncompleteSignature");
        QTest::newRow("wrong service") << u"service"_s
                                       << QByteArray("Credential should be scoped to correct service: 'sns'");
    }

    void wrongSignaturesAreRefused()
    {
        QFETCH(QString, fault);
        QFETCH(QByteArray, code);
        Aws::Credentials credentials = this->credentials();
        Clock::Moment moment = m_clock->now();
        if (fault == "secret"_L1)
            credentials.secretAccessKey = Sensitive("x" + m_sandbox->secretKey().reveal().sliced(1));
        if (fault == "key"_L1)
            credentials.accessKeyId = "AKIAIOSFODNN7EXAMPLE";
        if (fault == "token"_L1)
            credentials.sessionToken = Sensitive("FwoGZXIvYXdzEXAMPLE");
        if (fault == "late"_L1)
            moment -= std::chrono::minutes(20);
        if (fault == "early"_L1)
            moment += std::chrono::minutes(20);
        Http::Request request = signedRequest("Action=ListTopics&Version=2010-03-31",
                                              fault == "service"_L1 ? "sts" : "sns", credentials, moment);
        if (fault == "body"_L1)
            request.body += "&NextToken=x";
        if (fault == "header"_L1)
            request.headers.set("Content-Type", "application/x-www-form-urlencoded");
        if (fault == "missing"_L1)
            request.headers.remove("Content-Type");
        if (fault == "none"_L1)
            request.headers.remove("Authorization");
        if (fault == "half"_L1)
            request.headers.set("Authorization", "AWS4-HMAC-SHA256 Credential=" + m_sandbox->accessKey() + "/x");
        const Http::Response response = send(request);
        QVERIFY(response.status == 403 || response.status == 400);
        QVERIFY2(response.body.contains(code), response.body.constData());
        QVERIFY(!response.body.contains(m_sandbox->secretKey().reveal()));
    }

    void unknownActionsAreNamed()
    {
        QVERIFY(
            ask("Action=Fly&Version=2010-03-31").body.contains("Could not find operation Fly for version 2010-03-31"));
        QVERIFY(ask("Version=2010-03-31").body.contains("MissingAction"));
        QVERIFY(ask("Action=ListTopics&Version=2011-06-15")
                    .body.contains("Could not find operation ListTopics for version 2011-06-15"));
        QVERIFY(ask("Action=Fly", "glacier").body.contains("has no service"));
    }

private:
    static QByteArray sampleTopic() { return Sandbox::Sandbox::sampleTopicArn().toUtf8(); }

    static QByteArray valueOf(const QByteArray &xml, const QByteArray &tag)
    {
        const qsizetype from = xml.indexOf('<' + tag + '>');
        const qsizetype to = xml.indexOf("</" + tag + '>');
        return from < 0 ? QByteArray() : xml.mid(from + tag.size() + 2, to - from - tag.size() - 2);
    }

    Aws::Credentials credentials() const { return {m_sandbox->accessKey(), m_sandbox->secretKey(), {}, u"test"_s, {}}; }

    Http::Request signedRequest(const QByteArray &body, const QByteArray &service, const Aws::Credentials &credentials,
                                Clock::Moment moment)
    {
        Http::Request request;
        request.method = "POST";
        request.target = *Http::Target::fromUrl(m_sandbox->endpoint() + u'/');
        request.headers.set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        request.body = body;
        return m_signer.sign(request, credentials, {"us-east-1", service}, moment)->request;
    }

    Http::Response send(const Http::Request &request)
    {
        const Result<Http::Response> response = m_transport.exchange(request, {});
        return response ? *response : Http::Response {};
    }

    Http::Response ask(const QByteArray &body, const QByteArray &service = "sns")
    {
        const QByteArray version = service == "sts" ? "2011-06-15" : "2010-03-31";
        return send(signedRequest(body.contains("Version=") ? body : body + "&Version=" + version, service,
                                  credentials(), m_clock->now()));
    }

    SystemRandom m_random;
    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<Sandbox::Sandbox> m_sandbox;
    Aws::Signer m_signer;
    Http::NetworkTransport m_transport;
};

PLUGBOARD_TEST(tst_Sandbox)
#include "tst_sandbox.moc"
