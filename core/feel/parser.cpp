#include "core/feel/parser_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view keywords[] {"true", "false", "null", "function", "return", "then",  "else", "satisfies",
                                       "and",  "or",    "if",   "for",      "some",   "every", "in",   "between"};

bool isKeyword(const QByteArray &word)
{
    return std::ranges::find(keywords, std::string_view(word.constData(), size_t(word.size()))) != std::end(keywords);
}

} // namespace

QString Parser::shown(const Token &token)
{
    return token.type == Token::Type::End ? u"the end"_s : u'\'' + QString::fromUtf8(token.text) + u'\'';
}

Parser::Parser(QByteArrayView utf8, const ParseOptions &options)
    : m_utf8(utf8)
    , m_options(options)
{
    if (utf8.size() > options.limits.textBytes) {
        m_tokens.push_back({});
        error(u"the expression is longer than %1 bytes"_s.arg(options.limits.textBytes));
        return;
    }
    m_tokens = lex(utf8);
    if (qsizetype(m_tokens.size()) > options.limits.tokens) {
        m_tokens.resize(1, {});
        error(u"the expression has more than %1 words and signs"_s.arg(options.limits.tokens));
        return;
    }
    for (const QByteArray &name : builtinFunctions().names())
        m_names.add(name);
    if (options.functions)
        for (const QByteArray &name : options.functions->names())
            m_names.add(name);
    for (const QByteArray &name : options.names)
        m_names.add(name);
    for (const QByteArray &name : options.names + options.entryNames + unusualPropertyNames())
        m_entryNames.add(name);
    for (const QByteArray &name : options.entryNames)
        m_names.add(name);
}

ParseResult Parser::expression()
{
    if (m_errors.isEmpty() && token().type == Token::Type::Sign && at("="))
        ++m_at;
    return finished(m_errors.isEmpty() ? parseAny() : nullptr);
}

ParseResult Parser::unaryTests()
{
    if (!m_errors.isEmpty())
        return finished(nullptr);
    auto tests = node<Tests>(token().span);
    if (at("-") && token(1).type == Token::Type::End) {
        ++m_at;
    } else {
        tests->negated = at("not") && token(1).is("(");
        if (tests->negated)
            m_at += 2;
        parseTests(*tests);
        if (tests->negated)
            expect(")", u"at the end of not("_s);
    }
    return finished(tests);
}

ParseResult Parser::finished(NodePtr root)
{
    if (m_errors.isEmpty() && token().type != Token::Type::End)
        error(u"unexpected %1 behind the expression"_s.arg(shown(token())));
    if (!m_errors.isEmpty())
        root = nullptr;
    return {std::move(root), m_errors, m_free};
}

/// The first error counts; what follows from it would not help.
NodePtr Parser::error(const QString &message)
{
    if (m_errors.isEmpty())
        m_errors.append(diagnosticAt(m_utf8, token().span, Kind::Syntax,
                                     token().type == Token::Type::Bad ? QString::fromUtf8(token().text) : message));
    return std::make_shared<Literal>(token().span, Value());
}

bool Parser::accept(QByteArrayView sign)
{
    if (!at(sign))
        return false;
    ++m_at;
    return true;
}

bool Parser::expect(QByteArrayView sign, const QString &where)
{
    if (!m_errors.isEmpty() || accept(sign))
        return true;
    error(u"expected '%1' %2, found %3"_s.arg(QString::fromUtf8(sign), where, shown(token())));
    return false;
}

void Parser::bindName(const QByteArray &name)
{
    m_bound.push_back(name);
    m_names.add(name);
}

void Parser::releaseNames(size_t mark)
{
    while (m_bound.size() > mark) {
        m_names.remove(m_bound.back());
        m_bound.pop_back();
    }
}

NodePtr Parser::parseAny()
{
    if (!m_errors.isEmpty())
        return error({});
    if (++m_depth > m_options.limits.nesting)
        return error(u"the expression is nested deeper than %1 levels"_s.arg(m_options.limits.nesting));
    const bool isName = m_names.longest(m_tokens, m_at).first > 0;
    NodePtr result;
    if (!isName && at("if"))
        result = parseIf();
    else if (!isName && at("for"))
        result = parseLoop(Loop::Kind::For);
    else if (!isName && at("some"))
        result = parseLoop(Loop::Kind::Some);
    else if (!isName && at("every"))
        result = parseLoop(Loop::Kind::Every);
    else if (!isName && at("function"))
        result = parseFunction();
    else
        result = parseBinary(0);
    --m_depth;
    return result;
}

