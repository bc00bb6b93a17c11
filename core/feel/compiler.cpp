#include "core/feel/compiler.h"

#include "core/base/platform_stack.h"
#include "core/feel/evaluation_p.h"
#include "core/feel/nodes_p.h"

#include <algorithm>
#include <map>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t compilerStack = 64 * 1024;
constexpr size_t compilerFreshStack = 16 * 1024 * 1024;
constexpr int levelsBetweenStackChecks = 32;

/// The names that one function (or the expression itself) binds, and the slots of its frame.
struct FrameNames
{
    struct Binding
    {
        QByteArray name;
        int slot;
        bool filterItem; ///< Its entries are names too
    };

    FrameNames *outer = nullptr;
    FunctionCode *code = nullptr; ///< Null for the expression itself
    QByteArray selfName;
    std::vector<Binding> bindings;
    std::map<int, int> captured; ///< Slot outside -> slot here
    int slotCount = 0;
};

/// What a name can be.
struct Resolved
{
    std::vector<int> items; ///< Slots of filter items to ask first
    int slot = -1; ///< Else this; -1: the scope
};

class Compiler final
{
public:
    Compiler(const ParseOptions &options, QList<Diagnostic> &hints, const QByteArray &text)
        : m_options(options)
        , m_hints(hints)
        , m_program(std::make_shared<Program>())
    {
        m_program->text = text;
        m_program->dialect = options.dialect;
        m_program->limits = options.limits;
    }

    std::shared_ptr<const Program> run(const SyntaxNode &root);

private:
    const Node *compile(const SyntaxNode &syntax);
    const Node *compileHere(const SyntaxNode &syntax);
    const Node *compileRare(const SyntaxNode &syntax);
    Nodes compileAll(const std::vector<SyntaxNode *> &syntax);

    template <typename Made, typename... Arguments>
    const Node *make(const SyntaxNode &syntax, Arguments &&...arguments)
    {
        auto node = std::make_unique<Made>(syntax.span, std::forward<Arguments>(arguments)...);
        const Node *result = node.get();
        m_program->nodes.push_back(std::move(node));
        return result;
    }
    /// The node, or its value if all that goes into it is known.
    const Node *fold(const SyntaxNode &syntax, const Nodes &inputs, const Node *node);
    void setCost(const Node *node, const Nodes &inputs);
    void hint(Span span, Kind kind, const QString &message);

    int newSlot() { return m_frame->slotCount++; }
    void bind(const QByteArray &name, int slot, bool filterItem = false);
    void unbind(size_t count) { m_frame->bindings.resize(m_frame->bindings.size() - count); }
    Resolved resolve(FrameNames &frame, const QByteArray &name);
    int captureSlot(FrameNames &frame, int outerSlot);

    const Node *name(const SyntaxNode &syntax);
    const Node *context(const SyntaxNode &syntax);
    const Node *arithmetic(const SyntaxNode &syntax);
    const Node *in(const SyntaxNode &syntax);
    const Node *iteration(const SyntaxNode &syntax);
    const Node *filter(const SyntaxNode &syntax);
    const Node *call(const SyntaxNode &syntax);
    const Node *builtinCall(const SyntaxNode &syntax, CallParts parts);
    const Node *function(const SyntaxNode &syntax, const QByteArray &selfName);
    const Node *unaryTests(const SyntaxNode &syntax);
    std::span<const Builtin *const> overloads(const QByteArray &name) const;
    void checkCall(const SyntaxNode &syntax, const CallParts &parts);

    const ParseOptions &m_options;
    QList<Diagnostic> &m_hints;
    std::shared_ptr<Program> m_program;
    FrameNames *m_frame = nullptr;
    int m_partialReads = 0;
    int m_inputReads = 0;
    int m_depth = 0;
};

std::shared_ptr<const Program> Compiler::run(const SyntaxNode &root)
{
    FrameNames frame;
    m_frame = &frame;
    m_program->root = compile(root);
    m_program->slotCount = frame.slotCount;
    return m_program;
}

void Compiler::hint(Span span, Kind kind, const QString &message)
{
    constexpr int mostHints = 50;
    if (m_hints.size() < mostHints)
        m_hints.append(diagnosticAt(m_program->text, span, kind, message));
}

