#include "tests/conformance/suite.h"

#include "core/aws/checksums/checksum.h"
#include "core/aws/sigv4/chunksigner.h"
#include "core/aws/sigv4/signingkey.h"
#include "core/value/json.h"
#include "tests/conformance/s3cases.h"

#include <QDateTime>
#include <QFile>
#include <QRegularExpression>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

QByteArray bytesOf(const Value &value)
{
    return value.utf8().toByteArray();
}

/// What the cases of s3-doc-vectors.json share.
struct DocContext
{
    Aws::Credentials credentials;
    Aws::SigningScope scope;
    Clock::Moment moment;
    Aws::SigningOptions options;
};

DocContext docContext(const Value &file)
{
    DocContext context;
    context.credentials.accessKeyId = bytesOf(file["credentials"]["accessKeyId"]);
    context.credentials.secretAccessKey = Sensitive(bytesOf(file["credentials"]["secretAccessKey"]));
    context.scope = {bytesOf(file["region"]), bytesOf(file["service"])};
    const QDateTime time = QDateTime::fromString(file["timestamp"].string(), u"yyyyMMdd'T'HHmmss'Z'"_s);
    const qint64 seconds = QDateTime(time.date(), time.time(), Qt::UTC).toSecsSinceEpoch();
    context.moment = Clock::Moment(std::chrono::seconds(seconds));
    context.options.normalizePath = false;
    context.options.doubleEncodePath = false;
    return context;
}

QString differenceOf(const QString &what, const QByteArray &actual, const QByteArray &expected)
{
    return actual == expected ? QString()
                              : u"%1 is %2, not %3"_s.arg(what, QString::fromUtf8(actual), QString::fromUtf8(expected));
}

QString signedDifference(const Aws::Signed &result, const Value &test)
{
    for (const QString &why :
         {differenceOf(u"canonical request"_s, result.canonicalRequest, bytesOf(test["canonicalRequest"])),
          differenceOf(u"string to sign"_s, result.stringToSign, bytesOf(test["stringToSign"])),
          differenceOf(u"signature"_s, result.signature, bytesOf(test["signature"]))})
        if (!why.isEmpty())
            return why;
    return {};
}

QString headerDifference(const Value &test, DocContext context, Aws::Signer &signer)
{
    Http::Request request;
    request.method = bytesOf(test["method"]);
    request.target.path = bytesOf(test["path"]);
    request.target.query = bytesOf(test["query"]);
    request.body = bytesOf(test["body"]);
    const Value headers = test["headers"];
    for (qsizetype i = 0; i < headers.size(); ++i)
        request.headers.add(headers.keyAt(i).toByteArray(), bytesOf(headers.valueAt(i)));
    request.target.host = request.headers.value("host");
    context.options.contentHashHeader = true;
    if (const QByteArray payload = bytesOf(test["payloadHash"]); payload.startsWith("STREAMING-"))
        context.options.payloadWord = payload;
    const auto result = signer.sign(request, context.credentials, context.scope, context.moment, context.options);
    return result ? signedDifference(*result, test) : result.error().text();
}

QString presignDifference(const Value &test, DocContext context, Aws::Signer &signer)
{
    const std::optional<Http::Target> target = Http::Target::fromUrl(test["url"].string());
    if (!target)
        return u"the URL cannot be read"_s;
    Http::Request request;
    request.target = *target;
    context.options.unsignedPayload = true;
    const std::chrono::seconds expires(test["expires"].number().toInt64().value_or(0));
    // What is in the query of the expected URL is replaced.
    const auto result
        = signer.presign(request, context.credentials, context.scope, context.moment, expires, context.options);
    if (!result)
        return result.error().text();
    const QString why = signedDifference(*result, test);
    return why.isEmpty() ? differenceOf(u"URL"_s, result->request.target.url(), bytesOf(test["url"])) : why;
}

QString keyDifference(const Value &test)
{
    const QByteArray scope
        = bytesOf(test["date"]) + '/' + bytesOf(test["region"]) + '/' + bytesOf(test["service"]) + "/aws4_request";
    const Aws::Digest key = Aws::deriveSigningKey(Sensitive(bytesOf(test["secret"])), scope);
    const std::array<char, 64> hex = Aws::hexOf(key);
    return differenceOf(u"key"_s, QByteArray(hex.data(), hex.size()), bytesOf(test["signingKeyHex"]));
}

/// "66560 bytes of 0x61", or the body itself.
QByteArray describedBody(const Value &body)
{
    static const QRegularExpression form(u"^([0-9]+) bytes of 0x([0-9a-f]{2})$"_s);
    const QRegularExpressionMatch match = form.match(body.string());
    return match.hasMatch() ? QByteArray(match.captured(1).toInt(), char(match.captured(2).toInt(nullptr, 16)))
                            : bytesOf(body);
}

