#pragma once

#include "core/value/value.h"

#include <QProcessEnvironment>
#include <QString>

namespace Plugboard::Aws {

/// What a person has configured about endpoints, as AWS's tools read it: environment variables, then a profile of the shared
/// configuration file. Empty values count as not set.
///
/// Source: AWS SDKs and tools reference, "Service-specific endpoints", "Dual-stack and FIPS endpoints", "Amazon S3 access
/// points", "Account-based endpoints".
struct EndpointSettings
{
    QProcessEnvironment environment {};
    Value profile {}; ///< By key, texts: {"use_fips_endpoint": "true", "s3": {"addressing_style": "path"}}
    Value services {}; ///< The [services …] section that the profile names: {"s3": {"endpoint_url": "https://…"}}

    /// The text of a variable, else of a key of the profile; of both names either may be empty.
    QString text(const QString &variable, QByteArrayView key) const;
    /// True, false, or not set: null.
    Value flag(const QString &variable, QByteArrayView key) const;
    /// A key of the profile's nested "s3" settings.
    QString s3(QByteArrayView key) const;
};

struct ConfiguredEndpoint
{
    QString url; ///< Empty: none is configured
    QString source; ///< "AWS_ENDPOINT_URL_SNS", "profile"; as shown
};

/// First of: AWS_ENDPOINT_URL_<SERVICE_ID>, AWS_ENDPOINT_URL, the profile's services section, the profile's endpoint_url; none
/// if AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or the profile's ignore_configured_endpoint_urls is "true".
ConfiguredEndpoint configuredEndpoint(const QString &serviceId, const EndpointSettings &settings);

} // namespace Plugboard::Aws
