#include "core/feel/parser_p.h"

#include "core/base/platform_stack.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

// How tightly operators bind; DMN 1.5, 10.3.1.2, grammar rules 1 to 4.
enum Level { LevelOr = 1, LevelAnd, LevelComparison, LevelAdditive, LevelMultiplicative, LevelPower, LevelUnary };

constexpr size_t parserStack = 64 * 1024;
constexpr size_t freshStack = 16 * 1024 * 1024;

/// The words of the functions that all expressions know, as names of several words.
const Names &builtinNames()
{
    static const Names names = [] {
        Names all;
        for (const QByteArray &name : builtinFunctions().names())
            all.add(name, Names::Use::Variable);
        for (const char *property : {"start included", "end included", "time offset"})
            all.add(property, Names::Use::Entry);
        return all;
    }();
    return names;
}

} // namespace

bool isReservedWord(QByteArrayView word)
{
    static constexpr QByteArrayView words[]
        = {"null", "true", "false", "function", "in",   "return", "then",    "else",     "satisfies",
           "and",  "or",   "if",    "for",      "some", "every",  "between", "instance", "not"};
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

Parser::Parser(const QByteArray &utf8, const ParseOptions &options)
    : m_utf8(utf8)
    , m_options(options)
    , m_tokens(tokenize(m_utf8, options.limits))
{
    if (options.functions) {
        for (const QByteArray &name : options.functions->names())
            m_names.add(name, Names::Use::Variable);
    }
    for (const QByteArray &name : options.names)
        m_names.add(name, Names::Use::Variable);
    for (const QByteArray &name : options.entryNames)
        m_names.add(name, Names::Use::Entry);
    for (const LexicalError &found : m_tokens.errors)
        error(found.span, found.message, found.kind);
    if (at("=")) // the mark of a FEEL field
        advance();
}

ParseResult Parser::run(Start start)
{
    if (start == Start::UnaryTests)
        m_result.tree.root = unaryTests();
    else if (atEnd())
        error({0, m_utf8.size()}, u"the expression is empty; write null for no value"_s);
    else
        m_result.tree.root = bareRange(expression());
    while (!atEnd() && !m_stopped) {
        if (token().type == Token::Type::Word || token().type == Token::Type::Number)
            errorHere(u"expected an operator or the end of the expression"_s);
        else
            errorHere(u"expected the end of the expression"_s);
        const bool isStray = at(")") || at("]") || at("}");
        advance();
        if (isStray && (token().type == Token::Type::Word || token().type == Token::Type::Number))
            bareRange(expression());
        else
            m_next = m_tokens.list.size() - 1;
    }
    std::stable_sort(m_result.errors.begin(), m_result.errors.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.from < b.from; });
    return std::move(m_result);
}

void Parser::advance()
{
    if (!atEnd())
        ++m_next;
}

bool Parser::take(Sign symbol)
{
    const bool here = at(symbol);
    if (here)
        advance();
    return here;
}

bool Parser::takeWord(QByteArrayView word)
{
    const bool here = atWord(word);
    if (here)
        advance();
    return here;
}

bool Parser::expect(Sign symbol, const QString &where)
{
    if (take(symbol))
        return true;
    errorHere(u"expected `%1` %2"_s.arg(symbol.text(), where));
    return false;
}

bool Parser::expectWord(const char *word, const QString &where)
{
    if (takeWord(word))
        return true;
    QString message = u"expected `%1` %2"_s.arg(QLatin1String(word), where);
    if (token().type == Token::Type::Word && !nearest(token().spelling.toByteArray(), {word}).isEmpty()) {
        error(token().span,
              u"%1, found `%2`; did you mean `%3`?"_s.arg(message, QString::fromUtf8(token().spelling),
                                                          QLatin1String(word)));
        advance();
        return true;
    }
    errorHere(message);
    return false;
}

void Parser::error(Span span, const QString &message, Kind kind)
{
    if (m_stopped)
        return;
    // What follows an error at the same place is its consequence.
    for (const Diagnostic &known : std::as_const(m_result.errors)) {
        if (known.from == span.from)
            return;
    }
    m_result.errors.append(diagnosticAt(m_utf8, span, kind, message));
    if (kind == Kind::Limit || m_result.errors.size() >= 50)
        m_stopped = true;
}

QString Parser::found() const
{
    if (atEnd())
        return u"the expression ends here"_s;
    return u"found `%1`"_s.arg(quoted(Value::utf8(token().spelling)).mid(1).chopped(1));
}

void Parser::errorHere(const QString &expected)
{
    Span span = token().span;
    if (atEnd() && span.from > 0)
        span = {endOfLast() - 1, endOfLast()};
    if (atEnd() && span.from < 0)
        span.from = 0;
    error(span, expected + u", "_s + found());
}

Parser::Node *Parser::broken(qsizetype from)
{
    return make(Syntax::Error, from);
}

