#pragma once

#include "core/aws/sigv4/signer.h"

#include <QByteArray>

namespace Plugboard::Aws {

/// A link that lets anyone who has it make one request: a secret until it ends.
struct PresignedUrl
{
    QByteArray url;
    QByteArray method;
    Http::Headers headers; ///< That were signed: whoever uses the link must send exactly these
    Clock::Moment ends; ///< In fact: the credentials may end before the time asked for
    bool endsWithCredentials = false;
    Signed signature; ///< For the trace
};

/// `moment` by the service's clock. Errors as of Signer::presign, and Stage::Credentials, Invalid, if the credentials have ended.
Result<PresignedUrl> presignedUrl(Signer &signer, Http::Request request, const Credentials &credentials,
                                  const SigningScope &scope, Clock::Moment moment, std::chrono::seconds expires,
                                  const SigningOptions &options);

} // namespace Plugboard::Aws
