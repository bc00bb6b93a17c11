#include "core/feel/parser_p.h"

#include <algorithm>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

Parser::Node *Parser::ifExpression()
{
    const qsizetype from = token().span.from;
    advance();
    Node *condition = expression();
    if (!expectWord("then", u"after the condition"_s))
        skipToWord("then");
    Node *yes = expression();
    if (!expectWord("else", u"after the `then` branch (FEEL has no `if` without `else`; write `else null`)"_s))
        return make(Syntax::If, from, {condition, yes, broken(endOfLast())});
    Node *no = expression();
    return make(Syntax::If, from, {condition, yes, no});
}

/// for, some, every.
Parser::Node *Parser::iteration()
{
    const qsizetype from = token().span.from;
    const Syntax kind = atWord("for") ? Syntax::For : atWord("some") ? Syntax::Some : Syntax::Every;
    const char *const bodyWord = kind == Syntax::For ? "return" : "satisfies";
    advance();
    std::vector<Node *> children;
    std::vector<QByteArray> names;
    do {
        const QByteArray name = boundName(u"a variable's name"_s, "in");
        if (!expectWord("in", u"after the variable"_s))
            break;
        children.push_back(bareRange(expression()));
        m_names.add(name, Names::Use::Variable);
        names.push_back(name);
    } while (take(",") && !m_stopped);
    if (kind == Syntax::For)
        m_names.add("partial", Names::Use::Variable);
    if (!expectWord(bodyWord, u"before what is done for each item"_s))
        skipToWord(bodyWord);
    children.push_back(bareRange(expression()));
    for (const QByteArray &name : names)
        m_names.remove(name);
    names.resize(children.size() - 1);
    Node *node = make(kind, from, std::move(children));
    node->names = std::move(names);
    return node;
}

/// The name of a new variable: all words up to a sign that ends it, or to `endWord`.
QByteArray Parser::boundName(const QString &what, QByteArrayView endWord)
{
    if (token().type == Token::Type::Quoted) {
        const QByteArray name = token().text;
        advance();
        return name;
    }
    const size_t from = m_next;
    while ((token().type == Token::Type::Word || token().type == Token::Type::Number
            || token().type == Token::Type::Other || at("-") || at("+") || at("*") || at("/") || at("?"))
           && !atWord(endWord))
        advance();
    if (m_next == from)
        errorHere(u"expected %1"_s.arg(what));
    return joinedName(std::span(m_tokens.list).subspan(from, m_next - from));
}

Parser::Node *Parser::function()
{
    const qsizetype from = token().span.from;
    advance();
    std::vector<QByteArray> names;
    std::vector<TypeName> types;
    if (!expect("(", u"after `function`"_s))
        return broken(from);
    while (!at(")") && !atEnd() && !m_stopped) {
        const size_t before = m_next;
        names.push_back(boundName(u"a parameter's name"_s));
        types.push_back(take(":") ? type() : TypeName());
        if (!take(",") && !at(")")) {
            errorHere(u"expected `,` or `)` after the parameter"_s);
            skipTo({",", ")"});
            take(",");
        }
        if (m_next == before)
            break;
    }
    expect(")", u"after the parameters"_s);
    if (take(":"))
        type();
    for (const QByteArray &name : names)
        m_names.add(name, Names::Use::Variable);
    const bool external = takeWord("external");
    Node *body = expression();
    for (const QByteArray &name : names)
        m_names.remove(name);
    if (external)
        body = make(Syntax::External, body->span.from, {body});
    Node *node = make(Syntax::Function, from, {body});
    node->names = std::move(names);
    node->types = std::move(types);
    return node;
}

/// Only a name has a colon behind it inside of arguments.
bool Parser::isNamedArgument() const
{
    if (token().type == Token::Type::Quoted)
        return ahead(1).is(":");
    if (token().type != Token::Type::Word)
        return false;
    for (size_t i = m_next; i < m_tokens.list.size(); ++i) {
        const Token &other = m_tokens.list[i];
        if (other.is(":"))
            return true;
        const bool part = other.type == Token::Type::Word || other.type == Token::Type::Number || other.is("-");
        if (!part)
            return false;
    }
    return false;
}

