#pragma once

#include "core/feel/ast.h"
#include "core/feel/program_p.h"

#include <optional>
#include <vector>

namespace Plugboard::Feel {

// The nodes of a compiled expression. Values: valuenodes.cpp; operators: operatornodes.cpp; iteration and filters:
// iterationnodes.cpp; calls and functions: callnodes.cpp. Nodes are owned by their Program.

using Nodes = std::vector<const Node *>;

class ConstantNode final : public Node
{
public:
    ConstantNode(Span place, Value value)
        : Node(place)
        , m_value(std::move(value))
    {
    }
    Value run(Evaluation &) const override { return m_value; }
    const Value *constant() const override { return &m_value; }

private:
    Value m_value;
};

/// @"…": parsed when run, for its zone may be one that only the environment knows.
class AtNode final : public Node
{
public:
    AtNode(Span place, QByteArray text)
        : Node(place)
        , m_text(std::move(text))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    QByteArray m_text;
};

class SlotNode final : public Node
{
public:
    SlotNode(Span place, int slot)
        : Node(place)
        , m_slot(slot)
    {
    }
    Value run(Evaluation &evaluation) const override;
    int slot() const { return m_slot; }

private:
    int m_slot;
};

/// A variable of the scope, or a built-in function as a value.
class ScopeNode final : public Node
{
public:
    ScopeNode(Span place, QByteArray name, Value function)
        : Node(place)
        , m_name(std::move(name))
        , m_function(std::move(function))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    QByteArray m_name;
    Value m_function;
};

/// A name inside of filters: an entry of one of their items, else what it is outside.
class ProbeNode final : public Node
{
public:
    ProbeNode(Span place, QByteArray name, std::vector<int> items, const Node *outside)
        : Node(place)
        , m_name(std::move(name))
        , m_items(std::move(items))
        , m_outside(outside)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    QByteArray m_name;
    std::vector<int> m_items; ///< Slots, innermost first
    const Node *m_outside;
};

class PathNode final : public Node
{
public:
    PathNode(Span place, const Node *base, QByteArray name)
        : Node(place)
        , m_base(base)
        , m_name(std::move(name))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Value read(Evaluation &evaluation, const Value &base) const;
    Value missing(Evaluation &evaluation, const Value &base) const;

    const Node *m_base;
    QByteArray m_name;
};

class ListNode final : public Node
{
public:
    ListNode(Span place, Nodes items)
        : Node(place)
        , m_items(std::move(items))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Nodes m_items;
};

class ContextNode final : public Node
{
public:
    struct Entry
    {
        QByteArray key;
        const Node *value;
        int slot;
    };

    ContextNode(Span place, std::vector<Entry> entries, QByteArray duplicate)
        : Node(place)
        , m_entries(std::move(entries))
        , m_duplicate(std::move(duplicate))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    std::vector<Entry> m_entries;
    QByteArray m_duplicate; ///< A key that stands twice; empty and null if there is none
};

class RangeNode final : public Node
{
public:
    RangeNode(Span place, const Node *start, const Node *end, RangeSigns signs)
        : Node(place)
        , m_start(start)
        , m_end(end)
        , m_signs(signs)
    {
    }
    Value run(Evaluation &evaluation) const override;
    const Node *start() const { return m_start; }
    const Node *end() const { return m_end; }
    bool isBare() const { return m_signs.bare; }

private:
    const Node *m_start;
    const Node *m_end;
    RangeSigns m_signs;
};

/// (< 10) as a value.
class UnaryRangeNode final : public Node
{
public:
    UnaryRangeNode(Span place, Operation operation, const Node *operand)
        : Node(place)
        , m_operation(operation)
        , m_operand(operand)
    {
    }
    Value run(Evaluation &evaluation) const override;
    Operation operation() const { return m_operation; }
    const Node *operand() const { return m_operand; }

private:
    Operation m_operation;
    const Node *m_operand;
};

/// + - * / over any number of operands, from the left.
class ArithmeticNode final : public Node
{
public:
    ArithmeticNode(Span place, Nodes operands, std::vector<Operation> operations)
        : Node(place)
        , m_operands(std::move(operands))
        , m_operations(std::move(operations))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Value step(Evaluation &evaluation, Operation operation, const Value &left, const Value &right) const;
    Value concatenate(Evaluation &evaluation, const Value &left, const Value &right, size_t &next) const;

    Nodes m_operands;
    std::vector<Operation> m_operations;
};

class PowerNode final : public Node
{
public:
    PowerNode(Span place, Nodes operands)
        : Node(place)
        , m_operands(std::move(operands))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Nodes m_operands;
};

class NegateNode final : public Node
{
public:
    NegateNode(Span place, const Node *operand)
        : Node(place)
        , m_operand(operand)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_operand;
};

class ComparisonNode final : public Node
{
public:
    ComparisonNode(Span place, Operation operation, const Node *left, const Node *right)
        : Node(place)
        , m_operation(operation)
        , m_left(left)
        , m_right(right)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Operation m_operation;
    const Node *m_left;
    const Node *m_right;
};

class BetweenNode final : public Node
{
public:
    BetweenNode(Span place, const Node *value, const Node *low, const Node *high)
        : Node(place)
        , m_value(value)
        , m_low(low)
        , m_high(high)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_value;
    const Node *m_low;
    const Node *m_high;
};

/// and, or (DMN 1.5, table 50).
class LogicNode final : public Node
{
public:
    enum class Rule { And, Or };

