#include "core/aws/protocols/remedies_p.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

struct CodeRemedy
{
    QStringView code;
    QStringView remedy;
};

constexpr QStringView clock = u"set this computer's clock right";
constexpr QStringView accessKey = u"check the access key id, and that the key is active and of this partition";
constexpr QStringView renew = u"get new temporary credentials";
constexpr QStringView allow = u"use an identity whose policy allows it, or have it allowed";
constexpr QStringView later = u"wait a moment, then send it again";

/// Codes that all services share (AWS General Reference, "Common errors"), and what SNS and STS call the same things.
constexpr CodeRemedy byCode[] {
    {u"InvalidClientTokenId", accessKey},
    {u"UnrecognizedClientException", accessKey},
    {u"InvalidAccessKeyId", accessKey},
    {u"InvalidSecurity", accessKey},
    {u"SignatureDoesNotMatch", u"check the secret key: it must belong to the access key and be complete"},
    {u"InvalidSignatureException", u"check the secret key: it must belong to the access key and be complete"},
    {u"RequestExpired", clock},
    {u"RequestTimeTooSkewed", clock},
    {u"ExpiredToken", renew},
    {u"ExpiredTokenException", renew},
    {u"AccessDenied", allow},
    {u"AccessDeniedException", allow},
    {u"AuthorizationError", allow},
    {u"UnauthorizedOperation", allow},
    {u"NotFound", u"check the name, the account and the region"},
    {u"ResourceNotFoundException", u"check the name, the account and the region"},
    {u"InvalidParameter", u"correct the inputs"},
    {u"InvalidParameterValue", u"correct the inputs"},
    {u"ValidationError", u"correct the inputs"},
    {u"ValidationException", u"correct the inputs"},
    {u"InvalidAction", u"check that the endpoint is one of this service"},
    {u"UnknownOperationException", u"check that the endpoint is one of this service"},
    {u"Throttling", later},
    {u"ThrottlingException", later},
    {u"Throttled", later},
    {u"ThrottledException", later},
    {u"TooManyRequestsException", later},
    {u"RequestLimitExceeded", later},
    {u"SlowDown", later},
};

QStringView remedyForStatus(int status)
{
    if (status >= 500)
        return u"the service or a proxy before it is in trouble: try again later";
    switch (status) {
    case 401:
    case 403:
        return u"check the credentials, and whether a proxy or firewall refuses the request";
    case 404:
        return u"check the endpoint";
    case 407:
        return u"the proxy wants a user name and password, which Plugboard does not send: use another way out";
    case 413:
        return u"send less";
    case 429:
        return later;
    default:
        return status < 400 ? u"check endpoint and region: a signed request is not sent on" : u"check the endpoint";
    }
}

} // namespace

QString remedyFor(const ParsedError &error)
{
    // Of a clock that is wrong SNS and STS say SignatureDoesNotMatch, too.
    if (error.message.startsWith(u"Signature expired") || error.message.startsWith(u"Signature not yet current"))
        return clock.toString();
    for (const CodeRemedy &row : byCode)
        if (row.code == error.code)
            return row.remedy.toString();
    // A code of the service comes with words of the service.
    return error.code.startsWith(u"HTTP ") || error.status >= 500 ? remedyForStatus(error.status).toString()
                                                                  : QString();
}

} // namespace Plugboard::Aws
