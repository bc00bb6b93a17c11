#include "tests/conformance/s3cases.h"

#include "core/aws/endpoints/endpoints.h"
#include "core/aws/models/modellibrary.h"
#include "core/aws/protocols/protocol.h"
#include "core/aws/signing/bodychecksums.h"
#include "core/aws/sigv4/presign.h"

#include <algorithm>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

// All cases were recorded at this moment (SOURCE.md).
constexpr Clock::Moment s3Moment {std::chrono::seconds(1'714'979'289)}; // 2024-05-06T07:08:09Z

QByteArray utf8Of(const Value &value)
{
    return value.utf8().toByteArray();
}

Aws::Credentials s3Keys(const Value &token)
{
    Aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = Sensitive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = Sensitive(utf8Of(token));
    return keys;
}

/// Some cases write "put_object".
QString operationName(const QString &name)
{
    if (!name.contains(u'_'))
        return name;
    QString camel;
    for (const QString &word : name.split(u'_'))
        camel += word.left(1).toUpper() + word.mid(1);
    return camel;
}

/// The recording client takes {"Bucket", "Key"} for the text that the model has.
Value modelInput(const Value &input)
{
    const Value source = input["CopySource"];
    if (!source.isContext())
        return input;
    return input.with("CopySource", Value::utf8(utf8Of(source["Bucket"]) + '/' + utf8Of(source["Key"])));
}

bool isSetTo(const Value &config, const char *key, const char *value)
{
    return config[key].utf8() == value;
}

Aws::ChecksumSettings checksumSettings(const Value &test)
{
    Aws::ChecksumSettings settings;
    settings.onlyRequired = isSetTo(test["config"], "request_checksum_calculation", "when_required");
    const Value headers = test["expect"]["headers"];
    // By our default sums go into headers; the recording client puts those of streams behind the body. Of its answers' sums the
    // cases do not record the setting everywhere.
    settings.inTrailer = headers["X-Amz-Trailer"].isString();
    settings.onlyAskedFor = !headers["x-amz-checksum-mode"].isString();
    return settings;
}

/// Settings as a profile has them: texts.
Value profileOf(const Value &config)
{
    Value profile = config.isContext() ? config : Value::context(Value::Entries());
    for (const QByteArray name : {"use_fips_endpoint", "use_dualstack_endpoint"})
        if (profile[name].isTrue())
            profile = profile.with(name, Value::utf8("true"));
    return profile;
}

QList<QByteArray> sortedPairs(const QByteArray &query)
{
    QList<QByteArray> pairs = query.split('&');
    for (QByteArray &pair : pairs)
        if (!pair.isEmpty() && !pair.contains('='))
            pair += '=';
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

QString urlDifference(const QByteArray &actual, const QByteArray &expected)
{
    const auto part = [](const QByteArray &url, bool query) {
        const qsizetype question = url.indexOf('?');
        if (question < 0)
            return query ? QByteArray() : url;
        return query ? url.sliced(question + 1) : url.first(question);
    };
    if (part(actual, false) != part(expected, false)
        || sortedPairs(part(actual, true)) != sortedPairs(part(expected, true)))
        return u"URL is %1, not %2"_s.arg(QString::fromUtf8(actual), QString::fromUtf8(expected));
    return {};
}

bool isIgnoredHeader(const QByteArray &lowerName)
{
    return lowerName == "expect" || lowerName == "content-length" || lowerName == "transfer-encoding"
        || lowerName == "authorization" || lowerName == "host";
}

/// Every expected header must be there, and no x-amz-* besides.
QString headersDifference(const Http::Headers &actual, const Value &expected)
{
    QList<QByteArray> names;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const QByteArray name = expected.keyAt(i).toByteArray().toLower();
        names.append(name);
        const QByteArray value = utf8Of(expected.valueAt(i));
        if (!isIgnoredHeader(name) && actual.value(name) != value)
            return u"%1 is \"%2\", not \"%3\""_s.arg(QString::fromLatin1(name), QString::fromUtf8(actual.value(name)),
                                                     QString::fromUtf8(value));
    }
    for (const auto &[name, value] : actual.lines())
        if (name.toLower().startsWith("x-amz-") && !names.contains(name.toLower()))
            return u"%1: %2 is not expected"_s.arg(QString::fromLatin1(name), QString::fromUtf8(value));
    return {};
}

} // namespace

class S3Cases::Maker final
{
public:
    /// A request as it is before it is signed.
    struct Made
    {
        Http::Request request;
        Aws::OperationSigning signing;
        Aws::SigningScope scope;
    };

    Result<Made> make(const Value &test, bool asLink)
    {
        const QString service = test["service"].isString() ? test["service"].string() : u"s3"_s;
        const Result<Aws::ServiceModelPtr> model = m_library.load(service);
        if (!model)
            return model.error();
        const Aws::Operation *operation = (*model)->operation(operationName(test["operation"].string()));
        if (operation == nullptr)
            return Error {Stage::Call, ErrorCode::NotFound, u"the model has no such operation"_s, {}};
        const Value input = modelInput(test["input"]);
        const Result<Aws::Endpoint> endpoint = m_endpoints.resolve(
            {.model = **model,
             .operation = operation,
             .input = input,
             .region = test["region"].string(),
             .settings = {.environment = {}, .profile = profileOf(test["config"]), .services = {}}});
        if (!endpoint) {
            // The cases were recorded with rules of 2026; those of an older model refuse more.
            if (endpoint.error().where.startsWith(u"endpoint rules of"_s))
                m_refusedByRules = u"the endpoint rules installed are older: "_s + endpoint.error().message;
            return endpoint.error();
        }
        Result<Http::Request> request = Aws::serialize(**model, *operation, input, endpoint->target, m_random);
        if (!request)
            return request.error();
        const Result<Aws::OperationSigning> signing = Aws::signingOf(**model, *operation);
        if (!signing)
            return signing.error();
        Made made {*std::move(request), *signing, {endpoint->signingRegion, endpoint->signingName}};
        for (const auto &[name, value] : endpoint->headers.lines())
            made.request.headers.set(name, value);
        if (asLink) {
            Aws::addCustomerKeyDigests(made.request.headers);
            Result<Http::Request> link = Aws::asLink(*operation, input, std::move(made.request), made.signing);
            if (!link)
                return link.error();
            made.request = *std::move(link);
            // The recording client keeps the operation's own method, for which no link can be followed.
            made.request.method = operation->method.toUtf8();
            return made;
        }
        const Result<Done> added
            = Aws::addChecksums(*operation, input, checksumSettings(test), made.request, made.signing);
        if (!added)
            return added.error();
        Aws::choosePayloadHash(*operation, made.request, made.signing);
        return made;
    }

    /// Why the installed endpoint rules would not have the last case.
    const QString &refusal() const { return m_refusedByRules; }
    void forgetRefusal() { m_refusedByRules.clear(); }

    QString requestDifference(const Value &test)
    {
        const Result<Made> made = make(test, false);
        if (!made)
            return made.error().text();
        const Value expect = test["expect"];
        const auto result
            = m_signer.sign(made->request, s3Keys(test["sessionToken"]), made->scope, s3Moment, made->signing.options);
        if (!result)
            return result.error().text();
        const Http::Request &request = result->request;
        if (request.method != utf8Of(expect["method"]))
            return u"method is "_s + QString::fromUtf8(request.method);
        if (const QString why = urlDifference(request.target.url(), utf8Of(expect["url"])); !why.isEmpty())
            return why;
        if (request.body != utf8Of(expect["body"]))
            return u"body is "_s + QString::fromUtf8(request.body);
        if (const QString why = headersDifference(request.headers, expect["headers"]); !why.isEmpty())
            return why;
        return signatureDifference(*made, test);
    }

    QString linkDifference(const Value &test)
    {
        const Result<Made> made = make(test, true);
        if (!made)
            return made.error().text();
        const std::chrono::seconds expires(test["expires"].number().toInt64().value_or(0));
        const auto link = Aws::presignedUrl(m_signer, made->request, s3Keys(test["sessionToken"]), made->scope,
                                            s3Moment, expires, made->signing.options);
        return link ? urlDifference(link->url, utf8Of(test["expectUrl"])) : link.error().text();
    }

private:
    /// Over the headers that the recording client signed: ours may be more.
    QString signatureDifference(const Made &made, const Value &test)
    {
        const Value headers = test["expect"]["headers"];
        const QByteArray recorded = utf8Of(headers["Authorization"]);
        const QByteArray names = recorded.mid(recorded.indexOf("SignedHeaders=") + 14);
        const QList<QByteArray> signedNames = names.first(names.indexOf(',')).split(';');
        Http::Request request = made.request;
        request.headers = {};
        for (qsizetype i = 0; i < headers.size(); ++i)
            if (const QByteArray name = headers.keyAt(i).toByteArray(); signedNames.contains(name.toLower()))
                request.headers.add(name, utf8Of(headers.valueAt(i)));
        const auto result
            = m_signer.sign(request, s3Keys(test["sessionToken"]), made.scope, s3Moment, made.signing.options);
        if (!result)
            return result.error().text();
        const QByteArray actual = result->request.headers.value("Authorization");
        return actual == recorded ? QString() : u"Authorization is "_s + QString::fromUtf8(actual);
    }

    Aws::ModelLibrary m_library {Aws::ModelLibrary::defaultFolders()};
    Aws::EndpointResolver m_endpoints {m_library.folders()};
    Aws::Signer m_signer;
    SystemRandom m_random;
    QString m_refusedByRules; ///< Of the last case
};

S3Cases::S3Cases()
    : m_maker(std::make_unique<Maker>())
{
}

S3Cases::~S3Cases() = default;

S3Cases::Finding S3Cases::judge(const Value &test)
{
    m_maker->forgetRefusal();
    const QString failure
        = test["kind"].string() == "presign"_L1 ? m_maker->linkDifference(test) : m_maker->requestDifference(test);
    return m_maker->refusal().isEmpty() ? Finding {failure, {}} : Finding {{}, m_maker->refusal()};
}

} // namespace Plugboard::Conformance
