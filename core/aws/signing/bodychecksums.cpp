#include "core/aws/signing/bodychecksums.h"

#include "core/aws/checksums/checksum.h"
#include "core/aws/checksums/crc.h"
#include "core/aws/sigv4/chunksigner.h"

#include <array>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array flexibleAlgorithms {ChecksumAlgorithm::Crc32, ChecksumAlgorithm::Crc32c,
                                         ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Sha1,
                                         ChecksumAlgorithm::Sha256};
constexpr qsizetype customerKeyBytes = 32; ///< AES-256

bool hasFlexibleChecksum(const Http::Headers &headers)
{
    return std::any_of(flexibleAlgorithms.begin(), flexibleAlgorithms.end(),
                       [&](ChecksumAlgorithm each) { return headers.contains(checksumHeader(each)); });
}

QByteArray headerOf(const Operation &operation, const QString &memberName)
{
    const Member *member = operation.input != nullptr ? operation.input->member(memberName) : nullptr;
    return member != nullptr && member->location == "header"_L1 ? member->wireName().toUtf8() : QByteArray();
}

/// Null: the request needs none.
Result<std::optional<ChecksumAlgorithm>> algorithmFor(const Operation &operation, const Value &input,
                                                      const ChecksumSettings &settings)
{
    const Checksums &traits = operation.checksums;
    const QString named = traits.requestMember.isEmpty() ? QString() : input[traits.requestMember.toUtf8()].string();
    if (!named.isEmpty()) {
        const std::optional<ChecksumAlgorithm> algorithm = checksumAlgorithm(named);
        if (!algorithm || *algorithm == ChecksumAlgorithm::Md5)
            return Error {
                Stage::Call, ErrorCode::Invalid,
                u"the checksum algorithm %1 is not known here; choose CRC32, CRC32C, CRC64NVME, SHA1 or SHA256"_s.arg(
                    named),
                traits.requestMember};
        return algorithm;
    }
    if (traits.required && !traits.offered)
        return std::optional(ChecksumAlgorithm::Md5);
    if (traits.required || (!traits.requestMember.isEmpty() && !settings.onlyRequired))
        return std::optional(ChecksumAlgorithm::Crc32);
    return std::optional<ChecksumAlgorithm>();
}

bool isStream(const Operation &operation)
{
    const Member *payload = operation.input != nullptr ? operation.input->member(operation.input->payload) : nullptr;
    return payload != nullptr && (payload->streaming || payload->shape->streaming);
}

/// The body in one frame, the checksum behind it.
void addTrailer(ChecksumAlgorithm algorithm, Http::Request &request, OperationSigning &signing)
{
    const QByteArray name = checksumHeader(algorithm);
    const QByteArray encoding = request.headers.value("content-encoding");
    request.headers.set("Content-Encoding", encoding.isEmpty() ? "aws-chunked" : encoding + ",aws-chunked");
    request.headers.set("X-Amz-Trailer", name);
    request.headers.set("X-Amz-Decoded-Content-Length", QByteArray::number(request.body.size()));
    request.body = unsignedChunks(request.body, name, Checksum::base64(algorithm, request.body));
    signing.options.payloadWord = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
}

} // namespace

ChecksumSettings ChecksumSettings::fromEnvironment(const QProcessEnvironment &environment)
{
    const auto isRequiredOnly = [&environment](const QString &variable) {
        return environment.value(variable).compare("when_required"_L1, Qt::CaseInsensitive) == 0;
    };
    return {.onlyRequired = isRequiredOnly(u"AWS_REQUEST_CHECKSUM_CALCULATION"_s),
            .onlyAskedFor = isRequiredOnly(u"AWS_RESPONSE_CHECKSUM_VALIDATION"_s)};
}

Result<Done> addChecksums(const Operation &operation, const Value &input, const ChecksumSettings &settings,
                          Http::Request &request, OperationSigning &signing)
{
    addCustomerKeyDigests(request.headers);
    const QByteArray mode = headerOf(operation, operation.checksums.validationMember);
    if (!mode.isEmpty() && !settings.onlyAskedFor && !request.headers.contains(mode))
        request.headers.add(mode, "ENABLED");
    if (hasFlexibleChecksum(request.headers) || request.headers.contains("content-md5"))
        return Done {};
    const Result<std::optional<ChecksumAlgorithm>> chosen = algorithmFor(operation, input, settings);
    if (!chosen)
        return chosen.error();
    if (!*chosen)
        return Done {};
    const ChecksumAlgorithm algorithm = **chosen;
    const QByteArray nameHeader = headerOf(operation, operation.checksums.requestMember);
    if (!nameHeader.isEmpty())
        request.headers.set(nameHeader, checksumName(algorithm).toUtf8());
    if (settings.inTrailer && isStream(operation) && request.target.scheme == "https")
        addTrailer(algorithm, request, signing);
    else
        request.headers.set(checksumHeader(algorithm), Checksum::base64(algorithm, request.body));
    return Done {};
}

void addCustomerKeyDigests(Http::Headers &headers)
{
    const QList<Http::Headers::Line> lines = headers.lines();
    for (const auto &[name, value] : lines) {
        const QByteArray digestName = name + "-MD5";
        if (!name.toLower().endsWith("-customer-key") || headers.contains(digestName))
            continue;
        const auto decoded = QByteArray::fromBase64Encoding(value, QByteArray::AbortOnBase64DecodingErrors);
        const bool isEncoded = decoded && decoded.decoded.size() == customerKeyBytes;
        const QByteArray key = isEncoded ? decoded.decoded : value;
        headers.set(name, key.toBase64());
        headers.add(digestName, Checksum::base64(ChecksumAlgorithm::Md5, key));
    }
}

QByteArray mismatchedChecksum(const Http::Response &response)
{
    if (response.status != 200 || response.headers.contains("content-encoding"))
        return {};
    for (const ChecksumAlgorithm algorithm : flexibleAlgorithms) {
        const QByteArray header = checksumHeader(algorithm);
        const QByteArray said = response.headers.value(header).trimmed();
        if (!said.isEmpty() && !said.contains('-') && said != Checksum::base64(algorithm, response.body))
            return header;
    }
    const QByteArray said = response.headers.value("x-amz-crc32").trimmed();
    if (!said.isEmpty() && said != QByteArray::number(crc32(response.body)))
        return "x-amz-crc32";
    return {};
}

} // namespace Plugboard::Aws
