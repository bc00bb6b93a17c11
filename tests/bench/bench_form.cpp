#include "core/aws/models/modellibrary.h"
#include "core/base/random.h"
#include "core/form/inputjson.h"
#include "core/form/parts.h"
#include "core/form/shapeform.h"

#include <benchmark/benchmark.h>

namespace Plugboard::Bench {

namespace {

/// Operations with many members, deep shapes and shapes that contain themselves.
struct Case
{
    const char *service;
    const char *operation;
};
constexpr Case cases[]
    = {{"ec2", "RunInstances"},   {"lexv2-models", "CreateIntent"}, {"quicksight", "CreateDashboard"},
       {"wafv2", "CreateWebACL"}, {"dynamodb", "PutItem"},          {"sns", "Publish"}};

const Aws::ModelLibrary &library()
{
    static const Aws::ModelLibrary models(Aws::ModelLibrary::defaultFolders());
    return models;
}

Form::FormPtr formOf(benchmark::State &state, const Case &which)
{
    const Result<Aws::ServiceModelPtr> model = library().load(QString::fromLatin1(which.service));
    const Aws::Operation *operation = model ? (*model)->operation(QString::fromLatin1(which.operation)) : nullptr;
    if (!operation) {
        state.SkipWithError("no model of this service is installed; install python3-botocore");
        return nullptr;
    }
    return Form::fromOperation(*model, *operation);
}

/// From the loaded model to a state that can be typed into.
void build(benchmark::State &state, const Case &which)
{
    const Form::FormPtr form = formOf(state, which);
    if (!form)
        return;
    const Aws::Operation *operation = form->model->operation(form->name);
    SystemRandom random;
    for (auto _ : state) {
        Form::FormState filled(Form::fromOperation(form->model, *operation), random);
        benchmark::DoNotOptimize(filled);
    }
    state.counters["fields"] = double(form->fields.size());
}

/// Every nested member opened once.
void open(benchmark::State &state, const Case &which)
{
    const Form::FormPtr form = formOf(state, which);
    if (!form)
        return;
    SystemRandom random;
    const Form::FormState filled(form, random);
    for (auto _ : state) {
        for (const Form::Field &field : form->fields)
            benchmark::DoNotOptimize(Form::partsOf(filled, field));
    }
}

/// One key in a field inside a list of so many items, with all findings.
void typeInside(benchmark::State &state, qsizetype items)
{
    const Form::FormPtr form = formOf(state, {"ec2", "RunInstances"});
    if (!form)
        return;
    SystemRandom random;
    Form::FormState filled(form, random);
    Value::Items tags;
    for (qsizetype i = 0; i < items; ++i)
        tags.push_back(ContextBuilder().set("Key", Value::number(i)).set("Value", Value::utf8("v")).build());
    filled.setValue(QStringLiteral("TagSpecifications"),
                    Value::list({ContextBuilder().set("Tags", Value::list(std::move(tags))).build()}));
    int count = 0;
    for (auto _ : state) {
        filled.setText(QStringLiteral("TagSpecifications[0].Tags[0].Value"), QString::number(++count));
        benchmark::DoNotOptimize(filled.findings());
    }
}

[[maybe_unused]] const bool formRegistered = [] {
    for (const Case &which : cases) {
        const std::string name = std::string(which.service) + ':' + which.operation;
        benchmark::RegisterBenchmark(("form/build/" + name).c_str(),
                                     [which](benchmark::State &state) { build(state, which); });
        benchmark::RegisterBenchmark(("form/open/" + name).c_str(),
                                     [which](benchmark::State &state) { open(state, which); });
    }
    for (const qsizetype items : {10, 1000})
        benchmark::RegisterBenchmark(("form/type-inside/" + std::to_string(items)).c_str(),
                                     [items](benchmark::State &state) { typeInside(state, items); });
    return true;
}();

} // namespace

} // namespace Plugboard::Bench
