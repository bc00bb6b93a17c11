#include "core/aws/endpoints/endpoints.h"

#include "core/aws/endpoints/partitions_p.h"

#include <QRegularExpression>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error invalid(const QString &message, const QString &where = {})
{
    return {Stage::Call, ErrorCode::Invalid, message, where};
}

/// A region becomes part of a host name, so it must be a label; nothing else is required, as new ones open every year.
std::optional<Error> regionProblem(const QString &region)
{
    if (region.isEmpty())
        return invalid(u"no region; choose one or set AWS_REGION"_s);
    static const QRegularExpression zone(u"^([a-z]{2,}(-[a-z]+)+-[0-9]+)[a-z]$"_s);
    if (const QRegularExpressionMatch match = zone.match(region); match.hasMatch()) {
        return invalid(u"\"%1\" is an availability zone; its region is %2"_s.arg(region, match.captured(1)));
    }
    static const QRegularExpression label(u"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    if (!label.match(region).hasMatch()) {
        const QString message = u"\"%1\" is no region; use small letters, digits and dashes as in eu-central-1"_s;
        return invalid(message.arg(region));
    }
    return {};
}

/// AWS SDKs reference, "Service-specific endpoints": upper case, blanks and dashes as underscores.
QString endpointVariable(const QString &serviceId)
{
    QString id = serviceId.toUpper();
    id.replace(u' ', u'_').replace(u'-', u'_');
    return u"AWS_ENDPOINT_URL_"_s + id;
}

struct Override
{
    QString url;
    QString source;
};

Override findOverride(const ServiceModel &model, const QString &endpointUrl, const QProcessEnvironment &environment)
{
    if (!endpointUrl.isEmpty())
        return {endpointUrl, u"endpoint URL"_s};
    const QString ignore = environment.value(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s);
    if (ignore.compare(u"true", Qt::CaseInsensitive) == 0)
        return {};
    for (const QString &name : {endpointVariable(model.metadata().serviceId), u"AWS_ENDPOINT_URL"_s}) {
        const QString url = environment.value(name);
        if (!url.isEmpty())
            return {url, name};
    }
    return {};
}

} // namespace

Result<Endpoint> resolveEndpoint(const ServiceModel &model, const QString &region, const QString &endpointUrl,
                                 const QProcessEnvironment &environment)
{
    if (std::optional<Error> problem = regionProblem(region))
        return *std::move(problem);
    const Metadata &metadata = model.metadata();
    const Partition &partition = partitionOf(region);
    const GlobalService *global = globalService(partition, metadata.endpointPrefix);

    Endpoint endpoint;
    endpoint.signingName = metadata.signingName.toUtf8();
    endpoint.signingRegion = global != nullptr ? global->signingRegion.toByteArray() : region.toUtf8();
    const Override configured = findOverride(model, endpointUrl, environment);
    if (!configured.url.isEmpty()) {
        const std::optional<Http::Target> target = Http::Target::fromUrl(configured.url);
        if (!target) {
            // The URL itself may hold a password, so it is not repeated.
            return invalid(u"the endpoint is no URL; write http://host:port or https://host without "
                           "user and password"_s,
                           configured.source);
        }
        endpoint.target = *target;
        endpoint.source = configured.source;
        return endpoint;
    }
    endpoint.target.host = global != nullptr
        ? global->host.toByteArray()
        : metadata.endpointPrefix.toUtf8() + '.' + region.toUtf8() + '.' + partition.suffix.toByteArray();
    endpoint.source = u"region %1"_s.arg(region);
    return endpoint;
}

} // namespace Plugboard::Aws
