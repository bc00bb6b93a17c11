#include "core/feel/arithmetic.h"
#include "core/feel/comparison.h"
#include "core/feel/evaluation_p.h"
#include "core/feel/nodes_p.h"
#include "core/feel/types.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

static QString signOf(Operation operation)
{
    static constexpr const char16_t *signs[] = {u"", u"+", u"-", u"*", u"/", u"=", u"!=", u"<", u"<=", u">", u">="};
    return QString::fromUtf16(signs[size_t(operation)]);
}

static Value noSuchOperation(Evaluation &evaluation, Span place, const QString &sign, const Value &left,
                             const Value &right)
{
    return evaluation.warn(place, Kind::InvalidType, [&] {
        return u"can't compute %1 %2 %3: no such operation on %4 and %5"_s.arg(
            evaluation.show(left), sign, evaluation.show(right), left.typeName(), right.typeName());
    });
}

static Value computed(Evaluation &evaluation, Span place, const QString &sign, const Value &left, const Value &right,
                      Computed result)
{
    if (!result.failure)
        return std::move(result.value);
    if (*result.failure == Kind::InvalidType)
        return noSuchOperation(evaluation, place, sign, left, right);
    return evaluation.warn(place, *result.failure, [&] {
        return u"%1 %2 %3 has no result that can be written"_s.arg(evaluation.show(left), sign, evaluation.show(right));
    });
}

Value ArithmeticNode::run(Evaluation &evaluation) const
{
    Value result = m_operands.front()->run(evaluation);
    for (size_t i = 0; i < m_operations.size();) {
        const Value right = m_operands[i + 1]->run(evaluation);
        if (m_operations[i] == Operation::Add && result.isString() && right.isString())
            result = concatenate(evaluation, result, right, i);
        else
            result = step(evaluation, m_operations[i++], result, right);
    }
    return result;
}

Value ArithmeticNode::step(Evaluation &evaluation, Operation operation, const Value &left, const Value &right) const
{
    Computed result = compute(operation, left, right, evaluation.zones());
    if (!result.failure)
        return std::move(result.value);
    return computed(evaluation, place(), signOf(operation), left, right, std::move(result));
}

/// "a" + "b" + "c" in one text that grows, as long as texts follow. `next` is moved behind the operations done.
Value ArithmeticNode::concatenate(Evaluation &evaluation, const Value &left, const Value &right, size_t &next) const
{
    QByteArray text = left.utf8().toByteArray();
    text.append(right.utf8());
    ++next;
    bool goOn = evaluation.mayMakeString(text.size(), place());
    while (goOn && next < m_operations.size() && m_operations[next] == Operation::Add) {
        const Value more = m_operands[next + 1]->run(evaluation);
        if (!more.isString())
            return step(evaluation, m_operations[next++], Value::utf8(text), more);
        text.append(more.utf8());
        ++next;
        // The text grows in place: only what is new is held in addition.
        goOn = text.size() > evaluation.environment().limits.stringBytes
            ? evaluation.mayMakeString(text.size(), place())
            : evaluation.hold(more.utf8().size(), place());
    }
    return evaluation.stopped() ? Value() : Value::utf8(text);
}

Value PowerNode::run(Evaluation &evaluation) const
{
    Value result = m_operands.front()->run(evaluation);
    for (size_t i = 1; i < m_operands.size(); ++i) {
        const Value right = m_operands[i]->run(evaluation);
        result = computed(evaluation, place(), u"**"_s, result, right, computePower(result, right));
    }
    return result;
}

Value NegateNode::run(Evaluation &evaluation) const
{
    const Value operand = m_operand->run(evaluation);
    Computed result = negated(operand);
    if (!result.failure)
        return std::move(result.value);
    return evaluation.warn(place(), *result.failure, [&] {
        return u"can't negate %1: it is a %2"_s.arg(evaluation.show(operand), operand.typeName());
    });
}

static Value notComparable(Evaluation &evaluation, Span place, const Value &left, const Value &right)
{
    return evaluation.warn(place, Kind::NotComparable, [&] {
        return u"can't compare '%1' with '%2'"_s.arg(evaluation.show(left), evaluation.show(right));
    });
}

Value compareValues(Evaluation &evaluation, Span place, Operation operation, const Value &left, const Value &right)
{
    if (operation == Operation::Equal || operation == Operation::NotEqual) {
        const std::optional<bool> equal = equals(left, right, evaluation.zones(), evaluation.dialect(), &evaluation);
        if (!equal)
            return notComparable(evaluation, place, left, right);
        return Value::boolean(*equal == (operation == Operation::Equal));
    }
    const auto ordering = order(left, right, evaluation.zones());
    if (!ordering)
        return notComparable(evaluation, place, left, right);
    switch (operation) {
    case Operation::Less:
        return Value::boolean(*ordering < 0);
    case Operation::LessEqual:
        return Value::boolean(*ordering <= 0);
    case Operation::Greater:
        return Value::boolean(*ordering > 0);
    default:
        return Value::boolean(*ordering >= 0);
    }
}

