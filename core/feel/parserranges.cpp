#include "core/feel/parser_p.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

// Ranges, lists, tests and types: what brackets of all kinds hold.

NodePtr Parser::parseInstanceOf(NodePtr value, qsizetype from)
{
    auto result = node<InstanceOf>({});
    result->value = std::move(value);
    result->type = parseTypeName();
    result->span = since(from);
    return result;
}

NodePtr Parser::parseIn(NodePtr value, qsizetype from)
{
    auto tests = node<Tests>({});
    tests->value = std::move(value);
    const size_t before = m_at;
    // ( … ) holds tests, unless it is a range that is open at its start.
    if (accept("(")) {
        parseTests(*tests);
        if (m_errors.isEmpty() && at(")") && !token(1).is("..") && !isBareRange(tests->tests, before + 1)) {
            ++m_at;
            tests->span = since(from);
            return tests;
        }
        m_errors.clear();
        m_at = before;
        tests->tests.clear();
        tests->asksInput.clear();
    }
    const int usesBefore = m_inputUses;
    tests->tests.push_back(parseTest());
    tests->asksInput.push_back(m_inputUses > usesBefore);
    tests->span = since(from);
    return tests;
}

/// `2..4` alone in brackets is the range (2..4), not a test for the range [2..4].
bool Parser::isBareRange(const std::vector<NodePtr> &tests, std::size_t first) const
{
    const auto range = tests.size() == 1 ? std::dynamic_pointer_cast<const RangeNode>(tests.front()) : nullptr;
    const Token &begin = m_tokens[first];
    return range && !range->unary && !begin.is("[") && !begin.is("]") && !begin.is("(");
}

/// `= x` as a test; elsewhere it is a range of one point.
NodePtr Parser::parseEqualTest(qsizetype from)
{
    ++m_at;
    auto comparison = node<Comparison>({});
    comparison->sign = Comparison::Sign::Equal;
    comparison->left = std::make_shared<Name>(since(from), "?");
    comparison->right = parseBinary(3);
    comparison->span = since(from);
    return comparison;
}

NodePtr Parser::parseTest()
{
    const qsizetype from = token().span.from;
    if (token().type == Token::Type::Sign && at("="))
        return parseEqualTest(from);
    for (const QByteArrayView sign : {"<", "<=", ">", ">=", "!="})
        if (token().type == Token::Type::Sign && at(sign))
            return parseUnaryRange(from);
    NodePtr value = parseAny();
    return m_errors.isEmpty() && accept("..") ? finishRange(std::move(value), true, from) : value;
}

/// < 10 and its like: the range without the other end.
NodePtr Parser::parseUnaryRange(qsizetype from)
{
    const QByteArray sign = token().text;
    ++m_at;
    NodePtr end = parseBinary(3);
    if (sign == "!=") {
        auto comparison = node<Comparison>(since(from));
        comparison->sign = Comparison::Sign::NotEqual;
        comparison->left = std::make_shared<Name>(since(from), "?");
        comparison->right = std::move(end);
        return comparison;
    }
    auto range = node<RangeNode>(since(from));
    range->unary = true;
    range->startIncluded = sign == ">=" || sign == "=";
    range->endIncluded = sign == "<=" || sign == "=";
    if (sign[0] != '<')
        range->start = end;
    if (sign[0] != '>')
        range->end = end;
    return range;
}

void Parser::parseTests(Tests &tests)
{
    do {
        const int before = m_inputUses;
        tests.tests.push_back(parseTest());
        tests.asksInput.push_back(m_inputUses > before);
    } while (m_errors.isEmpty() && accept(","));
}

QByteArray Parser::parseTypeName()
{
    QByteArray type;
    int open = 0;
    while (m_errors.isEmpty()) {
        const Token &next = token();
        const bool continues = next.type == Token::Type::Word
            ? (type.isEmpty() || open > 0 || QByteArrayView("dateandtime").startsWith(type + next.text)
               || QByteArrayView("yearsandmonthsduration").startsWith(type + next.text)
               || QByteArrayView("daysandtimeduration").startsWith(type + next.text))
            : next.is("<") || (open > 0 && (next.is(">") || next.is(",") || next.is(":")));
        if (!continues)
            break;
        open += next.is("<") ? 1 : next.is(">") ? -1 : 0;
        type += next.text;
        ++m_at;
        if (next.is(">") && open == 0) {
            if (type.startsWith("function<") && accept("->"))
                type += "->" + parseTypeName();
            break;
        }
    }
    if (type.isEmpty())
        error(u"expected a type behind 'instance of', found %1"_s.arg(shown(token())));
    return type;
}

NodePtr Parser::finishRange(NodePtr start, bool startIncluded, qsizetype from)
{
    auto range = node<RangeNode>({});
    range->start = std::move(start);
    range->startIncluded = startIncluded;
    ++m_rangeEnds;
    range->end = parseBinary(3);
    --m_rangeEnds;
    range->span = since(from);
    return range;
}

/// Whether a filter's condition may begin with it.
bool Parser::beginsExpression(const Token &token)
{
    switch (token.type) {
    case Token::Type::End:
        return false;
    case Token::Type::Sign:
        return token.is("(") || token.is("[") || token.is("{") || token.is("-") || token.is("@") || token.is("?");
    case Token::Type::Word:
        return !token.is("and") && !token.is("or") && !token.is("then") && !token.is("else") && !token.is("return")
            && !token.is("satisfies") && !token.is("in") && !token.is("between") && !token.is("instance");
    default:
        return true;
    }
}

/// [a, b], [a..b], ]a..b[ and mixtures.
NodePtr Parser::parseListOrRange()
{
    const qsizetype from = token().span.from;
    const bool included = at("[");
    ++m_at;
    auto list = node<ListNode>({});
    if (included && accept("]")) {
        list->span = since(from);
        return list;
    }
    NodePtr first = parseAny();
    if (m_errors.isEmpty() && accept("..")) {
        auto range = std::const_pointer_cast<RangeNode>(
            std::static_pointer_cast<const RangeNode>(finishRange(std::move(first), included, from)));
        range->endIncluded = at("]");
        if (!accept("]") && !accept(")") && !accept("["))
            return error(u"expected ']', ')' or '[' at the end of the range, found %1"_s.arg(shown(token())));
        range->span = since(from);
        return range;
    }
    list->items.push_back(std::move(first));
    while (m_errors.isEmpty() && accept(","))
        list->items.push_back(parseAny());
    expect("]", u"at the end of the list"_s);
    list->span = since(from);
    return list;
}

/// (a), (a..b], and the unary (< 10).
NodePtr Parser::parseParenthesis()
{
    const qsizetype from = token().span.from;
    ++m_at;
    if (token().type == Token::Type::Sign && (at("<") || at("<=") || at(">") || at(">=") || at("=") || at("!="))) {
        NodePtr range = parseUnaryRange(from);
        expect(")", u"at the end of the test"_s);
        return range;
    }
    NodePtr inner = parseAny();
    if (m_errors.isEmpty() && accept("..")) {
        auto range = std::const_pointer_cast<RangeNode>(
            std::static_pointer_cast<const RangeNode>(finishRange(std::move(inner), false, from)));
        range->endIncluded = at("]");
        if (!accept("]") && !accept(")") && !accept("["))
            return error(u"expected ']', ')' or '[' at the end of the range, found %1"_s.arg(shown(token())));
        range->span = since(from);
        return range;
    }
    expect(")", u"at the end of the bracket"_s);
    return inner;
}

} // namespace Plugboard::Feel
