#include "models/expression/expressionbench.h"

#include "core/feel/functions/builtin.h"

#include <QLocale>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// Shorter than the gap between two keys, so that a fast evaluation is seen with each of them.
constexpr std::chrono::milliseconds pauseOfExpressions {15};
/// A context is read as a whole after each change.
constexpr std::chrono::milliseconds pauseOfContexts {120};

using Steady = std::chrono::steady_clock;

QString typeOf(const Value &value)
{
    const QString count = QLocale().toString(value.size());
    if (value.isList())
        return ExpressionBench::tr("list of %1").arg(count);
    if (value.isContext())
        return ExpressionBench::tr("context of %1").arg(count);
    return value.typeName();
}

struct Wish
{
    QString expression;
    std::optional<QString> input;
    BenchContextPtr context;
    Feel::ParseOptions options;
};

/// The value that unary tests test; null while it cannot be read.
Value inputOf(const Wish &wish, const Feel::Environment &environment, Trial &trial)
{
    if (wish.input->trimmed().isEmpty())
        return {};
    const Feel::Parsed parsed = Feel::Expression::parse(*wish.input, wish.options);
    const Feel::Outcome outcome
        = parsed.ok() ? parsed.expression.evaluate(wish.context->sight.scope, environment) : Feel::Outcome {};
    trial.inputFindings = findingsOf(parsed, outcome);
    return outcome.value;
}

Trial tried(const Wish &wish, const Feel::Environment &environment)
{
    Trial trial;
    const Value input = wish.input ? inputOf(wish, environment, trial) : Value();
    if (wish.expression.trimmed().isEmpty())
        return trial;
    trial.isEmpty = false;
    const Steady::time_point begin = Steady::now();
    const Feel::Parsed parsed = wish.input ? Feel::Expression::parseUnaryTests(wish.expression, wish.options)
                                           : Feel::Expression::parse(wish.expression, wish.options);
    const Steady::time_point read = Steady::now();
    trial.reading = read - begin;
    Feel::Outcome outcome;
    if (parsed.ok()) {
        const Feel::Scope &scope = wish.context->sight.scope;
        outcome = wish.input ? parsed.expression.test(input, scope, environment)
                             : parsed.expression.evaluate(scope, environment);
        trial.evaluation = Steady::now() - read;
        trial.hasValue = outcome.ok();
        trial.value = outcome.value;
        trial.type = typeOf(outcome.value);
    }
    trial.findings = findingsOf(parsed, outcome);
    return trial;
}

} // namespace

ExpressionBench::ExpressionBench(const Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_assistant(backend)
    , m_reading(pauseOfContexts)
    , m_trying(pauseOfExpressions)
{
    m_assistant.setSightSource([this] {
        return [context = m_context, dialect = m_dialect](const Feel::Environment &) {
            Feel::Sight sight = context->sight;
            sight.options.dialect = dialect;
            if (dialect == Feel::Dialect::Camunda)
                sight.options.functions = &Feel::connectorFunctions();
            return sight;
        };
    });
}

void ExpressionBench::setExpression(const QString &expression)
{
    m_expression = expression;
    update();
}

void ExpressionBench::setDialect(Feel::Dialect dialect)
{
    m_dialect = dialect;
    update();
}

void ExpressionBench::setTestedInput(const std::optional<QString> &input)
{
    m_input = input;
    update();
}

void ExpressionBench::setContextText(const QString &json)
{
    readContext([json] { return contextOfJson(json.toUtf8()); }, false);
}

void ExpressionBench::setLargeContextText(const QString &json)
{
    readContext([json] { return contextOfJson(json.toUtf8()); }, true);
}

void ExpressionBench::setContextFile(const QString &file)
{
    readContext([file] { return contextOfFile(file); }, true);
}

void ExpressionBench::setResponse(const Value &response)
{
    readContext([response] { return contextOfResponse(response); }, true);
}

void ExpressionBench::readContext(std::function<Result<BenchContextPtr>()> read, bool isFromElsewhere)
{
    m_reading.ask([this, read = std::move(read), isFromElsewhere](const std::stop_token &) -> LatestTask::Show {
        return [this, context = read(), isFromElsewhere] {
            if (!context) {
                emit contextFailed(context.error());
                return;
            }
            m_context = *context;
            emit contextChanged(isFromElsewhere);
            update();
        };
    });
}

void ExpressionBench::update()
{
    Feel::ParseOptions options = m_context->sight.options;
    options.dialect = m_dialect;
    if (m_dialect == Feel::Dialect::Camunda)
        options.functions = &Feel::connectorFunctions();
    m_trying.ask([this, wish = Wish {m_expression, m_input, m_context, options},
                  &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, trial = tried(wish, environment)] {
            m_trial = trial;
            emit changed();
        };
    });
}

} // namespace Plugboard::Models