const Node *Compiler::compile(const SyntaxNode &syntax)
{
    const Node *node = nullptr;
    ++m_depth;
    if (stackLeft() > compilerStack)
        node = compileHere(syntax);
    else
        runOnFreshStack(compilerFreshStack, [&] { node = compileHere(syntax); });
    --m_depth;
    if (!node) // no memory for another stack
        return make<ConstantNode>(syntax, Value());
    if (m_depth > 0 && m_depth % levelsBetweenStackChecks == 0 && !node->constant()) {
        auto deep = std::make_unique<DeepNode>(node);
        node = deep.get();
        m_program->nodes.push_back(std::move(deep));
    }
    return node;
}

Nodes Compiler::compileAll(const std::vector<SyntaxNode *> &syntax)
{
    Nodes nodes;
    nodes.reserve(syntax.size());
    for (const SyntaxNode *child : syntax)
        nodes.push_back(compile(*child));
    return nodes;
}

void Compiler::setCost(const Node *node, const Nodes &inputs)
{
    qint64 cost = 1;
    for (const Node *input : inputs)
        cost += input->constant() ? 0 : input->cost();
    const_cast<Node *>(node)->setCost(cost); // until it is part of a finished program
}

const Node *Compiler::fold(const SyntaxNode &syntax, const Nodes &inputs, const Node *node)
{
    setCost(node, inputs);
    const bool known = std::all_of(inputs.begin(), inputs.end(), [](const Node *input) { return input->constant(); });
    if (!known)
        return node;
    Environment environment = systemEnvironment();
    environment.limits = m_options.limits;
    constexpr qint64 stepsForFolding = 20'000;
    environment.limits.steps = stepsForFolding;
    const Scope scope;
    Evaluation evaluation(m_program, scope, environment);
    Value value = evaluation.run(*node, 1);
    const Outcome outcome = evaluation.finish(std::move(value));
    if (outcome.error || outcome.warningCount > 0)
        return node; // to be told when it is run
    const Value &result = outcome.value;
    // A named zone is the environment's to know.
    const bool zoned = (result.type() == Value::Type::Time && result.time().zone.kind == Zone::Kind::Named)
        || (result.type() == Value::Type::DateTime && result.dateTime().time.zone.kind == Zone::Kind::Named);
    if (zoned || result.type() == Value::Type::Function)
        return node;
    return make<ConstantNode>(syntax, result);
}

const Node *Compiler::compileHere(const SyntaxNode &syntax)
{
    switch (syntax.kind) {
    case Syntax::Literal:
        return make<ConstantNode>(syntax, syntax.value);
    case Syntax::At:
        return fold(syntax, {}, make<AtNode>(syntax, syntax.name));
    case Syntax::Name:
        return name(syntax);
    case Syntax::Path: {
        const Node *base = compile(*syntax.children[0]);
        return fold(syntax, {base}, make<PathNode>(syntax, base, syntax.name));
    }
    case Syntax::Additive:
    case Syntax::Multiplicative:
    case Syntax::Power:
        return arithmetic(syntax);
    case Syntax::Comparison: {
        const Nodes sides = compileAll(syntax.children);
        return fold(syntax, sides, make<ComparisonNode>(syntax, syntax.operation, sides[0], sides[1]));
    }
    case Syntax::And:
    case Syntax::Or: {
        const Nodes operands = compileAll(syntax.children);
        const auto rule = syntax.kind == Syntax::And ? LogicNode::Rule::And : LogicNode::Rule::Or;
        return fold(syntax, operands, make<LogicNode>(syntax, rule, operands));
    }
    case Syntax::If: {
        const Nodes parts = compileAll(syntax.children);
        return fold(syntax, parts, make<IfNode>(syntax, parts[0], parts[1], parts[2]));
    }
    case Syntax::Call:
        return call(syntax);
    case Syntax::Filter:
        return filter(syntax);
    case Syntax::Context:
        return context(syntax);
    default:
        return compileRare(syntax);
    }
}

