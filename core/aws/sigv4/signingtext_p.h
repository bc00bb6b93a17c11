#pragma once

#include "core/aws/sigv4/sha256.h"
#include "core/aws/sigv4/signer.h"

namespace Plugboard::Aws {

// Parts of which every text that is signed is put together.

/// "20150830T123600Z"
QByteArray signingTime(Clock::Moment moment);
/// "20150830/us-east-1/iam/aws4_request"
QByteArray credentialScope(const QByteArray &time, const SigningScope &scope);
/// 64 lower-case digits.
QByteArray hexText(const Digest &digest);
QByteArray signatureOf(const HmacKey &key, const QByteArray &text);

} // namespace Plugboard::Aws
