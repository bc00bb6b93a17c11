#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/sandbox/queryservice_p.h"
#include "core/sandbox/sandbox.h"
#include "core/sandbox/snssubscription_p.h"

#include <QHash>

#include <deque>
#include <mutex>

namespace Plugboard::Sandbox {

/// Simple Notification Service: topics, their messages and subscriptions, kept in memory. Limits and words are those of the
/// API reference (2010-03-31).
class SnsService final : public QueryService
{
public:
    SnsService(const Clock &clock, Random &random);

    QString name() const override;
    void addTopic(const QString &arn);
    /// From any thread.
    QList<PublishedMessage> published() const;

protected:
    QString xmlNamespace() const override;
    QString version() const override;
    bool has(const QString &action) const override;
    std::optional<Refusal> perform(const Call &call, QXmlStreamWriter &result) override;

private:
    struct Sent ///< To a FIFO topic, for deduplication
    {
        QString messageId;
        QString sequenceNumber;
        std::chrono::nanoseconds when {};
    };
    struct Topic
    {
        QMap<QString, QString> attributes;
        QMap<QString, QString> tags;
        QList<Subscription> subscriptions;
        QHash<QString, Sent> sent; ///< By deduplication id
        qint64 sequence = 0;

        bool isFifo() const { return attributes.value(QStringLiteral("FifoTopic")) == QStringLiteral("true"); }
    };
    using Answer = std::optional<Refusal> (SnsService::*)(const Call &, QXmlStreamWriter &);
    static const QHash<QString, Answer> &actions();

    std::optional<Refusal> createTopic(const Call &call, QXmlStreamWriter &result);
    std::optional<Refusal> deleteTopic(const Call &call, QXmlStreamWriter &result);
    std::optional<Refusal> getTopicAttributes(const Call &call, QXmlStreamWriter &result);
    std::optional<Refusal> listTopics(const Call &call, QXmlStreamWriter &result);
    std::optional<Refusal> publish(const Call &call, QXmlStreamWriter &result);
    std::optional<Refusal> subscribe(const Call &call, QXmlStreamWriter &result);

    std::optional<Refusal> findTopic(const Call &call, const QString &parameter, Topic *&topic);
    static std::optional<Refusal> fifoRefusal(const Call &call, const Topic &topic);
    void deliver(const Call &call, Topic &topic, PublishedMessage &message, QString &sequenceNumber);
    void keep(const PublishedMessage &message);

    const Clock &m_clock;
    Random &m_random;
    QMap<QString, Topic> m_topics; ///< By ARN
    mutable std::mutex m_mutex; ///< Of m_published
    std::deque<PublishedMessage> m_published;
};

} // namespace Plugboard::Sandbox
