#pragma once

#include "core/feel/lexer.h"
#include "core/feel/parser.h"

#include <QHash>

namespace Plugboard::Feel {

/// Names of several words, by their words: which is the longest at a place of the text.
class NameTable final
{
public:
    void add(const QByteArray &name);
    void remove(const QByteArray &name);
    /// How many tokens from `at` on make a known name, and that name; 0: none.
    std::pair<size_t, QByteArray> longest(const std::vector<Token> &tokens, size_t at) const;

private:
    QHash<QByteArray, std::pair<QByteArray, int>> m_names; ///< Words joined by blanks → name, how often it was added
    size_t m_mostWords = 0;
};

class Parser final
{
public:
    Parser(QByteArrayView utf8, const ParseOptions &options);

    ParseResult expression();
    ParseResult unaryTests();

private:
    NodePtr parseAny();
    NodePtr parseBinary(int level);
    NodePtr parseComparison();
    NodePtr parseIn(NodePtr value, qsizetype from);
    NodePtr parseInstanceOf(NodePtr value, qsizetype from);
    NodePtr parseUnary();
    NodePtr parsePostfix();
    NodePtr parsePrimary();
    NodePtr parseLiteral();
    NodePtr parseName();
    NodePtr parseNamed(const QByteArray &name, qsizetype from, bool quoted);
    NodePtr parseIf();
    NodePtr parseLoop(Loop::Kind kind);
    NodePtr parseFunction();
    NodePtr parseListOrRange();
    NodePtr parseParenthesis();
    NodePtr parseContext();
    NodePtr parseCall(const QByteArray &name, NodePtr callee, qsizetype from);
    NodePtr parseUnaryRange(qsizetype from);
    NodePtr parseEqualTest(qsizetype from);
    bool isBareRange(const std::vector<NodePtr> &tests, std::size_t first) const;
    static bool beginsExpression(const Token &token);
    static QString shown(const Token &token);
    template <typename T>
    static std::shared_ptr<T> node(Span span)
    {
        return std::make_shared<T>(span);
    }
    static bool isKnown(const Builtin &function, Dialect dialect);
    NodePtr finishRange(NodePtr start, bool startIncluded, qsizetype from);
    NodePtr parseTest();
    void parseTests(Tests &tests);
    QByteArray parseTypeName();
    std::optional<QByteArray> parseBoundName(std::initializer_list<QByteArrayView> ends);

    const Token &token(size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    bool at(QByteArrayView sign) const { return token().is(sign); }
    bool accept(QByteArrayView sign);
    bool expect(QByteArrayView sign, const QString &where);
    NodePtr error(const QString &message);
    Span since(qsizetype from) const { return {from, m_at > 0 ? m_tokens[m_at - 1].span.to : from}; }
    void bindName(const QByteArray &name);
    void releaseNames(size_t mark);
    ParseResult finished(NodePtr root);

    QByteArrayView m_utf8;
    const ParseOptions &m_options;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
    int m_inputUses = 0; ///< How often `?` was read
    int m_rangeEnds = 0; ///< Ends of ranges that are being read
    NameTable m_names;
    NameTable m_entryNames;
    std::vector<QByteArray> m_bound;
    QSet<QByteArray> m_free;
    QList<Diagnostic> m_errors;
    int m_depth = 0;
};

} // namespace Plugboard::Feel
