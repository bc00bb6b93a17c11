#include "core/feel/parser_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

Parser::Node *Parser::postfix(Node *base)
{
    for (bool more = true; more && !m_stopped;) {
        more = false;
        base = postfixOnce(base, more);
    }
    return base;
}

Parser::Node *Parser::postfixOnce(Node *base, bool &more)
{
    more = true;
    if (at("."))
        return path(base);
    if (at("[") && !(m_rangeEnds > 0 && closesRangeHere()))
        return filter(base);
    if (at("("))
        return call(base);
    more = false;
    return base;
}

Parser::Node *Parser::path(Node *base)
{
    advance();
    const Span place = token().span;
    QByteArray name;
    if (token().type == Token::Type::Quoted) {
        name = token().text;
        advance();
    } else if (const auto match = longestKnownName(m_names, rest(), Names::Use::Entry)) {
        name = match->name;
        m_next += size_t(match->tokens);
    } else if (token().type == Token::Type::Word && token().spelling != "true" && token().spelling != "false"
               && token().spelling != "null") {
        name = token().spelling.toByteArray();
        advance();
    } else {
        errorHere(u"expected a name after `.` (in backticks if it is no plain word)"_s);
        return broken(base->span.from);
    }
    Node *node = make(Syntax::Path, base->span.from, {base});
    node->name = name;
    node->nameSpan = {place.from, endOfLast()};
    return node;
}

Parser::Node *Parser::filter(Node *base)
{
    advance();
    ++m_filters;
    const int rangeEnds = std::exchange(m_rangeEnds, 0);
    Node *condition = bareRange(expression());
    m_rangeEnds = rangeEnds;
    --m_filters;
    if (!expect("]", u"at the end of the filter"_s)) {
        skipTo({"]", ","});
        take("]");
    }
    return make(Syntax::Filter, base->span.from, {base, condition});
}

Parser::Node *Parser::call(Node *callee)
{
    const int rangeEnds = std::exchange(m_rangeEnds, 0);
    advance();
    std::vector<Node *> children {callee};
    std::vector<QByteArray> names;
    while (!at(")") && !atEnd() && !m_stopped) {
        const size_t before = m_next;
        const bool named = isNamedArgument();
        const Span place = token().span;
        if (named)
            names.push_back(argumentName());
        if (named ? names.size() < children.size() : !names.empty())
            error(place, u"arguments are either all named or all by position; name all or none"_s);
        children.push_back(bareRange(expression()));
        if (!at(",") && !at(")")) {
            errorHere(u"expected `,` or `)` after the argument"_s);
            skipTo({",", ")"});
        }
        if (take(",") && at(")"))
            errorHere(u"expected an argument after `,`"_s);
        if (m_next == before || at("]") || at("}"))
            break;
    }
    if (!take(")"))
        errorHere(u"expected `)` at the end of the arguments"_s);
    m_rangeEnds = rangeEnds;
    names.resize(std::min(names.size(), children.size() - 1));
    if (!names.empty())
        names.resize(children.size() - 1);
    Node *node = make(Syntax::Call, callee->span.from, std::move(children));
    node->names = std::move(names);
    return node;
}

Parser::Node *Parser::literal(Value value)
{
    const qsizetype from = token().span.from;
    advance();
    Node *node = make(Syntax::Literal, from);
    node->value = std::move(value);
    return node;
}

Parser::Node *Parser::primary()
{
    switch (token().type) {
    case Token::Type::Number: {
        // A name such as "3rd party" begins with a digit.
        if (const auto match = knownName())
            return variable(*match);
        const auto number = Decimal::fromText(token().spelling);
        if (!number)
            error(token().span, u"this number is too large; 34 digits and exponents to 6111 are possible"_s);
        return literal(number ? Value::number(*number) : Value());
    }
    case Token::Type::String:
        return literal(Value::utf8(token().text));
    case Token::Type::At: {
        const qsizetype from = token().span.from;
        const QByteArray text = token().text;
        advance();
        Node *node = make(Syntax::At, from);
        node->name = text;
        return node;
    }
    case Token::Type::Quoted:
    case Token::Type::Word:
        return primaryWord();
    case Token::Type::Symbol:
        return primarySymbol();
    case Token::Type::Other:
    case Token::Type::End:
        break;
    }
    if (const auto match = knownName())
        return variable(*match);
    const qsizetype from = token().span.from;
    errorHere(u"expected a value"_s);
    if (token().type == Token::Type::Other)
        advance();
    return broken(from);
}

