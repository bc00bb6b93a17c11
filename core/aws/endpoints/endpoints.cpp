#include "core/aws/endpoints/endpoints.h"

#include "core/aws/endpoints/legacyendpoints_p.h"
#include "core/aws/endpoints/rulecache_p.h"
#include "core/aws/endpoints/ruleparameters_p.h"

#include <QRegularExpression>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error endpointError(const QString &message, const QString &where = {})
{
    return {Stage::Call, ErrorCode::Invalid, message, where};
}

/// A region becomes part of a host name, so it must be a label; nothing else is required, as new ones open every year.
std::optional<Error> regionProblem(const QString &region)
{
    if (region.isEmpty())
        return endpointError(u"no region; choose one or set AWS_REGION"_s);
    static const QRegularExpression zone(u"^([a-z]{2,}(-[a-z]+)+-[0-9]+)[a-z]$"_s);
    if (const QRegularExpressionMatch match = zone.match(region); match.hasMatch()) {
        return endpointError(u"\"%1\" is an availability zone; its region is %2"_s.arg(region, match.captured(1)));
    }
    static const QRegularExpression label(u"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    if (!label.match(region).hasMatch()) {
        const QString message = u"\"%1\" is no region; use small letters, digits and dashes as in eu-central-1"_s;
        return endpointError(message.arg(region));
    }
    return {};
}

struct RefusalRow
{
    QStringView beginning;
    QStringView remedy;
};

// What rule sets of all services say, and what helps against it.
constexpr RefusalRow refusalRows[] {
    {u"Invalid Configuration: FIPS and custom endpoint",
     u"switch FIPS off (AWS_USE_FIPS_ENDPOINT, use_fips_endpoint) or remove the endpoint URL"},
    {u"Invalid Configuration: Dualstack and custom endpoint",
     u"switch dual stack off (AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint) or remove the endpoint URL"},
    {u"FIPS and DualStack are enabled", u"switch one of them off or choose another region"},
    {u"FIPS is enabled", u"switch FIPS off (AWS_USE_FIPS_ENDPOINT, use_fips_endpoint) or choose another region"},
    {u"DualStack is enabled",
     u"switch dual stack off (AWS_USE_DUALSTACK_ENDPOINT, use_dualstack_endpoint) or choose another region"},
    {u"Client was configured for partition", u"choose a region of the ARN's partition"},
    {u"Invalid configuration: region from ARN", u"choose the ARN's region, or set AWS_S3_USE_ARN_REGION to true"},
};

/// The rules' own words, and what to do.
Error refused(Error error, const ServiceModel &model)
{
    for (const RefusalRow &row : refusalRows) {
        if (error.message.startsWith(row.beginning)) {
            error.message += u"; "_s + row.remedy.toString();
            break;
        }
    }
    error.where = u"endpoint rules of "_s + model.metadata().serviceId;
    return error;
}

/// For what a request is signed where the rules say nothing else. "aws-global" is a region to rules, not to signatures.
QByteArray usualSigningRegion(const QString &region, const Value &partition)
{
    const Value global = partition["implicitGlobalRegion"];
    const bool isPseudoRegion = region == partition["name"].string() + u"-global"_s;
    return isPseudoRegion && global.isString() ? global.utf8().toByteArray() : region.toUtf8();
}

/// The first scheme of the list that can be signed here; without a list the usual one stays.
std::optional<Error> applyScheme(const Value &schemes, Endpoint &endpoint)
{
    QStringList names;
    for (qsizetype i = 0; i < schemes.size(); ++i) {
        const Value scheme = schemes.at(i);
        names.append(scheme["name"].string());
        if (scheme["name"].utf8() != "sigv4")
            continue;
        if (const Value name = scheme["signingName"]; name.isString())
            endpoint.signingName = name.utf8().toByteArray();
        if (const Value region = scheme["signingRegion"]; region.isString())
            endpoint.signingRegion = region.utf8().toByteArray();
        endpoint.doubleEncodePath = !scheme["disableDoubleEncoding"].isTrue();
        return {};
    }
    if (names.isEmpty())
        return {};
    return Error {Stage::Signature,
                  ErrorCode::Unsupported,
                  u"%1 accepts only requests signed with %2, which is not supported; use a resource of a single "
                  "region instead of one for several"_s.arg(endpoint.target.display(), names.join(u" or "_s)),
                  {}};
}

Error noUrl(const QString &source)
{
    // The URL itself may hold a password, so it is not repeated.
    return endpointError(u"the endpoint is no URL; write http://host:port or https://host without "
                         "user and password"_s,
                         source);
}

EndpointVariant variantFor(const EndpointSettings &settings)
{
    const bool fips = settings.flag(u"AWS_USE_FIPS_ENDPOINT"_s, "use_fips_endpoint").isTrue();
    const bool dualStack = settings.flag(u"AWS_USE_DUALSTACK_ENDPOINT"_s, "use_dualstack_endpoint").isTrue();
    if (fips)
        return dualStack ? EndpointVariant::FipsDualStack : EndpointVariant::Fips;
    return dualStack ? EndpointVariant::DualStack : EndpointVariant::Plain;
}

QString sourceFor(const QString &region, const EndpointSettings &settings)
{
    switch (variantFor(settings)) {
    case EndpointVariant::Plain:
        break;
    case EndpointVariant::Fips:
        return u"region %1, FIPS"_s.arg(region);
    case EndpointVariant::DualStack:
        return u"region %1, dual stack"_s.arg(region);
    case EndpointVariant::FipsDualStack:
        return u"region %1, FIPS and dual stack"_s.arg(region);
    }
    return u"region %1"_s.arg(region);
}

