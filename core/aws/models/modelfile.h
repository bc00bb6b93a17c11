#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

namespace Plugboard::Aws {

/// The JSON of one file of a model folder, packed ("….json.gz") or not, with what botocore adds to it: the "merge" part of
/// `NAME.sdk-extras.json` beside it goes over the file, object by object.
///
/// Errors: Stage::Call with the path in `where`; Unreadable (missing, no permission, cut off), Limit (larger than any
/// model), Syntax with the position.
Result<Value> readModelFile(const QString &path);

/// `folder`/`name`.json, or its packed form; empty if there is neither: "endpoint-rule-set-1" beside a service's model.
QString modelFileIn(const QString &folder, const QString &name);

} // namespace Plugboard::Aws
