#include "core/sandbox/snsservice_p.h"

#include "core/sandbox/snsmessage_p.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QXmlStreamWriter>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype topicsPerPage = 100;
constexpr std::size_t keptMessages = 1000;
constexpr std::chrono::minutes deduplicationTime {5};

bool isTopicName(const QString &name, bool fifo)
{
    static const QRegularExpression standard(u"^[A-Za-z0-9_-]{1,256}$"_s);
    if (fifo)
        return name.endsWith(".fifo"_L1) && name.size() <= 256 && standard.match(name.chopped(5)).hasMatch();
    return standard.match(name).hasMatch();
}

/// What is wrong with an ARN that should name a topic in this region; empty if nothing is.
QString topicArnComplaint(const QString &arn, const QString &region)
{
    const QStringList parts = arn.split(u':');
    if (parts.size() < 6)
        return u"TopicArn Reason: An ARN must have at least 6 elements, not %1"_s.arg(parts.size());
    if (parts[0] != "arn"_L1 || parts[2] != "sns"_L1 || parts[3] != region || parts.size() != 6)
        return u"TopicArn"_s;
    return {};
}

bool isDelivered(const QString &protocol)
{
    return protocol == "sqs"_L1 || protocol == "lambda"_L1 || protocol == "sms"_L1 || protocol == "application"_L1
        || protocol == "firehose"_L1;
}

/// What is wrong with the endpoint of a subscription; empty if nothing is.
QString endpointComplaint(const QString &protocol, const QString &endpoint)
{
    static const QHash<QString, QRegularExpression> forms {
        {u"http"_s, QRegularExpression(u"^http://[^\\s]+$"_s)},
        {u"https"_s, QRegularExpression(u"^https://[^\\s]+$"_s)},
        {u"email"_s, QRegularExpression(u"^[^\\s@]+@[^\\s@]+$"_s)},
        {u"email-json"_s, QRegularExpression(u"^[^\\s@]+@[^\\s@]+$"_s)},
        {u"sms"_s, QRegularExpression(u"^\\+?[0-9 ()-]{4,20}$"_s)},
        {u"sqs"_s, QRegularExpression(u"^arn:[^:]+:sqs:[^:]+:[0-9]{12}:[^:]+$"_s)},
        {u"lambda"_s, QRegularExpression(u"^arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:.+$"_s)},
        {u"application"_s, QRegularExpression(u"^arn:[^:]+:sns:.+$"_s)},
        {u"firehose"_s, QRegularExpression(u"^arn:[^:]+:firehose:.+$"_s)},
    };
    const auto form = forms.constFind(protocol);
    if (form == forms.constEnd())
        return u"Amazon SNS does not support this protocol string: "_s + protocol;
    if (form->match(endpoint).hasMatch())
        return {};
    return protocol == "sqs"_L1 ? u"SQS endpoint ARN"_s : u"Endpoint"_s;
}

void writeAttribute(QXmlStreamWriter &result, const QString &key, const QString &value)
{
    result.writeStartElement(u"entry"_s);
    result.writeTextElement(u"key"_s, key);
    result.writeTextElement(u"value"_s, value);
    result.writeEndElement();
}

} // namespace

SnsService::SnsService(const Clock &clock, Random &random)
    : m_clock(clock)
    , m_random(random)
{
}

const QHash<QString, SnsService::Answer> &SnsService::actions()
{
    static const QHash<QString, Answer> actions {
        {u"CreateTopic"_s, &SnsService::createTopic},
        {u"DeleteTopic"_s, &SnsService::deleteTopic},
        {u"GetTopicAttributes"_s, &SnsService::getTopicAttributes},
        {u"ListTopics"_s, &SnsService::listTopics},
        {u"Publish"_s, &SnsService::publish},
        {u"Subscribe"_s, &SnsService::subscribe},
    };
    return actions;
}

QString SnsService::name() const
{
    return u"sns"_s;
}

QString SnsService::version() const
{
    return u"2010-03-31"_s;
}

QString SnsService::xmlNamespace() const
{
    return u"http://sns.amazonaws.com/doc/2010-03-31/"_s;
}

bool SnsService::has(const QString &action) const
{
    return actions().contains(action);
}

std::optional<Refusal> SnsService::perform(const Call &call, QXmlStreamWriter &result)
{
    return (this->*actions().value(call.action))(call, result);
}

void SnsService::addTopic(const QString &arn)
{
    m_topics.insert(arn, {});
}

