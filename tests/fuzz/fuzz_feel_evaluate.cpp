#include "core/feel/expression.h"
#include "core/feel/functions/builtin.h"
#include "core/value/json.h"

#include <QString>

// What can be parsed is evaluated, in both dialects, with budgets that end every run within milliseconds.

namespace Plugboard {

namespace {

/// The same chance in every run, so that a finding is one again.
class RepeatedRandom final : public Random
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, '\x5a'); }
};

Feel::Limits smallLimits()
{
    Feel::Limits limits;
    limits.steps = 100'000;
    limits.listItems = 100'000;
    limits.stringBytes = 1024 * 1024;
    limits.memoryBytes = 64 * 1024 * 1024;
    limits.regexMatches = 20'000;
    limits.callDepth = 200;
    return limits;
}

const Feel::Scope &sampleScope()
{
    static const Feel::Scope scope(
        Json::read(R"({"a": 1, "b": "text", "xs": [1, 2, 3], "a-b": 5, "days in weekend": ["Sat"],
        "response": {"status": 200, "items": [{"id": 1, "name": "one", "b c": true}, {"id": 2, "name": null}]}})")
            .valueOr(Value()));
    return scope;
}

void evaluate(const QString &text, Feel::Dialect dialect)
{
    static const FixedClock clock(Clock::Moment(std::chrono::seconds(1'600'000'000)));
    static RepeatedRandom random;
    const Feel::Environment environment {.clock = clock,
                                         .random = random,
                                         .zones = systemZoneRules(),
                                         .zone = "Europe/Paris",
                                         .limits = smallLimits(),
                                         .stop = {},
                                         .documents = nullptr};
    const Feel::ParseOptions options {.dialect = dialect,
                                      .names = Feel::unusualNames(sampleScope()),
                                      .entryNames = Feel::unusualEntryNames(sampleScope()),
                                      .functions = &Feel::connectorFunctions(),
                                      .limits = environment.limits};
    const auto show = [](const Feel::Outcome &outcome) {
        const Feel::Outcome copy = outcome; // outlives the expression's frame
        Json::write(copy.value);
        Feel::quoted(copy.value);
    };
    if (const Feel::Parsed parsed = Feel::Expression::parse(text, options); parsed.ok())
        show(parsed.expression.evaluate(sampleScope(), environment));
    if (const Feel::Parsed parsed = Feel::Expression::parseUnaryTests(text, options); parsed.ok())
        show(parsed.expression.test(Value::number(2), sampleScope(), environment));
}

} // namespace

} // namespace Plugboard

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace Plugboard;
    const QString text = QString::fromUtf8(QByteArrayView(data, qsizetype(size)));
    evaluate(text, Feel::Dialect::Camunda);
    evaluate(text, Feel::Dialect::Dmn);
    return 0;
}
