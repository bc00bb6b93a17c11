#include "tests/bench/bench_feel.h"

#include "core/feel/expression.h"
#include "core/feel/functions/builtin.h"
#include "core/value/json.h"

#include <QFile>

#include <benchmark/benchmark.h>

#include <cstdio>
#include <memory>

namespace Plugboard::Bench {

using namespace Qt::StringLiterals;

namespace {

struct FeelCase
{
    QString name;
    QString expression;
    Feel::Scope scope;
    Feel::ParseOptions options;
};

FeelCase feelCase(const QString &name, const QString &expression, const Value &inputs)
{
    FeelCase made {name, expression, Feel::Scope(inputs), {}};
    made.options.names = Feel::unusualNames(made.scope);
    made.options.entryNames = Feel::unusualEntryNames(made.scope);
    made.options.functions = &Feel::connectorFunctions();
    return made;
}

void evaluateFeel(benchmark::State &state, const FeelCase &example)
{
    const Feel::Parsed parsed = Feel::Expression::parse(example.expression, example.options);
    for (auto _ : state)
        benchmark::DoNotOptimize(parsed.expression.evaluate(example.scope, Feel::systemEnvironment()));
}

void parseAndEvaluateFeel(benchmark::State &state, const FeelCase &example)
{
    for (auto _ : state) {
        const Feel::Parsed parsed = Feel::Expression::parse(example.expression, example.options);
        benchmark::DoNotOptimize(parsed.expression.evaluate(example.scope, Feel::systemEnvironment()));
    }
}

void registerFeelCase(const std::string &prefix, const FeelCase &example)
{
    const std::string name = prefix + example.name.toStdString();
    benchmark::RegisterBenchmark((name + "/evaluate").c_str(), evaluateFeel, example);
    benchmark::RegisterBenchmark((name + "/parse+evaluate").c_str(), parseAndEvaluateFeel, example);
}

Value rows(int count)
{
    Value::Items items;
    for (int i = 1; i <= count; ++i)
        items.push_back(ContextBuilder()
                            .set("id", Value::number(i))
                            .set("name", Value::string(u"row %1"_s.arg(i)))
                            .set("size", Value::number(i % 97))
                            .build());
    return Value::list(std::move(items));
}

Value answer()
{
    return *Json::read(R"({"messageId": "42", "status": 200, "user": {"profile": {"name": "Ada", "tags": ["x", "y"]}}})");
}

/// 500,000 items as an answer brings them; opened, not read.
Value largeAnswer()
{
    QByteArray text = R"({"items": [)";
    for (int i = 0; i < 500'000; ++i)
        text += (i ? "," : "") + QByteArray(R"({"id": )") + QByteArray::number(i) + R"(, "name": "item"})";
    return ContextBuilder().set("response", *Json::readLazily(text + "]}")).build();
}

void lateItem(benchmark::State &state)
{
    const FeelCase example = feelCase(u"late item"_s, u"response.items[500000].name"_s, largeAnswer());
    evaluateFeel(state, example);
}
BENCHMARK(lateItem)->Name("feel/item 500000 of a document/evaluate");

/// What is typed into a field over a large context, as its preview does it for every key: names, parse, evaluate.
void preview(benchmark::State &state)
{
    const Feel::Scope scope(largeAnswer());
    for (auto _ : state) {
        const Feel::ParseOptions options {.names = Feel::unusualNames(scope),
                                          .entryNames = Feel::unusualEntryNames(scope),
                                          .functions = &Feel::connectorFunctions(),
                                          .limits = {}};
        const Feel::Parsed parsed = Feel::Expression::parse(u"count(response.items) > 3 and response.items[1].id = 0", options);
        benchmark::DoNotOptimize(parsed.expression.evaluate(scope, Feel::systemEnvironment()));
    }
}
BENCHMARK(preview)->Name("feel/preview over a large answer");

const int feelRegistered = [] {
    const Value response = ContextBuilder().set("response", answer()).build();
    const Value table = ContextBuilder().set("rows", rows(1000)).build();
    const Value person = ContextBuilder().set("mail", Value::utf8("grace.hopper@example.org")).build();
    const FeelCase cases[] = {
        feelCase(u"path"_s, u"response.user.profile.name"_s, response),
        feelCase(u"context of 5 entries"_s,
                 u"{id: response.messageId, ok: response.status = 200, who: upper case(response.user.profile.name), "
                 "first: response.user.profile.tags[1], kind: if response.status < 300 then \"good\" else \"bad\"}"_s,
                 response),
        feelCase(u"filter + map, 1000 items"_s, u"for r in rows[size > 48] return r.id * 2"_s, table),
        feelCase(u"strings"_s,
                 u"lower case(substring after(mail, \"@\")) + \" \" + string(matches(mail, \"^[a-z.]+@\")) + "
                 "string join(split(mail, \"[.@]\"), \"-\")"_s,
                 person),
        feelCase(u"dates"_s, u"date(\"2024-02-29\") + duration(\"P1Y\") > date(\"2024-12-31\")"_s, {}),
        feelCase(u"sum of 1000 terms"_s, QString(u"response.status + "_s).repeated(999) + u"1"_s, response),
    };
    for (const FeelCase &example : cases)
        registerFeelCase("feel/", example);
    return 0;
}();

} // namespace

static bool isExpected(const FeelCase &example, const Value &expected)
{
    const Feel::Parsed parsed = Feel::Expression::parse(example.expression, example.options);
    if (!parsed.ok()) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(example.name), qPrintable(parsed.errors.first().message));
        return false;
    }
    const Feel::Outcome outcome = parsed.expression.evaluate(example.scope, Feel::systemEnvironment());
    if (outcome.ok() && Json::plain(outcome.value) == expected)
        return true;
    std::fprintf(stderr, "%s: gives %s\n", qPrintable(example.name), Json::write(outcome.value).constData());
    return false;
}

bool registerFeelFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: cannot be read\n", qPrintable(path));
        return false;
    }
    const Result<Value> document = Json::read(file.readAll());
    if (!document) {
        std::fprintf(stderr, "%s: %s\n", qPrintable(path), qPrintable(document.error().text()));
        return false;
    }
    const Value cases = (*document)["cases"];
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const Value row = cases.at(i);
        const FeelCase example = feelCase(row["name"].string(), row["expression"].string(), row["inputs"]);
        if (!isExpected(example, row["expected"]))
            return false;
        registerFeelCase("feel/file/", example);
    }
    return true;
}

} // namespace Plugboard::Bench
