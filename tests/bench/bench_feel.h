#pragma once

#include <QString>

namespace Plugboard::Bench {

/// Adds the cases of a JSON file, `{"cases": [{"name", "expression", "inputs", "expected"}]}`, as
/// feel/file/NAME/parse+evaluate and feel/file/NAME/evaluate. False, with a line on stderr, if the file cannot be read, an
/// expression is refused, or a result is not the expected one: a wrong answer is not worth timing.
bool registerFeelFile(const QString &path);

} // namespace Plugboard::Bench