Parser::Node *Parser::primaryWord()
{
    if (token().type == Token::Type::Quoted)
        return quotedVariable();
    if (const auto match = knownName())
        return variable(*match);
    if (atWord("null"))
        return literal({});
    if (atWord("true") || atWord("false"))
        return literal(Value::boolean(atWord("true")));
    if (atWord("if"))
        return ifExpression();
    if (atWord("for") || atWord("some") || atWord("every"))
        return iteration();
    if (atWord("function"))
        return function();
    // and(list), or(list) and not(x) are functions.
    const bool functionWord = (atWord("and") || atWord("or") || atWord("not")) && ahead(1).is("(");
    if (!isReservedWord(token().spelling) || functionWord)
        return variable({token().spelling.toByteArray(), 1});
    const qsizetype from = token().span.from;
    errorHere(u"expected a value"_s);
    // What goes on with an operator or a branch is read with the value missing.
    static constexpr const char *going[] = {"then", "else", "return", "satisfies", "and", "or"};
    if (std::none_of(std::begin(going), std::end(going), [this](const char *word) { return atWord(word); }))
        advance();
    return broken(from);
}

/// A name of several words here, of this text or of the language.
std::optional<Names::Match> Parser::knownName() const
{
    return longestKnownName(m_names, rest(), m_filters > 0 ? Names::Use::Entry : Names::Use::Variable);
}

Parser::Node *Parser::variable(const Names::Match &name)
{
    const qsizetype from = token().span.from;
    m_next += size_t(name.tokens);
    Node *node = make(Syntax::Name, from);
    node->name = name.name;
    node->nameSpan = node->span;
    return node;
}

Parser::Node *Parser::quotedVariable()
{
    Node *node = variable({token().text, 1});
    node->quoted = true;
    return node;
}

Parser::Node *Parser::primarySymbol()
{
    if (const auto match = knownName())
        return variable(*match);
    if (at("("))
        return parenthesis();
    if (at("["))
        return bracket();
    if (at("]"))
        return openRange();
    if (at("{"))
        return context();
    if (at("?"))
        return variable({"?", 1});
    const qsizetype from = token().span.from;
    errorHere(u"expected a value"_s);
    static constexpr Sign going[] = {")", "]", "}", ",", ":", "*", "/", "**", "+", "=", "!=", "<", "<=", ">", ">="};
    if (std::none_of(std::begin(going), std::end(going), [this](Sign sign) { return at(sign); }))
        advance();
    return broken(from);
}

/// After `(`: a value, a range, a unary range (< 10), or several tests.
Parser::Node *Parser::parenthesis()
{
    const int rangeEnds = std::exchange(m_rangeEnds, 0);
    const qsizetype from = token().span.from;
    advance();
    const bool sign = comparisonSign().has_value();
    Node *first = sign ? test(false) : expression();
    Node *result = first;
    if (!sign && at("..")) {
        result = rangeAfter(first, from, false);
    } else if (at(",")) {
        std::vector<Node *> tests {first};
        while (take(",") && !m_stopped)
            tests.push_back(test(false));
        expect(")", u"after the tests"_s);
        result = make(Syntax::Tests, from, std::move(tests));
        if (m_next > 0 && !m_stopped)
            result->nameSpan = result->span;
    } else if (!take(")")) {
        errorHere(u"expected `)`"_s);
        skipTo({")"});
        take(")");
    }
    m_rangeEnds = rangeEnds;
    result->parenthesized = true;
    result->span = {from, endOfLast()};
    return result;
}

Parser::Node *Parser::bracket()
{
    const int rangeEnds = std::exchange(m_rangeEnds, 0);
    const qsizetype from = token().span.from;
    advance();
    std::vector<Node *> items;
    Node *range = nullptr;
    while (!at("]") && !atEnd() && !m_stopped && !range) {
        const size_t before = m_next;
        const bool sign = comparisonSign().has_value();
        items.push_back(sign ? test(false) : expression());
        if (items.size() == 1 && at("..")) {
            range = rangeAfter(items.front(), from, true);
            break;
        }
        if (at(".."))
            items.back() = bareRange(items.back());
        if (!at(",") && !at("]")) {
            errorHere(u"expected `,` or `]` in the list"_s);
            skipTo({",", "]"});
        }
        if (take(",") && at("]"))
            errorHere(u"expected an item after `,`"_s);
        if (m_next == before || at(")") || at("}"))
            break;
    }
    if (!range)
        expect("]", u"at the end of the list"_s);
    m_rangeEnds = rangeEnds;
    return range ? range : make(Syntax::List, from, std::move(items));
}

