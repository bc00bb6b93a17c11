#pragma once

#include "core/feel/lexer.h"
#include "core/feel/names.h"
#include "core/feel/parser.h"

namespace Plugboard::Feel {

/// The recursive descent behind parseText(). Its functions stand in parser.cpp (operators), parserprimary.cpp (what binds
/// tighter) and parsertypes.cpp (types, functions, names).
class Parser final
{
public:
    Parser(const QByteArray &utf8, const ParseOptions &options);

    ParseResult run(Start start);

private:
    using Node = SyntaxNode;

    // Tokens.
    const Token &token() const { return m_tokens.list[m_next]; }
    const Token &ahead(size_t count) const { return m_tokens.list[std::min(m_next + count, m_tokens.list.size() - 1)]; }
    std::span<const Token> rest() const { return std::span(m_tokens.list).subspan(m_next); }
    qsizetype endOfLast() const { return m_next == 0 ? 0 : m_tokens.list[m_next - 1].span.to; }
    bool at(Sign symbol) const { return token().is(symbol); }
    template <typename Word>
    bool atWord(const Word &word) const
    {
        return token().isWord(word);
    }
    bool atEnd() const { return token().type == Token::Type::End; }
    void advance();
    bool take(Sign symbol);
    bool takeWord(QByteArrayView word);
    bool expect(Sign symbol, const QString &where);
    bool expectWord(const char *word, const QString &where);

    // Errors.
    void error(Span span, const QString &message, Kind kind = Kind::Syntax);
    void errorHere(const QString &expected);
    QString found() const;
    Node *broken(qsizetype from);
    void skipTo(std::initializer_list<Sign> stops);
    void skipToWord(const char *word);

    // Nodes.
    Node *make(Syntax kind, qsizetype from, std::vector<Node *> children = {});
    Node *finish(Node *node);

    // Operators, loosest first.
    Node *expression();
    Node *guarded(Node *(Parser::*rule)());
    Node *ruleExpression();
    Node *ruleAdditive();
    Node *binary(int level);
    Node *operatorAfter(Node *left, int level, bool &more);
    Node *chain(Syntax kind, Node *left, Operation operation, int operandLevel);
    Node *comparison(Node *left, Operation operation);
    Node *between(Node *left);
    Node *in(Node *left);
    Node *test(bool bareRange);
    Node *instanceOf(Node *left);
    Node *unary();
    Node *bareRange(Node *start);
    std::optional<Operation> comparisonSign() const;

    // What binds tighter.
    Node *postfix(Node *base);
    Node *postfixOnce(Node *base, bool &more);
    Node *primary();
    Node *primaryWord();
    Node *primarySymbol();
    Node *literal(Value value);
    Node *parenthesis();
    Node *bracket();
    Node *openRange();
    Node *rangeAfter(Node *start, qsizetype from, bool startIncluded);
    bool closesRangeHere() const;
    Node *context();
    QByteArray contextKey();
    Node *path(Node *base);
    Node *filter(Node *base);
    Node *call(Node *callee);
    std::optional<Names::Match> knownName() const;
    Node *variable(const Names::Match &name);
    Node *quotedVariable();

    // Types, functions, iteration, names.
    Node *ifExpression();
    Node *iteration();
    QByteArray boundName(const QString &what, QByteArrayView endWord = {});
    Node *function();
    bool isNamedArgument() const;
    QByteArray argumentName();
    TypeName type();
    TypeName guardedType(TypeName name);
    TypeName typeParts(TypeName name);

    Node *unaryTests();
    Node *unaryTestList(Node *tests);
    bool wholeIsNegation() const;

    QByteArray m_utf8;
    const ParseOptions &m_options;
    Tokens m_tokens;
    Names m_names;
    size_t m_next = 0;
    int m_nesting = 0;
    int m_typeNesting = 0;
    int m_filters = 0; ///< Inside of how many filters
    int m_rangeEnds = 0; ///< Reading the end of a range, where [ may close it
    bool m_stopped = false; ///< A limit was reached
    ParseResult m_result;
};

/// The longest name of several words here, of this text or of the language.
std::optional<Names::Match> longestKnownName(const Names &own, std::span<const Token> tokens, Names::Use use);

/// Words that are never a name of their own.
bool isReservedWord(QByteArrayView word);

} // namespace Plugboard::Feel
