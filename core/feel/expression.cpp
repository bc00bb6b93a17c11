#include "core/feel/expression.h"

#include "core/feel/beyondcamunda.h"
#include "core/feel/compiler.h"
#include "core/feel/evaluation_p.h"
#include "core/feel/nodes_p.h"
#include "core/feel/parser.h"

#include <algorithm>

namespace Plugboard::Feel {

static std::shared_ptr<const Program> nullProgram()
{
    static const std::shared_ptr<const Program> program = [] {
        auto made = std::make_shared<Program>();
        made->nodes.push_back(std::make_unique<ConstantNode>(Span(), Value()));
        made->root = made->nodes.back().get();
        return made;
    }();
    return program;
}

Expression::Expression()
    : m_program(nullProgram())
{
}

Expression::Expression(std::shared_ptr<const Program> program)
    : m_program(std::move(program))
{
}

Parsed Expression::parseFrom(QStringView text, Start start, const ParseOptions &options)
{
    const QByteArray utf8 = text.toUtf8();
    ParseResult read = parseText(utf8, start, options);
    Parsed parsed;
    parsed.errors = std::move(read.errors);
    parsed.hints = std::move(read.hints);
    if (!parsed.errors.isEmpty())
        return parsed;
    parsed.expression = Expression(compileTree(*read.tree.root, utf8, options, parsed.hints));
    if (options.dialect == Dialect::Camunda)
        parsed.hints += hintsBeyondCamunda(read.tree, utf8);
    std::stable_sort(parsed.hints.begin(), parsed.hints.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.from < b.from; });
    return parsed;
}

Parsed Expression::parse(QStringView text, const ParseOptions &options)
{
    return parseFrom(text, Start::Expression, options);
}

Parsed Expression::parseUnaryTests(QStringView text, const ParseOptions &options)
{
    return parseFrom(text, Start::UnaryTests, options);
}

Outcome Expression::evaluate(const Scope &scope, const Environment &environment) const
{
    Evaluation evaluation(m_program, scope, environment);
    Value value = evaluation.run(*m_program->root, m_program->slotCount);
    return evaluation.finish(std::move(value));
}

Outcome Expression::test(const Value &input, const Scope &scope, const Environment &environment) const
{
    return evaluate(scope.with(ContextBuilder().set("?", input).build()), environment);
}

QSet<QByteArray> Expression::variables() const
{
    return QSet<QByteArray>(m_program->variables.begin(), m_program->variables.end());
}

std::optional<Value> Expression::constant() const
{
    const Value *value = m_program->root->constant();
    return value ? std::optional(*value) : std::nullopt;
}

} // namespace Plugboard::Feel
