#pragma once

#include "core/aws/endpoints/endpoints.h"
#include "core/calls/plan.h"
#include "core/invocation/invocation.h"

namespace Plugboard::Invocation {

/// Who signs, and where it goes; each with the name of what decided it.
struct ChosenIdentity
{
    Aws::Credentials credentials;
    QString region;
    QString regionSource;
    Aws::Endpoint endpoint;
    QString endpointSource;
    QStringList warnings;

    /// For the trace; holds the access key id: to be masked.
    QString toText() const;
};

struct IdentityNeeds
{
    QString namedRegion {}; ///< By a service that was asked in another; beats all
    bool withoutKeys = false; ///< The request is not signed
};

/// First of: sandbox, command line, fields of the form, connection, environment variables (the default chain).
///
/// The sandbox decides endpoint and credentials alone: of the form's keys only its own pass, so that a wrong secret can be
/// tried out but a real key never reaches it. It serves every region, so the region is the form's as anywhere else.
/// Errors: Stage::Credentials for keys; Stage::Call for region and endpoint, Stage::Signature if no known signature would do.
Result<ChosenIdentity> chooseIdentity(const Job &job, const Calls::Plan &plan, const Aws::ServiceModel &model,
                                      const Aws::Operation &operation, const Services &services,
                                      const IdentityNeeds &needs = {});

} // namespace Plugboard::Invocation
