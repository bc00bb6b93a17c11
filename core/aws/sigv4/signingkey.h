#pragma once

#include "core/aws/sigv4/sha256.h"
#include "core/base/sensitive.h"

#include <QByteArrayView>

namespace Plugboard::Aws {

/// AWS, "Create a signed AWS API request", step 4: one HMAC per part of the scope, each keyed by the one before. `scope`:
/// "20150830/us-east-1/iam/aws4_request". Whoever has it can sign for that day, region and service: overwrite it after use.
Digest deriveSigningKey(const Sensitive &secret, QByteArrayView scope);

/// The same, ready to sign with.
HmacKey signingKey(const Sensitive &secret, QByteArrayView scope);

} // namespace Plugboard::Aws
