#pragma once

#include "core/aws/sigv4/credentials.h"
#include "core/base/result.h"

#include <QProcessEnvironment>

namespace Plugboard::Aws {

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CREDENTIAL_EXPIRATION, AWS_ACCOUNT_ID; empty is unset.
///
/// Errors: Stage::Credentials; NotFound if neither key is set, Invalid if one is set without the other or the expiration is
/// no time.
Result<Credentials> fromEnvironment(const QProcessEnvironment &environment);

/// The first source that has credentials; a source that is set up wrongly ends the search. The error names all that was looked for.
Result<Credentials> defaultChain(const QProcessEnvironment &environment);

} // namespace Plugboard::Aws
