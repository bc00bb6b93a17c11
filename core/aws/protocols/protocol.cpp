#include "core/aws/protocols/protocol.h"

#include "core/aws/protocols/errors_p.h"
#include "core/aws/protocols/queryresponse_p.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error unsupported(const ServiceModel &model, Stage stage)
{
    return {stage,
            ErrorCode::Unsupported,
            u"%1 speaks the protocol %2, which is not supported yet; choose a service of the query "
            "protocol"_s.arg(model.metadata().serviceId, model.metadata().protocols.join(u", "_s)),
            {}};
}

bool speaksQuery(const ServiceModel &model)
{
    return model.metadata().protocols.contains(u"query"_s);
}

} // namespace

Result<ParsedResponse> parse(const ServiceModel &model, const Operation &operation, const Http::Response &response)
{
    if (response.status >= 300 || isErrorDocument(response.body))
        return readError(response);
    if (!speaksQuery(model))
        return unsupported(model, Stage::Response);
    Result<ParsedResponse> parsed = readQueryResponse(operation, response.body);
    if (parsed && parsed->requestId.isEmpty())
        parsed->requestId = requestIdOf(response.headers);
    return parsed;
}

} // namespace Plugboard::Aws
