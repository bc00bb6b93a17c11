#pragma once

#include "core/feel/diagnostics.h"
#include "core/value/value.h"

#include <QByteArray>

#include <deque>
#include <vector>

namespace Plugboard::Feel {

/// What a node of the syntax tree is. The comment names its children.
enum class Syntax : quint8 {
    Error, ///< Something that could not be read; never compiled
    Literal, ///< `value`
    At, ///< @"…", text in `name`; a literal with zone rules to ask
    Name, ///< `name`; `quoted` if in backticks
    List, ///< items
    Context, ///< values; keys in `names`
    Range, ///< start, end; `range`
    UnaryRange, ///< operand; `operation` is a comparison
    Tests, ///< (a, b, c) right of `in`: tests
    Additive, ///< operands; `operations`
    Multiplicative, ///< operands; `operations`
    Power, ///< operands, from the left
    Negate, ///< operand
    Comparison, ///< left, right; `operation`
    Between, ///< value, low, high
    In, ///< value, test
    InstanceOf, ///< value; `type`
    And, ///< operands
    Or, ///< operands
    If, ///< condition, then, else
    For, ///< domains …, body; variables in `names`
    Some, ///< domains …, condition; variables in `names`
    Every, ///< the same
    Filter, ///< base, condition
    Path, ///< base; `name`
    Call, ///< callee, arguments; names of named arguments in `names`
    Function, ///< body; parameters in `names`, their types in `types`
    External, ///< body of an external function: mapping
    UnaryTests, ///< tests; `negated`. No tests: `-`
};

enum class Operation : quint8 {
    None,
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual
};

/// A type as `instance of` and parameters name it.
struct TypeName
{
    enum class Kind : quint8 { Unknown, Any, Null, Simple, List, Context, Function, Range };

    Kind kind = Kind::Any;
    Value::Type simple = Value::Type::Null;
    bool parts = false; ///< Whether <…> was written
    std::vector<TypeName>
        inner; ///< Of a list or range: one. Of a context: entries. Of a function: parameters, then the result
    std::vector<QByteArray> names; ///< Of a context
};

struct RangeSigns
{
    bool startIncluded = true;
    bool endIncluded = true;
    bool bare = false; ///< a..b without brackets
};

struct SyntaxNode
{
    Syntax kind = Syntax::Error;
    Operation operation = Operation::None;
    bool quoted = false;
    bool negated = false;
    bool parenthesized = false; ///< Stood in ( ): later operands do not join it
    int depth = 0; ///< Of the tree below, to bound recursion over chains such as a.b.c
    Span span;
    RangeSigns range;
    Value value;
    QByteArray name;
    Span nameSpan; ///< Of a path's or name's last part
    std::vector<SyntaxNode *> children;
    std::vector<Operation> operations; ///< Between children
    std::vector<QByteArray> names;
    std::vector<TypeName> types;
};

/// The tree of one expression; owns its nodes.
struct SyntaxTree
{
    std::deque<SyntaxNode> nodes;
    SyntaxNode *root = nullptr;
};

} // namespace Plugboard::Feel
