#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/base/result.h"
#include "core/http/message.h"

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>

namespace Plugboard::Aws {

/// Where a service is reached, and for what a request to it is signed.
struct Endpoint
{
    Http::Target target;
    QByteArray signingName;
    QByteArray signingRegion;
    QString source; ///< Why it is this one, as shown: "region eu-central-1", "AWS_ENDPOINT_URL_SNS", "endpoint URL"
};

/// The endpoint of a service in a region. First of: `endpointUrl`, AWS_ENDPOINT_URL_<SERVICE_ID>, AWS_ENDPOINT_URL (both
/// unless AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is "true"), the region's host in the region's partition.
///
/// Errors: Stage::Call, Invalid: no region, a text that cannot be one, an availability zone, a URL that is none.
Result<Endpoint> resolveEndpoint(const ServiceModel &model, const QString &region, const QString &endpointUrl,
                                 const QProcessEnvironment &environment);

} // namespace Plugboard::Aws