/// Levels: or, and, comparison, sum, product, power. Each but the comparison is a flat chain.
NodePtr Parser::parseBinary(int level)
{
    static constexpr std::string_view words[] {"or", "and"};
    static constexpr std::string_view signs[] {"+-", "*/"};
    const qsizetype from = token().span.from;
    if (level == 2)
        return parseComparison();
    if (level == 6)
        return parseUnary();
    NodePtr first = parseBinary(level + 1);
    if (level < 2) {
        const QByteArrayView word(words[level].data(), qsizetype(words[level].size()));
        if (!at(word))
            return first;
        auto logic = node<Logic>({});
        logic->decisive = level == 0;
        logic->operands.push_back(std::move(first));
        while (m_errors.isEmpty() && accept(word))
            logic->operands.push_back(parseBinary(level + 1));
        logic->span = since(from);
        return logic;
    }
    const auto sign = [&]() -> char {
        if (token().type != Token::Type::Sign)
            return 0;
        if (level == 5)
            return token().text == "**" ? '^' : 0;
        return token().text.size() == 1 && signs[level - 3].find(token().text[0]) != std::string_view::npos
            ? token().text[0]
            : char(0);
    };
    if (!sign())
        return first;
    auto chain = node<Chain>({});
    chain->first = std::move(first);
    while (const char operation = m_errors.isEmpty() ? sign() : char(0)) {
        ++m_at;
        chain->terms.push_back({operation, parseBinary(level + 1)});
    }
    chain->span = since(from);
    return chain;
}

NodePtr Parser::parseComparison()
{
    static constexpr std::pair<std::string_view, Comparison::Sign> signs[] {
        {"=", Comparison::Sign::Equal},        {"!=", Comparison::Sign::NotEqual},
        {"<=", Comparison::Sign::LessOrEqual}, {">=", Comparison::Sign::GreaterOrEqual},
        {"<", Comparison::Sign::Less},         {">", Comparison::Sign::Greater}};
    const qsizetype from = token().span.from;
    NodePtr left = parseBinary(3);
    while (m_errors.isEmpty()) {
        if (accept("between")) {
            auto between = node<Between>({});
            between->value = std::move(left);
            between->low = parseBinary(3);
            expect("and", u"in 'between'"_s);
            between->high = parseBinary(3);
            between->span = since(from);
            left = between;
            continue;
        }
        if (at("in") && token().type == Token::Type::Word) {
            ++m_at;
            left = parseIn(std::move(left), from);
            continue;
        }
        if (at("instance") && token(1).is("of")) {
            m_at += 2;
            left = parseInstanceOf(std::move(left), from);
            continue;
        }
        const auto found = std::ranges::find_if(signs, [&](const auto &row) {
            return token().type == Token::Type::Sign
                && token().text == QByteArrayView(row.first.data(), qsizetype(row.first.size()));
        });
        if (found == std::end(signs))
            return left;
        ++m_at;
        auto comparison = node<Comparison>({});
        comparison->sign = found->second;
        comparison->left = std::move(left);
        comparison->right = parseBinary(3);
        comparison->span = since(from);
        left = comparison;
    }
    return left;
}

/// Unary minus binds tighter than ** (TCK 0008).
NodePtr Parser::parseUnary()
{
    const qsizetype from = token().span.from;
    int signs = 0;
    while (token().type == Token::Type::Sign && accept("-"))
        ++signs;
    NodePtr operand = parsePostfix();
    for (; signs > 0 && m_errors.isEmpty(); --signs) {
        auto negation = node<Negation>(since(from));
        negation->operand = std::move(operand);
        operand = negation;
        if (signs > m_options.limits.nesting)
            return error(u"too many signs in a row"_s);
    }
    return operand;
}

NodePtr Parser::parsePostfix()
{
    const qsizetype from = token().span.from;
    NodePtr result = parsePrimary();
    int links = 0;
    while (m_errors.isEmpty() && token().type == Token::Type::Sign) {
        if (accept(".")) {
            auto path = node<Path>({});
            path->object = std::move(result);
            if (const auto [count, name] = m_entryNames.longest(m_tokens, m_at); count > 0) {
                path->name = name;
                m_at += count;
            } else if (token().type == Token::Type::Word || token().type == Token::Type::Quoted) {
                path->name = token().text;
                ++m_at;
            } else {
                return error(u"expected a name behind '.', found %1"_s.arg(shown(token())));
            }
            path->span = since(from);
            result = path;
        } else if (m_rangeEnds > 0 && at("[") && !beginsExpression(token(1))) {
            break; // the end of [a..b[
        } else if (accept("[")) {
            auto filter = node<Filter>({});
            filter->list = std::move(result);
            const size_t mark = m_bound.size();
            bindName("item");
            filter->condition = parseAny();
            releaseNames(mark);
            expect("]", u"at the end of the filter"_s);
            filter->span = since(from);
            result = filter;
        } else if (at("(")) {
            result = parseCall({}, std::move(result), from);
        } else {
            break;
        }
        if (++links > m_options.limits.nesting)
            return error(u"the path is longer than %1 steps"_s.arg(m_options.limits.nesting));
    }
    return result;
}