const Node *Compiler::compileRare(const SyntaxNode &syntax)
{
    switch (syntax.kind) {
    case Syntax::List: {
        const Nodes items = compileAll(syntax.children);
        return fold(syntax, items, make<ListNode>(syntax, items));
    }
    case Syntax::Range: {
        const Nodes ends = compileAll(syntax.children);
        const Node *range = make<RangeNode>(syntax, ends[0], ends[1], syntax.range);
        setCost(range, ends);
        return range; // iteration asks whether it had brackets
    }
    case Syntax::UnaryRange: {
        const Node *operand = compile(*syntax.children[0]);
        const Node *range = make<UnaryRangeNode>(syntax, syntax.operation, operand);
        setCost(range, {operand});
        return range; // tests ask for its parts
    }
    case Syntax::Negate: {
        const Node *operand = compile(*syntax.children[0]);
        return fold(syntax, {operand}, make<NegateNode>(syntax, operand));
    }
    case Syntax::Between: {
        const Nodes parts = compileAll(syntax.children);
        return fold(syntax, parts, make<BetweenNode>(syntax, parts[0], parts[1], parts[2]));
    }
    case Syntax::In:
        return in(syntax);
    case Syntax::InstanceOf: {
        const Node *value = compile(*syntax.children[0]);
        return fold(syntax, {value}, make<InstanceNode>(syntax, value, syntax.types.front()));
    }
    case Syntax::For:
    case Syntax::Some:
    case Syntax::Every:
        return iteration(syntax);
    case Syntax::Function:
        return function(syntax, {});
    case Syntax::External:
        return make<UnsupportedNode>(syntax, u"external functions need Java; write the function in FEEL"_s);
    case Syntax::UnaryTests:
        return unaryTests(syntax);
    default:
        return make<UnsupportedNode>(
            syntax, u"several tests in parentheses stand right of `in` only; a list is written with [ ]"_s);
    }
}

void Compiler::bind(const QByteArray &bound, int slot, bool filterItem)
{
    m_frame->bindings.push_back({bound, slot, filterItem});
}

int Compiler::captureSlot(FrameNames &frame, int outerSlot)
{
    const auto known = frame.captured.find(outerSlot);
    if (known != frame.captured.end())
        return known->second;
    const int slot = frame.slotCount++;
    frame.captured.emplace(outerSlot, slot);
    frame.code->captures.push_back({outerSlot, slot});
    return slot;
}

Resolved Compiler::resolve(FrameNames &frame, const QByteArray &wanted)
{
    Resolved result;
    for (auto binding = frame.bindings.rbegin(); binding != frame.bindings.rend(); ++binding) {
        if (binding->filterItem && wanted != "?")
            result.items.push_back(binding->slot);
        if (binding->name == wanted) {
            result.slot = binding->slot;
            return result;
        }
    }
    if (frame.code && !frame.selfName.isNull() && frame.selfName == wanted) {
        if (frame.code->self < 0)
            frame.code->self = frame.slotCount++;
        result.slot = frame.code->self;
        return result;
    }
    if (!frame.outer)
        return result;
    const Resolved outside = resolve(*frame.outer, wanted);
    for (const int item : outside.items)
        result.items.push_back(captureSlot(frame, item));
    if (outside.slot >= 0)
        result.slot = captureSlot(frame, outside.slot);
    return result;
}

const Node *Compiler::name(const SyntaxNode &syntax)
{
    m_partialReads += syntax.name == "partial" ? 1 : 0;
    m_inputReads += syntax.name == "?" ? 1 : 0;
    const Resolved found = resolve(*m_frame, syntax.name);
    const Node *outside = nullptr;
    if (found.slot >= 0) {
        outside = make<SlotNode>(syntax, found.slot);
    } else {
        Value function;
        if (const auto known = overloads(syntax.name); !known.empty()) {
            auto builtin = std::make_shared<BuiltinFunction>();
            builtin->name = syntax.name;
            builtin->overloads = known;
            function = Value::function(std::move(builtin));
        } else {
            m_program->variables.insert(syntax.name);
        }
        outside = make<ScopeNode>(syntax, syntax.name, function);
    }
    if (found.items.empty())
        return outside;
    return make<ProbeNode>(syntax, syntax.name, found.items, outside);
}

