#pragma once

#include "core/http/message.h"

#include <QString>

namespace Plugboard::Aws {

/// What to tell about an answer in which the service says nothing of its own: where it redirects, the words of a proxy's page, or
/// the status alone. `maybePage`: the body is none of a service's forms.
QString messageWithoutWords(const Http::Response &response, bool maybePage);

} // namespace Plugboard::Aws
