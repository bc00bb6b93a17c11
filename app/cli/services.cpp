#include "app/cli/command.h"
#include "app/cli/output.h"

#include <chrono>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int shownOperations = 20;

/// Tells models that were skipped; null, and told, if there is none at all.
Aws::OperationIndexPtr indexOf(Session &session)
{
    Aws::OperationIndexPtr index = session.services.operations(session.stop);
    if (!index)
        return nullptr;
    for (const Error &problem : index->problems())
        tell({problem.stage, problem.code, problem.message + u"; it was skipped"_s, problem.where});
    if (index->operationCount() > 0)
        return index;
    tell({Stage::Call,
          ErrorCode::NotFound,
          u"no AWS service models are installed; install the package python3-botocore or set AWS_DATA_PATH"_s,
          {}});
    return nullptr;
}

int withoutIndex(const Session &session)
{
    return session.stop.stop_requested() ? Interrupted : Finding;
}

int listServices(Session &session)
{
    const Aws::OperationIndexPtr index = indexOf(session);
    if (!index)
        return withoutIndex(session);
    Value::Items rows;
    for (const Aws::IndexedService &service : index->services()) {
        const QList<Aws::ServiceInfo> versions = session.services.models().versions(service.id);
        if (versions.isEmpty())
            continue;
        Value::Items names;
        QStringList older;
        for (const Aws::ServiceInfo &version : versions) {
            names.push_back(text(version.version));
            if (names.size() > 1)
                older.append(version.version);
        }
        if (!session.global.json) {
            const QString others = older.isEmpty() ? QString() : u"  (older: %1)"_s.arg(older.join(u", "_s));
            print(u"%1  %2  %3  %4 operations%5"_s.arg(service.id, versions.first().version, service.name)
                      .arg(service.operations)
                      .arg(others));
            continue;
        }
        rows.push_back(ContextBuilder()
                           .set("id", text(service.id))
                           .set("version", text(versions.first().version))
                           .set("name", text(service.name))
                           .set("operations", Value::number(service.operations))
                           .set("versions", Value::list(std::move(names)))
                           .set("path", text(versions.first().path))
                           .build());
    }
    if (session.global.json)
        printJson(Value::list(std::move(rows)));
    return Good;
}

Value toValue(const Aws::OperationHit &hit)
{
    return ContextBuilder()
        .set("id", text(hit.id()))
        .set("service", text(hit.service))
        .set("serviceName", text(hit.serviceName))
        .set("operation", text(hit.operation))
        .set("description", text(hit.sentence))
        .set("deprecated", Value::boolean(hit.deprecated))
        .build();
}

int searchOperations(Session &session, const QString &words, int most)
{
    const Aws::OperationIndexPtr index = indexOf(session);
    if (!index)
        return withoutIndex(session);
    const auto begin = std::chrono::steady_clock::now();
    const Aws::OperationHits hits = index->search(words, most);
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    const QString milliseconds = QString::number(time.count(), 'f', 3);
    if (session.global.json) {
        Value::Items rows;
        for (const Aws::OperationHit &hit : hits.best)
            rows.push_back(toValue(hit));
        printJson(ContextBuilder()
                      .set("query", text(words))
                      .set("operations", Value::list(std::move(rows)))
                      .set("found", Value::number(hits.found))
                      .set("searched", Value::number(index->operationCount()))
                      .set("timeMs", Value::numberFromText(milliseconds.toLatin1()))
                      .build());
        return Good;
    }
    for (const Aws::OperationHit &hit : hits.best)
        print(u"%1  %2%3"_s.arg(hit.id(), hit.deprecated ? u"(deprecated) "_s : QString(), hit.sentence));
    print(u"%1 of %2 operations, %3 ms"_s.arg(hits.found).arg(index->operationCount()).arg(milliseconds));
    return Good;
}

} // namespace

void registerServices(CLI::App &program, Command &chosen)
{
    CLI::App *services = program.add_subcommand("services", "AWS services")->require_subcommand(1);
    services->add_subcommand("list", "Services with a model on this computer")->callback([&chosen] {
        chosen = listServices;
    });

    CLI::App *operations = program.add_subcommand("operations", "Operations of AWS services")->require_subcommand(1);
    CLI::App *search = operations->add_subcommand("search", "Operations by names and first sentences, best first");
    auto words = std::make_shared<std::vector<std::string>>();
    auto most = std::make_shared<int>(shownOperations);
    search->add_option("WORDS", *words, "Letters may be left out: sendmsg, lambda inv")->required();
    search->add_option("--limit", *most, "The most that are shown")->check(CLI::PositiveNumber)->capture_default_str();
    search->callback([&chosen, words, most] {
        chosen = [words, most](Session &session) {
            QStringList list;
            for (const std::string &word : *words)
                list.append(QString::fromStdString(word));
            return searchOperations(session, list.join(u' '), *most);
        };
    });
}

} // namespace Plugboard::Cli
