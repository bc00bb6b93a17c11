#include "core/sandbox/snsservice_p.h"

#include "core/sandbox/snsmessage_p.h"
#include "core/sandbox/snstopic_p.h"
#include "core/sandbox/snsvalues_p.h"

#include <QCryptographicHash>
#include <QXmlStreamWriter>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int topicsPerPage = 100;
constexpr std::size_t keptMessages = 1000;
constexpr std::chrono::minutes deduplicationTime {5};

void writeAttribute(QXmlStreamWriter &result, const QString &key, const QString &value)
{
    result.writeStartElement(u"entry"_s);
    result.writeTextElement(u"key"_s, key);
    result.writeTextElement(u"value"_s, value);
    result.writeEndElement();
}

/// Whether all that is asked for is already so; what is not mentioned does not matter.
bool isPartOf(const QMap<QString, QString> &asked, const QMap<QString, QString> &existing)
{
    for (auto entry = asked.cbegin(); entry != asked.cend(); ++entry) {
        const auto found = existing.constFind(entry.key());
        if (found == existing.cend() || *found != *entry)
            return false;
    }
    return true;
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
    m_topics.insert(arn, {TopicRequest {}.attributesWithDefaults(), {}, {}, {}, 0});
}

std::optional<Refusal> SnsService::createTopic(const Call &call, QXmlStreamWriter &result)
{
    TopicRequest request;
    if (std::optional<Refusal> refusal = readTopicRequest(call, request))
        return refusal;
    const QString arn = topicArn(call.region, request.name);
    const auto existing = m_topics.constFind(arn);
    if (existing == m_topics.cend())
        m_topics.insert(arn, {request.attributesWithDefaults(), request.tags, {}, {}, 0});
    else if (!isPartOf(request.attributes, existing->attributes))
        return invalidParameter(u"Attributes Reason: Topic already exists with different attributes"_s);
    else if (!isPartOf(request.tags, existing->tags))
        return invalidParameter(u"Tags Reason: Topic already exists with different tags"_s);
    result.writeTextElement(u"TopicArn"_s, arn);
    return std::nullopt;
}

/// Also of a topic that does not exist, as AWS has it.
std::optional<Refusal> SnsService::deleteTopic(const Call &call, QXmlStreamWriter &)
{
    if (std::optional<Refusal> refusal = topicArnRefusal(call, u"TopicArn"_s))
        return refusal;
    m_topics.remove(call.text(u"TopicArn"_s));
    return std::nullopt;
}

std::optional<Refusal> SnsService::findTopic(const Call &call, const QString &parameter, Topic *&topic)
{
    if (std::optional<Refusal> refusal = topicArnRefusal(call, parameter))
        return refusal;
    const auto found = m_topics.find(call.text(parameter));
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
    QMap<QString, QString> attributes = attributesOfEveryTopic(call.text(u"TopicArn"_s));
    attributes.insert(u"SubscriptionsConfirmed"_s, QString::number(confirmed));
    attributes.insert(u"SubscriptionsPending"_s, QString::number(topic->subscriptions.size() - confirmed));
    attributes.insert(topic->attributes);
    result.writeStartElement(u"Attributes"_s);
    for (auto attribute = attributes.cbegin(); attribute != attributes.cend(); ++attribute)
        writeAttribute(result, attribute.key(), *attribute);
    result.writeEndElement();
    return std::nullopt;
}

/// The token names the last topic of the page before, so that topics which come and go meanwhile move no other.
std::optional<Refusal> SnsService::listTopics(const Call &call, QXmlStreamWriter &result)
{
    const QString begin = topicArn(call.region, {});
    QString last = begin;
    if (call.has(u"NextToken"_s)) {
        last = QString::fromUtf8(QByteArray::fromBase64(call.text(u"NextToken"_s).toLatin1()));
        if (!last.startsWith(begin))
            return invalidParameter(u"NextToken"_s);
    }
    const auto isHere = [&](auto topic) { return topic != m_topics.cend() && topic.key().startsWith(begin); };
    auto topic = std::as_const(m_topics).upperBound(last);
    result.writeStartElement(u"Topics"_s);
    for (int written = 0; isHere(topic) && written < topicsPerPage; ++topic, ++written) {
        last = topic.key();
        result.writeStartElement(u"member"_s);
        result.writeTextElement(u"TopicArn"_s, last);
        result.writeEndElement();
    }
    result.writeEndElement();
    if (isHere(topic))
        result.writeTextElement(u"NextToken"_s, QString::fromLatin1(last.toUtf8().toBase64()));
    return std::nullopt;
}

