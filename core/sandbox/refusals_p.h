#pragma once

#include "core/sandbox/service_p.h"

namespace Plugboard::Sandbox {

/// An error of the query protocol: <ErrorResponse>. The namespace may be empty.
Loopback::Response refusedInXml(const Refusal &refusal, const QString &xmlNamespace, const QString &requestId);

/// An error for a client whose service is unknown, in the form that it will understand: who sends JSON is answered in JSON, and
/// with the names that the JSON protocols have for a bad signature; everybody else in XML.
Loopback::Response refused(const Refusal &refusal, const Loopback::Request &request, const QString &requestId);

} // namespace Plugboard::Sandbox
