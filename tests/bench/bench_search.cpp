#include "core/aws/models/operationindex.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

#include <string>

namespace Plugboard::Bench {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownHits = 100;

/// All operations of this computer's models.
const Aws::ModelLibrary &installedModels()
{
    static const Aws::ModelLibrary models(Aws::ModelLibrary::defaultFolders());
    return models;
}

const Aws::OperationIndex &operationIndex()
{
    static const Aws::OperationIndexPtr built = Aws::OperationIndex::build(installedModels());
    return *built;
}

void searchWords(benchmark::State &state, const QString &words)
{
    qsizetype found = 0;
    for (auto _ : state) {
        const Aws::OperationHits hits = operationIndex().search(words, shownHits);
        found = hits.found;
        benchmark::DoNotOptimize(found);
    }
    state.counters["operations"] = double(operationIndex().operationCount());
    state.counters["found"] = double(found);
}

/// Lists the folders, too, as a first start does.
void buildIndex(benchmark::State &state)
{
    for (auto _ : state) {
        const Aws::ModelLibrary models(installedModels().folders());
        benchmark::DoNotOptimize(Aws::OperationIndex::build(models));
    }
    state.counters["bytes"] = double(operationIndex().memoryBytes());
}

void readIndex(benchmark::State &state)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"operations.index"_s);
    if (!operationIndex().write(file))
        return state.SkipWithError("the index cannot be written");
    for (auto _ : state)
        benchmark::DoNotOptimize(Aws::OperationIndex::read(file));
}

const bool searchRegistered = [] {
    for (const char *words : {"p", "li", "list", "publish", "sendmsg", "lstobj", "lambda inv", "describeinstances",
                              "send message to topic", "nothingiscalledso"})
        benchmark::RegisterBenchmark(("search/" + std::string(words)).c_str(), searchWords, QString::fromLatin1(words))
            ->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark("search/index/build", buildIndex)->Unit(benchmark::kMillisecond)->UseRealTime();
    benchmark::RegisterBenchmark("search/index/read", readIndex)->Unit(benchmark::kMillisecond);
    return true;
}();

} // namespace

} // namespace Plugboard::Bench
