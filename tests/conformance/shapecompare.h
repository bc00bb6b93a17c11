#pragma once

#include "core/aws/protocols/protocol.h"

#include <QString>

namespace Plugboard::Conformance {

/// How a suite writes down what an answer says.
struct ShapeExpectation
{
    bool timestampsAsText = false; ///< Else seconds since 1970
    std::optional<Aws::RawBody> rawBody;
};

/// Where an output differs from what is expected of it, "a.b[2]: … instead of …"; empty if nowhere. Members unknown to the shape
/// are not compared: suites leave them out, Plugboard keeps them. An entry that is null counts as missing, as these models do not
/// tell sparse maps from dense ones. Expected blobs are their UTF-8 text.
QString shapeDifference(const Aws::Shape &shape, const Value &actual, const Value &expected,
                        const ShapeExpectation &expectation, const QString &path = {});

} // namespace Plugboard::Conformance
