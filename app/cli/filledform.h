#pragma once

#include "app/cli/command.h"
#include "core/form/formstate.h"
#include "core/output/outputmapping.h"

namespace Plugboard::Cli {

/// How a form is named and filled on the command line; shared by form, inputs and invoke.
struct FillOptions
{
    std::string what; ///< Template id, job type, aws:SERVICE:OPERATION, or a request file
    std::vector<std::string> set; ///< PATH=TEXT; @FILE reads a file, @@ is a literal @
    std::string values; ///< JSON file with many at once
    std::string variables; ///< JSON file with the scope
};

void addFillOptions(CLI::App &command, FillOptions &options);

struct FilledForm
{
    Form::FormState state;
    Value variables;
    QString secretSpace;
};

/// Errors carry the file or the option in `where`; the code tells a usage error (Invalid) from an unreadable file.
Result<FilledForm> fill(Session &session, const FillOptions &options);

} // namespace Plugboard::Cli
