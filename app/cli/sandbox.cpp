#include "app/cli/command.h"
#include "app/cli/output.h"
#include "core/value/json.h"

#include <condition_variable>
#include <mutex>

namespace Plugboard::Cli {

namespace {

/// Runs until Ctrl+C. Its keys are thrown away with it, so they may stand on stdout.
int serve(Session &session, int port)
{
    const Result<Invocation::Identity> started = session.services.startSandbox(port);
    if (!started) {
        tell(started.error());
        return Finding;
    }
    const Sandbox::Sandbox &sandbox = *session.services.sandbox();
    print(QString::fromUtf8(Json::write(ContextBuilder()
                                            .set("endpoint", text(sandbox.endpoint()))
                                            .set("accessKey", Value::utf8(sandbox.accessKey()))
                                            .set("secretKey", Value::utf8(sandbox.secretKey().reveal()))
                                            .set("region", text(sandbox.region()))
                                            .build())));
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, session.stop, [] { return false; });
    return Good;
}

} // namespace

void registerSandbox(CLI::App &program, Command &chosen)
{
    CLI::App *sandbox = program.add_subcommand("sandbox", "Run the stand-in for AWS until Ctrl+C");
    auto port = std::make_shared<int>(0);
    sandbox->add_option("--port", *port, "Port on 127.0.0.1; 0: any free one")->check(CLI::Range(0, 65535));
    sandbox->callback([&chosen, port] { chosen = [port](Session &session) { return serve(session, *port); }; });
}

} // namespace Plugboard::Cli
