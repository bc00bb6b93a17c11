#include "core/feel/place_p.h"

#include "core/feel/compiler.h"
#include "core/feel/evaluation_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

/// An editor's question must cost no more than a blink, whatever the expression does.
Limits brief(Limits limits)
{
    limits.steps = 200'000;
    limits.listItems = 100'000;
    limits.memoryBytes = 64 * 1024 * 1024;
    limits.stringBytes = 1024 * 1024;
    limits.warnings = 10;
    return limits;
}

ParseOptions optionsFor(const Sight &sight)
{
    ParseOptions options = sight.options;
    options.names += unusualNames(sight.scope);
    options.entryNames += unusualEntryNames(sight.scope);
    return options;
}

bool hasError(const SyntaxNode &root)
{
    std::vector<const SyntaxNode *> waiting {&root};
    while (!waiting.empty()) {
        const SyntaxNode *node = waiting.back();
        waiting.pop_back();
        if (!node || node->kind == Syntax::Error)
            return true;
        waiting.insert(waiting.end(), node->children.begin(), node->children.end());
    }
    return false;
}

Scope withName(const Scope &scope, const QByteArray &name, const Value &value)
{
    return scope.with(ContextBuilder().set(name, value).build());
}

} // namespace

Place::Place(const QByteArray &utf8, qsizetype position, const Sight &sight)
    : m_utf8(utf8)
    , m_position(position)
    , m_sight(sight)
    , m_options(optionsFor(sight))
    , m_read(parseText(m_utf8, Start::Expression, m_options))
{
    // By containment, not from the root: behind an error, nodes have no parent.
    for (const SyntaxNode &node : m_read.tree.nodes) {
        if (node.kind != Syntax::Error && isIn(node))
            m_around.push_back(&node);
    }
    std::stable_sort(m_around.begin(), m_around.end(), [](const SyntaxNode *a, const SyntaxNode *b) {
        const qsizetype lengthA = a->span.to - a->span.from;
        const qsizetype lengthB = b->span.to - b->span.from;
        return lengthA != lengthB ? lengthA > lengthB : a->depth > b->depth;
    });
}

bool Place::isIn(const SyntaxNode &node) const
{
    return node.span.from <= m_position && m_position <= node.span.to;
}

bool Place::isRepeated() const
{
    return std::any_of(m_around.begin(), m_around.end(), [this](const SyntaxNode *node) {
        const bool repeats = node->kind == Syntax::For || node->kind == Syntax::Some || node->kind == Syntax::Every
            || node->kind == Syntax::Filter || node->kind == Syntax::Function;
        return repeats && !node->children.empty() && isIn(*node->children.back());
    });
}

Scope Place::scope(const Environment &environment) const
{
    Scope scope = m_sight.scope;
    for (const SyntaxNode *node : m_around)
        scope = withNamesOf(*node, std::move(scope), environment);
    return scope;
}

Scope Place::withNamesOf(const SyntaxNode &node, Scope scope, const Environment &environment) const
{
    const bool isLoop = node.kind == Syntax::For || node.kind == Syntax::Some || node.kind == Syntax::Every;
    if (isLoop || node.kind == Syntax::Context) {
        // Later iterators and entries see the earlier ones.
        for (size_t i = 0; i < node.names.size() && i < node.children.size() && !isIn(*node.children[i]); ++i) {
            const SyntaxNode &child = *node.children[i];
            if (child.span.from > m_position)
                break;
            const Value value = isLoop ? firstOf(child, scope, environment)
                                       : valueOf(child, scope, environment).value_or(Outcome()).value;
            scope = withName(scope, node.names[i], value);
        }
    } else if (node.kind == Syntax::Filter && isIn(*node.children[1])) {
        const Value item = firstOf(*node.children[0], scope, environment);
        scope = withName(scope, "item", item).with(item);
    } else if (node.kind == Syntax::Function && isIn(*node.children[0])) {
        for (const QByteArray &parameter : node.names)
            scope = withName(scope, parameter, {});
    }
    return scope;
}

Value Place::firstOf(const SyntaxNode &list, const Scope &scope, const Environment &environment) const
{
    const Value value = valueOf(list, scope, environment).value_or(Outcome()).value;
    if (value.isList())
        return value.at(0);
    return value.type() == Value::Type::Range ? value.range().start : value;
}

std::optional<Outcome> Place::valueOf(const SyntaxNode &part, const Scope &scope, const Environment &environment) const
{
    if (hasError(part))
        return std::nullopt;
    ParseOptions options = m_options;
    options.limits = brief(options.limits);
    QList<Diagnostic> hints;
    const auto program = compileTree(part, m_utf8, options, hints);
    Environment quick = environment;
    quick.limits = brief(environment.limits);
    Evaluation evaluation(program, scope, quick);
    Value value = evaluation.run(*program->root, program->slotCount);
    return evaluation.finish(std::move(value));
}

qsizetype utf8Position(QStringView text, int utf16)
{
    return text.first(std::clamp<qsizetype>(utf16, 0, text.size())).toUtf8().size();
}

int utf16Position(const QByteArray &utf8, qsizetype bytes)
{
    return int(QString::fromUtf8(utf8.constData(), std::min(bytes, utf8.size())).size());
}

QString briefly(const Value &value, int characters)
{
    const QString type = value.typeName();
    if (value.isList())
        return value.size() == 1 ? u"list of 1 item"_s : u"list of %1 items"_s.arg(value.size());
    if (value.isNull() || value.isContext() || value.type() == Value::Type::Function)
        return type;
    return u"%1 = %2"_s.arg(type, quoted(value, characters));
}

} // namespace Plugboard::Feel
