#include "tests/support/sandboxcalls.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace Plugboard;
using namespace Qt::StringLiterals;
using Tests::SandboxCalls;

class tst_SnsService : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_calls = std::make_unique<SandboxCalls>(); }

    void publishesAndRemembers()
    {
        const Http::Response response
            = m_calls->ask("Action=Publish&Message=h%C3%A9llo&Subject=Hi&TopicArn=" + SandboxCalls::sampleTopic()
                           + "&MessageAttributes.entry.1.Name=day&MessageAttributes.entry.1.Value.DataType=String"
                             "&MessageAttributes.entry.1.Value.StringValue=Monday");
        QCOMPARE(response.status, 200);
        QVERIFY(response.body.contains("<MessageId>"));
        const QList<Sandbox::PublishedMessage> published = m_calls->sandbox->published();
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
        const QByteArray begin = "Action=Publish&TopicArn=" + SandboxCalls::sampleTopic();
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
        QTest::newRow("attribute of the other field")
            << attribute + "DataType=String&MessageAttributes.entry.1.Value.BinaryValue=YQ%3D%3D"
            << QByteArray("must use field 'String'");
        QTest::newRow("attribute that is no array")
            << attribute + "DataType=String.Array&MessageAttributes.entry.1.Value.StringValue=%5B%5B1%5D%5D"
            << QByteArray("JSON array");
        QTest::newRow("attribute that is no base64")
            << attribute + "DataType=Binary&MessageAttributes.entry.1.Value.BinaryValue=%21" << QByteArray("base64");
        QTest::newRow("attribute without value")
            << attribute + "DataType=String&MessageAttributes.entry.1.Value.StringValue="
            << QByteArray("must contain non-empty message attribute value");
        QTest::newRow("attribute name") << begin
                + "&Message=m&MessageAttributes.entry.1.Name=a..b&MessageAttributes.entry.1.Value.DataType=String"
                                        << QByteArray("attribute name 'a..b' is invalid");
        QTest::newRow("too long with its attribute") << begin
                + "&MessageAttributes.entry.1.Name=n&MessageAttributes.entry.1.Value.DataType=String"
                  "&MessageAttributes.entry.1.Value.StringValue=v&Message="
                + QByteArray((256 << 10) - 7, 'x') << QByteArray("Message too long");
        QTest::newRow("two targets") << begin + "&Message=m&PhoneNumber=%2B4915112345"
                                     << QByteArray("only one of them");
        QTest::newRow("phone number") << QByteArray("Action=Publish&Message=m&PhoneNumber=123")
                                      << QByteArray("123 is not valid to publish to");
        QTest::newRow("device") << QByteArray("Action=Publish&Message=m&TargetArn="
                                              "arn:aws:sns:us-east-1:000000000000:endpoint/APNS/app/id")
                                << QByteArray("No endpoint found for the target arn specified");
        QTest::newRow("other account") << QByteArray(
            "Action=Publish&Message=m&TopicArn=arn:aws:sns:us-east-1:123456789012:t")
                                       << QByteArray("<Code>AuthorizationError</Code>");
        QTest::newRow("other partition") << QByteArray(
            "Action=Publish&Message=m&TopicArn=arn:aws-cn:sns:us-east-1:000000000000:t")
                                         << QByteArray("A us-east-1 ARN must begin with arn:aws, not arn:aws-cn:");
        QTest::newRow("deduplication of a standard topic")
            << begin + "&Message=m&MessageDeduplicationId=d" << QByteArray("not valid for this topic type");
        QTest::newRow("no deduplication") << QByteArray(
            "Action=Publish&Message=m&MessageGroupId=g&TopicArn=arn:aws:sns:us-east-1:000000000000:q.fifo")
                                          << QByteArray("ContentBasedDeduplication enabled or MessageDeduplicationId");
        QTest::newRow("group id with a blank")
            << QByteArray(
                   "Action=Publish&Message=m&MessageGroupId=a%20b&TopicArn=arn:aws:sns:us-east-1:000000000000:q.fifo")
            << QByteArray("MessageGroupId can only include alphanumeric and punctuation");
        QTest::newRow("structure that is no JSON")
            << begin + "&MessageStructure=json&Message=%7B" << QByteArray("failed to parse");
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
            m_calls
                ->ask("Action=CreateTopic&Name=q.fifo&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true")
                .status,
            200);
        const Http::Response response = m_calls->ask(body);
        QVERIFY(response.status >= 400);
        QVERIFY2(response.body.contains(code), response.body.constData());
        QVERIFY(m_calls->sandbox->published().isEmpty());
    }

    void takesMessagesAtTheirLimits()
    {
        const QByteArray begin = "Action=Publish&TopicArn=" + SandboxCalls::sampleTopic();
        QCOMPARE(m_calls->ask(begin + "&Message=" + QByteArray(256 << 10, 'x')).status, 200);
        QCOMPARE(m_calls->ask(begin + "&Message=m&Subject=" + QByteArray(99, 's')).status, 200);
        const QByteArray twice = "%7B%22default%22%3A%22a%22%2C%22default%22%3A%22b%22%7D";
        QCOMPARE(m_calls->ask(begin + "&MessageStructure=json&Message=" + twice).status, 200);
        QCOMPARE(m_calls->ask("Action=Publish&Message=m&PhoneNumber=%2B4915112345").status, 200);
        QCOMPARE(m_calls->sandbox->published().size(), 3);
    }

    void topicsAreCheckedWhenMade_data()
    {
        QTest::addColumn<QByteArray>("parameters");
        QTest::addColumn<QByteArray>("words");
        const QByteArray attribute = "Name=a&Attributes.entry.1.key=";
        QTest::newRow("no name") << QByteArray() << QByteArray("Topic Name");
        QTest::newRow("blank") << QByteArray("Name=a+b") << QByteArray("Topic Name");
        QTest::newRow("long") << "Name=" + QByteArray(257, 'a') << QByteArray("Topic Name");
        QTest::newRow("fifo name of a standard topic") << QByteArray("Name=a.fifo") << QByteArray("Topic Name");
        QTest::newRow("standard name of a fifo topic") << attribute + "FifoTopic&Attributes.entry.1.value=true"
                                                       << QByteArray("Fifo Topic names must end with .fifo");
        QTest::newRow("no boolean") << attribute + "FifoTopic&Attributes.entry.1.value=yes"
                                    << QByteArray("FifoTopic: Invalid value [yes]");
        QTest::newRow("unknown attribute")
            << attribute + "Colour&Attributes.entry.1.value=red" << QByteArray("Unknown attribute Colour");
        QTest::newRow("policy") << attribute + "Policy&Attributes.entry.1.value=%7B"
                                << QByteArray("Policy: failed to parse JSON");
        QTest::newRow("content of a standard topic")
            << attribute + "ContentBasedDeduplication&Attributes.entry.1.value=true"
            << QByteArray("can only be set for FIFO topics");
        QTest::newRow("tag twice") << QByteArray(
            "Name=a&Tags.member.1.Key=k&Tags.member.1.Value=1&Tags.member.2.Key=k&Tags.member.2.Value=2")
                                   << QByteArray("Duplicated keys");
        const QByteArray again = "Name=made&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=";
        QTest::newRow("again with another attribute")
            << again + "Other" << QByteArray("Topic already exists with different attributes");
        QTest::newRow("again with another tag") << QByteArray("Name=made&Tags.member.1.Key=k&Tags.member.1.Value=2")
                                                << QByteArray("Topic already exists with different tags");
        QTest::newRow("again") << QByteArray("Name=made") << QByteArray("000000000000:made</TopicArn>");
        QTest::newRow("again with the same") << again + "Made" << QByteArray("000000000000:made</TopicArn>");
    }

    void topicsAreCheckedWhenMade()
    {
        QFETCH(QByteArray, parameters);
        QFETCH(QByteArray, words);
        const QByteArray made = "Action=CreateTopic&Name=made&Attributes.entry.1.key=DisplayName"
                                "&Attributes.entry.1.value=Made&Tags.member.1.Key=k&Tags.member.1.Value=1";
        QCOMPARE(m_calls->ask(made).status, 200);
        const Http::Response response = m_calls->ask("Action=CreateTopic&" + parameters);
        QVERIFY2(response.body.contains(words), response.body.constData());
    }

    void subscriptionsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("parameters");
        QTest::addColumn<QByteArray>("words");
        const QByteArray queue = "Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q";
        const QByteArray raw = "&Attributes.entry.1.key=RawMessageDelivery&Attributes.entry.1.value=";
        QTest::newRow("protocol") << QByteArray("Protocol=pigeon&Endpoint=x")
                                  << QByteArray("does not support this protocol string: pigeon");
        QTest::newRow("endpoint of another protocol")
            << QByteArray("Protocol=https&Endpoint=http://a") << QByteArray("must match the specified protocol");
        QTest::newRow("queue by URL") << QByteArray("Protocol=sqs&Endpoint=https://sqs/q")
                                      << QByteArray("SQS endpoint ARN");
        QTest::newRow("fifo queue") << queue + ".fifo" << QByteArray("FIFO SQS Queues can not be subscribed");
        QTest::newRow("raw") << queue + raw + "maybe" << QByteArray("Invalid value [maybe]. Must be true or false.");
        QTest::newRow("raw mail") << "Protocol=email&Endpoint=a@b.example" + raw + "true"
                                  << QByteArray("Delivery protocol [email] does not support raw message delivery");
        QTest::newRow("filter") << queue + "&Attributes.entry.1.key=FilterPolicy&Attributes.entry.1.value=%7B"
                                << QByteArray("FilterPolicy: failed to parse JSON");
        QTest::newRow("scope") << queue + "&Attributes.entry.1.key=FilterPolicyScope&Attributes.entry.1.value=All"
                               << QByteArray("MessageBody or MessageAttributes");
        const QByteArray arn = "<SubscriptionArn>arn:aws:sns:us-east-1:000000000000:plugboard-sample:";
        QTest::newRow("again") << queue << arn;
        QTest::newRow("again with a default") << queue + raw + "False" << arn;
        QTest::newRow("again, otherwise")
            << queue + raw + "true" << QByteArray("Subscription already exists with different attributes");
    }

    void subscriptionsAreChecked()
    {
        QFETCH(QByteArray, parameters);
        QFETCH(QByteArray, words);
        const QByteArray begin = "Action=Subscribe&TopicArn=" + SandboxCalls::sampleTopic() + '&';
        QCOMPARE(m_calls->ask(begin + "Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q").status, 200);
        const Http::Response response = m_calls->ask(begin + parameters);
        QVERIFY2(response.body.contains(words), response.body.constData());
    }

    void everyRegionHasItsOwnTopics()
    {
        const Http::Response made = m_calls->ask("Action=CreateTopic&Name=orders", "sns", "cn-north-1");
        QCOMPARE(SandboxCalls::valueOf(made.body, "TopicArn"),
                 QByteArray("arn:aws-cn:sns:cn-north-1:000000000000:orders"));
        QCOMPARE(m_calls->ask("Action=ListTopics", "sns", "cn-north-1").body.count("<TopicArn>"), 1);
        const QByteArray here = m_calls->ask("Action=ListTopics").body;
        QCOMPARE(here.count("<TopicArn>"), 1);
        QVERIFY(here.contains(SandboxCalls::sampleTopic()));
    }

    void pagesMeetEveryTopicThoughTopicsGo()
    {
        for (int number = 0; number < 250; ++number)
            QCOMPARE(m_calls->ask("Action=CreateTopic&Name=t" + QByteArray::number(number)).status, 200);
        int met = 0;
        QByteArray token;
        do {
            const QByteArray next = token.isEmpty() ? QByteArray() : "&NextToken=" + token.toPercentEncoding();
            QByteArray page = m_calls->ask("Action=ListTopics" + next).body;
            token = SandboxCalls::valueOf(page, "NextToken");
            for (QByteArray arn; !(arn = SandboxCalls::valueOf(page, "TopicArn")).isEmpty(); ++met) {
                QCOMPARE(m_calls->ask("Action=DeleteTopic&TopicArn=" + arn).status, 200);
                page = page.sliced(page.indexOf("</TopicArn>") + 11);
            }
        } while (!token.isEmpty());
        QCOMPARE(met, 251);
        QCOMPARE(m_calls->ask("Action=ListTopics").body.count("<TopicArn>"), 0);
    }

    void fifoTopicsRecogniseRepeatedMessages()
    {
        QCOMPARE(
            m_calls
                ->ask("Action=CreateTopic&Name=q.fifo&Attributes.entry.1.key=FifoTopic&Attributes.entry.1.value=true")
                .status,
            200);
        const QByteArray publish = "Action=Publish&Message=m&MessageGroupId=g&MessageDeduplicationId=d&TopicArn="
                                   "arn:aws:sns:us-east-1:000000000000:q.fifo";
        const QByteArray first = m_calls->ask(publish).body;
        const QByteArray again = m_calls->ask(publish).body;
        QVERIFY(first.contains("<SequenceNumber>00000000000000000001</SequenceNumber>"));
        QCOMPARE(SandboxCalls::valueOf(again, "MessageId"), SandboxCalls::valueOf(first, "MessageId"));
        QCOMPARE(m_calls->sandbox->published().size(), 1);
        m_calls->clock.set(m_calls->clock.now() + std::chrono::minutes(6));
        QVERIFY(SandboxCalls::valueOf(m_calls->ask(publish).body, "MessageId")
                != SandboxCalls::valueOf(first, "MessageId"));
    }

    void topicsArePaged()
    {
        for (int number = 0; number < 120; ++number)
            QCOMPARE(m_calls->ask("Action=CreateTopic&Name=t" + QByteArray::number(number)).status, 200);
        const QByteArray first = m_calls->ask("Action=ListTopics").body;
        QCOMPARE(first.count("<TopicArn>"), 100);
        const QByteArray token = SandboxCalls::valueOf(first, "NextToken");
        QVERIFY(!token.isEmpty());
        const QByteArray second = m_calls->ask("Action=ListTopics&NextToken=" + token.toPercentEncoding()).body;
        QCOMPARE(second.count("<TopicArn>"), 21);
        QVERIFY(SandboxCalls::valueOf(second, "NextToken").isEmpty());
        QVERIFY(m_calls->ask("Action=ListTopics&NextToken=nonsense").status == 400);
    }

    void topicsLiveAndDie()
    {
        const QByteArray arn = SandboxCalls::valueOf(m_calls->ask("Action=CreateTopic&Name=orders").body, "TopicArn");
        QCOMPARE(arn, QByteArray("arn:aws:sns:us-east-1:000000000000:orders"));
        QVERIFY(
            m_calls->ask("Action=Subscribe&Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q&TopicArn=" + arn)
                .body.contains("<SubscriptionArn>arn:aws:sns:"));
        QVERIFY(m_calls->ask("Action=Subscribe&Protocol=email&Endpoint=a@b.example&TopicArn=" + arn)
                    .body.contains("pending confirmation"));
        QCOMPARE(m_calls->ask("Action=Subscribe&Protocol=pigeon&Endpoint=x&TopicArn=" + arn).status, 400);
        const QByteArray attributes = m_calls->ask("Action=GetTopicAttributes&TopicArn=" + arn).body;
        QVERIFY(attributes.contains("<key>SubscriptionsConfirmed</key><value>1</value>"));
        QVERIFY(attributes.contains("<key>SubscriptionsPending</key><value>1</value>"));
        QCOMPARE(m_calls->ask("Action=DeleteTopic&TopicArn=" + arn).status, 200);
        QCOMPARE(m_calls->ask("Action=GetTopicAttributes&TopicArn=" + arn).status, 404);
    }

private:
    std::unique_ptr<SandboxCalls> m_calls;
};

PLUGBOARD_TEST(tst_SnsService)
#include "tst_snsservice.moc"
