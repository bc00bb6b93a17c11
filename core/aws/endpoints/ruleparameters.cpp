#include "core/aws/endpoints/ruleparameters_p.h"

#include "core/aws/models/jmespath.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// A built-in that is a switch: a variable or a key of the profile turns it on by a word.
struct SwitchRow
{
    QByteArrayView builtIn;
    QStringView variable;
    QByteArrayView key;
    QStringView on;
};

constexpr SwitchRow switchRows[] {
    {"AWS::UseFIPS", u"AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", u"true"},
    {"AWS::UseDualStack", u"AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", u"true"},
    {"AWS::S3::DisableMultiRegionAccessPoints", u"AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
     "s3_disable_multiregion_access_points", u"true"},
    {"AWS::S3::UseGlobalEndpoint", u"AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "s3_us_east_1_regional_endpoint", u"legacy"},
    {"AWS::STS::UseGlobalEndpoint", u"AWS_STS_REGIONAL_ENDPOINTS", "sts_regional_endpoints", u"legacy"},
};

Value textOrNull(const QString &text)
{
    return text.isEmpty() ? Value() : Value::string(text);
}

QString bucketOf(const EndpointQuery &query)
{
    if (query.operation == nullptr || query.operation->input == nullptr)
        return {};
    for (const Member &member : query.operation->input->members)
        if (member.contextParam == u"Bucket")
            return query.input[member.name.toUtf8()].string();
    return {};
}

/// AWS leaves this to the SDKs: behind a custom endpoint there is rarely a name for each bucket; GetBucketLocation is asked where
/// the bucket's region is not known yet, which works in the path alone; an access point cannot be in the path.
Value forcePathStyle(const EndpointQuery &query, bool customEndpoint, bool accelerate)
{
    const QString style = query.settings.s3("addressing_style");
    if (bucketOf(query).startsWith(u"arn:"))
        return Value::boolean(false);
    if (accelerate)
        return Value::boolean(style == u"path");
    if (query.operation != nullptr && query.operation->name == u"GetBucketLocation")
        return Value::boolean(true);
    return Value::boolean(customEndpoint ? style != u"virtual" : style == u"path");
}

/// Null, so that the rules decide, if nobody has said anything.
Value useArnRegion(const EndpointSettings &settings)
{
    const Value flag = settings.flag(u"AWS_S3_USE_ARN_REGION"_s, "s3_use_arn_region");
    const QString nested = settings.s3("use_arn_region");
    return flag.isNull() && !nested.isEmpty() ? Value::boolean(nested == u"true") : flag;
}

Value builtInValue(QByteArrayView name, const EndpointQuery &query, const QString &endpointUrl)
{
    const EndpointSettings &settings = query.settings;
    for (const SwitchRow &row : switchRows)
        if (row.builtIn == name)
            return Value::boolean(settings.text(row.variable.toString(), row.key).toLower() == row.on);
    const bool accelerate = settings.s3("use_accelerate_endpoint") == u"true";
    if (name == "AWS::Region")
        return textOrNull(query.region);
    if (name == "SDK::Endpoint")
        return textOrNull(endpointUrl);
    if (name == "AWS::S3::Accelerate")
        return Value::boolean(accelerate);
    if (name == "AWS::S3::ForcePathStyle")
        return forcePathStyle(query, !endpointUrl.isEmpty(), accelerate);
    if (name == "AWS::S3::UseArnRegion" || name == "AWS::S3Control::UseArnRegion")
        return useArnRegion(settings);
    if (name == "AWS::Auth::AccountId")
        return textOrNull(query.accountId);
    if (name == "AWS::Auth::AccountIdEndpointMode") {
        const QString mode = settings.text(u"AWS_ACCOUNT_ID_ENDPOINT_MODE"_s, "account_id_endpoint_mode").toLower();
        return Value::string(mode.isEmpty() ? u"preferred"_s : mode);
    }
    return {};
}

/// S3 Express accepts usual signatures as well as its own sessions, which are not made yet.
Value clientValue(QByteArrayView name)
{
    return name == "DisableS3ExpressSessionAuth" ? Value::boolean(true) : Value();
}

Value ofOperation(const QByteArray &name, const Operation &operation, const Value &input)
{
    if (std::optional<Value> fixed = operation.staticContextParams.find(name))
        return *std::move(fixed);
    const QString parameter = QString::fromUtf8(name);
    if (operation.input != nullptr)
        for (const Member &member : operation.input->members)
            if (member.contextParam == parameter)
                return input[member.name.toUtf8()];
    const auto path = operation.operationContextParams.constFind(parameter);
    if (path == operation.operationContextParams.constEnd())
        return {};
    const Result<JmesPath> parsed = JmesPath::parse(*path);
    return parsed ? parsed->search(input) : Value();
}

} // namespace

Value ruleParameters(const RuleSet &rules, const EndpointQuery &query, const QString &endpointUrl)
{
    Value::Entries values;
    for (const RuleParameter &parameter : rules.parameters()) {
        Value value;
        if (query.operation != nullptr)
            value = ofOperation(parameter.name, *query.operation, query.input);
        if (value.isNull())
            value = parameter.builtIn.isEmpty() ? clientValue(parameter.name)
                                                : builtInValue(parameter.builtIn, query, endpointUrl);
        values.emplace_back(parameter.name, std::move(value));
    }
    return Value::context(std::move(values));
}

} // namespace Plugboard::Aws