/// ]1..10] : the start does not belong to it.
Parser::Node *Parser::openRange()
{
    const qsizetype from = token().span.from;
    advance();
    Node *start = guarded(&Parser::ruleAdditive);
    if (!at("..")) {
        errorHere(u"expected `..` of a range that begins with `]`"_s);
        return broken(from);
    }
    return rangeAfter(start, from, false);
}

Parser::Node *Parser::rangeAfter(Node *start, qsizetype from, bool startIncluded)
{
    advance();
    ++m_rangeEnds;
    Node *end = expression();
    --m_rangeEnds;
    const bool endIncluded = at("]");
    if (!take("]") && !take(")") && !take("[")) {
        errorHere(u"expected `]` or `)` at the end of the range"_s);
        skipTo({"]", ")"});
        if (!take("]"))
            take(")");
    }
    Node *node = make(Syntax::Range, from, {start, end});
    node->range = {startIncluded, endIncluded, false};
    return node;
}

/// At `[` behind the end of a range: whether it closes the range, as in [1..10[, or begins a filter.
bool Parser::closesRangeHere() const
{
    const Token &next = ahead(1);
    if (next.type == Token::Type::End)
        return true;
    if (next.type == Token::Type::Word) {
        return next.isWord("and") || next.isWord("or") || next.isWord("then") || next.isWord("else")
            || next.isWord("return") || next.isWord("satisfies") || next.isWord("in") || next.isWord("instance")
            || next.isWord("between");
    }
    static constexpr Sign signs[] = {")", ",", "]", "}", "=", "!=", "<", "<=", ">", ">=", ".", "+", "*", "/", "**"};
    return std::any_of(std::begin(signs), std::end(signs), [&](Sign sign) { return next.is(sign); });
}

Parser::Node *Parser::context()
{
    const int rangeEnds = std::exchange(m_rangeEnds, 0);
    const qsizetype from = token().span.from;
    advance();
    std::vector<Node *> values;
    std::vector<QByteArray> keys;
    while (!at("}") && !atEnd() && !m_stopped) {
        const size_t before = m_next;
        keys.push_back(contextKey());
        const bool colon = take(":");
        if (!colon) {
            errorHere(u"expected `:` after the key `%1`"_s.arg(QString::fromUtf8(keys.back())));
            skipTo({",", "}"});
        }
        values.push_back(colon ? bareRange(expression()) : broken(endOfLast()));
        // The value of an entry does not see the entry itself, later ones do.
        m_names.add(keys.back(), Names::Use::Variable);
        if (!at(",") && !at("}")) {
            errorHere(u"expected `,` or `}` in the context"_s);
            skipTo({",", "}"});
        }
        if (take(",") && at("}"))
            errorHere(u"expected an entry after `,`"_s);
        if (m_next == before || at(")") || at("]"))
            break;
    }
    expect("}", u"at the end of the context"_s);
    for (const QByteArray &key : keys)
        m_names.remove(key);
    m_rangeEnds = rangeEnds;
    Node *node = make(Syntax::Context, from, std::move(values));
    node->names = std::move(keys);
    return node;
}

/// A text, a name in backticks, or any words and signs up to the colon.
QByteArray Parser::contextKey()
{
    if ((token().type == Token::Type::String || token().type == Token::Type::Quoted)) {
        const QByteArray key = token().text;
        advance();
        return key;
    }
    const size_t from = m_next;
    static constexpr Sign ends[] = {":", ",", "{", "}", "..", "[", "]", "(", ")"};
    while (!atEnd() && token().type != Token::Type::String && token().type != Token::Type::Quoted
           && std::none_of(std::begin(ends), std::end(ends), [this](Sign sign) { return at(sign); }))
        advance();
    if (m_next == from)
        errorHere(u"expected a key"_s);
    return joinedName(std::span(m_tokens.list).subspan(from, m_next - from));
}

} // namespace Plugboard::Feel
