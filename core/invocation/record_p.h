#pragma once

#include "core/invocation/run.h"
#include "core/secrets/placeholders.h"

namespace Plugboard::Http {
struct Request;
struct Response;
} // namespace Plugboard::Http

namespace Plugboard::Invocation {

/// What of a request and an answer is shown, as text and in parts. Bodies are masked before they are cut, so that no half of a
/// secret stays; the rest passes mask() at the end. A body with secrets too short to be hidden, `unsearched`, is left out.
void noteRequest(Run &run, const Http::Request &request, const Secrets::Masking &masking,
                 const QStringList &unsearched);
void noteResponse(Run &run, const Http::Response &response, const Secrets::Masking &masking);

/// The one gate through which a run leaves: hides every known secret in every text of it.
void mask(Run &run, const Secrets::Masking &masking);

} // namespace Plugboard::Invocation
