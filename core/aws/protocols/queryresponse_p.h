#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/protocol.h"
#include "core/aws/protocols/xmltree_p.h"

namespace Plugboard::Aws {

/// The answer of the query protocol: `<OpResponse><OpResult>…</OpResult><ResponseMetadata>…`. The status is a success.
///
/// Source: Smithy, "AWS query protocol", response serialization.
Result<ParsedResponse> readQueryResponse(const Operation &operation, const QByteArray &body);

/// An element as its shape describes it. Unknown children are kept behind the known ones.
Value readShape(const Member &use, const XmlNode &node);

} // namespace Plugboard::Aws