const Node *Compiler::context(const SyntaxNode &syntax)
{
    std::vector<ContextNode::Entry> entries;
    QByteArray duplicate;
    Nodes values;
    for (size_t i = 0; i < syntax.children.size(); ++i) {
        const QByteArray &key = syntax.names[i];
        if (syntax.names.size() < 1000
            && std::find(syntax.names.begin(), syntax.names.begin() + qsizetype(i), key)
                != syntax.names.begin() + qsizetype(i)) {
            duplicate = key.isNull() ? QByteArray("") : key;
            hint(syntax.children[i]->span, Kind::DuplicateKey,
                 m_options.dialect == Dialect::Dmn
                     ? u"the key '%1' stands twice, so the context is null"_s.arg(QString::fromUtf8(key))
                     : u"the key '%1' stands twice; the last one counts"_s.arg(QString::fromUtf8(key)));
        }
        const SyntaxNode &child = *syntax.children[i];
        const Node *value = child.kind == Syntax::Function ? function(child, key) : compile(child);
        const int slot = newSlot();
        bind(key, slot);
        entries.push_back({key, value, slot});
        values.push_back(value);
    }
    unbind(entries.size());
    if (std::all_of(values.begin(), values.end(), [](const Node *value) { return value->constant(); })) {
        for (ContextNode::Entry &entry : entries)
            entry.slot = -1; // nobody reads them while folding
    }
    return fold(syntax, values, make<ContextNode>(syntax, std::move(entries), duplicate));
}

const Node *Compiler::arithmetic(const SyntaxNode &syntax)
{
    const Nodes operands = compileAll(syntax.children);
    if (syntax.kind == Syntax::Power)
        return fold(syntax, operands, make<PowerNode>(syntax, operands));
    return fold(syntax, operands, make<ArithmeticNode>(syntax, operands, syntax.operations));
}

const Node *Compiler::in(const SyntaxNode &syntax)
{
    const Node *value = compile(*syntax.children[0]);
    const SyntaxNode &right = *syntax.children[1];
    Nodes tests = right.kind == Syntax::Tests ? compileAll(right.children) : Nodes {compile(right)};
    Nodes inputs = tests;
    inputs.push_back(value);
    const Node *node = make<InNode>(syntax, value, std::move(tests));
    setCost(node, inputs);
    return node;
}

const Node *Compiler::iteration(const SyntaxNode &syntax)
{
    std::vector<Iterator> iterators;
    Nodes inputs;
    for (size_t i = 0; i + 1 < syntax.children.size(); ++i) {
        const Node *domain = compile(*syntax.children[i]);
        const int slot = newSlot();
        bind(syntax.names[i], slot);
        iterators.push_back({domain, slot});
        inputs.push_back(domain);
    }
    size_t bound = iterators.size();
    const int partial = syntax.kind == Syntax::For ? newSlot() : -1;
    if (partial >= 0) {
        bind("partial", partial);
        ++bound;
    }
    const int reads = m_partialReads;
    const Node *body = compile(*syntax.children.back());
    unbind(bound);
    inputs.push_back(body);
    const Node *node = nullptr;
    if (syntax.kind == Syntax::For) {
        node = make<ForNode>(syntax, std::move(iterators), body, m_partialReads > reads ? partial : -1);
    } else {
        const auto rule = syntax.kind == Syntax::Some ? QuantifiedNode::Rule::Some : QuantifiedNode::Rule::Every;
        node = make<QuantifiedNode>(syntax, rule, std::move(iterators), body);
    }
    setCost(node, inputs);
    return node;
}

const Node *Compiler::filter(const SyntaxNode &syntax)
{
    const Node *base = compile(*syntax.children[0]);
    const int item = newSlot();
    bind("item", item, true);
    const Node *condition = compile(*syntax.children[1]);
    unbind(1);
    const Node *node = make<FilterNode>(syntax, base, item, condition);
    setCost(node, {base, condition});
    return node;
}

std::span<const Builtin *const> Compiler::overloads(const QByteArray &wanted) const
{
    const auto builtin = builtinFunctions().overloads(wanted);
    if (!builtin.empty() || !m_options.functions)
        return builtin;
    return m_options.functions->overloads(wanted);
}

