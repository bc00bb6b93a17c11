#include "core/aws/protocols/servicerules_p.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// Answers call a zone "/hostedzone/Z1", requests "Z1" (Route 53 API Reference, "ListHostedZones").
Value withBareIds(const Operation &operation, Value input)
{
    static const QStringList idShapes {u"ResourceId"_s, u"DelegationSetId"_s, u"ChangeId"_s};
    for (const Member &member : operation.input->members) {
        const QByteArray name = member.name.toUtf8();
        const Value id = input[name];
        if (idShapes.contains(member.shape->name) && id.isString())
            input = input.with(name, Value::string(id.string().section(u'/', -1)));
    }
    return input;
}

Value withDefault(const Operation &operation, Value input, const QString &member, const char *text)
{
    const QByteArray name = member.toUtf8();
    if (operation.input->member(member) == nullptr || !input[name].isNull())
        return input;
    return input.with(name, Value::utf8(text));
}

/// Keys may hold characters that XML cannot (S3 API Reference, "ListObjectsV2", encoding-type).
Value withEncodedKeys(const Operation &operation, Value input)
{
    static const QStringList listings {u"ListObjects"_s, u"ListObjectsV2"_s, u"ListObjectVersions"_s};
    return listings.contains(operation.name) ? withDefault(operation, input, u"EncodingType"_s, "url") : input;
}

/// "bucket/key" is to be percent-encoded, "?versionId=…" behind it is not (S3 API Reference, "CopyObject").
Value withEncodedSource(const Operation &operation, Value input)
{
    const Value source = input["CopySource"];
    if (operation.input->member(u"CopySource") == nullptr || !source.isString())
        return input;
    const QByteArray text = source.utf8().toByteArray();
    const qsizetype version = text.indexOf("?versionId=");
    const QByteArray key = version < 0 ? text : text.first(version);
    const QByteArray rest = version < 0 ? QByteArray() : text.sliced(version);
    return input.with("CopySource", Value::utf8(Http::percentEncoded(key, "/") + rest));
}

/// People write scripts, the service reads base64 (EC2 API Reference, "RunInstances"; Auto Scaling, "CreateLaunchConfiguration").
Value withEncodedUserData(const Operation &operation, Value input)
{
    static const QStringList launches {u"RunInstances"_s, u"CreateLaunchConfiguration"_s};
    const Value script = input["UserData"];
    if (!launches.contains(operation.name) || !script.isString())
        return input;
    return input.with("UserData", Value::utf8(script.utf8().toByteArray().toBase64()));
}

} // namespace

Value inputByServiceRules(const ServiceModel &model, const Operation &operation, Value input)
{
    if (operation.input == nullptr || !input.isContext())
        return input;
    const QString &service = model.metadata().serviceId;
    if (service == u"Route 53")
        return withBareIds(operation, input);
    if (service == u"EC2" || service == u"Auto Scaling")
        return withEncodedUserData(operation, input);
    if (service == u"Glacier")
        return withDefault(operation, input, u"accountId"_s, "-"); // The account of the credentials
    if (service == u"S3")
        return withEncodedSource(operation, withEncodedKeys(operation, input));
    return input;
}

void addHeadersByServiceRules(const ServiceModel &model, Http::Headers &headers)
{
    const Metadata &metadata = model.metadata();
    if (metadata.serviceId == u"Glacier") // S3 Glacier API Reference, "Common request headers"
        headers.set("x-amz-glacier-version", metadata.apiVersion.toUtf8());
    if (metadata.serviceId == u"API Gateway"
        && !headers.contains("Accept")) // Else the answer is HAL (API Gateway API Reference)
        headers.set("Accept", "application/json");
}

} // namespace Plugboard::Aws
