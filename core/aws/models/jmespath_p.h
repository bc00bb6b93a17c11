#pragma once

#include "core/aws/models/jmespath.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace Plugboard::Aws {

struct JmesPath::Node
{
    enum class Kind {
        Current, ///< "@", and what a path begins with
        Field, ///< `text` of `left`
        Index, ///< `index` of `left`; negative ones count from the end
        Flatten, ///< `left` with the lists in it opened
        ListProjection, ///< `right` of each item of `left`
        ValueProjection, ///< `right` of each value of the context `left`
        Filter, ///< `right` of each item of `left` for which `condition` is true
        Pipe, ///< `right` of `left`
        Or,
        And,
        Not,
        Compare, ///< `left` `text` `right`
        Literal,
        Function, ///< `text` of `arguments`
        MultiSelect, ///< The list of `arguments`, each of `left`
    };
    using Pointer = std::shared_ptr<const Node>;

    Kind kind = Kind::Current;
    QByteArray text;
    Value literal;
    qsizetype index = 0;
    Pointer left;
    Pointer right;
    Pointer condition;
    std::vector<Pointer> arguments;
};

/// Precedence climbing over the text itself; JMESPath's tokens need no lexer of their own.
class JmesPathParser final
{
public:
    explicit JmesPathParser(QByteArrayView text)
        : m_text(text)
    {
    }

    Result<JmesPath::Node::Pointer> parse();

private:
    using Node = JmesPath::Node;
    using Pointer = Node::Pointer;

    // What they cannot read makes m_error and ends all.
    Pointer expression(int binding);
    Pointer first();
    Pointer name();
    Pointer function(QByteArray name);
    Pointer rawString();
    Pointer jsonLiteral();
    Pointer next(Pointer left, int binding); ///< Null: nothing that binds closer follows
    Pointer bracket(Pointer left);
    Pointer index(Pointer left);
    Pointer multiSelect(Pointer left);
    Pointer projected();
    std::optional<QByteArray> quoted(char end);

    void skipBlanks();
    bool take(QByteArrayView token);
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool expect(QByteArrayView token);
    void fail(const QString &message, ErrorCode code = ErrorCode::Syntax);

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    std::optional<Error> m_error;
};

} // namespace Plugboard::Aws
