#include "app/console/options.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace Plugboard::Console {

using namespace Qt::StringLiterals;

namespace {

constexpr int usageExit = 2;

[[noreturn]] void refuse(const QString &complaint)
{
    std::fprintf(stderr, "plugboard: %s\n", qPrintable(complaint));
    std::exit(usageExit);
}

App::SecretSource secretSource(const QString &name)
{
    if (name == "keychain"_L1)
        return App::SecretSource::Keychain;
    if (name == "environment"_L1)
        return App::SecretSource::Environment;
    if (name == "none"_L1)
        return App::SecretSource::None;
    refuse(u"--secrets must be keychain, environment or none, not \"%1\""_s.arg(name));
}

} // namespace

Options readOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Explore and invoke connectors and AWS operations."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"WORKSPACE"_s, u"Folder with requests and environments; without it your own one"_s,
                                 u"[WORKSPACE]"_s);
    const QCommandLineOption environment(u"environment"_s, u"Environment to begin with"_s, u"NAME"_s);
    const QCommandLineOption open(u"open"_s, u"Request, connector or aws:SERVICE:OPERATION to open; may be repeated"_s,
                                  u"ITEM"_s);
    const QCommandLineOption sandbox(u"sandbox"_s, u"Begin in the sandbox: nothing leaves this computer"_s);
    const QCommandLineOption invoke(u"invoke"_s, u"Invoke the opened request at once"_s);
    const QCommandLineOption screenshot(u"screenshot"_s, u"Show the window once, save it as PNG, and end"_s, u"FILE"_s);
    const QCommandLineOption measure(u"measure-startup"_s,
                                     u"Print the time to the first frame and the memory, and end"_s);
    const QCommandLineOption data(u"data-dir"_s, u"Folder for all per-user state"_s, u"DIR"_s);
    const QCommandLineOption secrets(u"secrets"_s, u"keychain, environment (PLUGBOARD_SECRET_NAME) or none"_s,
                                     u"SOURCE"_s, u"keychain"_s);
    parser.addOptions({environment, open, sandbox, invoke, screenshot, measure, data, secrets});
    if (!parser.parse(arguments))
        refuse(parser.errorText());
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (parser.positionalArguments().size() > 1)
        refuse(u"only one workspace can be open; name one folder"_s);
    Options options;
    options.workspace = parser.positionalArguments().value(0);
    options.environment = parser.value(environment);
    options.open = parser.values(open);
    options.dataFolder = parser.value(data);
    options.screenshot = parser.value(screenshot);
    options.secrets = secretSource(parser.value(secrets));
    options.sandbox = parser.isSet(sandbox);
    options.invokes = parser.isSet(invoke);
    options.measuresStartup = parser.isSet(measure);
    return options;
}

} // namespace Plugboard::Console
