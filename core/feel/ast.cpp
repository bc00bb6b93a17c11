#include "core/feel/ast.h"

#include "core/feel/operations.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

const ZoneRules &zonesOf(const Evaluation &evaluation)
{
    return evaluation.environment().zones;
}

std::optional<Value> computed(char sign, const Value &a, const Value &b, const ZoneRules &zones)
{
    switch (sign) {
    case '+':
        return add(a, b, zones);
    case '-':
        return subtract(a, b, zones);
    case '*':
        return multiply(a, b);
    case '/':
        return divide(a, b);
    default:
        return power(a, b);
    }
}

QString signText(char sign)
{
    return sign == '^' ? u"**"_s : QString(QLatin1Char(sign));
}

/// Does one value pass one test: a boolean decides, a range or list contains, anything else equals.
std::optional<bool> passes(const Value &value, const Value &test, const ZoneRules &zones)
{
    if (test.type() == Value::Type::Range)
        return contains(test.range(), value, zones);
    if (test.isList()) {
        if (const std::optional<bool> same = equal(value, test, zones); same.value_or(false))
            return true;
        for (qsizetype i = 0; i < test.size(); ++i)
            if (passes(value, test.at(i), zones).value_or(false))
                return true;
        return false;
    }
    if (test.isBoolean() && !value.isBoolean())
        return test.boolean();
    return equal(value, test, zones);
}

} // namespace

Value Name::evaluate(Evaluation &evaluation) const
{
    if (std::optional<Value> value = evaluation.find(name))
        return *std::move(value);
    const QByteArray like = nearest(name, evaluation.scope().names());
    const QString hint = like.isEmpty() ? QString() : u"; did you mean '%1'"_s.arg(QString::fromUtf8(like));
    return evaluation.null(Kind::NoVariableFound, span,
                           u"no variable found with name '%1'%2"_s.arg(QString::fromUtf8(name), hint));
}

Value Chain::evaluate(Evaluation &evaluation) const
{
    Value result = first->evaluate(evaluation);
    for (const Term &term : terms) {
        const Value operand = term.operand->evaluate(evaluation);
        if (evaluation.stopped())
            return {};
        if (result.isString() && operand.isString()
            && result.utf8().size() + operand.utf8().size() > evaluation.environment().limits.stringBytes)
            return evaluation.abort(Kind::Limit, span, u"the text would become too long"_s);
        std::optional<Value> value = computed(term.sign, result, operand, zonesOf(evaluation));
        if (!value)
            evaluation.warn(Kind::InvalidType, {span.from, term.operand->span.to},
                            u"'%1' has no result for %2 (%3) and %4 (%5)"_s.arg(signText(term.sign), quoted(result),
                                                                                result.typeName(), quoted(operand),
                                                                                operand.typeName()));
        result = std::move(value).value_or(Value());
    }
    return result;
}

Value Negation::evaluate(Evaluation &evaluation) const
{
    const Value value = operand->evaluate(evaluation);
    if (std::optional<Value> opposite = negate(value))
        return *std::move(opposite);
    return evaluation.null(Kind::InvalidType, span,
                           u"only a number or a duration can be negated, this is %1"_s.arg(quoted(value)));
}

Value Logic::evaluate(Evaluation &evaluation) const
{
    bool unknown = false;
    for (const NodePtr &operand : operands) {
        const Value value = operand->evaluate(evaluation);
        if (!value.isBoolean())
            unknown = true;
        else if (value.boolean() == decisive)
            return value;
    }
    return unknown ? Value() : Value::boolean(!decisive);
}

Value Comparison::evaluate(Evaluation &evaluation) const
{
    const Value a = left->evaluate(evaluation);
    const Value b = right->evaluate(evaluation);
    const auto failed = [&] {
        return evaluation.null(
            Kind::NotComparable, span,
            u"can't compare %1 (%2) with %3 (%4)"_s.arg(quoted(a), a.typeName(), quoted(b), b.typeName()));
    };
    if (sign == Sign::Equal || sign == Sign::NotEqual) {
        const std::optional<bool> same = equal(a, b, zonesOf(evaluation));
        return same ? Value::boolean(*same == (sign == Sign::Equal)) : failed();
    }
    const auto order = compare(a, b, zonesOf(evaluation));
    if (!order)
        return failed();
    switch (sign) {
    case Sign::Less:
        return Value::boolean(*order < 0);
    case Sign::LessOrEqual:
        return Value::boolean(*order <= 0);
    case Sign::Greater:
        return Value::boolean(*order > 0);
    default:
        return Value::boolean(*order >= 0);
    }
}

Value Between::evaluate(Evaluation &evaluation) const
{
    Range range;
    range.start = low->evaluate(evaluation);
    range.end = high->evaluate(evaluation);
    const Value tested = value->evaluate(evaluation);
    const auto below = compare(range.start, tested, zonesOf(evaluation));
    const auto above = compare(tested, range.end, zonesOf(evaluation));
    if (!below || !above)
        return evaluation.null(Kind::NotComparable, span, u"%1 is not comparable with both ends"_s.arg(quoted(tested)));
    return Value::boolean(*below <= 0 && *above <= 0);
}

