#include "tests/conformance/suite.h"

#include "tests/conformance/comparing.h"

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/aws/sigv4/signer.h"
#include "core/base/random.h"
#include "core/value/json.h"

#include <QFile>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

// The recorded requests were all signed at this moment with this key (SOURCE.md).
constexpr Clock::Moment recordingMoment {std::chrono::seconds(1'714'979'289)}; // 2024-05-06T07:08:09Z

Aws::Credentials recordingKeys(const Value &token)
{
    Aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = Sensitive(token.utf8().toByteArray());
    return keys;
}

/// Makes the token of the recordings.
class RecordedRandom final : public Random
{
public:
    QByteArray bytes(qsizetype) override { return QByteArray::fromHex("11111111222243338444555555555555"); }
};

// Added later by the transport, the signer, or as a checksum; SOURCE.md names what differs by the age of the recording SDK.
const QList<QByteArray> addedHeaders {
    "host",        "content-length", "x-amz-date", "authorization", "x-amz-security-token", "x-amz-content-sha256",
    "content-md5", "expect"};

QByteArray between(const QByteArray &text, const char *begin, const char *end)
{
    const qsizetype from = text.indexOf(begin) + qsizetype(qstrlen(begin));
    return text.mid(from, text.indexOf(end, from) - from);
}

/// Signs what was recorded: the signature must be the recorded one.
QString signatureDifference(const Value &expect, const Value &token, Aws::Signer &signer)
{
    const Value headers = expect["headers"];
    const QByteArray recorded = headers["Authorization"].utf8().toByteArray();
    if (recorded.isEmpty())
        return {};
    Http::Request request;
    request.method = expect["method"].utf8().toByteArray();
    request.target = Http::Target::fromUrl(expect["url"].string()).value_or(Http::Target());
    request.body = expect["body"].utf8().toByteArray();
    const QList<QByteArray> names = between(recorded, "SignedHeaders=", ",").split(';');
    for (qsizetype i = 0; i < headers.size(); ++i) {
        const QByteArray name = headers.keyAt(i).toByteArray();
        if (names.contains(name.toLower()) && !addedHeaders.mid(0, 6).contains(name.toLower()))
            request.headers.add(name, headers.valueAt(i).utf8().toByteArray());
    }
    const QList<QByteArray> scope = between(recorded, "Credential=", ",").split('/');
    Aws::SigningOptions options;
    options.contentHashHeader = names.contains("x-amz-content-sha256");
    options.unsignedPayload = headers["x-amz-content-sha256"].utf8() == "UNSIGNED-PAYLOAD";
    options.doubleEncodePath = scope.value(3) != "s3";
    options.normalizePath = options.doubleEncodePath;
    const auto result
        = signer.sign(request, recordingKeys(token), {scope.value(2), scope.value(3)}, recordingMoment, options);
    if (!result)
        return result.error().text();
    const QByteArray actual = result->request.headers.value("Authorization");
    return actual == recorded ? QString() : u"Authorization is "_s + QString::fromUtf8(actual);
}

/// A payload is compared as it is, a structure as its protocol has it.
BodyForm formOf(const Value &test, const Http::Request &request)
{
    const QByteArray type = request.headers.value("Content-Type");
    const bool raw = type.startsWith("application/octet-stream") || type.startsWith("text/");
    return raw ? BodyForm::Bytes : bodyFormOf(test["protocol"].string());
}

QString difference(const Value &test, const Aws::ModelLibrary &library, const Aws::EndpointResolver &endpoints,
                   Aws::Signer &signer)
{
    const auto model = library.load(test["service"].string());
    if (!model)
        return model.error().text();
    const Aws::Operation *operation = (*model)->operation(test["operation"].string());
    if (operation == nullptr)
        return u"the model has no such operation"_s;
    const auto endpoint = endpoints.resolve(
        {.model = **model, .operation = operation, .input = test["input"], .region = test["region"].string()});
    if (!endpoint)
        return endpoint.error().text();
    RecordedRandom random;
    const auto request = Aws::serialize(**model, *operation, test["input"], endpoint->target, random);
    if (!request)
        return request.error().text();
    const Value expect = test["expect"];
    if (request->method != expect["method"].utf8())
        return u"method is "_s + QString::fromUtf8(request->method);
    const QString target
        = targetDifference(request->target, Http::Target::fromUrl(expect["url"].string()).value_or(Http::Target()));
    if (!target.isEmpty())
        return target;
    const QString header = headerDifference(request->headers, expect["headers"], addedHeaders);
    if (!header.isEmpty())
        return header;
    if (!sameBody(formOf(test, *request), request->body, expect["body"].utf8().toByteArray()))
        return u"body is "_s + QString::fromUtf8(request->body);
    return signatureDifference(expect, test["sessionToken"], signer);
}

void runRequests(const Options &options, Report &report)
{
    const Aws::ModelLibrary library(Aws::ModelLibrary::defaultFolders());
    const Aws::EndpointResolver endpoints(library.folders());
    Aws::Signer signer;
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        QFile file(path);
        const Result<Value> cases = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        if (!cases) {
            report.fail(path, cases.error().text());
            continue;
        }
        for (qsizetype i = 0; i < cases->size(); ++i) {
            const Value test = cases->at(i);
            const QString id = test["id"].string();
            if (report.skips(id))
                continue;
            const QString why = difference(test, library, endpoints, signer);
            if (why.isEmpty())
                report.pass();
            else
                report.fail(id, why);
        }
    }
}

const Registration registration {u"requests"_s, u"Requests of operations (json)"_s, &runRequests};

} // namespace

} // namespace Plugboard::Conformance
