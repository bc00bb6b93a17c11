#pragma once

#include "app/cli/command.h"
#include "core/form/formstate.h"
#include "core/output/outputmapping.h"
#include "core/workspace/environment.h"
#include "core/workspace/request.h"

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

/// A form, filled from a saved request and the options, and where it will be called.
struct FilledForm
{
    Form::FormState state;
    Workspace::Request request; ///< As saved; without inputs for a form that was named by its id
    Workspace::Environment environment; ///< Of the options, with the variables of the command line on top
};

/// Errors: ErrorCode::Invalid with an option in `where` is a usage error; others are files that cannot be read, or unknown ids.
Result<FilledForm> fill(Session &session, const FillOptions &options);

/// Tells the error and gives the exit code of fill()'s failure.
int tellFillError(const Error &error);

} // namespace Plugboard::Cli
