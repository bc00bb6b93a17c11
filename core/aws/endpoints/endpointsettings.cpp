#include "core/aws/endpoints/endpointsettings.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// AWS SDKs reference, "Service-specific endpoints": blanks and dashes as underscores.
QString identifierOf(QString serviceId)
{
    return serviceId.replace(u' ', u'_').replace(u'-', u'_');
}

} // namespace

QString EndpointSettings::text(const QString &variable, QByteArrayView key) const
{
    const QString ofEnvironment = variable.isEmpty() ? QString() : environment.value(variable).trimmed();
    return ofEnvironment.isEmpty() && !key.isEmpty() ? profile[key].string().trimmed() : ofEnvironment;
}

Value EndpointSettings::flag(const QString &variable, QByteArrayView key) const
{
    const QString word = text(variable, key);
    if (word.compare(u"true", Qt::CaseInsensitive) == 0)
        return Value::boolean(true);
    return word.compare(u"false", Qt::CaseInsensitive) == 0 ? Value::boolean(false) : Value();
}

QString EndpointSettings::s3(QByteArrayView key) const
{
    return profile["s3"][key].string().trimmed();
}

ConfiguredEndpoint configuredEndpoint(const QString &serviceId, const EndpointSettings &settings)
{
    if (settings.flag(u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, "ignore_configured_endpoint_urls").isTrue())
        return {};
    const QString identifier = identifierOf(serviceId);
    const QString general = u"AWS_ENDPOINT_URL"_s;
    const QString specific = general + u'_' + identifier.toUpper();
    const Value section = settings.services[identifier.toLower().toUtf8()];
    const ConfiguredEndpoint candidates[] {
        {settings.text(specific, {}), specific},
        {settings.text(general, {}), general},
        {section["endpoint_url"].string(), u"services section of the profile"_s},
        {settings.profile["endpoint_url"].string(), u"profile"_s},
    };
    for (const ConfiguredEndpoint &candidate : candidates)
        if (!candidate.url.isEmpty())
            return candidate;
    return {};
}

} // namespace Plugboard::Aws