NodePtr Parser::parsePrimary()
{
    if (!m_errors.isEmpty())
        return error({});
    switch (token().type) {
    case Token::Type::Number:
    case Token::Type::String:
        return parseLiteral();
    case Token::Type::Word:
        return parseName();
    case Token::Type::Quoted: {
        const Token name = token();
        ++m_at;
        return parseNamed(name.text, name.span.from, true);
    }
    default:
        break;
    }
    if (at("@"))
        return parseLiteral();
    if (at("[") || at("]"))
        return parseListOrRange();
    if (at("("))
        return parseParenthesis();
    if (at("{"))
        return parseContext();
    if (at("?")) {
        ++m_inputUses;
        ++m_at;
        return std::make_shared<Name>(m_tokens[m_at - 1].span, "?");
    }
    return error(u"expected an expression, found %1"_s.arg(shown(token())));
}

NodePtr Parser::parseLiteral()
{
    const qsizetype from = token().span.from;
    if (token().type == Token::Type::Number) {
        const std::optional<Decimal> number = Decimal::fromText(token().text);
        if (!number)
            return error(u"the number is out of range"_s);
        ++m_at;
        return std::make_shared<Literal>(since(from), Value::number(*number));
    }
    if (token().type == Token::Type::String) {
        ++m_at;
        return std::make_shared<Literal>(since(from), Value::utf8(m_tokens[m_at - 1].text));
    }
    ++m_at;
    if (token().type != Token::Type::String)
        return error(u"expected a text in quotes behind '@', found %1"_s.arg(shown(token())));
    const QByteArray text = token().text;
    ++m_at;
    Value value;
    if (const auto date = Date::fromText(text))
        value = Value::date(*date);
    else if (const auto moment = DateTime::fromText(text, systemZoneRules()))
        value = Value::dateTime(*moment);
    else if (const auto time = Time::fromText(text, systemZoneRules()))
        value = Value::time(*time);
    else if (const auto months = YearsMonths::fromText(text))
        value = Value::yearsMonths(*months);
    else if (const auto duration = DaysTime::fromText(text))
        value = Value::daysTime(*duration);
    return std::make_shared<Literal>(since(from), value);
}

NodePtr Parser::parseName()
{
    const qsizetype from = token().span.from;
    if (const auto [count, name] = m_names.longest(m_tokens, m_at); count > 0) {
        m_at += count;
        return parseNamed(name, from, false);
    }
    const QByteArray word = token().text;
    static const std::pair<std::string_view, Value> constants[] {
        {"true", Value::boolean(true)}, {"false", Value::boolean(false)}, {"null", Value()}};
    for (const auto &[text, value] : constants) {
        if (word == QByteArrayView(text.data(), qsizetype(text.size()))) {
            ++m_at;
            return std::make_shared<Literal>(since(from), value);
        }
    }
    if (word == "if" || word == "for" || word == "some" || word == "every" || word == "function")
        return parseAny();
    if (isKeyword(word) && !token(1).is("("))
        return error(u"expected an expression, found %1"_s.arg(shown(token())));
    ++m_at;
    return parseNamed(word, from, false);
}

NodePtr Parser::parseNamed(const QByteArray &name, qsizetype from, bool quoted)
{
    if (!quoted && at("(") && token().type == Token::Type::Sign)
        return parseCall(name, nullptr, from);
    if (std::ranges::find(m_bound, name) == m_bound.end())
        m_free.insert(name);
    return std::make_shared<Name>(since(from), name);
}

NodePtr Parser::parseIf()
{
    const qsizetype from = token().span.from;
    ++m_at;
    auto result = node<If>({});
    result->condition = parseAny();
    expect("then", u"behind the condition"_s);
    result->then = parseAny();
    expect("else", u"behind the 'then' part"_s);
    result->otherwise = parseAny();
    result->span = since(from);
    return result;
}

/// A new name, of any words up to one of `ends`.
std::optional<QByteArray> Parser::parseBoundName(std::initializer_list<QByteArrayView> ends)
{
    if (token().type == Token::Type::Quoted || token().type == Token::Type::String) {
        ++m_at;
        return m_tokens[m_at - 1].text;
    }
    QByteArray name;
    while (token().type != Token::Type::End && token().type != Token::Type::Bad
           && std::ranges::none_of(ends, [&](QByteArrayView end) { return at(end); })) {
        const bool apart = !name.isEmpty() && token().span.from > m_tokens[m_at - 1].span.to;
        name += (apart ? " " : "") + token().text;
        ++m_at;
    }
    if (name.isEmpty()) {
        error(u"expected a name, found %1"_s.arg(shown(token())));
        return std::nullopt;
    }
    return name;
}

