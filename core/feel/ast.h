#pragma once

#include "core/feel/evaluation.h"
#include "core/feel/functions/builtin.h"

#include <memory>
#include <vector>

namespace Plugboard::Feel {

/// One node of a compiled expression. Immutable; evaluating it is the whole interface.
struct Node
{
    Span span;

    explicit Node(Span place)
        : span(place)
    {
    }
    virtual ~Node() = default;
    virtual Value evaluate(Evaluation &evaluation) const = 0;
    /// The value, if it is the same in every scope.
    virtual const Value *constant() const { return nullptr; }
};

using NodePtr = std::shared_ptr<const Node>; ///< Function values share their body with the program

struct Literal final : Node
{
    Value value;

    Literal(Span place, Value content)
        : Node(place)
        , value(std::move(content))
    {
    }
    Value evaluate(Evaluation &) const override { return value; }
    const Value *constant() const override { return &value; }
};

struct Name final : Node
{
    QByteArray name;

    Name(Span place, QByteArray text)
        : Node(place)
        , name(std::move(text))
    {
    }
    Value evaluate(Evaluation &evaluation) const override;
};

/// a + b - c …: flat, so that a sum of 100,000 terms needs no deep stack.
struct Chain final : Node
{
    struct Term
    {
        char sign; ///< One of + - * / ^
        NodePtr operand;
    };
    NodePtr first;
    std::vector<Term> terms;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct Negation final : Node
{
    NodePtr operand;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

/// a and b and …, a or b or …: three-valued (DMN 1.5, table 50).
struct Logic final : Node
{
    bool decisive = false; ///< Which value decides: false for `and`, true for `or`
    std::vector<NodePtr> operands;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct Comparison final : Node
{
    enum class Sign : quint8 { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };

    Sign sign = Sign::Equal;
    NodePtr left;
    NodePtr right;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct Between final : Node
{
    NodePtr value;
    NodePtr low;
    NodePtr high;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

/// `value in (tests)` and whole unary tests; without a value the input `?` is tested.
struct Tests final : Node
{
    NodePtr value;
    std::vector<NodePtr> tests; ///< Empty: `-`, which everything passes
    std::vector<bool> asksInput; ///< Of each: it mentions `?`, so its value is the answer
    bool negated = false;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct RangeNode final : Node
{
    NodePtr start; ///< Null: open
    NodePtr end;
    bool startIncluded = true;
    bool endIncluded = true;
    bool unary = false;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct If final : Node
{
    NodePtr condition;
    NodePtr then;
    NodePtr otherwise;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

/// for … return, some … satisfies, every … satisfies.
struct Loop final : Node
{
    enum class Kind : quint8 { For, Some, Every };
    struct Iterator
    {
        QByteArray name;
        NodePtr items;
        NodePtr end; ///< Set: counts from `items` to `end`
    };

    Kind kind = Kind::For;
    std::vector<Iterator> iterators;
    NodePtr body;
    bool usesPartial = false; ///< The body reads the results so far

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;

private:
    struct Results;
    void turn(Evaluation &evaluation, size_t depth, Results &results) const;
};

struct Path final : Node
{
    NodePtr object;
    QByteArray name;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct Filter final : Node
{
    NodePtr list;
    NodePtr condition;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct ListNode final : Node
{
    std::vector<NodePtr> items;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct ContextNode final : Node
{
    std::vector<std::pair<QByteArray, NodePtr>> entries;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct FunctionNode final : Node
{
    std::vector<QByteArray> parameters;
    NodePtr body;

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct CallNode final : Node
{
    QByteArray name; ///< Empty: `callee` is called
    NodePtr callee;
    std::vector<const Builtin *> overloads; ///< Of that name
    std::vector<NodePtr> arguments;
    std::vector<QByteArray> argumentNames; ///< Of a named call, one per argument

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

struct InstanceOf final : Node
{
    NodePtr value;
    QByteArray type; ///< Without blanks: "list<number>", "dateandtime"

    using Node::Node;
    Value evaluate(Evaluation &evaluation) const override;
};

/// A function value made by `function(…)`, with what was in scope there.
class Closure final : public FunctionBody
{
public:
    Closure(std::vector<QByteArray> parameters, NodePtr body, std::vector<Evaluation::Local> locals);

    const std::vector<QByteArray> &parameters() const { return m_parameters; }
    /// Null with a warning if the arguments do not fit.
    Value invoke(Evaluation &evaluation, std::span<const Value> arguments, Span place) const;

private:
    std::vector<QByteArray> m_parameters;
    NodePtr m_body;
    std::vector<Evaluation::Local> m_locals;
};

/// The property of a temporal value or range; nullopt if it has none of that name.
std::optional<Value> property(const Value &value, QByteArrayView name, const Evaluation &evaluation);
/// Names that a property may have and that are no plain ones: "time offset".
QList<QByteArray> unusualPropertyNames();

/// Calls the overload that fits (core/feel/functions/builtin.h tells how arguments are fitted).
Value callBuiltin(Evaluation &evaluation, std::span<const Builtin *const> overloads, std::vector<Value> arguments,
                  const std::vector<QByteArray> &names, Span place);

/// Does `value` lie in the range; nullopt if they cannot be compared.
std::optional<bool> contains(const Range &range, const Value &value, const ZoneRules &zones);

} // namespace Plugboard::Feel