/// The form that AWS gives to most hosts.
QByteArray usualHost(const QByteArray &prefix, const QByteArray &region, const Value &partition,
                     EndpointVariant variant)
{
    const bool fips = variant == EndpointVariant::Fips || variant == EndpointVariant::FipsDualStack;
    const bool dualStack = variant == EndpointVariant::DualStack || variant == EndpointVariant::FipsDualStack;
    return prefix + (fips ? "-fips." : ".") + region + '.'
        + partition[dualStack ? "dualStackDnsSuffix" : "dnsSuffix"].utf8().toByteArray();
}

/// A service without rules: its row of endpoints.json, else the usual host.
void applyLegacy(const Value &endpointsJson, const EndpointQuery &query, const Value &partition, Endpoint &endpoint)
{
    const QByteArray prefix = query.model.metadata().endpointPrefix.toUtf8();
    const QByteArray region = query.region.toUtf8();
    const EndpointVariant variant = variantFor(query.settings);
    const LegacyEndpoint known = legacyEndpoint(endpointsJson, prefix, region, variant);
    endpoint.target.host = known.host.isEmpty() ? usualHost(prefix, region, partition, variant) : known.host;
    if (!known.signingName.isEmpty())
        endpoint.signingName = known.signingName;
    if (!known.signingRegion.isEmpty())
        endpoint.signingRegion = known.signingRegion;
}

/// Whether a request to it stays with a custom endpoint: the same host, or a name below it (S3's buckets).
bool isBelow(const Http::Target &target, const Http::Target &custom)
{
    return target.scheme == custom.scheme && target.port == custom.port
        && (target.host == custom.host || target.host.endsWith('.' + custom.host));
}

/// An endpoint that somebody has chosen instead of AWS's.
struct CustomEndpoint
{
    ConfiguredEndpoint configured;
    std::optional<Http::Target> target; ///< None: nobody has
};

Result<CustomEndpoint> customEndpoint(const EndpointQuery &query)
{
    CustomEndpoint custom {{query.endpointUrl, u"endpoint URL"_s}, {}};
    if (custom.configured.url.isEmpty())
        custom.configured = configuredEndpoint(query.model.metadata().serviceId, query.settings);
    custom.target = Http::Target::fromUrl(custom.configured.url);
    if (!custom.configured.url.isEmpty() && !custom.target)
        return noUrl(custom.configured.source);
    return custom;
}

Result<Endpoint> byRules(const RuleSet &rules, const Partitions &partitions, const EndpointQuery &query,
                         const CustomEndpoint &custom, Endpoint endpoint)
{
    const Result<RuledEndpoint> ruled = rules.resolve(ruleParameters(rules, query, custom.configured.url), partitions);
    if (!ruled)
        return refused(ruled.error(), query.model);
    const std::optional<Http::Target> target = Http::Target::fromUrl(QString::fromUtf8(ruled->url));
    if (!target)
        return noUrl(u"endpoint rules of "_s + query.model.metadata().serviceId);
    endpoint.target = *target;
    // Some rules pass over a custom endpoint; whoever chose one does not want to reach anything else.
    if (custom.target && !isBelow(*target, *custom.target))
        return endpointError(u"this call would go to %1 instead of the endpoint that is set; remove the endpoint URL, "
                             "or name the resource without its ARN"_s.arg(target->display()),
                             custom.configured.source);
    for (const auto &[name, value] : ruled->headers)
        endpoint.headers.add(name, value);
    if (std::optional<Error> problem = applyScheme(ruled->properties["authSchemes"], endpoint))
        return *std::move(problem);
    return endpoint;
}

} // namespace

EndpointResolver::EndpointResolver(QStringList folders)
    : m_rules(std::make_unique<RuleCache>(std::move(folders)))
{
}

EndpointResolver::~EndpointResolver() = default;

Result<Endpoint> EndpointResolver::resolve(const EndpointQuery &query) const
{
    if (std::optional<Error> problem = regionProblem(query.region))
        return *std::move(problem);
    const Result<CustomEndpoint> custom = customEndpoint(query);
    if (!custom)
        return custom.error();
    const QString &path = query.model.path();
    const Result<std::shared_ptr<const Partitions>> partitions = m_rules->partitionsFor(path);
    if (!partitions)
        return partitions.error();
    const Value partition = (*partitions)->of(query.region.toUtf8());
    Endpoint endpoint;
    endpoint.signingName = query.model.metadata().signingName.toUtf8();
    endpoint.signingRegion = usualSigningRegion(query.region, partition);
    endpoint.source = custom->target ? custom->configured.source : sourceFor(query.region, query.settings);

    const Result<std::optional<RuleSet>> rules = m_rules->rulesFor(path);
    if (!rules)
        return rules.error();
    if (*rules)
        return byRules(**rules, **partitions, query, *custom, endpoint);
    if (custom->target) {
        endpoint.target = *custom->target;
        return endpoint;
    }
    return m_rules->legacyEndpointsFor(path).transform([&](const Value &endpointsJson) {
        applyLegacy(endpointsJson, query, partition, endpoint);
        return endpoint;
    });
}

} // namespace Plugboard::Aws
