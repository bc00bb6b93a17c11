#include "app/cli/command.h"
#include "app/cli/output.h"

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

int listServices(Session &session)
{
    const QList<Aws::ServiceInfo> services = session.services.models().services();
    if (services.isEmpty()) {
        tell({Stage::Call,
              ErrorCode::NotFound,
              u"no AWS service models are installed; install the package python3-botocore or set AWS_DATA_PATH"_s,
              {}});
        return Finding;
    }
    Value::Items rows;
    for (const Aws::ServiceInfo &service : services) {
        if (session.global.json)
            rows.push_back(ContextBuilder().set("id", text(service.id)).set("version", text(service.version)).build());
        else
            print(service.id + u"  "_s + service.version);
    }
    if (session.global.json)
        printJson(Value::list(std::move(rows)));
    return Good;
}

} // namespace

void registerServices(CLI::App &program, Command &chosen)
{
    CLI::App *services = program.add_subcommand("services", "AWS services")->require_subcommand(1);
    services->add_subcommand("list", "Services with a model on this computer")->callback([&chosen] {
        chosen = listServices;
    });
}

} // namespace Plugboard::Cli
