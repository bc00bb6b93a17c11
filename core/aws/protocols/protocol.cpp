#include "core/aws/protocols/protocol.h"

#include "core/aws/protocols/answerrules_p.h"
#include "core/aws/protocols/answers_p.h"
#include "core/aws/protocols/errors_p.h"
#include "core/aws/protocols/wireprotocol_p.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error unsupportedAnswer(const ServiceModel &model)
{
    return {Stage::Response,
            ErrorCode::Unsupported,
            u"%1 speaks the protocol %2, which this version does not know; a newer Plugboard may"_s.arg(
                model.metadata().serviceId, model.metadata().protocols.join(u", "_s)),
            {}};
}

} // namespace

Result<ParsedResponse> parse(const ServiceModel &model, const Operation &operation, const Http::Response &response)
{
    const std::optional<WireProtocol> protocol = wireProtocolOf(model);
    const bool raw = protocol && hasRawBody(*protocol, operation);
    if (response.status >= 300 || (!raw && isErrorDocument(response.body)))
        return readError(model, operation, response);
    if (!protocol)
        return unsupportedAnswer(model);
    Result<ParsedResponse> parsed = readAnswer(*protocol, operation, response);
    if (parsed && parsed->requestId.isEmpty())
        parsed->requestId = requestIdOf(response.headers);
    if (parsed && parsed->error)
        completeError(response, *parsed);
    if (parsed)
        parsed->output = outputByServiceRules(model, parsed->output);
    return parsed;
}

} // namespace Plugboard::Aws
