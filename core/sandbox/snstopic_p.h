#pragma once

#include "core/sandbox/queryservice_p.h"

namespace Plugboard::Sandbox {

/// What CreateTopic asks for (API reference: CreateTopic).
struct TopicRequest
{
    QString name;
    QMap<QString, QString> attributes;
    QMap<QString, QString> tags;

    QMap<QString, QString> attributesWithDefaults() const;
    bool isFifo() const { return attributes.value(QStringLiteral("FifoTopic")) == QStringLiteral("true"); }
};

/// Reads name, attributes and tags, or says what is wrong with them.
std::optional<Refusal> readTopicRequest(const Call &call, TopicRequest &topic);

/// What is wrong with an ARN that should name a topic of this account in the call's region. `parameter` is where it stands.
std::optional<Refusal> topicArnRefusal(const Call &call, const QString &parameter);

QString topicArn(const QString &region, const QString &name);

/// What GetTopicAttributes tells of a topic beside its own attributes and its subscriptions.
QMap<QString, QString> attributesOfEveryTopic(const QString &arn);

} // namespace Plugboard::Sandbox
