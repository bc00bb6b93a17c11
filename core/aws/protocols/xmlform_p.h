#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/aws/protocols/xmltree_p.h"

namespace Plugboard::Aws {

/// An element as a shape describes it. Timestamps and blobs stay the text of the wire, and so do numbers and booleans that are
/// none (Smithy, "XML bindings").
Value readXmlShape(const Member &use, const XmlNode &node);

/// A text of XML or of a header as a scalar shape describes it.
Value readTextShape(const Shape &shape, const QString &text);

} // namespace Plugboard::Aws