Value Tests::evaluate(Evaluation &evaluation) const
{
    Value tested;
    if (value) {
        tested = value->evaluate(evaluation);
    } else if (std::optional<Value> input = evaluation.find("?")) {
        tested = *std::move(input);
    } else {
        return evaluation.abort(Kind::NoInput, span, u"there is no input to test"_s);
    }
    const qsizetype mark = evaluation.mark();
    evaluation.bind("?", tested);
    bool passed = tests.empty();
    bool unknown = false;
    for (std::size_t index = 0; index < tests.size(); ++index) {
        const Value expected = tests[index]->evaluate(evaluation);
        // With `?` the value answers by itself; Camunda's engine takes all but true and false for no answer.
        const bool isNoAnswer = asksInput[index] && !expected.isBoolean() && evaluation.dialect() == Dialect::Camunda;
        const std::optional<bool> answer = isNoAnswer ? std::nullopt : passes(tested, expected, zonesOf(evaluation));
        unknown = unknown || !answer;
        if (answer.value_or(false)) {
            passed = true;
            break;
        }
    }
    evaluation.release(mark);
    if (!passed && unknown)
        return evaluation.null(Kind::NotComparable, span, u"%1 cannot be tested with these"_s.arg(quoted(tested)));
    return Value::boolean(passed != negated);
}

Value RangeNode::evaluate(Evaluation &evaluation) const
{
    Range range {start ? start->evaluate(evaluation) : Value(), end ? end->evaluate(evaluation) : Value(),
                 startIncluded, endIncluded, unary};
    return Value::range(std::move(range));
}

Value If::evaluate(Evaluation &evaluation) const
{
    const Value decided = condition->evaluate(evaluation);
    if (!decided.isBoolean())
        evaluation.warn(Kind::InvalidType, condition->span,
                        u"the condition must be true or false, it is %1"_s.arg(quoted(decided)));
    // Boxed conditionals (DMN 1.5, section 10.3.2.13) have no value then; null counts as false everywhere.
    if (!decided.isBoolean() && !decided.isNull() && evaluation.dialect() == Dialect::Dmn)
        return {};
    return (decided.isTrue() ? then : otherwise)->evaluate(evaluation);
}

Value ListNode::evaluate(Evaluation &evaluation) const
{
    Value::Items values;
    values.reserve(items.size());
    for (const NodePtr &item : items)
        values.push_back(item->evaluate(evaluation));
    evaluation.mayHold(span, qint64(values.size() * sizeof(Value)));
    return Value::list(std::move(values));
}

Value ContextNode::evaluate(Evaluation &evaluation) const
{
    const qsizetype mark = evaluation.mark();
    Value::Entries values;
    values.reserve(entries.size());
    for (const auto &[key, node] : entries) {
        Value value = node->evaluate(evaluation);
        evaluation.bind(key, value);
        values.emplace_back(key, std::move(value));
    }
    evaluation.release(mark);
    return Value::context(std::move(values));
}

Value Path::evaluate(Evaluation &evaluation) const
{
    const Value from = object->evaluate(evaluation);
    if (from.isContext()) {
        if (std::optional<Value> entry = from.find(name))
            return *std::move(entry);
        return evaluation.null(Kind::NoContextEntryFound, span,
                               u"no context entry found with key '%1'"_s.arg(QString::fromUtf8(name)));
    }
    if (from.isList()) {
        Value::Items parts;
        for (qsizetype i = 0; i < from.size(); ++i) {
            const Value item = from.at(i);
            parts.push_back(item.isContext() ? item[name] : property(item, name, evaluation).value_or(Value()));
        }
        return Value::list(std::move(parts));
    }
    if (std::optional<Value> part = property(from, name, evaluation))
        return *std::move(part);
    return evaluation.null(from.isNull() ? Kind::NoContextEntryFound : Kind::NoPropertyFound, span,
                           u"%1 has no '%2'"_s.arg(quoted(from), QString::fromUtf8(name)));
}

