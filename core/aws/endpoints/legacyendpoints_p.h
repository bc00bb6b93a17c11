#pragma once

#include "core/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace Plugboard::Aws {

enum class EndpointVariant {
    Plain,
    Fips,
    DualStack,
    FipsDualStack,
};

/// What an endpoints.json says of a service in a region.
struct LegacyEndpoint
{
    QByteArray host; ///< Empty: it does not know the partition or the variant
    QByteArray signingName; ///< Empty: the model's
    QByteArray signingRegion; ///< Empty: the region
};

/// For services without endpoint rules, as of packages before 2022. Of a service that the file does not know, the host is
/// made by the partition's pattern. Source: the format is botocore's; "variants" are chosen by their exact set of tags.
LegacyEndpoint legacyEndpoint(const Value &endpointsJson, QByteArrayView endpointPrefix, QByteArrayView region,
                              EndpointVariant variant);

} // namespace Plugboard::Aws
