#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/signing/operationsigning.h"
#include "core/base/result.h"
#include "core/http/message.h"
#include "core/value/value.h"

#include <QProcessEnvironment>

namespace Plugboard::Aws {

/// Where and when bodies get checksums.
struct ChecksumSettings
{
    bool onlyRequired = false; ///< Of requests: where the service demands one, instead of wherever it takes one
    bool onlyAskedFor = false; ///< Of answers: where the input asks for one
    bool inTrailer
        = false; ///< Behind the body of a stream (aws-chunked) instead of in a header; other stores keep the frames as content

    /// AWS_REQUEST_CHECKSUM_CALCULATION and AWS_RESPONSE_CHECKSUM_VALIDATION: "when_required" or "when_supported", the default.
    static ChecksumSettings fromEnvironment(const QProcessEnvironment &environment);
};

/// Adds what the model wants of a request that has been serialized: a checksum of the body (that which the input names, else
/// CRC32; Content-MD5 where nothing else is known), the wish for one of the answer, and the digests of customers' keys. What the
/// input gives itself stays. Errors: Stage::Call, Invalid, if the input names an algorithm that is not known.
Result<Done> addChecksums(const Operation &operation, const Value &input, const ChecksumSettings &settings,
                          Http::Request &request, OperationSigning &signing);

/// S3, "Server-side encryption with customer-provided keys": the key goes out in base64, with its MD5 beside it. A key that is
/// base64 of 32 bytes already stays.
void addCustomerKeyDigests(Http::Headers &headers);

/// Does the body of an answer match the checksum beside it? The header that does not match, or nothing: also if there is none, the
/// body was compressed, or the sum is one of parts ("…-3"). Source: Amazon S3 User Guide, "Checking object integrity";
/// DynamoDB sends x-amz-crc32.
QByteArray mismatchedChecksum(const Http::Response &response);

} // namespace Plugboard::Aws
