#include "core/aws/credentials/chain.h"

#include <QDateTime>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error credentialsError(ErrorCode code, const QString &message)
{
    return {Stage::Credentials, code, message, {}};
}

/// Pasted keys bring blanks and line ends along; a key never has them.
QByteArray variable(const QProcessEnvironment &environment, const QString &name)
{
    return environment.value(name).trimmed().toUtf8();
}

} // namespace

Result<Credentials> fromEnvironment(const QProcessEnvironment &environment)
{
    Credentials credentials;
    credentials.accessKeyId = variable(environment, u"AWS_ACCESS_KEY_ID"_s);
    credentials.secretAccessKey = Sensitive(variable(environment, u"AWS_SECRET_ACCESS_KEY"_s));
    credentials.sessionToken = Sensitive(variable(environment, u"AWS_SESSION_TOKEN"_s));
    credentials.accountId = QString::fromUtf8(variable(environment, u"AWS_ACCOUNT_ID"_s));
    credentials.source = u"environment variables"_s;
    if (credentials.accessKeyId.isEmpty() && credentials.secretAccessKey.isEmpty()) {
        return credentialsError(ErrorCode::NotFound, u"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set"_s);
    }
    if (credentials.accessKeyId.isEmpty()) {
        return credentialsError(ErrorCode::Invalid,
                                u"AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID; set both"_s);
    }
    if (credentials.secretAccessKey.isEmpty()) {
        return credentialsError(ErrorCode::Invalid,
                                u"AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY; set both"_s);
    }
    const QString expiration = environment.value(u"AWS_CREDENTIAL_EXPIRATION"_s).trimmed();
    if (!expiration.isEmpty()) {
        QDateTime end = QDateTime::fromString(expiration, Qt::ISODateWithMs);
        if (!end.isValid()) {
            return credentialsError(ErrorCode::Invalid,
                                    u"AWS_CREDENTIAL_EXPIRATION is no time; write it as 2030-01-31T12:00:00Z"_s);
        }
        if (end.timeSpec() == Qt::LocalTime)
            end.setTimeSpec(Qt::UTC);
        credentials.expires = Clock::Moment(std::chrono::milliseconds(end.toMSecsSinceEpoch()));
    }
    return credentials;
}

Result<Credentials> defaultChain(const QProcessEnvironment &environment)
{
    return fromEnvironment(environment).orElse([](const Error &error) -> Result<Credentials> {
        if (error.code != ErrorCode::NotFound)
            return error;
        return credentialsError(ErrorCode::NotFound,
                                u"no credentials found: looked for the environment variables AWS_ACCESS_KEY_ID and "
                                "AWS_SECRET_ACCESS_KEY; set them, or enter keys in the form"_s);
    });
}

} // namespace Plugboard::Aws