/// Up to one of the signs, or to what ends a bracket or branch; brackets in between are skipped whole.
void Parser::skipTo(std::initializer_list<Sign> stops)
{
    static constexpr const char *words[] = {"then", "else", "return", "satisfies"};
    int depth = 0;
    for (; !atEnd(); advance()) {
        const bool opens = at("(") || at("[") || at("{");
        const bool closes = at(")") || at("]") || at("}");
        if (closes && depth > 0) {
            --depth;
            continue;
        }
        const bool stop = std::any_of(stops.begin(), stops.end(), [this](Sign sign) { return at(sign); });
        const bool word = std::any_of(std::begin(words), std::end(words), [this](const char *w) { return atWord(w); });
        if (depth == 0 && (stop || closes || word))
            return;
        depth += opens ? 1 : 0;
    }
}

void Parser::skipToWord(const char *word)
{
    int depth = 0;
    for (size_t i = m_next; i < m_tokens.list.size(); ++i) {
        const Token &other = m_tokens.list[i];
        if (other.is("(") || other.is("[") || other.is("{"))
            ++depth;
        else if (other.is(")") || other.is("]") || other.is("}"))
            --depth;
        if (depth < 0 || (depth == 0 && other.is(",")))
            return;
        if (depth == 0 && other.isWord(word)) {
            m_next = i + 1;
            return;
        }
    }
}

Parser::Node *Parser::make(Syntax kind, qsizetype from, std::vector<Node *> children)
{
    Node &node = m_result.tree.nodes.emplace_back();
    node.kind = kind;
    node.span = {from, std::max(from, endOfLast())};
    for (const Node *child : children)
        node.depth = std::max(node.depth, child->depth + 1);
    node.children = std::move(children);
    if (node.depth > m_options.limits.nesting) {
        error(node.span,
              u"more than %1 operations inside each other; split the expression"_s.arg(m_options.limits.nesting),
              Kind::Limit);
    }
    return &node;
}

/// After children were added to it.
Parser::Node *Parser::finish(Node *node)
{
    node->span.to = endOfLast();
    for (const Node *child : node->children)
        node->depth = std::max(node->depth, child->depth + 1);
    return node;
}

Parser::Node *Parser::expression()
{
    return guarded(&Parser::ruleExpression);
}

/// Counts the nesting, and goes on another stack when this one ends.
Parser::Node *Parser::guarded(Node *(Parser::*rule)())
{
    const qsizetype from = token().span.from;
    if (m_nesting >= m_options.limits.nesting) {
        error(token().span,
              u"more than %1 brackets or branches inside each other; split the expression"_s.arg(
                  m_options.limits.nesting),
              Kind::Limit);
        m_next = m_tokens.list.size() - 1;
        return broken(from);
    }
    ++m_nesting;
    Node *node = nullptr;
    if (stackLeft() > parserStack)
        node = (this->*rule)();
    else if (!runOnFreshStack(freshStack, [&] { node = (this->*rule)(); }))
        error(token().span, u"there is no memory for so many brackets inside each other"_s, Kind::Limit);
    --m_nesting;
    return node ? node : broken(from);
}

Parser::Node *Parser::ruleExpression()
{
    return binary(LevelOr);
}

Parser::Node *Parser::ruleAdditive()
{
    return binary(LevelAdditive);
}

/// Precedence climbing: an operand, and all operators of at least this level behind it.
Parser::Node *Parser::binary(int level)
{
    Node *left = unary();
    for (bool more = true; more && !m_stopped;) {
        more = false;
        left = operatorAfter(left, level, more);
    }
    return left;
}

Parser::Node *Parser::operatorAfter(Node *left, int level, bool &more)
{
    more = true;
    if (token().type == Token::Type::Word) {
        if (level <= LevelOr && atWord("or"))
            return chain(Syntax::Or, left, Operation::None, LevelAnd);
        if (level <= LevelAnd && atWord("and"))
            return chain(Syntax::And, left, Operation::None, LevelComparison);
        if (level <= LevelComparison && atWord("between"))
            return between(left);
        if (level <= LevelComparison && atWord("in"))
            return in(left);
        if (level <= LevelComparison && atWord("instance") && ahead(1).isWord("of"))
            return instanceOf(left);
    } else if (token().type == Token::Type::Symbol) {
        if (level <= LevelAdditive && (at("+") || at("-")))
            return chain(Syntax::Additive, left, at("+") ? Operation::Add : Operation::Subtract, LevelMultiplicative);
        if (level <= LevelMultiplicative && (at("*") || at("/")))
            return chain(Syntax::Multiplicative, left, at("*") ? Operation::Multiply : Operation::Divide, LevelPower);
        if (level <= LevelPower && at("**"))
            return chain(Syntax::Power, left, Operation::None, LevelUnary);
        if (const auto operation = comparisonSign(); operation && level <= LevelComparison)
            return comparison(left, *operation);
    }
    more = false;
    return left;
}

/// a + b + c becomes one node with three operands, so that long sums need no depth.
Parser::Node *Parser::chain(Syntax kind, Node *left, Operation operation, int operandLevel)
{
    advance();
    Node *right = binary(operandLevel);
    if (left->kind != kind || left->parenthesized) {
        left = make(kind, left->span.from, {left});
    }
    left->children.push_back(right);
    left->operations.push_back(operation);
    left->depth = std::max(left->depth, right->depth + 1);
    left->span.to = endOfLast();
    return left;
}

