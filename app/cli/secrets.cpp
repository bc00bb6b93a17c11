#include "app/cli/command.h"
#include "app/cli/output.h"
#include "core/base/platform_terminal.h"

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

int noSecrets(const Error &error)
{
    tell(error);
    return NoSecrets;
}

int listSecrets(Session &session)
{
    const Result<QStringList> names = session.services.secrets().names(secretSpaceOf(session.global), session.stop);
    if (!names)
        return noSecrets(names.error());
    Value::Items items;
    for (const QString &name : *names) {
        if (session.global.json)
            items.push_back(text(name));
        else
            print(name);
    }
    if (session.global.json)
        printJson(Value::list(std::move(items)));
    return Good;
}

int setSecret(Session &session, const QString &name)
{
    const Result<QByteArray> value = readSecretInput("Value of the secret: ");
    if (!value)
        return noSecrets(value.error());
    if (value->isEmpty())
        return noSecrets(
            {Stage::Secrets, ErrorCode::Invalid, u"nothing was given on stdin; an empty secret is not stored"_s, name});
    const Result<Done> written
        = session.services.secrets().write({secretSpaceOf(session.global), name}, Sensitive(*value), session.stop);
    if (!written)
        return noSecrets(written.error());
    tell(u"stored %1 in the %2"_s.arg(name, session.services.secrets().description()));
    return Good;
}

int removeSecret(Session &session, const QString &name)
{
    const Result<Done> removed = session.services.secrets().remove({secretSpaceOf(session.global), name}, session.stop);
    if (!removed)
        return noSecrets(removed.error());
    tell(u"removed "_s + name);
    return Good;
}

/// Whether every listed name can be read; values are not shown.
int checkSecrets(Session &session)
{
    Secrets::SecretStore &store = session.services.secrets();
    const Result<QStringList> names = store.names(secretSpaceOf(session.global), session.stop);
    if (!names)
        return noSecrets(names.error());
    int unreadable = 0;
    for (const QString &name : *names) {
        const Result<Sensitive> value = store.read({secretSpaceOf(session.global), name}, session.stop);
        print(value ? name + u": ok"_s : u"%1: %2"_s.arg(name, value.error().message));
        unreadable += value ? 0 : 1;
    }
    print(u"%1 passed, %2 failed"_s.arg(names->size() - unreadable).arg(unreadable));
    return unreadable == 0 ? Good : Finding;
}

} // namespace

QString secretSpaceOf(const Global &global)
{
    if (global.sandbox)
        return App::Services::sandboxSpace;
    return global.environment.isEmpty() ? u"default"_s : global.environment;
}

void registerSecrets(CLI::App &program, Command &chosen)
{
    CLI::App *secrets
        = program.add_subcommand("secrets", "Secrets of the environment, in the keychain")->require_subcommand(1);
    secrets->add_subcommand("list", "Names, never values")->callback([&chosen] { chosen = listSecrets; });
    secrets->add_subcommand("check", "Whether each can be read")->callback([&chosen] { chosen = checkSecrets; });
    auto name = std::make_shared<std::string>();
    CLI::App *setter = secrets->add_subcommand("set", "Store a value read from stdin or a prompt, byte for byte");
    setter->add_option("NAME", *name)->required();
    setter->callback([&chosen, name] {
        chosen = [name](Session &session) { return setSecret(session, QString::fromStdString(*name)); };
    });
    CLI::App *remover = secrets->add_subcommand("remove", "Forget a secret");
    remover->add_option("NAME", *name)->required();
    remover->callback([&chosen, name] {
        chosen = [name](Session &session) { return removeSecret(session, QString::fromStdString(*name)); };
    });
}

} // namespace Plugboard::Cli
