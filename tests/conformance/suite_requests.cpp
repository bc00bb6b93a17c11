#include "tests/conformance/suite.h"

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/aws/sigv4/signer.h"
#include "core/value/json.h"

#include <QFile>

#include <algorithm>

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

QList<QByteArray> formPairs(const QByteArray &body)
{
    QList<QByteArray> pairs;
    for (QByteArray pair : body.split('&'))
        pairs.append(Http::percentDecoded(pair.replace('+', ' ')));
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

/// Signs the recorded body and headers: the signature must be the recorded one.
QString signatureDifference(const Value &expect, const Value &token, const Aws::Endpoint &endpoint, Aws::Signer &signer)
{
    const Value headers = expect["headers"];
    const QByteArray recorded = headers["Authorization"].utf8().toByteArray();
    if (recorded.isEmpty())
        return {};
    Http::Request request;
    request.method = expect["method"].utf8().toByteArray();
    request.target = endpoint.target;
    request.headers.add("Content-Type", headers["Content-Type"].utf8().toByteArray());
    request.body = expect["body"].utf8().toByteArray();
    const auto result
        = signer.sign(request, recordingKeys(token), {endpoint.signingRegion, endpoint.signingName}, recordingMoment);
    if (!result)
        return result.error().text();
    const QByteArray actual = result->request.headers.value("Authorization");
    return actual == recorded ? QString() : u"Authorization is "_s + QString::fromUtf8(actual);
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
    const auto endpoint = endpoints.resolve({.model = **model,
                                             .operation = operation,
                                             .input = test["input"],
                                             .region = test["region"].string()});
    if (!endpoint)
        return endpoint.error().text();
    const auto request = Aws::serialize(**model, *operation, test["input"], endpoint->target);
    if (!request)
        return request.error().text();
    const Value expect = test["expect"];
    if (request->target.url() != expect["url"].utf8())
        return u"URL is "_s + QString::fromUtf8(request->target.url());
    if (request->method != expect["method"].utf8())
        return u"method is "_s + QString::fromUtf8(request->method);
    if (formPairs(request->body) != formPairs(expect["body"].utf8().toByteArray()))
        return u"body is "_s + QString::fromUtf8(request->body);
    return signatureDifference(expect, test["sessionToken"], *endpoint, signer);
}

void runRequests(const Options &options, Report &report)
{
    const Aws::ModelLibrary library(Aws::ModelLibrary::defaultFolders());
    const Aws::EndpointResolver endpoints(library.folders());
    Aws::Signer signer;
    for (const QString &path : options.paths) {
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
