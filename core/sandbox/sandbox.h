#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/base/sensitive.h"

#include <QMap>
#include <QString>

#include <memory>

namespace Plugboard::Sandbox {

/// A message that a topic of the sandbox took.
struct PublishedMessage
{
    QString topicArn;
    QString messageId;
    QString subject;
    QString message;
    QString groupId; ///< FIFO topics
    QMap<QString, QString> attributes; ///< Text of each, by name
};

/// A stand-in for AWS on 127.0.0.1, so that everything can be tried with no account and offline: it answers SNS and STS as
/// AWS does, and checks every signature against keys that were made at its start and die with it.
///
///     Result<std::unique_ptr<Sandbox>> sandbox = Sandbox::start(clock, random);
///
/// Has one topic at its start, sampleTopicArn(). Thread-safe; runs in a thread of its own until it is destroyed.
class Sandbox final
{
public:
    /// `port` 0: any free one. `clock` and `random` must outlive it. Errors: those of Loopback::Server::start().
    static Result<std::unique_ptr<Sandbox>> start(const Clock &clock, Random &random, int port = 0);
    ~Sandbox();

    QString endpoint() const; ///< "http://127.0.0.1:PORT"
    QByteArray accessKey() const;
    Sensitive secretKey() const;
    QString region() const; ///< Where the sample topic is; calls signed for other regions find that region's topics
    static QString sampleTopicArn();

    /// All messages since the start, in order; the oldest are forgotten after 1,000.
    QList<PublishedMessage> published() const;

private:
    class Private;
    explicit Sandbox(std::unique_ptr<Private> sandbox);

    std::unique_ptr<Private> m_private;
};

} // namespace Plugboard::Sandbox
