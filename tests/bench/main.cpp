#include "tests/bench/bench_feel.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

/// Google Benchmark's own options, and `feel/file:PATH`, which times the cases of a file and nothing else.
int main(int argc, char **argv)
{
    const std::string mark = "feel/file:";
    std::vector<char *> rest;
    std::string filter = "--benchmark_filter=^feel/file/";
    for (int i = 0; i < argc; ++i) {
        const std::string argument = argv[i];
        const std::size_t at = argument.find(mark);
        const bool isFile = i > 0 && (at == 0 || argument.compare(0, at, "--benchmark_filter=") == 0);
        if (!isFile || at == std::string::npos) {
            rest.push_back(argv[i]);
            continue;
        }
        if (!Plugboard::Bench::registerFeelFile(QString::fromLocal8Bit(argument.substr(at + mark.size()).c_str())))
            return 3;
        rest.push_back(filter.data());
    }
    int count = int(rest.size());
    benchmark::Initialize(&count, rest.data());
    if (benchmark::ReportUnrecognizedArguments(count, rest.data()))
        return 2;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
