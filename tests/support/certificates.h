#pragma once

#include "tests/support/loopbackserver.h"

namespace Plugboard::Tests {

/// Certificates made on the spot, so that no key lies in the tree and none expires.
struct CertificateWish
{
    QByteArray name = "127.0.0.1"; ///< Subject, and the one IP address or DNS name it is for
    int validFromDays = -1; ///< From now
    int validToDays = 30;
    bool authority = false;
    const ServerIdentity *issuer = nullptr; ///< None: self-signed
};

/// A fresh key and its certificate, the issuer's appended.
ServerIdentity makeIdentity(const CertificateWish &wish = {});

} // namespace Plugboard::Tests