    LogicNode(Span place, Rule rule, Nodes operands)
        : Node(place)
        , m_rule(rule)
        , m_operands(std::move(operands))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Rule m_rule;
    Nodes m_operands;
};

class InstanceNode final : public Node
{
public:
    InstanceNode(Span place, const Node *value, TypeName type)
        : Node(place)
        , m_value(value)
        , m_type(std::move(type))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_value;
    TypeName m_type;
};

class IfNode final : public Node
{
public:
    IfNode(Span place, const Node *condition, const Node *yes, const Node *no)
        : Node(place)
        , m_condition(condition)
        , m_yes(yes)
        , m_no(no)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_condition;
    const Node *m_yes;
    const Node *m_no;
};

/// value in test, value in (test, test).
class InNode final : public Node
{
public:
    InNode(Span place, const Node *value, Nodes tests)
        : Node(place)
        , m_value(value)
        , m_tests(std::move(tests))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_value;
    Nodes m_tests;
};

/// The root of unary tests.
class UnaryTestsNode final : public Node
{
public:
    struct Test
    {
        const Node *node;
        bool readsInput; ///< Mentions `?`
    };

    UnaryTestsNode(Span place, std::vector<Test> tests, const Node *input, bool isNegated)
        : Node(place)
        , m_tests(std::move(tests))
        , m_input(input)
        , m_negated(isNegated)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    std::optional<bool> holds(Evaluation &evaluation, const Test &test, const Value &input) const;

    std::vector<Test> m_tests;
    const Node *m_input;
    bool m_negated;
};

struct Iterator
{
    const Node *domain;
    int slot;
};

class ForNode final : public Node
{
public:
    ForNode(Span place, std::vector<Iterator> iterators, const Node *body, int partialSlot)
        : Node(place)
        , m_iterators(std::move(iterators))
        , m_body(body)
        , m_partial(partialSlot)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    struct Results;
    bool turn(Evaluation &evaluation, size_t level, Results &results) const;
    bool add(Evaluation &evaluation, Results &results) const;
    bool addSeeingPartial(Evaluation &evaluation, Results &results) const;

    std::vector<Iterator> m_iterators;
    const Node *m_body;
    int m_partial; ///< Slot of `partial`; -1 if the body does not mention it
};

class QuantifiedNode final : public Node
{
public:
    enum class Rule { Some, Every };

    QuantifiedNode(Span place, Rule rule, std::vector<Iterator> iterators, const Node *condition)
        : Node(place)
        , m_rule(rule)
        , m_iterators(std::move(iterators))
        , m_condition(condition)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    struct Verdict;
    bool turn(Evaluation &evaluation, size_t level, Verdict &verdict) const;

    Rule m_rule;
    std::vector<Iterator> m_iterators;
    const Node *m_condition;
};

class FilterNode final : public Node
{
public:
    FilterNode(Span place, const Node *base, int itemSlot, const Node *condition)
        : Node(place)
        , m_base(base)
        , m_item(itemSlot)
        , m_condition(condition)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Value atIndex(Evaluation &evaluation, const Value &list, const Value &index) const;
    Value filtered(Evaluation &evaluation, const Value &list, const Value &first) const;

    const Node *m_base;
    int m_item;
    const Node *m_condition;
};

/// What both kinds of calls have.
struct CallParts
{
    QByteArray name; ///< As written; empty if the callee is no name
    Nodes arguments;
    std::vector<QByteArray> names;
    std::span<const Builtin *const> overloads;
};

class BuiltinCallNode final : public Node
{
public:
    BuiltinCallNode(Span place, CallParts parts)
        : Node(place)
        , m_parts(std::move(parts))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    CallParts m_parts;
};

/// A call of a value; falls back to the built-in function of that name if the value is no function.
class ValueCallNode final : public Node
{
public:
    ValueCallNode(Span place, const Node *callee, CallParts parts)
        : Node(place)
        , m_callee(callee)
        , m_parts(std::move(parts))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    Value callOwn(Evaluation &evaluation, const Value &function, const UserFunction &own) const;

    const Node *m_callee;
    CallParts m_parts;
};

/// A call of a name that nothing has, unless the scope holds a function.
class UnknownCallNode final : public Node
{
public:
    UnknownCallNode(Span place, CallParts parts, QByteArray suggestion)
        : Node(place)
        , m_parts(std::move(parts))
        , m_suggestion(std::move(suggestion))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    CallParts m_parts;
    QByteArray m_suggestion;
};

class FunctionNode final : public Node
{
public:
    FunctionNode(Span place, const FunctionCode *code)
        : Node(place)
        , m_code(code)
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    const FunctionCode *m_code;
};

/// Something that is read but cannot be done here: external functions.
class UnsupportedNode final : public Node
{
public:
    UnsupportedNode(Span place, QString message)
        : Node(place)
        , m_message(std::move(message))
    {
    }
    Value run(Evaluation &evaluation) const override;

private:
    QString m_message;
};

/// Stands every few levels in deep trees, so that recursion moves to another stack before this one ends.
class DeepNode final : public Node
{
public:
    DeepNode(const Node *inner)
        : Node(inner->place())
        , m_inner(inner)
    {
        setCost(inner->cost());
    }
    Value run(Evaluation &evaluation) const override;

private:
    const Node *m_inner;
};

/// (< 10), (= 10), (!= 10) as ranges: DMN 1.5, 10.3.2.7. `= x` includes both its ends, `!= x` neither of them.
Value makeUnaryRange(Operation operation, const Value &operand);

/// A comparison with its warning; null if the two cannot be compared.
Value compareValues(Evaluation &evaluation, Span place, Operation operation, const Value &left, const Value &right);

} // namespace Plugboard::Feel