/// Signs once to compare each text, and once more framed, as it would be sent.
QString chunkedDifference(const Value &test, const DocContext &context)
{
    const auto signer = [&] {
        return Aws::ChunkSigner(context.credentials, context.scope, context.moment, bytesOf(test["seedSignature"]));
    };
    Aws::ChunkSigner texts = signer();
    Aws::ChunkSigner frames = signer();
    const bool hasTrailer = test["kind"].string() == "chunked-trailer"_L1;
    const QByteArray body = describedBody(test["body"]);
    qsizetype at = 0;
    qsizetype encodedLength = 0;
    for (qsizetype i = 0; i < test["chunks"].size(); ++i) {
        const Value chunk = test["chunks"].at(i);
        const qsizetype size = chunk["size"].number().toInt64().value_or(0);
        const QByteArray piece = body.mid(at, size);
        at += size;
        const Aws::ChunkSigner::Signature signature = texts.sign(piece);
        const QByteArray frame = frames.framed(piece, hasTrailer);
        encodedLength += frame.size();
        for (const QString &why :
             {differenceOf(u"string to sign"_s, signature.stringToSign, bytesOf(chunk["stringToSign"])),
              differenceOf(u"signature"_s, signature.signature, bytesOf(chunk["signature"])),
              differenceOf(u"header"_s, frame.first(frame.indexOf('\r')), bytesOf(chunk["header"]))})
            if (!why.isEmpty())
                return u"chunk %1: %2"_s.arg(i).arg(why);
    }
    if (hasTrailer) {
        const QByteArray line = bytesOf(test["trailerCanonical"]);
        const Aws::ChunkSigner::Signature signature = texts.signTrailer(line);
        const QByteArray tail
            = frames.framedTrailer(line.first(line.indexOf(':')), line.sliced(line.indexOf(':') + 1).chopped(1));
        encodedLength += tail.size();
        for (const QString &why :
             {differenceOf(u"trailer's string to sign"_s, signature.stringToSign, bytesOf(test["trailerStringToSign"])),
              differenceOf(u"trailer's signature"_s, signature.signature, bytesOf(test["trailerSignature"])),
              differenceOf(u"tail"_s, tail, bytesOf(test["tail"]))})
            if (!why.isEmpty())
                return why;
    }
    const Value expected = test["encodedLength"];
    return expected.isNumber() && expected.number().toInt64() != encodedLength
        ? u"encoded length is %1"_s.arg(encodedLength)
        : QString();
}

QString docDifference(const Value &test, const DocContext &context, Aws::Signer &signer)
{
    const QString kind = test["kind"].string();
    if (kind == "header"_L1)
        return headerDifference(test, context, signer);
    if (kind == "presign"_L1)
        return presignDifference(test, context, signer);
    if (kind == "key"_L1)
        return keyDifference(test);
    if (kind == "chunked"_L1 || kind == "chunked-trailer"_L1)
        return chunkedDifference(test, context);
    return u"the kind \"%1\" is not known"_s.arg(kind);
}

QString checksumDifference(const Value &test)
{
    const Value repeat = test["repeat"];
    const QByteArray input = repeat.isContext()
        ? bytesOf(repeat["text"]).repeated(qsizetype(repeat["times"].number().toInt64().value_or(0)))
        : bytesOf(test["input"]);
    for (const QString &name : {u"crc32"_s, u"crc32c"_s, u"crc64nvme"_s, u"sha1"_s, u"sha256"_s, u"md5"_s}) {
        const QString why = differenceOf(name, Aws::Checksum::base64(*Aws::checksumAlgorithm(name), input),
                                         bytesOf(test[name.toUtf8()]));
        if (!why.isEmpty())
            return why;
    }
    return {};
}

void judge(const QString &id, const QString &why, Report &report)
{
    if (why.isEmpty())
        report.pass();
    else
        report.fail(id, why);
}

/// The three files of the suite differ in their form.
void runFile(const Value &file, Aws::Signer &signer, S3Cases &requests, Report &report)
{
    const bool isDoc = file.isContext();
    const Value cases = isDoc ? file["cases"] : file;
    const DocContext context = isDoc ? docContext(file) : DocContext();
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const Value test = cases.at(i);
        const bool isChecksum = test["crc32"].isString();
        const QString id = isChecksum ? u"checksums/%1"_s.arg(i) : test["id"].string();
        if (report.skips(id))
            continue;
        if (isChecksum || isDoc) {
            judge(id, isChecksum ? checksumDifference(test) : docDifference(test, context, signer), report);
            continue;
        }
        const S3Cases::Finding finding = requests.judge(test);
        if (finding.skipped.isEmpty())
            judge(id, finding.failure, report);
        else
            report.skip(id, finding.skipped);
    }
}

void runS3(const Options &options, Report &report)
{
    Aws::Signer signer;
    S3Cases requests;
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        QFile file(path);
        const Result<Value> read = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        if (read)
            runFile(*read, signer, requests, report);
        else
            report.fail(path, read.error().text());
    }
}

const Registration registration {u"s3"_s, u"S3: signatures, checksums, requests, links (json)"_s, &runS3};

} // namespace

} // namespace Plugboard::Conformance