QByteArray Parser::argumentName()
{
    const QByteArray name = boundName(u"a parameter's name"_s);
    take(":");
    return name;
}

/// DMN 1.5, 10.3.2.1 and rule 53: the words of a type, longest first.
TypeName Parser::type()
{
    struct Known
    {
        std::initializer_list<const char *> words;
        TypeName::Kind kind;
        Value::Type simple = Value::Type::Null;
    };
    using Type = TypeName::Kind;
    static const Known known[] = {
        {{"years", "and", "months", "duration"}, Type::Simple, Value::Type::YearsMonths},
        {{"days", "and", "time", "duration"}, Type::Simple, Value::Type::DaysTime},
        {{"year", "month", "duration"}, Type::Simple, Value::Type::YearsMonths},
        {{"day", "time", "duration"}, Type::Simple, Value::Type::DaysTime},
        {{"date", "and", "time"}, Type::Simple, Value::Type::DateTime},
        {{"date", "time"}, Type::Simple, Value::Type::DateTime},
        {{"date"}, Type::Simple, Value::Type::Date},
        {{"time"}, Type::Simple, Value::Type::Time},
        {{"number"}, Type::Simple, Value::Type::Number},
        {{"string"}, Type::Simple, Value::Type::String},
        {{"boolean"}, Type::Simple, Value::Type::Boolean},
        {{"Any"}, Type::Any},
        {{"any"}, Type::Any},
        {{"Null"}, Type::Null},
        {{"null"}, Type::Null},
        {{"list"}, Type::List},
        {{"context"}, Type::Context},
        {{"function"}, Type::Function},
        {{"range"}, Type::Range},
    };
    for (const Known &candidate : known) {
        size_t matched = 0;
        for (const char *word : candidate.words)
            matched += ahead(matched).isWord(word) ? 1 : 0;
        if (matched != candidate.words.size())
            continue;
        m_next += matched;
        TypeName name;
        name.kind = candidate.kind;
        name.simple = candidate.simple;
        return guardedType(std::move(name));
    }
    const QByteArray word = token().spelling.toByteArray();
    const QByteArray near
        = nearest(word, {"number", "string", "boolean", "date", "time", "Any", "list", "context", "function", "range"});
    errorHere(u"expected a type (number, string, boolean, date, time, date and time, list<…>, context<…> …)%1"_s.arg(
        near.isEmpty() ? QString() : u"; did you mean `%1`"_s.arg(QString::fromUtf8(near))));
    if (token().type == Token::Type::Word)
        advance();
    TypeName unknown;
    unknown.kind = TypeName::Kind::Unknown;
    return unknown;
}

TypeName Parser::guardedType(TypeName name)
{
    constexpr int deepest = 50;
    if (m_typeNesting >= deepest) {
        error(token().span, u"more than %1 types inside each other"_s.arg(deepest), Kind::Limit);
        return name;
    }
    ++m_typeNesting;
    name = typeParts(std::move(name));
    --m_typeNesting;
    return name;
}

TypeName Parser::typeParts(TypeName name)
{
    using Type = TypeName::Kind;
    const bool takesParts = name.kind == Type::List || name.kind == Type::Context || name.kind == Type::Function
        || name.kind == Type::Range;
    if (!takesParts || !at("<"))
        return name;
    advance();
    name.parts = true;
    while (!at(">") && !at("->") && !atEnd() && !m_stopped) {
        if (name.kind == Type::Context) {
            name.names.push_back(boundName(u"an entry's name"_s));
            if (!expect(":", u"after the entry's name"_s))
                break;
        }
        name.inner.push_back(type());
        if (!take(","))
            break;
    }
    expect(">", u"at the end of the type"_s);
    if (name.kind == Type::Function) {
        if (expect("->", u"before the function's result type"_s))
            name.inner.push_back(type());
    }
    return name;
}

} // namespace Plugboard::Feel