std::optional<Operation> Parser::comparisonSign() const
{
    static constexpr std::pair<Sign, Operation> signs[]
        = {{"=", Operation::Equal},      {"!=", Operation::NotEqual}, {"<", Operation::Less},
           {"<=", Operation::LessEqual}, {">", Operation::Greater},   {">=", Operation::GreaterEqual}};
    if (token().type != Token::Type::Symbol)
        return std::nullopt;
    for (const auto &[sign, operation] : signs) {
        if (at(sign))
            return operation;
    }
    return std::nullopt;
}

Parser::Node *Parser::comparison(Node *left, Operation operation)
{
    advance();
    if (at("=")) {
        error(token().span, u"FEEL writes equality with one `=`"_s);
        advance();
    }
    Node *node = make(Syntax::Comparison, left->span.from, {left, binary(LevelAdditive)});
    node->operation = operation;
    return node;
}

Parser::Node *Parser::between(Node *left)
{
    advance();
    Node *low = binary(LevelAdditive);
    if (!expectWord("and", u"between the two ends of `between`"_s))
        return make(Syntax::Between, left->span.from, {left, low, broken(endOfLast())});
    Node *high = binary(LevelAdditive);
    return make(Syntax::Between, left->span.from, {left, low, high});
}

Parser::Node *Parser::in(Node *left)
{
    advance();
    Node *right = test(true);
    return make(Syntax::In, left->span.from, {left, right});
}

/// A test right of `in` or in a list of tests: `< 10`, a value, a range.
Parser::Node *Parser::test(bool bare)
{
    const qsizetype from = token().span.from;
    if (const auto operation = comparisonSign()) {
        advance();
        Node *node = make(Syntax::UnaryRange, from, {guarded(&Parser::ruleAdditive)});
        node->operation = *operation;
        return node;
    }
    Node *node = bare ? binary(LevelAdditive) : expression();
    return bareRange(node);
}

Parser::Node *Parser::bareRange(Node *start)
{
    if (!at(".."))
        return start;
    advance();
    Node *node = make(Syntax::Range, start->span.from, {start, binary(LevelAdditive)});
    node->range.bare = true;
    return node;
}

Parser::Node *Parser::instanceOf(Node *left)
{
    advance();
    advance();
    TypeName name = type();
    Node *node = make(Syntax::InstanceOf, left->span.from, {left});
    node->types.push_back(std::move(name));
    return node;
}

Parser::Node *Parser::unary()
{
    if (!at("-"))
        return postfix(primary());
    const qsizetype from = token().span.from;
    advance();
    // Binds tighter than `**`: -3 ** 2 is 9 (TCK 0075).
    Node *operand = guarded(&Parser::unary);
    return make(Syntax::Negate, from, {operand});
}

// Unary tests: DMN 1.5, 10.3.1.2, rules 14 to 17.

bool Parser::wholeIsNegation() const
{
    if (!atWord("not") || !ahead(1).is("("))
        return false;
    int depth = 0;
    for (size_t i = m_next + 1; i < m_tokens.list.size(); ++i) {
        if (m_tokens.list[i].is("("))
            ++depth;
        if (m_tokens.list[i].is(")") && --depth == 0)
            return m_tokens.list[i + 1].type == Token::Type::End;
    }
    return false;
}

Parser::Node *Parser::unaryTests()
{
    Node *tests = make(Syntax::UnaryTests, token().span.from);
    if (at("-") && ahead(1).type == Token::Type::End) {
        advance();
        return finish(tests);
    }
    if (atEnd()) {
        error({0, m_utf8.size()}, u"the test is empty; write - for any value"_s);
        return tests;
    }
    if (!wholeIsNegation())
        return unaryTestList(tests);
    tests->negated = true;
    advance();
    advance();
    unaryTestList(tests);
    expect(")", u"after the tests of `not`"_s);
    return finish(tests);
}

Parser::Node *Parser::unaryTestList(Node *tests)
{
    do {
        tests->children.push_back(test(false));
    } while (take(",") && !m_stopped);
    return finish(tests);
}

ParseResult parseText(const QByteArray &utf8, Start start, const ParseOptions &options)
{
    if (utf8.size() > options.limits.textBytes) {
        ParseResult refused;
        refused.errors.append(diagnosticAt(
            utf8, {0, 1}, Kind::Limit,
            u"the expression has %1 bytes, more than %2; split it"_s.arg(utf8.size()).arg(options.limits.textBytes)));
        return refused;
    }
    return Parser(utf8, options).run(start);
}

// The trie of built-in names is shared; only names of this text are looked up beside it.
std::optional<Names::Match> longestKnownName(const Names &own, std::span<const Token> tokens, Names::Use use)
{
    auto match = own.longest(tokens, use);
    auto common = builtinNames().longest(tokens, use);
    if (!match || (common && common->tokens > match->tokens))
        return common;
    return match;
}

} // namespace Plugboard::Feel
