#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/sigv4/signer.h"
#include "core/base/result.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// How requests of an operation are signed, or that they are not.
struct OperationSigning
{
    bool isSigned = true;
    SigningOptions
        options {}; ///< `doubleEncodePath` is false if the endpoint's rules say so, too: to be set by the caller
};

/// By the model: `auth` and `authtype` of the operation, else the service's signatureVersion, whose "s3" and "s3v4" mean the path
/// as it is on the wire and the header x-amz-content-sha256.
///
/// Errors: Stage::Signature, Unsupported: only signatures that are not made here would be accepted (SigV4a, bearer tokens, version 2).
Result<OperationSigning> signingOf(const ServiceModel &model, const Operation &operation);

/// The body need not be hashed where TLS protects it: operations that say so, and S3's streams that carry a checksum (Amazon S3
/// API Reference, "Authenticating requests", x-amz-content-sha256). Looks at the request with its checksum in place.
void choosePayloadHash(const Operation &operation, const Http::Request &request, OperationSigning &signing);

/// The request as a link can make it: without body. A form's parameters move into the query and it becomes a GET; of an upload
/// body and content type are left out, the latter unless `input` gives it, and neither is signed. Errors: Stage::Signature,
/// Unsupported, if the input is in the body in another form.
Result<Http::Request> asLink(const Operation &operation, const Value &input, Http::Request request,
                             OperationSigning &signing);

} // namespace Plugboard::Aws
