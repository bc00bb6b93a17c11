#pragma once

#include "core/loopback/server.h"

#include <QString>

namespace Plugboard::Sandbox {

/// A request whose signature was found good.
struct SignedRequest
{
    const Loopback::Request &http;
    QString region; ///< Of the credential scope
    QString id; ///< The answer's request id
};

/// A service that says no, as AWS does.
struct Refusal
{
    int status = 400;
    QString code;
    QString message;
};

inline const QString accountId = QStringLiteral("000000000000");

/// "aws", "aws-cn" …: the second part of every ARN in that region.
QString partitionOf(const QString &region);

/// Who calls, in the words of IAM; there is one user.
QString callerArn(const QString &region);

/// One AWS service behind the sandbox: it reads a request in its own protocol and answers in it. A new one is a pair of files
/// and a line in sandbox.cpp. Called in the server's thread only.
class Service
{
public:
    virtual ~Service() = default;

    virtual QString name() const = 0; ///< In the credential scope: "sns"
    /// Whether a request that was signed for another service was meant for this one.
    virtual bool isMeantBy(const Loopback::Request &request) const = 0;
    virtual Loopback::Response answer(const SignedRequest &request) = 0;
};

} // namespace Plugboard::Sandbox
