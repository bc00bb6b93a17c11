#include "core/feel/expression.h"

#include "core/feel/parser.h"

namespace Plugboard::Feel {

struct Program
{
    QByteArray text;
    NodePtr root;
    Dialect dialect = Dialect::Camunda;
    QSet<QByteArray> names;
};

static Parsed compiled(QStringView text, const ParseOptions &options,
                       ParseResult (*parse)(QByteArrayView, const ParseOptions &),
                       const std::function<Expression(std::shared_ptr<const Program>)> &wrap)
{
    auto program = std::make_shared<Program>();
    program->text = text.toUtf8();
    program->dialect = options.dialect;
    ParseResult result = parse(program->text, options);
    if (!result.errors.isEmpty())
        return {{}, result.errors, {}};
    program->root = std::move(result.root);
    program->names = std::move(result.names);
    return {wrap(std::move(program)), {}, {}};
}

Expression::Expression() = default;

Expression::Expression(std::shared_ptr<const Program> program)
    : m_program(std::move(program))
{
}

Parsed Expression::parse(QStringView text, const ParseOptions &options)
{
    return compiled(text, options, parseExpression,
                    [](std::shared_ptr<const Program> program) { return Expression(std::move(program)); });
}

Parsed Expression::parseUnaryTests(QStringView text, const ParseOptions &options)
{
    return compiled(text, options, Feel::parseUnaryTests,
                    [](std::shared_ptr<const Program> program) { return Expression(std::move(program)); });
}

Outcome Expression::evaluate(const Scope &scope, const Environment &environment) const
{
    if (!m_program)
        return {};
    Evaluation evaluation(m_program->text, m_program->dialect, scope, environment);
    return evaluation.outcome(m_program->root->evaluate(evaluation));
}

Outcome Expression::test(const Value &input, const Scope &scope, const Environment &environment) const
{
    if (!m_program)
        return {};
    Evaluation evaluation(m_program->text, m_program->dialect, scope, environment);
    evaluation.bind("?", input);
    return evaluation.outcome(m_program->root->evaluate(evaluation));
}

QSet<QByteArray> Expression::variables() const
{
    return m_program ? m_program->names : QSet<QByteArray> {};
}

std::optional<Value> Expression::constant() const
{
    if (!m_program)
        return Value();
    const Value *value = m_program->root->constant();
    return value ? std::optional(*value) : std::nullopt;
}

const Environment &systemEnvironment()
{
    static const SystemClock clock;
    static SystemRandom random;
    static const Environment environment {
        .clock = clock, .random = random, .zones = systemZoneRules(), .zone = {}, .limits = {}, .stop = {}};
    return environment;
}

} // namespace Plugboard::Feel
