#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/http/message.h"
#include "core/value/value.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace Plugboard::Aws {

/// What a service said went wrong.
struct ParsedError
{
    QString code; ///< "NotFound", "SignatureDoesNotMatch"; "HTTP 503" if the answer holds none
    QString message; ///< In the service's own words; never empty
    QString remedy; ///< What to do, half a sentence: "check the secret key"; empty if the message alone must do
    QString requestId;
    QString type; ///< "Sender", "Receiver" or empty
    QString modelCode; ///< The code of the service's present protocol, if `code` is that of an earlier one; else empty
    int status = 0; ///< HTTP
};

/// A body that is the content of one member as it came: a file, the result of a function.
struct RawBody
{
    QString member; ///< Its name in the output
    bool base64 = false; ///< The bytes are no UTF-8: the output has them as Base64 text
};

struct ParsedResponse
{
    Value output; ///< A context by member names; of an error, everything the service said about it
    QString requestId;
    std::optional<ParsedError> error;
    std::optional<RawBody> rawBody; ///< Http::Response::body has its bytes
};

/// The request of an operation, unsigned, in the best protocol of the model that is known here.
///
/// Input is a context by member names. Nulls are left out, but for items and entries where the protocol has a null. Scalars are
/// taken as a person writes them: "20" for an integer, 20 for a string. Timestamps: date and time, ISO 8601 text, or seconds
/// since 1970. Blobs: text, sent as its UTF-8 bytes, or {"base64": …}. Members that are JSON by their model: any value, or its
/// text. Idempotency tokens that are missing are made from `random`: serialize once, sign for each attempt.
///
/// `endpoint` is what the endpoint's rules say for this input; the operation's path goes below its path. Large bodies are
/// compressed where the model says so; checksums are not added (see Operation::checksums).
///
/// Errors: Stage::Call; Invalid with the member's path (unknown, missing, wrong type, no host name); Limit for nesting; Unsupported
/// names the protocol, or the member that is a stream of messages.
Result<Http::Request> serialize(const ServiceModel &model, const Operation &operation, const Value &input,
                                const Http::Target &endpoint, Random &random);

/// What an answer says, of whatever status and protocol.
///
/// Members unknown to the model are kept, after the known ones; timestamps and blobs stay the text of the wire (of CBOR: a number,
/// Base64 text), but a body that is one blob is text where it is UTF-8. A stream of events is a list of contexts with one entry each.
/// Keys in listings of S3 are decoded where the answer says that they are encoded, policies of IAM always.
/// An error is recognised in any of the services' forms, whatever its content type claims, and in pages of proxies (HTML, empty).
/// Errors: Stage::Response; Syntax for a success that cannot be read, Limit for one that is nested too deep, Incomplete for a
/// stream that breaks off; Unsupported names the protocol.
Result<ParsedResponse> parse(const ServiceModel &model, const Operation &operation, const Http::Response &response);

/// The moment that a timestamp of an answer says: seconds since 1970, ISO 8601 or RFC 822 text, with fractions to the millisecond.
/// UTC; nullopt if it is none.
std::optional<QDateTime> momentOf(const Value &wire);

} // namespace Plugboard::Aws
