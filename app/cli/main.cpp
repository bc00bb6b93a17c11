#include "app/cli/command.h"
#include "app/cli/output.h"
#include "core/base/platform_process.h"
#include "core/base/platform_signals.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <QCoreApplication>

#include <map>
#include <string>
#include <thread>

using namespace Plugboard;
using namespace Plugboard::Cli;
using namespace Qt::StringLiterals;

namespace {

/// The command runs beside the event loop, never in it.
int runBeside(const Command &command, const Global &global)
{
    std::stop_source stop;
    const InterruptWatch watch([&stop] { stop.request_stop(); });
    App::Services services({global.dataFolder, global.secrets});
    for (const Error &problem : services.problems())
        tell(problem);
    int code = Good;
    std::thread worker([&] {
        Session session {global, services, stop.get_token()};
        code = command(session);
        QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    QCoreApplication::exec();
    worker.join();
    for (const Error &problem : services.models().problems())
        tell({problem.stage, problem.code, problem.message + u"; the next best model was used"_s, problem.where});
    return code;
}

void addText(CLI::App &program, const std::string &name, QString &target, const std::string &description)
{
    program.add_option_function<std::string>(
        name, [&target](const std::string &value) { target = QString::fromStdString(value); }, description);
}

} // namespace

int main(int argc, char **argv)
{
    protectProcessMemory();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"plugboard"_s);

    CLI::App program("Explore and invoke connectors and AWS operations without a window.", "plugboard-cli");
    program.require_subcommand(1);
    program.fallthrough();
    Global global;
    addText(program, "--workspace", global.workspace, "Folder with requests and environments");
    addText(program, "--environment", global.environment, "Environment of the workspace");
    addText(program, "--data-dir", global.dataFolder, "Folder for all per-user state");
    program.add_flag("--json", global.json, "Machine-readable output on stdout, messages on stderr");
    program.add_flag("--sandbox", global.sandbox, "Start the built-in stand-in for AWS and call that");
    program.add_option("--secrets", global.secrets, "Where secrets are; environment means PLUGBOARD_SECRET_NAME")
        ->option_text("keychain|environment|none")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, App::SecretSource> {{"keychain", App::SecretSource::Keychain},
                                                      {"environment", App::SecretSource::Environment},
                                                      {"none", App::SecretSource::None}}));
    Command chosen;
    for (const Register add : {registerConnectors, registerFeel, registerForm, registerInvoke, registerSandbox,
                               registerSecrets, registerServices})
        add(program, chosen);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? Good : Usage;
    }
    return runBeside(chosen, global);
}