/// What can be told about a call before it is made.
void Compiler::checkCall(const SyntaxNode &syntax, const CallParts &parts)
{
    const auto isBeyond = [](const Builtin *builtin) { return builtin->availability == Availability::BeyondCamunda; };
    if (m_options.dialect == Dialect::Camunda
        && std::all_of(parts.overloads.begin(), parts.overloads.end(), isBeyond)) {
        hint(syntax.span, Kind::BeyondCamunda,
             u"'%1' works here; Camunda 8 has no such function and returns null"_s.arg(QString::fromUtf8(parts.name)));
    }
}

const Node *Compiler::builtinCall(const SyntaxNode &syntax, CallParts parts)
{
    checkCall(syntax, parts);
    const Nodes arguments = parts.arguments;
    const bool pure = std::all_of(parts.overloads.begin(), parts.overloads.end(),
                                  [](const Builtin *builtin) { return builtin->purity == Purity::Pure; });
    const Node *node = make<BuiltinCallNode>(syntax, std::move(parts));
    if (pure)
        return fold(syntax, arguments, node);
    setCost(node, arguments);
    return node;
}

const Node *Compiler::call(const SyntaxNode &syntax)
{
    const SyntaxNode &callee = *syntax.children[0];
    CallParts parts;
    parts.names = syntax.names;
    for (size_t i = 1; i < syntax.children.size(); ++i)
        parts.arguments.push_back(compile(*syntax.children[i]));
    const Nodes arguments = parts.arguments;
    const bool named = callee.kind == Syntax::Name && !callee.parenthesized;
    if (named) {
        parts.name = callee.name;
        parts.overloads = overloads(callee.name);
        const Resolved found = resolve(*m_frame, callee.name);
        if (found.slot < 0 && !parts.overloads.empty())
            return builtinCall(syntax, std::move(parts));
        if (found.slot < 0 && found.items.empty()) {
            QList<QByteArray> known = builtinFunctions().names();
            if (m_options.functions)
                known += m_options.functions->names();
            const QByteArray suggestion = nearest(callee.name, known);
            hint(callee.span, Kind::NoFunctionFound,
                 suggestion.isEmpty() ? u"there is no function '%1'"_s.arg(QString::fromUtf8(callee.name))
                                      : u"there is no function '%1'; did you mean '%2'?"_s.arg(
                                          QString::fromUtf8(callee.name), QString::fromUtf8(suggestion)));
            const Node *node = make<UnknownCallNode>(syntax, std::move(parts), suggestion);
            setCost(node, arguments);
            return node;
        }
    }
    const Node *function = compile(callee);
    const Node *node = make<ValueCallNode>(syntax, function, std::move(parts));
    setCost(node, arguments);
    return node;
}

const Node *Compiler::function(const SyntaxNode &syntax, const QByteArray &selfName)
{
    FunctionCode &code = m_program->functions.emplace_back();
    code.names = syntax.names;
    code.types = syntax.types;
    FrameNames frame;
    frame.outer = m_frame;
    frame.code = &code;
    frame.selfName = selfName;
    m_frame = &frame;
    for (const QByteArray &parameter : syntax.names)
        bind(parameter, newSlot());
    code.body = compile(*syntax.children[0]);
    code.slotCount = frame.slotCount;
    m_frame = frame.outer;
    return make<FunctionNode>(syntax, &code);
}

const Node *Compiler::unaryTests(const SyntaxNode &syntax)
{
    std::vector<UnaryTestsNode::Test> tests;
    for (const SyntaxNode *child : syntax.children) {
        const int reads = m_inputReads;
        const Node *node = compile(*child);
        tests.push_back({node, m_inputReads > reads});
    }
    const Node *input = make<ScopeNode>(syntax, QByteArray("?"), Value());
    return make<UnaryTestsNode>(syntax, std::move(tests), input, syntax.negated);
}

} // namespace

std::shared_ptr<const Program> compileTree(const SyntaxNode &root, const QByteArray &text, const ParseOptions &options,
                                           QList<Diagnostic> &hints)
{
    return Compiler(options, hints, text).run(root);
}

} // namespace Plugboard::Feel
