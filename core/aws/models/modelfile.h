#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// The JSON of one file of a model folder, packed ("….json.gz") or not.
///
/// Errors: Stage::Call with the path in `where`; Unreadable (missing, no permission, cut off), Syntax with the position.
Result<Value> readModelFile(const QString &path);

/// `folder`/`name`.json, or its packed form; empty if there is neither: "endpoint-rule-set-1" beside a service's model.
QString modelFileIn(const QString &folder, const QString &name);

} // namespace Plugboard::Aws