std::optional<Refusal> SnsService::publish(const Call &call, QXmlStreamWriter &result)
{
    MessageAttributes attributes;
    if (std::optional<Refusal> refusal = readMessageAttributes(call, attributes))
        return refusal;
    if (std::optional<Refusal> refusal = messageRefusal(call, attributes))
        return refusal;
    PublishedMessage message {{},
                              m_random.uuid(),
                              call.text(u"Subject"_s),
                              call.text(u"Message"_s),
                              call.text(u"MessageGroupId"_s),
                              attributes.texts};
    QString sequenceNumber;
    if (!call.has(u"PhoneNumber"_s)) {
        const QString parameter = call.has(u"TopicArn"_s) ? u"TopicArn"_s : u"TargetArn"_s;
        message.topicArn = call.text(parameter);
        Topic *topic = nullptr;
        if (std::optional<Refusal> refusal = findTopic(call, parameter, topic))
            return refusal;
        if (std::optional<Refusal> refusal = fifoRefusal(call, *topic))
            return refusal;
        deliver(call, *topic, message, sequenceNumber);
    }
    result.writeTextElement(u"MessageId"_s, message.messageId);
    if (!sequenceNumber.isEmpty())
        result.writeTextElement(u"SequenceNumber"_s, sequenceNumber);
    return std::nullopt;
}

std::optional<Refusal> SnsService::fifoRefusal(const Call &call, const Topic &topic)
{
    const bool hasId = call.has(u"MessageDeduplicationId"_s);
    if (!topic.isFifo() && hasId)
        return invalidParameter(u"MessageDeduplicationId Reason: The request includes MessageDeduplicationId "
                                "parameter that is not valid for this topic type"_s);
    if (!topic.isFifo())
        return std::nullopt;
    if (!call.has(u"MessageGroupId"_s))
        return invalidParameter(u"The MessageGroupId parameter is required for FIFO topics"_s);
    if (!hasId && topic.attributes.value(u"ContentBasedDeduplication"_s) != "true"_L1)
        return invalidParameter(
            u"The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
            "explicitly"_s);
    return std::nullopt;
}

/// A FIFO topic takes a message with the same deduplication id once in five minutes, and answers as it did the first time.
void SnsService::deliver(const Call &call, Topic &topic, PublishedMessage &message, QString &sequenceNumber)
{
    if (topic.isFifo()) {
        QString id = call.text(u"MessageDeduplicationId"_s);
        if (id.isEmpty())
            id = QString::fromLatin1(
                QCryptographicHash::hash(message.message.toUtf8(), QCryptographicHash::Sha256).toHex());
        const std::chrono::nanoseconds now = m_clock.monotonic();
        topic.sent.removeIf([&](const auto &entry) { return now - entry.value().when >= deduplicationTime; });
        const auto before = topic.sent.constFind(id);
        if (before != topic.sent.cend()) {
            message.messageId = before->messageId;
            sequenceNumber = before->sequenceNumber;
            return;
        }
        sequenceNumber = u"%1"_s.arg(++topic.sequence, 20, 10, QLatin1Char('0'));
        topic.sent.insert(id, {message.messageId, sequenceNumber, now});
    }
    keep(message);
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
    Subscription wanted;
    if (std::optional<Refusal> refusal = readSubscription(call, wanted))
        return refusal;
    const auto existing = std::find_if(
        topic->subscriptions.cbegin(), topic->subscriptions.cend(), [&](const Subscription &subscription) {
            return subscription.protocol == wanted.protocol && subscription.endpoint == wanted.endpoint;
        });
    if (existing == topic->subscriptions.cend()) {
        wanted.arn = call.text(u"TopicArn"_s) + u':' + m_random.uuid();
        if (!wanted.attributes.contains(u"RawMessageDelivery"_s))
            wanted.attributes.insert(u"RawMessageDelivery"_s, u"false"_s);
        topic->subscriptions.append(wanted);
    } else if (!isPartOf(wanted.attributes, existing->attributes)) {
        return invalidParameter(u"Attributes Reason: Subscription already exists with different attributes"_s);
    } else {
        wanted = *existing;
    }
    const bool tellsArn = wanted.isConfirmed || call.text(u"ReturnSubscriptionArn"_s) == "true"_L1;
    result.writeTextElement(u"SubscriptionArn"_s, tellsArn ? wanted.arn : u"pending confirmation"_s);
    return std::nullopt;
}

} // namespace Plugboard::Sandbox