Value ComparisonNode::run(Evaluation &evaluation) const
{
    const Value left = m_left->run(evaluation);
    return compareValues(evaluation, place(), m_operation, left, m_right->run(evaluation));
}

Value BetweenNode::run(Evaluation &evaluation) const
{
    const Value value = m_value->run(evaluation);
    const Value low = m_low->run(evaluation);
    const Value high = m_high->run(evaluation);
    const Value above = compareValues(evaluation, place(), Operation::GreaterEqual, value, low);
    const Value below = compareValues(evaluation, place(), Operation::LessEqual, value, high);
    if (above.isNull() || below.isNull())
        return {};
    return Value::boolean(above.boolean() && below.boolean());
}

Value LogicNode::run(Evaluation &evaluation) const
{
    const bool deciding = m_rule == Rule::Or;
    bool unknown = false;
    for (const Node *operand : m_operands) {
        const Value value = operand->run(evaluation);
        if (value.isBoolean() && value.boolean() == deciding)
            return Value::boolean(deciding);
        if (value.isBoolean())
            continue;
        unknown = true;
        if (!value.isNull()) {
            evaluation.warn(operand->place(), Kind::InvalidType, [&] {
                return u"'%1' takes true and false; %2 counts as null"_s.arg(deciding ? u"or"_s : u"and"_s,
                                                                             evaluation.show(value));
            });
        }
    }
    return unknown ? Value() : Value::boolean(!deciding);
}

Value InstanceNode::run(Evaluation &evaluation) const
{
    return Value::boolean(isInstance(m_value->run(evaluation), m_type));
}

Value IfNode::run(Evaluation &evaluation) const
{
    const Value condition = m_condition->run(evaluation);
    if (condition.isBoolean())
        return (condition.boolean() ? m_yes : m_no)->run(evaluation);
    if (!condition.isNull()) {
        evaluation.warn(m_condition->place(), Kind::InvalidType, [&] {
            return u"the condition is %1, neither true nor false%2"_s.arg(
                evaluation.show(condition), evaluation.isDmn() ? QString() : u", so `else` counts"_s);
        });
        if (evaluation.isDmn())
            return {};
    }
    return m_no->run(evaluation);
}

/// nullopt, with a warning, if it cannot be told.
static std::optional<bool> passes(Evaluation &evaluation, const Node &test, const Value &value)
{
    if (const auto *sign = dynamic_cast<const UnaryRangeNode *>(&test)) {
        const Value result
            = compareValues(evaluation, test.place(), sign->operation(), value, sign->operand()->run(evaluation));
        return result.isBoolean() ? std::optional(result.boolean()) : std::nullopt;
    }
    const Value wanted = test.run(evaluation);
    const std::optional<bool> result = satisfies(value, wanted, evaluation.zones(), evaluation.dialect(), &evaluation);
    if (!result)
        notComparable(evaluation, test.place(), value, wanted);
    return result;
}

Value InNode::run(Evaluation &evaluation) const
{
    const Value value = m_value->run(evaluation);
    bool unknown = false;
    for (const Node *test : m_tests) {
        const std::optional<bool> result = passes(evaluation, *test, value);
        if (result.value_or(false))
            return Value::boolean(true);
        unknown = unknown || !result;
    }
    return unknown ? Value() : Value::boolean(false);
}

/// feel-scala's rule for a test that is a plain expression; DMN 1.5, 7.3.13 reads the same.
std::optional<bool> UnaryTestsNode::holds(Evaluation &evaluation, const Test &test, const Value &input) const
{
    if (dynamic_cast<const UnaryRangeNode *>(test.node) || dynamic_cast<const RangeNode *>(test.node))
        return passes(evaluation, *test.node, input);
    const Value value = test.node->run(evaluation);
    if (test.readsInput) {
        if (value.isBoolean())
            return value.boolean();
        evaluation.warn(test.node->place(), Kind::InvalidType,
                        [&] { return u"the test gives %1, neither true nor false"_s.arg(evaluation.show(value)); });
        return std::nullopt;
    }
    const std::optional<bool> equal = equals(input, value, evaluation.zones(), evaluation.dialect(), &evaluation);
    if (equal.value_or(false))
        return true;
    if (value.isBoolean() && !input.isBoolean())
        return value.boolean();
    const std::optional<bool> satisfied
        = satisfies(input, value, evaluation.zones(), evaluation.dialect(), &evaluation);
    if (!satisfied)
        notComparable(evaluation, test.node->place(), input, value);
    return satisfied;
}

Value UnaryTestsNode::run(Evaluation &evaluation) const
{
    const Value input = m_input->run(evaluation);
    bool unknown = false;
    bool passed = m_tests.empty();
    for (const Test &test : m_tests) {
        const std::optional<bool> result = holds(evaluation, test, input);
        passed = passed || result.value_or(false);
        unknown = unknown || !result;
        if (passed)
            break;
    }
    if (!passed && unknown)
        return {};
    return Value::boolean(passed != m_negated);
}

} // namespace Plugboard::Feel
