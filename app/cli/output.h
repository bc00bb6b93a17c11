#pragma once

#include "core/base/result.h"
#include "core/feel/diagnostics.h"
#include "core/form/formstate.h"
#include "core/value/value.h"

namespace Plugboard::Cli {

/// One line on stdout.
void print(const QString &line);
/// One line on stderr, for people.
void tell(const QString &line);
/// "plugboard-cli: where: message" on stderr.
void tell(const Error &error);
void printJson(const Value &value);

Value toValue(const Form::Finding &finding);
Value toValue(const QList<Form::Finding> &findings);
Value toValue(const Feel::Diagnostic &diagnostic);
Value toValue(const QList<Feel::Diagnostic> &diagnostics);
Value text(const QString &value);

/// The bytes of a file, or of stdin for "-".
Result<QByteArray> readFile(const QString &file);

} // namespace Plugboard::Cli