std::optional<Refusal> SnsService::createTopic(const Call &call, QXmlStreamWriter &result)
{
    Topic topic;
    for (const auto &[key, value] : call.pairs(u"Attributes.entry"_s, u"key"_s, u"value"_s))
        topic.attributes.insert(key, value);
    const QString name = call.text(u"Name"_s);
    if (!topic.isFifo() && name.endsWith(".fifo"_L1))
        return invalidParameter(u"Topic Name"_s);
    if (!isTopicName(name, topic.isFifo()))
        return invalidParameter(topic.isFifo()
                                    ? u"Fifo Topic names must end with .fifo and must be made up of only uppercase and "
                                      "lowercase ASCII letters, numbers, underscores, and hyphens, and must be between "
                                      "1 and 256 characters long."_s
                                    : u"Topic Name"_s);
    const QString arn = u"arn:aws:sns:%1:%2:%3"_s.arg(call.region, accountId, name);
    const auto existing = m_topics.constFind(arn);
    if (existing == m_topics.constEnd())
        m_topics.insert(arn, topic);
    else if (!topic.attributes.isEmpty() && existing->attributes != topic.attributes)
        return invalidParameter(u"Attributes Reason: Topic already exists with different attributes"_s);
    result.writeTextElement(u"TopicArn"_s, arn);
    return std::nullopt;
}

/// Also of a topic that does not exist, as AWS has it.
std::optional<Refusal> SnsService::deleteTopic(const Call &call, QXmlStreamWriter &)
{
    const QString arn = call.text(u"TopicArn"_s);
    if (const QString complaint = topicArnComplaint(arn, call.region); !complaint.isEmpty())
        return invalidParameter(complaint);
    m_topics.remove(arn);
    return std::nullopt;
}

std::optional<Refusal> SnsService::findTopic(const Call &call, const QString &parameter, Topic *&topic)
{
    const QString arn = call.text(parameter);
    if (const QString complaint = topicArnComplaint(arn, call.region); !complaint.isEmpty())
        return invalidParameter(complaint);
    const auto found = m_topics.find(arn);
    if (found == m_topics.end())
        return Refusal {404, u"NotFound"_s, u"Topic does not exist"_s};
    topic = &*found;
    return std::nullopt;
}

std::optional<Refusal> SnsService::getTopicAttributes(const Call &call, QXmlStreamWriter &result)
{
    Topic *topic = nullptr;
    if (std::optional<Refusal> refusal = findTopic(call, u"TopicArn"_s, topic))
        return refusal;
    const auto confirmed = std::count_if(topic->subscriptions.begin(), topic->subscriptions.end(),
                                         [](const Subscription &subscription) { return subscription.isConfirmed; });
    QMap<QString, QString> attributes {
        {u"TopicArn"_s, call.text(u"TopicArn"_s)},
        {u"Owner"_s, accountId},
        {u"DisplayName"_s, {}},
        {u"SubscriptionsConfirmed"_s, QString::number(confirmed)},
        {u"SubscriptionsPending"_s, QString::number(topic->subscriptions.size() - confirmed)},
        {u"SubscriptionsDeleted"_s, u"0"_s},
    };
    attributes.insert(topic->attributes);
    result.writeStartElement(u"Attributes"_s);
    for (auto attribute = attributes.cbegin(); attribute != attributes.cend(); ++attribute)
        writeAttribute(result, attribute.key(), *attribute);
    result.writeEndElement();
    return std::nullopt;
}

std::optional<Refusal> SnsService::listTopics(const Call &call, QXmlStreamWriter &result)
{
    QStringList arns;
    for (auto topic = m_topics.cbegin(); topic != m_topics.cend(); ++topic) {
        if (topic.key().section(u':', 3, 3) == call.region)
            arns.append(topic.key());
    }
    const QString token = call.text(u"NextToken"_s);
    bool isNumber = true;
    const qsizetype from = token.isEmpty() ? 0 : QByteArray::fromBase64(token.toLatin1()).toLongLong(&isNumber);
    if (!isNumber || from < 0 || from > arns.size())
        return invalidParameter(u"NextToken Reason: this token is none of ListTopics"_s);
    result.writeStartElement(u"Topics"_s);
    for (const QString &arn : arns.mid(from, topicsPerPage)) {
        result.writeStartElement(u"member"_s);
        result.writeTextElement(u"TopicArn"_s, arn);
        result.writeEndElement();
    }
    result.writeEndElement();
    if (from + topicsPerPage < arns.size())
        result.writeTextElement(u"NextToken"_s,
                                QString::fromLatin1(QByteArray::number(from + topicsPerPage).toBase64()));
    return std::nullopt;
}

