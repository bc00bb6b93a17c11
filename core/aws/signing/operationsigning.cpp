#include "core/aws/signing/operationsigning.h"

#include "core/aws/checksums/checksum.h"

#include <algorithm>
#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

enum class Scheme { SigV4, None, Unknown };

Scheme schemeNamed(QStringView name)
{
    if (name == u"aws.auth#sigv4" || name == u"v4" || name == u"s3" || name == u"s3v4" || name == u"v4-unsigned-body")
        return Scheme::SigV4;
    if (name == u"smithy.api#noAuth" || name == u"none")
        return Scheme::None;
    return Scheme::Unknown;
}

/// What the operation accepts, best first.
QStringList schemesOf(const ServiceModel &model, const Operation &operation)
{
    if (!operation.authSchemes.isEmpty())
        return operation.authSchemes;
    if (!operation.authType.isEmpty())
        return {operation.authType};
    // Whoever calls these has no keys yet; models before 2023 do not say so (AWS STS API Reference, "AssumeRoleWithSAML").
    if (model.metadata().serviceId == "STS"_L1 && operation.name.startsWith(u"AssumeRoleWith"))
        return {u"none"_s};
    const QString &version = model.metadata().signatureVersion;
    return {version.isEmpty() ? u"v4"_s : version};
}

const Member *streamingPayload(const Operation &operation)
{
    if (operation.input == nullptr || operation.input->payload.isEmpty())
        return nullptr;
    const Member *member = operation.input->member(operation.input->payload);
    const bool streams = member != nullptr && (member->streaming || member->shape->streaming);
    const bool isBlob = member != nullptr && member->shape->type == ShapeType::Blob;
    return streams || isBlob ? member : nullptr;
}

bool givesContentType(const Operation &operation, const Value &input)
{
    const QList<Member> members = operation.input == nullptr ? QList<Member>() : operation.input->members;
    return std::any_of(members.begin(), members.end(), [&input](const Member &member) {
        return member.location == "header"_L1 && member.wireName().compare("content-type"_L1, Qt::CaseInsensitive) == 0
            && !input[member.name.toUtf8()].isNull();
    });
}

bool carriesChecksum(const Http::Headers &headers)
{
    static constexpr std::array kinds {ChecksumAlgorithm::Crc32,     ChecksumAlgorithm::Crc32c,
                                       ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Sha1,
                                       ChecksumAlgorithm::Sha256,    ChecksumAlgorithm::Md5};
    return std::any_of(kinds.begin(), kinds.end(),
                       [&](ChecksumAlgorithm kind) { return headers.contains(checksumHeader(kind)); });
}

} // namespace

Result<OperationSigning> signingOf(const ServiceModel &model, const Operation &operation)
{
    const QStringList schemes = schemesOf(model, operation);
    const auto found = std::find_if(schemes.begin(), schemes.end(),
                                    [](const QString &name) { return schemeNamed(name) != Scheme::Unknown; });
    if (found == schemes.end()) {
        return Error {Stage::Signature,
                      ErrorCode::Unsupported,
                      u"%1 wants requests authorised by %2, which is not supported; only Signature Version 4 is"_s.arg(
                          operation.name, schemes.join(u" or "_s)),
                      {}};
    }
    OperationSigning signing;
    signing.isSigned = schemeNamed(*found) == Scheme::SigV4;
    if (model.metadata().signatureVersion.startsWith(u"s3")) {
        signing.options.normalizePath = false;
        signing.options.doubleEncodePath = false;
        signing.options.contentHashHeader = true;
    }
    return signing;
}

void choosePayloadHash(const Operation &operation, const Http::Request &request, OperationSigning &signing)
{
    if (!signing.options.payloadWord.isEmpty() || request.target.scheme != "https")
        return;
    const bool checksumStands
        = signing.options.contentHashHeader && streamingPayload(operation) && carriesChecksum(request.headers);
    signing.options.unsignedPayload = operation.unsignedPayload || checksumStands;
}

Result<Http::Request> asLink(const Operation &operation, const Value &input, Http::Request request,
                             OperationSigning &signing)
{
    if (request.headers.value("content-type").startsWith("application/x-www-form-urlencoded")) {
        request.method = "GET";
        if (!request.target.query.isEmpty() && !request.body.isEmpty())
            request.target.query += '&';
        request.target.query += request.body;
        request.headers.remove("content-type");
    } else if (!request.body.isEmpty() && streamingPayload(operation) == nullptr) {
        return Error {
            Stage::Signature,
            ErrorCode::Unsupported,
            u"%1 takes its input in the body, so no link can make the request; invoke it instead"_s.arg(operation.name),
            {}};
    }
    if (streamingPayload(operation) != nullptr && !givesContentType(operation, input))
        request.headers.remove("content-type");
    // Whoever uses the link brings the body; S3 takes any (Amazon S3 API Reference, "Using query parameters").
    signing.options.unsignedPayload = signing.options.contentHashHeader;
    request.body.clear();
    return request;
}

} // namespace Plugboard::Aws
