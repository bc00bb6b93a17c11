#include "app/cli/command.h"
#include "app/cli/output.h"
#include "core/feel/functions/builtin.h"
#include "core/value/json.h"

#include <map>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

struct FeelOptions
{
    std::string expression;
    std::string file;
    std::string context;
    Feel::Dialect dialect = Feel::Dialect::Camunda;
    std::optional<std::string> unary;
    std::string now;
    std::string zone;
};

Result<Value> contextOf(const FeelOptions &options)
{
    if (options.context.empty())
        return ContextBuilder().build();
    const QString file = QString::fromStdString(options.context);
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return bytes.error();
    Result<Value> value = Json::readLazily(*bytes);
    if (!value)
        return Error {Stage::Expression, ErrorCode::Syntax, value.error().message, file + u':' + value.error().where};
    return value;
}

Result<QString> expressionOf(const FeelOptions &options)
{
    if (options.file.empty())
        return QString::fromStdString(options.expression);
    return readFile(QString::fromStdString(options.file)).transform([](const QByteArray &bytes) {
        return QString::fromUtf8(bytes);
    });
}

/// --now stands still, so that an expression with now() can be checked.
Result<std::unique_ptr<Clock>> clockOf(const FeelOptions &options)
{
    if (options.now.empty())
        return std::unique_ptr<Clock>(new SystemClock);
    const auto moment = DateTime::fromText(QByteArray::fromStdString(options.now), systemZoneRules());
    if (!moment)
        return Error {Stage::Expression, ErrorCode::Invalid,
                      u"is no date and time; write it like 2026-05-04T10:00:00Z"_s, u"--now"_s};
    const qint64 local = moment->date.daysSince1970() * 86'400 + moment->time.nanosOfDay / 1'000'000'000;
    const std::chrono::seconds utc(local - moment->offsetSeconds(systemZoneRules()).value_or(0));
    return std::unique_ptr<Clock>(new FixedClock(Clock::Moment(utc)));
}

void report(const Feel::Diagnostic &diagnostic, QStringView word)
{
    tell(u"%1:%2: %3: %4"_s.arg(diagnostic.line).arg(diagnostic.column).arg(word, diagnostic.message));
}

void printResult(const Global &global, const Feel::Outcome &outcome, const QList<Feel::Diagnostic> &errors)
{
    if (global.json) {
        printJson(ContextBuilder()
                      .set("value", outcome.value)
                      .set("type", text(outcome.value.typeName()))
                      .set("warnings", toValue(outcome.warnings))
                      .set("errors", toValue(errors))
                      .build());
        return;
    }
    for (const Feel::Diagnostic &warning : outcome.warnings)
        report(warning, u"warning");
    for (const Feel::Diagnostic &error : errors)
        report(error, u"error");
    if (errors.isEmpty())
        print(QString::fromUtf8(Json::write(outcome.value)));
}

int evaluate(Session &session, const FeelOptions &options)
{
    const Result<QString> expression = expressionOf(options);
    const Result<Value> context = contextOf(options);
    const Result<std::unique_ptr<Clock>> clock = clockOf(options);
    for (const Error *error : {expression ? nullptr : &expression.error(), context ? nullptr : &context.error(),
                               clock ? nullptr : &clock.error()}) {
        if (error) {
            tell(*error);
            return Unreadable;
        }
    }
    const Feel::Scope scope(*context);
    const Feel::ParseOptions how {.dialect = options.dialect,
                                  .names = Feel::unusualNames(scope),
                                  .entryNames = Feel::unusualEntryNames(scope),
                                  .functions = &Feel::connectorFunctions(),
                                  .limits = {}};
    const Feel::Parsed parsed = options.unary ? Feel::Expression::parseUnaryTests(*expression, how)
                                              : Feel::Expression::parse(*expression, how);
    if (!parsed.ok()) {
        printResult(session.global, {}, parsed.errors);
        return Unreadable;
    }
    const Feel::Environment environment {.clock = **clock,
                                         .random = session.services.random(),
                                         .zones = systemZoneRules(),
                                         .zone = QByteArray::fromStdString(options.zone),
                                         .limits = {},
                                         .stop = session.stop};
    Feel::Outcome outcome;
    if (options.unary) {
        const Feel::Outcome input = Feel::Expression::parse(QString::fromStdString(*options.unary), how)
                                        .expression.evaluate(scope, environment);
        outcome = parsed.expression.test(input.value, scope, environment);
    } else {
        outcome = parsed.expression.evaluate(scope, environment);
    }
    printResult(session.global, outcome, outcome.error ? QList {*outcome.error} : QList<Feel::Diagnostic> {});
    return outcome.ok() ? Good : Finding;
}

} // namespace

void registerFeel(CLI::App &program, Command &chosen)
{
    CLI::App *feel = program.add_subcommand("feel", "Evaluate a FEEL expression");
    auto options = std::make_shared<FeelOptions>();
    CLI::Option *expression = feel->add_option("EXPRESSION", options->expression, "A leading = is allowed");
    feel->add_option("--file", options->file, "File with the expression; - for stdin")->excludes(expression);
    feel->add_option("--context", options->context, "JSON file with the variables; - for stdin");
    feel->add_option("--dialect", options->dialect, "Whose rules count where the two differ")
        ->option_text("camunda|dmn")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, Feel::Dialect> {{"camunda", Feel::Dialect::Camunda}, {"dmn", Feel::Dialect::Dmn}}));
    feel->add_option("--unary", options->unary, "Read unary tests; this expression is their input");
    feel->add_option("--now", options->now, "What now() and today() say");
    feel->add_option("--zone", options->zone, "Zone of now(), such as Europe/Paris");
    feel->callback(
        [&chosen, options] { chosen = [options](Session &session) { return evaluate(session, *options); }; });
}

} // namespace Plugboard::Cli
