#pragma once

#include "core/base/result.h"
#include "core/value/value.h"

#include <QByteArrayView>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace Plugboard::Aws {

/// What AWS's tools share in ~/.aws/config and ~/.aws/credentials. Contexts of contexts of texts: section, then key in lower
/// case. A value with indented lines keeps them, each behind a line end; sharedNested() opens them.
///
/// Source: AWS SDKs and tools reference, "Format of the config and credentials files".
struct SharedConfig
{
    Value profiles;
    Value ssoSessions;
    Value services;
    QStringList warnings; ///< Names that are none, with file and line; their sections and keys are left out
};

/// From the text of both files; of a profile in both, the credentials file's keys win. Errors: Stage::Credentials, Syntax with
/// "config:LINE" or "credentials:LINE".
Result<SharedConfig> parseSharedConfig(QByteArrayView configText, QByteArrayView credentialsText);

/// From the files that the environment names: AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE, else in HOME's .aws. Without any
/// file it is empty.
Result<SharedConfig> readSharedConfig(const QProcessEnvironment &environment);

/// The profile that AWS_PROFILE or AWS_DEFAULT_PROFILE names, else "default".
QString sharedProfileName(const QProcessEnvironment &environment);

/// A section with the indented lines of its values as contexts: {"s3": {"addressing_style": "path"}}.
Value sharedNested(const Value &section);

} // namespace Plugboard::Aws
