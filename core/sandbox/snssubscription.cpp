#include "core/sandbox/snssubscription_p.h"

#include "core/sandbox/snsvalues_p.h"

#include <QHash>
#include <QRegularExpression>

namespace Plugboard::Sandbox {

using namespace Qt::StringLiterals;

namespace {

struct Protocol
{
    QRegularExpression endpoint;
    QString complaint; ///< About an endpoint of another form
    bool isConfirmed; ///< Confirms itself
    bool canBeRaw; ///< RawMessageDelivery
};

const QHash<QString, Protocol> &protocols()
{
    const auto form = [](const QString &pattern) { return QRegularExpression(pattern); };
    const QString otherProtocol = u"Endpoint must match the specified protocol"_s;
    static const QHash<QString, Protocol> protocols {
        {u"http"_s, {form(u"^http://\\S+\\z"_s), otherProtocol, false, true}},
        {u"https"_s, {form(u"^https://\\S+\\z"_s), otherProtocol, false, true}},
        {u"email"_s, {form(u"^[^\\s@]+@[^\\s@]+\\z"_s), u"Email address"_s, false, false}},
        {u"email-json"_s, {form(u"^[^\\s@]+@[^\\s@]+\\z"_s), u"Email address"_s, false, false}},
        {u"sms"_s, {form(u"^\\+?[0-9 ()-]{4,20}\\z"_s), u"Invalid SMS endpoint"_s, true, false}},
        {u"sqs"_s, {form(u"^arn:[^:]+:sqs:[^:]+:[0-9]{12}:[^:]+\\z"_s), u"SQS endpoint ARN"_s, true, true}},
        {u"lambda"_s,
         {form(u"^arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:\\S+\\z"_s), u"Lambda endpoint ARN"_s, true, false}},
        {u"application"_s, {form(u"^arn:[^:]+:sns:\\S+\\z"_s), u"ApplicationEndpoint ARN"_s, true, false}},
        {u"firehose"_s, {form(u"^arn:[^:]+:firehose:\\S+\\z"_s), u"Firehose endpoint ARN"_s, true, true}},
    };
    return protocols;
}

/// What is wrong with one attribute of a subscription; empty if nothing is.
QString subscriptionAttributeComplaint(const Subscription &subscription, const QString &name, const QString &value)
{
    if (name == "RawMessageDelivery"_L1) {
        if (!isTrueOrFalse(value.toLower()))
            return u"RawMessageDelivery: Invalid value [%1]. Must be true or false."_s.arg(value);
        if (value.toLower() == "true"_L1 && !protocols().value(subscription.protocol).canBeRaw)
            return u"Delivery protocol [%1] does not support raw message delivery."_s.arg(subscription.protocol);
        return {};
    }
    if (name == "FilterPolicyScope"_L1) {
        return value == "MessageAttributes"_L1 || value == "MessageBody"_L1
            ? QString()
            : u"FilterPolicyScope: Invalid value [%1]. Please use either MessageBody or MessageAttributes"_s.arg(value);
    }
    if (name == "FilterPolicy"_L1 || name == "RedrivePolicy"_L1 || name == "DeliveryPolicy"_L1
        || name == "ReplayPolicy"_L1)
        return isJsonObject(value) ? QString() : u"%1: failed to parse JSON."_s.arg(name);
    return name == "SubscriptionRoleArn"_L1 ? QString() : u"Unknown attribute %1"_s.arg(name);
}

std::optional<Refusal> endpointRefusal(const Call &call, const Subscription &subscription)
{
    const auto protocol = protocols().constFind(subscription.protocol);
    if (protocol == protocols().constEnd())
        return invalidParameter(u"Amazon SNS does not support this protocol string: "_s + subscription.protocol);
    if (!protocol->endpoint.match(subscription.endpoint).hasMatch())
        return invalidParameter(protocol->complaint);
    if (subscription.protocol == "sqs"_L1 && subscription.endpoint.endsWith(".fifo"_L1)
        && !call.text(u"TopicArn"_s).endsWith(".fifo"_L1))
        return invalidParameter(u"Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"_s);
    return std::nullopt;
}

} // namespace

std::optional<Refusal> readSubscription(const Call &call, Subscription &subscription)
{
    subscription.protocol = call.text(u"Protocol"_s);
    subscription.endpoint = call.text(u"Endpoint"_s);
    if (std::optional<Refusal> refusal = endpointRefusal(call, subscription))
        return refusal;
    subscription.isConfirmed = protocols().value(subscription.protocol).isConfirmed;
    for (const auto &[name, value] : call.pairs(u"Attributes.entry"_s, u"key"_s, u"value"_s)) {
        if (const QString complaint = subscriptionAttributeComplaint(subscription, name, value); !complaint.isEmpty())
            return invalidParameter(u"Attributes Reason: "_s + complaint);
        subscription.attributes.insert(name, name == "RawMessageDelivery"_L1 ? value.toLower() : value);
    }
    return std::nullopt;
}

} // namespace Plugboard::Sandbox
