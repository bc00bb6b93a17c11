#pragma once

#include "core/aws/models/servicemodel.h"

#include <optional>

namespace Plugboard::Aws {

/// How requests and answers of a service are written.
enum class WireProtocol {
    Query,
    Ec2,
    Json, ///< 1.0 and 1.1, which differ in the content type alone
    RestJson,
    RestXml,
    Cbor,
};

/// The first of a model's protocols that is known here; nullopt if none is.
std::optional<WireProtocol> wireProtocolOf(const ServiceModel &model);

} // namespace Plugboard::Aws
