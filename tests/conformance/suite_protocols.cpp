#include "tests/conformance/suite.h"

#include "tests/conformance/comparing.h"

#include "core/aws/protocols/protocol.h"
#include "core/base/random.h"
#include "core/value/json.h"

#include <QFile>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

/// Makes the token of the recordings.
class NoRandom final : public Random
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, '\0'); }
};

/// A model of one operation out of a suite's shapes.
Result<Aws::ServiceModelPtr> modelOf(const Value &suite, const Value &operation)
{
    const Value operations = Value::context({{operation["name"].utf8().toByteArray(), operation}});
    return Aws::ServiceModel::fromValue(u"case"_s,
                                        ContextBuilder()
                                            .set("metadata", suite["metadata"])
                                            .set("operations", operations)
                                            .set("shapes", suite["shapes"])
                                            .build());
}

Http::Target endpointOf(const Value &suite)
{
    const QString url = suite["clientEndpoint"].string();
    return Http::Target::fromUrl(url.isEmpty() ? u"https://service.example.com"_s : url).value_or(Http::Target());
}

/// Content-Length is the transport's, which sends it with every body.
bool hasHeader(const Http::Request &request, const QByteArray &name)
{
    return name.toLower() == "content-length" ? !request.body.isEmpty() : request.headers.contains(name);
}

QString headersDifference(const Http::Request &request, const Value &expect)
{
    const Value required = expect["requireHeaders"];
    for (qsizetype i = 0; i < required.size(); ++i) {
        if (!hasHeader(request, required.at(i).utf8().toByteArray()))
            return u"header %1 is missing"_s.arg(required.at(i).string());
    }
    const Value forbidden = expect["forbidHeaders"];
    for (qsizetype i = 0; i < forbidden.size(); ++i) {
        if (hasHeader(request, forbidden.at(i).utf8().toByteArray()))
            return u"header %1 must not be there"_s.arg(forbidden.at(i).string());
    }
    // Older cases name the type alone, and a checksum of the body is added when the request is sent.
    QString different = headerDifference(request.headers, expect["headers"], {"content-type", "content-md5"});
    const QByteArray type = expect["headers"]["Content-Type"].utf8().toByteArray();
    if (different.isEmpty() && !request.headers.value("Content-Type").startsWith(type))
        different = u"content type is "_s + QString::fromUtf8(request.headers.value("Content-Type"));
    return different;
}

BodyForm formOf(const Value &suite, const Http::Request &request)
{
    const BodyForm form = bodyFormOf(suite["metadata"]["protocol"].string());
    const QByteArray type = request.headers.value("Content-Type");
    const bool structured
        = type.contains("json") || type.contains("xml") || type.contains("cbor") || type.contains("form");
    return structured ? form : BodyForm::Bytes;
}

QString requestDifference(const Value &suite, const Value &test)
{
    const Value given = test["given"];
    const auto model = modelOf(suite, given);
    if (!model)
        return model.error().text();
    const Aws::Operation *operation = (*model)->operation(given["name"].string());
    NoRandom random;
    const Value expect = test["serialized"];
    const auto request = Aws::serialize(**model, *operation, test["params"], endpointOf(suite), random);
    if (!request)
        return request.error().text();
    const Value method = expect["method"];
    if (!method.isNull() && request->method != method.utf8())
        return u"method is "_s + QString::fromUtf8(request->method);
    Http::Target target = request->target;
    const QList<QByteArray> uri = expect["uri"].utf8().toByteArray().split('?');
    target.path = uri.value(0);
    target.query = uri.size() > 1 ? uri.at(1) : QByteArray();
    QString different = targetDifference(request->target, target);
    const QByteArray host = expect["host"].utf8().toByteArray();
    if (!host.isEmpty() && request->target.host != host.split('/').first())
        different = u"host is "_s + QString::fromUtf8(request->target.host);
    if (different.isEmpty())
        different = headersDifference(*request, expect);
    const Value body = expect["body"];
    if (different.isEmpty() && body.isString()
        && !sameBody(formOf(suite, *request), request->body, body.utf8().toByteArray()))
        different = u"body is "_s + QString::fromUtf8(request->body.left(500));
    return different;
}

/// "rest-xml.json AllQueryStringTypes"; cases without an id are counted within their suite.
QString caseId(const QString &path, const Value &suite, const Value &test, qsizetype index)
{
    const QString id
        = test["id"].isString() ? test["id"].string() : u"%1 #%2"_s.arg(suite["description"].string()).arg(index + 1);
    return path.section(u'/', -2) + u' ' + id;
}

void runSuite(const QString &path, const Value &suite, Report &report)
{
    const Value cases = suite["cases"];
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const Value test = cases.at(i);
        const QString id = caseId(path, suite, test, i);
        if (!test["serialized"].isContext() || report.skips(id))
            continue;
        const QString why = requestDifference(suite, test);
        if (why.isEmpty())
            report.pass();
        else
            report.fail(id, why);
    }
}

void runProtocols(const Options &options, Report &report)
{
    for (const QString &path : filesBelow(options.paths, u".json"_s)) {
        QFile file(path);
        const Result<Value> suites = Json::read(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
        if (!suites)
            report.fail(path, suites.error().text());
        for (qsizetype i = 0; suites && i < suites->size(); ++i)
            runSuite(path, suites->at(i), report);
    }
}

const Registration registration {u"protocols"_s, u"Requests and answers in every protocol (json)"_s, &runProtocols};

} // namespace

} // namespace Plugboard::Conformance
