#include "core/feel/ast.h"
#include "core/feel/operations.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

struct Loop::Results
{
    Value::Items items;
    bool decided = false; ///< some: found one; every: found a counterexample
    bool unknown = false;
    bool undefined
        = false; ///< Something that is neither true, false nor null was among them; the standard has no answer
};

/// The innermost turn evaluates the body; each outer one binds its name to one item after another.
void Loop::turn(Evaluation &evaluation, size_t depth, Results &results) const
{
    if (!evaluation.proceed(span))
        return;
    if (depth == iterators.size()) {
        const qsizetype mark = evaluation.mark();
        if (usesPartial)
            evaluation.bind("partial", Value::list(results.items));
        const Value value = body->evaluate(evaluation);
        evaluation.release(mark);
        if (kind == Kind::For) {
            results.items.push_back(value);
            if (qsizetype(results.items.size()) > evaluation.environment().limits.listItems)
                evaluation.abort(Feel::Kind::Limit, span, u"the list would become too long"_s);
            evaluation.mayHold(span, sizeof(Value));
        } else if (!value.isBoolean()) {
            results.unknown = true;
            results.undefined = results.undefined || (!value.isNull() && evaluation.dialect() == Dialect::Dmn);
        } else if (value.boolean() == (kind == Kind::Some)) {
            results.decided = true;
        }
        return;
    }
    const Iterator &iterator = iterators[depth];
    const auto each = [&](const Value &item) {
        const qsizetype mark = evaluation.mark();
        evaluation.bind(iterator.name, item);
        turn(evaluation, depth + 1, results);
        evaluation.release(mark);
        return !results.decided && !evaluation.stopped();
    };
    const auto days = [&](const Date &from, const Date &to) {
        const std::int64_t step = from <= to ? 1 : -1;
        for (std::optional<Date> day = from; day && each(Value::date(*day)) && *day != to; day = day->addDays(step)) { }
    };
    const auto count = [&](const Value &from, const Value &to) {
        if (from.type() == Value::Type::Date && to.type() == Value::Type::Date)
            return days(from.date(), to.date());
        const auto first = from.number().toInt64();
        const auto last = to.number().toInt64();
        if (!from.isNumber() || !to.isNumber() || !first || !last) {
            evaluation.warn(Feel::Kind::InvalidType, span, u"only whole numbers can be counted"_s);
            results.unknown = true;
            return;
        }
        const int step = *first <= *last ? 1 : -1;
        for (std::int64_t i = *first; each(Value::number(i)) && i != *last; i += step) { }
    };
    const Value items = iterator.items->evaluate(evaluation);
    if (iterator.end)
        return count(items, iterator.end->evaluate(evaluation));
    if (items.type() == Value::Type::Range) {
        // A range that ends before it begins holds nothing (TCK 0084).
        const auto order = compare(items.range().start, items.range().end, evaluation.environment().zones);
        if (!order || *order > 0) {
            results.unknown = true;
            return;
        }
        return count(items.range().start, items.range().end);
    }
    if (!items.isList()) {
        evaluation.warn(Feel::Kind::InvalidType, span,
                        u"only a list or a range can be looped over, this is %1"_s.arg(quoted(items)));
        results.unknown = true;
        return;
    }
    for (qsizetype i = 0; i < items.size() && each(items.at(i)); ++i) { }
}

Value Loop::evaluate(Evaluation &evaluation) const
{
    Results results;
    turn(evaluation, 0, results);
    if (kind == Kind::For)
        return results.unknown && results.items.empty() ? Value() : Value::list(std::move(results.items));
    if (results.undefined)
        return {};
    if (results.decided)
        return Value::boolean(kind == Kind::Some);
    return results.unknown ? Value() : Value::boolean(kind != Kind::Some);
}

} // namespace Plugboard::Feel
