#include "core/sandbox/snstopic_p.h"

#include "core/sandbox/snsvalues_p.h"

#include <QRegularExpression>
#include <QSet>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestDisplayName = 100;

bool isTopicName(const QString &name, bool fifo)
{
    static const QRegularExpression standard(u"^[A-Za-z0-9_-]{1,256}\\z"_s);
    static const QRegularExpression ordered(u"^[A-Za-z0-9_-]{1,251}\\.fifo\\z"_s);
    return (fifo ? ordered : standard).match(name).hasMatch();
}

const QSet<QString> &topicAttributeNames()
{
    static const QSet<QString> names {
        u"ArchivePolicy"_s,
        u"ContentBasedDeduplication"_s,
        u"DataProtectionPolicy"_s,
        u"DeliveryPolicy"_s,
        u"DisplayName"_s,
        u"FifoThroughputScope"_s,
        u"FifoTopic"_s,
        u"KmsMasterKeyId"_s,
        u"Policy"_s,
        u"SignatureVersion"_s,
        u"TracingConfig"_s,
    };
    return names;
}

/// What is wrong with one attribute of a new topic; empty if nothing is.
QString topicAttributeComplaint(const QString &name, const QString &value)
{
    if (!topicAttributeNames().contains(name))
        return u"Unknown attribute %1"_s.arg(name);
    if ((name == "FifoTopic"_L1 || name == "ContentBasedDeduplication"_L1) && !isTrueOrFalse(value))
        return u"%1: Invalid value [%2]. Must be true or false."_s.arg(name, value);
    if (name.endsWith("Policy"_L1) && !isJsonObject(value))
        return u"%1: failed to parse JSON."_s.arg(name);
    if (name == "DisplayName"_L1 && value.size() > longestDisplayName)
        return u"DisplayName: must be at most %1 characters long."_s.arg(longestDisplayName);
    return {};
}

std::optional<Refusal> nameRefusal(const TopicRequest &topic)
{
    if (isTopicName(topic.name, topic.isFifo()))
        return std::nullopt;
    return invalidParameter(topic.isFifo()
                                ? u"Fifo Topic names must end with .fifo and must be made up of only uppercase and "
                                  "lowercase ASCII letters, numbers, underscores, and hyphens, and must be between "
                                  "1 and 256 characters long."_s
                                : u"Topic Name"_s);
}

} // namespace

std::optional<Refusal> readTopicRequest(const Call &call, TopicRequest &topic)
{
    topic.name = call.text(u"Name"_s);
    for (const auto &[name, value] : call.pairs(u"Attributes.entry"_s, u"key"_s, u"value"_s)) {
        if (const QString complaint = topicAttributeComplaint(name, value); !complaint.isEmpty())
            return invalidParameter(u"Attributes Reason: "_s + complaint);
        topic.attributes.insert(name, value);
    }
    for (const auto &[key, value] : call.pairs(u"Tags.member"_s, u"Key"_s, u"Value"_s)) {
        if (topic.tags.contains(key))
            return invalidParameter(u"Duplicated keys are not allowed."_s);
        topic.tags.insert(key, value);
    }
    if (std::optional<Refusal> refusal = nameRefusal(topic))
        return refusal;
    if (!topic.isFifo() && topic.attributes.value(u"ContentBasedDeduplication"_s) == "true"_L1)
        return invalidParameter(u"Attributes Reason: Content-based deduplication can only be set for FIFO topics"_s);
    return std::nullopt;
}

std::optional<Refusal> topicArnRefusal(const Call &call, const QString &parameter)
{
    if (!call.has(parameter))
        return invalidParameter(parameter + u" Reason: no value for required parameter"_s);
    const QString arn = call.text(parameter);
    const QStringList parts = arn.split(u':');
    if (parts.size() < 6)
        return invalidParameter(
            u"%1 Reason: An ARN must have at least 6 elements, not %2"_s.arg(parameter, QString::number(parts.size())));
    const QString begin = u"arn:"_s + partitionOf(call.region);
    if (parts[0] + u':' + parts[1] != begin)
        return invalidParameter(
            u"%1 Reason: A %2 ARN must begin with %3, not %4"_s.arg(parameter, call.region, begin, arn));
    if (parts[2] != "sns"_L1 || parts[3] != call.region)
        return invalidParameter(parameter);
    if (parts[4] != accountId)
        return Refusal {403, u"AuthorizationError"_s,
                        u"User: %1 is not authorized to perform: SNS:%2 on resource: %3 because no resource-based "
                        "policy allows the SNS:%2 action"_s.arg(callerArn(call.region), call.action, arn)};
    if (parts[5].startsWith("endpoint/"_L1))
        return invalidParameter(parameter + u" Reason: No endpoint found for the target arn specified"_s);
    if (parts.size() != 6)
        return invalidParameter(parameter);
    return std::nullopt;
}

QMap<QString, QString> TopicRequest::attributesWithDefaults() const
{
    QMap<QString, QString> all {{u"DisplayName"_s, {}}};
    if (isFifo())
        all.insert(u"ContentBasedDeduplication"_s, u"false"_s);
    all.insert(attributes);
    return all;
}

QString topicArn(const QString &region, const QString &name)
{
    return u"arn:%1:sns:%2:%3:%4"_s.arg(partitionOf(region), region, accountId, name);
}

QMap<QString, QString> attributesOfEveryTopic(const QString &arn)
{
    static const QString policy
        = uR"({"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",)"
          uR"("Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",)"
          uR"("SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",)"
          uR"("SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"%1",)"
          uR"("Condition":{"StringEquals":{"AWS:SourceOwner":"%2"}}}]})"_s;
    static const QString deliveryPolicy
        = uR"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":20,"maxDelayTarget":20,"numRetries":3,)"
          uR"("numMaxDelayRetries":0,"numNoDelayRetries":0,"numMinDelayRetries":0,"backoffFunction":"linear"},)"
          uR"("disableSubscriptionOverrides":false,)"
          uR"("defaultRequestPolicy":{"headerContentType":"text/plain; charset=UTF-8"}}})"_s;
    return {
        {u"TopicArn"_s, arn},
        {u"Owner"_s, accountId},
        {u"Policy"_s, policy.arg(arn, accountId)},
        {u"EffectiveDeliveryPolicy"_s, deliveryPolicy},
        {u"SubscriptionsDeleted"_s, u"0"_s},
    };
}

} // namespace Plugboard::Sandbox