NodePtr Parser::parseLoop(Loop::Kind kind)
{
    const qsizetype from = token().span.from;
    ++m_at;
    auto loop = node<Loop>({});
    loop->kind = kind;
    const size_t mark = m_bound.size();
    do {
        const std::optional<QByteArray> name = parseBoundName({"in"});
        if (!name || !expect("in", u"behind the name"_s))
            return error({});
        Loop::Iterator iterator {*name, parseBinary(0), nullptr};
        if (accept(".."))
            iterator.end = parseBinary(0);
        loop->iterators.push_back(std::move(iterator));
        bindName(*name);
    } while (m_errors.isEmpty() && accept(","));
    if (kind == Loop::Kind::For)
        bindName("partial");
    expect(kind == Loop::Kind::For ? "return" : "satisfies", u"behind the list"_s);
    const size_t bodyFrom = m_at;
    loop->body = parseAny();
    for (size_t i = bodyFrom; i < m_at; ++i)
        loop->usesPartial = loop->usesPartial || m_tokens[i].text == "partial";
    releaseNames(mark);
    loop->span = since(from);
    return loop;
}

NodePtr Parser::parseFunction()
{
    const qsizetype from = token().span.from;
    ++m_at;
    auto function = node<FunctionNode>({});
    const size_t mark = m_bound.size();
    expect("(", u"behind 'function'"_s);
    while (m_errors.isEmpty() && !at(")")) {
        const std::optional<QByteArray> name = parseBoundName({",", ")", ":"});
        if (!name)
            return error({});
        if (accept(":"))
            parseTypeName();
        function->parameters.push_back(*name);
        bindName(*name);
        if (!accept(","))
            break;
    }
    expect(")", u"behind the parameters"_s);
    if (at("external"))
        return error(u"external functions are not supported; write the body in FEEL"_s);
    function->body = parseAny();
    releaseNames(mark);
    function->span = since(from);
    return function;
}

NodePtr Parser::parseContext()
{
    const qsizetype from = token().span.from;
    ++m_at;
    auto context = node<ContextNode>({});
    const size_t mark = m_bound.size();
    while (m_errors.isEmpty() && !at("}")) {
        const std::optional<QByteArray> key = parseBoundName({":"});
        if (!key || !expect(":", u"behind the key"_s))
            return error({});
        context->entries.emplace_back(*key, parseAny());
        bindName(*key);
        m_entryNames.add(*key);
        if (!accept(","))
            break;
    }
    releaseNames(mark);
    expect("}", u"at the end of the context"_s);
    context->span = since(from);
    return context;
}

/// Functions of the other dialect are none.
bool Parser::isKnown(const Builtin &function, Dialect dialect)
{
    switch (function.availability) {
    case Availability::CamundaOnly:
        return dialect == Dialect::Camunda;
    case Availability::DmnOnly:
        return dialect == Dialect::Dmn;
    case Availability::Everywhere:
    case Availability::BeyondCamunda:
        break;
    }
    return true;
}

NodePtr Parser::parseCall(const QByteArray &name, NodePtr callee, qsizetype from)
{
    auto call = node<CallNode>({});
    call->name = name;
    call->callee = std::move(callee);
    for (const FunctionSet *set : {&builtinFunctions(), m_options.functions})
        if (set && !name.isEmpty())
            for (const Builtin *overload : set->overloads(name))
                if (isKnown(*overload, m_options.dialect))
                    call->overloads.push_back(overload);
    expect("(", u"behind the function's name"_s);
    while (m_errors.isEmpty() && !at(")")) {
        // name: value, where the name may be of several words ("start position").
        size_t words = 0;
        while (token(words).type == Token::Type::Word)
            ++words;
        if (words > 0 && token(words).is(":")) {
            QByteArray argument;
            for (size_t i = 0; i < words; ++i)
                argument += (i ? " " : "") + token(i).text;
            call->argumentNames.push_back(argument);
            m_at += words + 1;
        }
        call->arguments.push_back(parseAny());
        if (!call->argumentNames.empty() && call->argumentNames.size() != call->arguments.size())
            return error(u"arguments are either all named or all positional"_s);
        if (!accept(","))
            break;
    }
    expect(")", u"at the end of the arguments"_s);
    call->span = since(from);
    return call;
}

ParseResult parseExpression(QByteArrayView utf8, const ParseOptions &options)
{
    return Parser(utf8, options).expression();
}

ParseResult parseUnaryTests(QByteArrayView utf8, const ParseOptions &options)
{
    return Parser(utf8, options).unaryTests();
}

} // namespace Plugboard::Feel