std::optional<Refusal> SnsService::publish(const Call &call, QXmlStreamWriter &result)
{
    if (std::optional<Refusal> refusal = messageRefusal(call))
        return refusal;
    PublishedMessage message;
    if (std::optional<Refusal> refusal = readAttributes(call, message.attributes))
        return refusal;
    message.messageId = nextMessageId();
    message.subject = call.text(u"Subject"_s);
    message.message = call.text(u"Message"_s);
    message.groupId = call.text(u"MessageGroupId"_s);
    QString sequenceNumber;
    const QString phone = call.text(u"PhoneNumber"_s);
    static const QRegularExpression e164(u"^\\+[1-9][0-9]{3,14}$"_s);
    if (!phone.isEmpty() && !e164.match(phone).hasMatch())
        return invalidParameter(u"PhoneNumber Reason: %1 is not valid to publish to"_s.arg(phone));
    if (phone.isEmpty()) {
        const QString parameter = call.text(u"TopicArn"_s).isEmpty() ? u"TargetArn"_s : u"TopicArn"_s;
        if (call.text(parameter).isEmpty())
            return invalidParameter(u"TopicArn or TargetArn Reason: no value for required parameter"_s);
        if (std::optional<Refusal> refusal = publishToTopic(call, parameter, message, sequenceNumber))
            return refusal;
    }
    result.writeTextElement(u"MessageId"_s, message.messageId);
    if (!sequenceNumber.isEmpty())
        result.writeTextElement(u"SequenceNumber"_s, sequenceNumber);
    return std::nullopt;
}

std::optional<Refusal> SnsService::fifoRefusal(const Call &call, const Topic &topic) const
{
    const bool hasId = !call.text(u"MessageDeduplicationId"_s).isEmpty();
    if (!topic.isFifo())
        return hasId ? std::optional(
                   invalidParameter(u"MessageDeduplicationId Reason: The request includes MessageDeduplicationId "
                                    "parameter that is not valid for this topic type"_s))
                     : std::nullopt;
    if (call.text(u"MessageGroupId"_s).isEmpty())
        return invalidParameter(u"The MessageGroupId parameter is required for FIFO topics"_s);
    if (!hasId && topic.attributes.value(u"ContentBasedDeduplication"_s) != "true"_L1)
        return invalidParameter(
            u"The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
            "explicitly"_s);
    return std::nullopt;
}

std::optional<Refusal> SnsService::publishToTopic(const Call &call, const QString &parameter, PublishedMessage &message,
                                                  QString &sequenceNumber)
{
    Topic *topic = nullptr;
    if (std::optional<Refusal> refusal = findTopic(call, parameter, topic))
        return refusal;
    if (std::optional<Refusal> refusal = fifoRefusal(call, *topic))
        return refusal;
    message.topicArn = call.text(parameter);
    if (topic->isFifo()) {
        QString id = call.text(u"MessageDeduplicationId"_s);
        if (id.isEmpty())
            id = QString::fromLatin1(
                QCryptographicHash::hash(message.message.toUtf8(), QCryptographicHash::Sha256).toHex());
        const std::chrono::nanoseconds now = m_clock.monotonic();
        const auto before = topic->sent.constFind(id);
        if (before != topic->sent.constEnd() && now - before->when < deduplicationTime) {
            message.messageId = before->messageId;
            sequenceNumber = before->sequenceNumber;
            return std::nullopt;
        }
        sequenceNumber = u"%1"_s.arg(++topic->sequence, 20, 10, QLatin1Char('0'));
        topic->sent.insert(id, {message.messageId, sequenceNumber, now});
    }
    keep(message);
    return std::nullopt;
}

void SnsService::keep(const PublishedMessage &message)
{
    const std::lock_guard lock(m_mutex);
    m_published.push_back(message);
    if (m_published.size() > keptMessages)
        m_published.pop_front();
}

QList<PublishedMessage> SnsService::published() const
{
    const std::lock_guard lock(m_mutex);
    return QList<PublishedMessage>(m_published.begin(), m_published.end());
}

std::optional<Refusal> SnsService::subscribe(const Call &call, QXmlStreamWriter &result)
{
    Topic *topic = nullptr;
    if (std::optional<Refusal> refusal = findTopic(call, u"TopicArn"_s, topic))
        return refusal;
    Subscription wanted {{}, call.text(u"Protocol"_s), call.text(u"Endpoint"_s), false};
    if (const QString complaint = endpointComplaint(wanted.protocol, wanted.endpoint); !complaint.isEmpty())
        return invalidParameter(complaint);
    wanted.isConfirmed = isDelivered(wanted.protocol);
    for (const Subscription &subscription : topic->subscriptions) {
        if (subscription.protocol == wanted.protocol && subscription.endpoint == wanted.endpoint)
            wanted = subscription;
    }
    if (wanted.arn.isEmpty()) {
        wanted.arn = call.text(u"TopicArn"_s) + u':' + m_random.uuid();
        topic->subscriptions.append(wanted);
    }
    const bool tellsArn = wanted.isConfirmed || call.text(u"ReturnSubscriptionArn"_s) == "true"_L1;
    result.writeTextElement(u"SubscriptionArn"_s, tellsArn ? wanted.arn : u"pending confirmation"_s);
    return std::nullopt;
}

} // namespace Plugboard::Sandbox
