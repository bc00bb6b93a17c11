#pragma once

#include "app/services/services.h"
#include "core/base/result.h"

#include <CLI/App.hpp>

#include <functional>
#include <memory>
#include <stop_token>

namespace Plugboard::Cli {

/// Exit codes of the command line's contract that are no outcome of a call.
enum ExitCode { Good = 0, Finding = 1, Usage = 2, Unreadable = 3, NoSecrets = 4, Interrupted = 130 };

/// The options that stand before every command.
struct Global
{
    QString workspace;
    QString environment;
    QString dataFolder;
    bool json = false; ///< Machine-readable on stdout, messages on stderr
    bool sandbox = false;
    App::SecretSource secrets = App::SecretSource::Keychain;
};

/// What a command runs with: in a worker thread, while the main thread keeps the event loop that the keychain needs.
struct Session
{
    const Global &global;
    App::Services &services;
    std::stop_token stop; ///< Ctrl+C
};

/// Each environment has a namespace of its own; without one it is "default".
QString secretSpaceOf(const Global &global);

using Command = std::function<int(Session &session)>;

/// Each adds its subcommands to the program; a chosen one puts what is to be done into `chosen`.
using Register = void (*)(CLI::App &program, Command &chosen);

void registerConnectors(CLI::App &program, Command &chosen);
void registerFeel(CLI::App &program, Command &chosen);
void registerForm(CLI::App &program, Command &chosen);
void registerInvoke(CLI::App &program, Command &chosen);
void registerSandbox(CLI::App &program, Command &chosen);
void registerSecrets(CLI::App &program, Command &chosen);
void registerServices(CLI::App &program, Command &chosen);

} // namespace Plugboard::Cli