Value Filter::evaluate(Evaluation &evaluation) const
{
    Value items = list->evaluate(evaluation);
    if (items.isNull())
        return evaluation.null(Kind::InvalidType, span, u"null cannot be filtered"_s);
    if (!items.isList())
        items = Value::list({items});
    const auto at = [&](const Value &position) {
        const std::optional<std::int64_t> index = position.number().toInt64();
        const std::int64_t from = index.value_or(0) < 0 ? items.size() + *index : index.value_or(0) - 1;
        if (!index || from < 0 || from >= items.size())
            return evaluation.null(Kind::OutOfRange, span,
                                   u"there is no item %1 in a list of %2"_s.arg(quoted(position)).arg(items.size()));
        return items.at(from);
    };
    if (const Value *fixed = condition->constant(); fixed && fixed->isNumber())
        return at(*fixed);
    if (items.size() == 0)
        return Value::list(Value::Items {});
    Value::Items kept;
    for (qsizetype i = 0; i < items.size() && evaluation.proceed(span); ++i) {
        const Value item = items.at(i);
        const qsizetype mark = evaluation.mark();
        evaluation.bind("item", item);
        if (item.isContext())
            evaluation.bind({}, item);
        const Value answer = condition->evaluate(evaluation);
        evaluation.release(mark);
        if (i == 0 && answer.isNumber())
            return at(answer);
        if (!answer.isBoolean() && !answer.isNull() && evaluation.dialect() == Dialect::Dmn)
            return evaluation.null(Kind::InvalidType, condition->span, u"a filter must be true, false or a number"_s);
        if (answer.isTrue())
            kept.push_back(item);
    }
    evaluation.mayHold(span, qint64(kept.size() * sizeof(Value)));
    return Value::list(std::move(kept));
}

Value FunctionNode::evaluate(Evaluation &evaluation) const
{
    return Value::function(std::make_shared<Closure>(parameters, body, evaluation.locals()));
}

Value CallNode::evaluate(Evaluation &evaluation) const
{
    if (!evaluation.proceed(span))
        return {};
    std::vector<Value> values;
    values.reserve(arguments.size());
    for (const NodePtr &argument : arguments)
        values.push_back(argument->evaluate(evaluation));
    std::optional<Value> function = name.isEmpty() ? callee->evaluate(evaluation) : evaluation.find(name);
    if (function && function->type() == Value::Type::Function) {
        const auto closure = std::dynamic_pointer_cast<const Closure>(function->function());
        if (!argumentNames.empty() && closure && argumentNames.size() == closure->parameters().size()) {
            std::vector<Value> ordered(values.size());
            for (size_t i = 0; i < argumentNames.size(); ++i) {
                const auto place
                    = std::find(closure->parameters().begin(), closure->parameters().end(), argumentNames[i]);
                if (place == closure->parameters().end())
                    return evaluation.null(Kind::InvalidArguments, span,
                                           u"there is no parameter '%1'"_s.arg(QString::fromUtf8(argumentNames[i])));
                ordered[size_t(place - closure->parameters().begin())] = values[i];
            }
            values = std::move(ordered);
        }
        return closure ? closure->invoke(evaluation, values, span) : Value();
    }
    if (!overloads.empty())
        return callBuiltin(evaluation, overloads, std::move(values), argumentNames, span);
    if (name.isEmpty())
        return evaluation.null(Kind::InvalidType, span, u"only functions can be called"_s);
    const QByteArray like = nearest(name, builtinFunctions().names());
    const QString hint = like.isEmpty() ? QString() : u"; did you mean '%1'"_s.arg(QString::fromUtf8(like));
    return evaluation.null(Kind::NoFunctionFound, span,
                           u"no function found with name '%1'%2"_s.arg(QString::fromUtf8(name), hint));
}

Closure::Closure(std::vector<QByteArray> parameters, NodePtr body, std::vector<Evaluation::Local> locals)
    : m_parameters(std::move(parameters))
    , m_body(std::move(body))
    , m_locals(std::move(locals))
{
}

Value Closure::invoke(Evaluation &evaluation, std::span<const Value> arguments, Span place) const
{
    if (arguments.size() != m_parameters.size())
        return evaluation.null(
            Kind::InvalidArguments, place,
            u"the function takes %1 arguments, %2 were given"_s.arg(m_parameters.size()).arg(arguments.size()));
    if (!evaluation.enter(place)) {
        evaluation.leave();
        return {};
    }
    std::vector<Evaluation::Local> locals = m_locals;
    evaluation.exchangeLocals(locals);
    for (size_t i = 0; i < arguments.size(); ++i)
        evaluation.bind(m_parameters[i], arguments[i]);
    const Value result = m_body->evaluate(evaluation);
    evaluation.exchangeLocals(locals);
    evaluation.leave();
    return result;
}

std::optional<bool> contains(const Range &range, const Value &value, const ZoneRules &zones)
{
    const auto side = [&](const Value &end, bool included, bool isStart) -> std::optional<bool> {
        if (end.isNull())
            return range.unary ? std::optional(true) : std::nullopt;
        const auto order = isStart ? compare(end, value, zones) : compare(value, end, zones);
        return order ? std::optional(*order < 0 || (included && *order == 0)) : std::nullopt;
    };
    const std::optional<bool> above = side(range.start, range.startIncluded, true);
    const std::optional<bool> below = side(range.end, range.endIncluded, false);
    if (!above || !below)
        return std::nullopt;
    return *above && *below;
}

} // namespace Plugboard::Feel
