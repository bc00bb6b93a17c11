#include "core/feel/comparison.h"
#include "core/feel/evaluation_p.h"
#include "core/feel/nodes_p.h"

#include <deque>
#include <limits>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

namespace {

/// What an iteration goes over: a list, or the numbers or days of a range, which are never all made at once.
class Domain final
{
public:
    static std::optional<Domain> of(Evaluation &evaluation, const Node &node);

    qsizetype size() const { return m_size; }
    Value at(qsizetype index) const;

private:
    static std::optional<Domain> ofRange(Evaluation &evaluation, const Node &node, const Range &range);
    bool between(const Range &range, bool bare);
    bool numbers(const Range &range);
    bool days(const Range &range);

    Value m_list;
    Decimal m_start;
    std::int64_t m_day = 0;
    int m_step = 1;
    qsizetype m_size = 0;
    Value::Type m_type = Value::Type::List;
};

std::optional<Domain> Domain::of(Evaluation &evaluation, const Node &node)
{
    const Value value = node.run(evaluation);
    if (value.type() == Value::Type::Range)
        return ofRange(evaluation, node, value.range());
    Domain domain;
    if (value.isNull()) {
        evaluation.warn(node.place(), Kind::InvalidType, [] { return u"can't iterate over null"_s; });
        return std::nullopt;
    }
    domain.m_list = value.isList() ? value : Value::list(Value::Items {value});
    domain.m_size = domain.m_list.size();
    return domain;
}

std::optional<Domain> Domain::ofRange(Evaluation &evaluation, const Node &node, const Range &range)
{
    const auto *literal = dynamic_cast<const RangeNode *>(&node);
    Domain domain;
    if (domain.between(range, literal && literal->isBare())) {
        const bool told = literal && literal->start()->constant(); // by a hint
        if (domain.m_type == Value::Type::Date && !evaluation.isDmn() && !told) {
            evaluation.warn(node.place(), Kind::BeyondCamunda,
                            [] { return u"iteration over dates works here; Camunda 8 returns null"_s; });
        }
        return domain;
    }
    evaluation.warn(node.place(), Kind::InvalidType, [&] {
        return u"can't iterate over %1; a range of whole numbers or dates from low to high can be iterated"_s.arg(
            evaluation.show(Value::range(range)));
    });
    return std::nullopt;
}

bool Domain::between(const Range &range, bool bare)
{
    if (range.unary || range.start.type() != range.end.type())
        return false;
    m_type = range.start.type();
    if (m_type == Value::Type::Number) {
        if (!numbers(range))
            return false;
    } else if (m_type != Value::Type::Date || !days(range)) {
        return false;
    }
    if (m_step < 0 && !bare)
        return false;
    const qsizetype whole = m_size;
    m_size -= (range.startIncluded ? 0 : 1) + (range.endIncluded || whole < 2 ? 0 : 1);
    if (!range.startIncluded) {
        m_start = m_start.add(Decimal(m_step)).value_or(m_start);
        m_day += m_step;
    }
    m_size = std::max<qsizetype>(m_size, 0);
    return true;
}

bool Domain::numbers(const Range &range)
{
    m_start = range.start.number();
    const Decimal end = range.end.number();
    m_step = m_start <= end ? 1 : -1;
    const auto distance = end.subtract(m_start);
    const auto whole = distance ? distance->abs().rounded(0, Decimal::Rounding::Floor) : std::nullopt;
    const auto count = whole ? whole->toInt64() : std::nullopt;
    m_size = count && *count < std::numeric_limits<qsizetype>::max() / 2 ? qsizetype(*count) + 1
                                                                         : std::numeric_limits<qsizetype>::max() / 2;
    return true;
}

bool Domain::days(const Range &range)
{
    m_day = range.start.date().daysSince1970();
    const std::int64_t last = range.end.date().daysSince1970();
    m_step = m_day <= last ? 1 : -1;
    m_size = qsizetype((last - m_day) * m_step) + 1;
    return true;
}

Value Domain::at(qsizetype index) const
{
    switch (m_type) {
    case Value::Type::Number:
        return Value::number(m_start.add(Decimal(std::int64_t(index) * m_step)).value_or(m_start));
    case Value::Type::Date:
        return Value::date(Date::fromDays(m_day + index * m_step).value_or(Date()));
    default:
        return m_list.at(index);
    }
}

/// `partial`: the results so far, of a list that still grows at its end.
class PartialResults final : public ListSource
{
public:
    using Growing = std::deque<Value>; // whose items stay where they are when it grows

    PartialResults(std::shared_ptr<const Growing> growing)
        : m_growing(std::move(growing))
        , m_size(qsizetype(m_growing->size()))
    {
    }
    qsizetype size() const override { return m_size; }
    Value at(qsizetype index) const override
    {
        const size_t at = size_t(index);
        return m_growing ? (*m_growing)[at] : m_own[at];
    }
    /// Lets go of the growing list, for a view that outlives its turn: the list may come to hold the view.
    void settle()
    {
        m_own.assign(m_growing->begin(), m_growing->begin() + m_size);
        m_growing.reset();
    }

private:
    std::shared_ptr<const Growing> m_growing;
    std::vector<Value> m_own;
    qsizetype m_size;
};

} // namespace

struct ForNode::Results
{
    Value::Items items;
    std::shared_ptr<PartialResults::Growing> growing;
    bool counted = false; ///< The items' memory was charged beforehand
    bool failed = false; ///< A domain cannot be iterated
};

bool ForNode::add(Evaluation &evaluation, Results &results) const
{
    const qint64 before = evaluation.held();
    Value value = m_body->run(evaluation);
    evaluation.settle(before, value);
    if (!results.counted && !evaluation.mayMakeList(0, place()))
        return false;
    if (!results.counted && !evaluation.hold(sizeof(Value), place()))
        return false;
    results.items.push_back(std::move(value));
    if (!results.counted && qsizetype(results.items.size()) > evaluation.environment().limits.listItems)
        return evaluation.mayMakeList(qsizetype(results.items.size()), place());
    return evaluation.charge(m_body->cost() + 1, place());
}

bool ForNode::addSeeingPartial(Evaluation &evaluation, Results &results) const
{
    const qint64 before = evaluation.held();
    auto partial = std::make_shared<PartialResults>(results.growing);
    evaluation.slot(m_partial) = Value::list(std::shared_ptr<const ListSource>(partial));
    Value value = m_body->run(evaluation);
    evaluation.slot(m_partial) = Value();
    evaluation.settle(before, value);
    if (partial.use_count() > 1) { // it is part of the result
        if (!evaluation.mayMakeList(partial->size(), place()) || !evaluation.charge(partial->size(), place()))
            return false;
        partial->settle();
    }
    results.growing->push_back(std::move(value));
    return evaluation.hold(sizeof(Value), place()) && evaluation.charge(m_body->cost() + 1, place());
}

/// All values of the iterators from `level` on; false: stop.
bool ForNode::turn(Evaluation &evaluation, size_t level, Results &results) const
{
    const auto domain = Domain::of(evaluation, *m_iterators[level].domain);
    if (!domain) {
        results.failed = true;
        return false;
    }
    const bool innermost = level + 1 == m_iterators.size();
    if (innermost && level == 0 && m_partial < 0) {
        // One iterator: the number of results is known before the first.
        if (!evaluation.mayMakeList(domain->size(), place()))
            return false;
        results.items.reserve(size_t(domain->size()));
        results.counted = true;
    } else if (domain->size() > evaluation.environment().limits.listItems) {
        return evaluation.mayMakeList(domain->size(), place());
    }
    bool goOn = true;
    for (qsizetype i = 0; goOn && i < domain->size(); ++i) {
        evaluation.slot(m_iterators[level].slot) = domain->at(i);
        if (!innermost)
            goOn = turn(evaluation, level + 1, results) && evaluation.charge(1, place());
        else if (m_partial >= 0)
            goOn = addSeeingPartial(evaluation, results);
        else
            goOn = add(evaluation, results);
    }
    evaluation.slot(m_iterators[level].slot) = Value();
    return goOn;
}

Value ForNode::run(Evaluation &evaluation) const
{
    Results results;
    if (m_partial >= 0)
        results.growing = std::make_shared<PartialResults::Growing>();
    turn(evaluation, 0, results);
    if (results.failed || evaluation.stopped())
        return {};
    if (results.growing)
        results.items.assign(results.growing->begin(), results.growing->end());
    return Value::list(std::move(results.items));
}

struct QuantifiedNode::Verdict
{
    bool decided = false;
    bool unknown = false;
    bool undefined = false; ///< A value that is neither true, false nor null: the standard has no answer then
};

bool QuantifiedNode::turn(Evaluation &evaluation, size_t level, Verdict &verdict) const
{
    const auto domain = Domain::of(evaluation, *m_iterators[level].domain);
    if (!domain) {
        verdict.unknown = true;
        return false;
    }
    bool goOn = true;
    for (qsizetype i = 0; goOn && i < domain->size(); ++i) {
        evaluation.slot(m_iterators[level].slot) = domain->at(i);
        if (level + 1 < m_iterators.size()) {
            goOn = turn(evaluation, level + 1, verdict) && evaluation.charge(1, place());
            continue;
        }
        const qint64 before = evaluation.held();
        const Value value = m_condition->run(evaluation);
        evaluation.settle(before, value);
        verdict.unknown = verdict.unknown || !value.isBoolean();
        verdict.undefined = verdict.undefined || (evaluation.isDmn() && !value.isBoolean() && !value.isNull());
        verdict.decided = value.isBoolean() && value.boolean() == (m_rule == Rule::Some);
        goOn = !verdict.decided && evaluation.charge(m_condition->cost() + 1, place());
    }
    evaluation.slot(m_iterators[level].slot) = Value();
    return goOn;
}

Value QuantifiedNode::run(Evaluation &evaluation) const
{
    Verdict verdict;
    turn(evaluation, 0, verdict);
    if (evaluation.stopped())
        return {};
    if (verdict.decided && !verdict.undefined)
        return Value::boolean(m_rule == Rule::Some);
    if (!verdict.unknown)
        return Value::boolean(m_rule == Rule::Every);
    evaluation.warn(m_condition->place(), Kind::InvalidType,
                    [] { return u"the condition is not true or false for every item"_s; });
    return evaluation.isDmn() ? Value() : Value::boolean(false);
}

Value FilterNode::atIndex(Evaluation &evaluation, const Value &list, const Value &index) const
{
    const auto position = index.number().isInteger() ? index.number().toInt64() : std::nullopt;
    const qsizetype count = list.size();
    if (position && *position > 0 && *position <= count)
        return list.at(qsizetype(*position) - 1);
    if (position && *position < 0 && *position >= -count)
        return list.at(count + qsizetype(*position));
    return evaluation.warn(place(), Kind::OutOfRange, [&] {
        return u"there is no item %1 in a list of %2; the first is 1, the last -1"_s.arg(evaluation.show(index))
            .arg(count);
    });
}

Value FilterNode::filtered(Evaluation &evaluation, const Value &list, const Value &first) const
{
    Value::Items kept;
    Value verdict = first;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const qint64 before = evaluation.held();
        Value item = list.at(i);
        if (i > 0) {
            evaluation.slot(m_item) = item;
            verdict = m_condition->run(evaluation);
            evaluation.settle(before, verdict);
        }
        if (verdict.isTrue()) {
            kept.push_back(std::move(item));
            if (!evaluation.hold(sizeof(Value), place()))
                return {};
        } else if (!verdict.isBoolean() && !verdict.isNull()) {
            evaluation.warn(m_condition->place(), Kind::InvalidType, [&] {
                return u"the filter gives %1, neither true nor false"_s.arg(evaluation.show(verdict));
            });
            if (evaluation.isDmn())
                return {};
        }
        if (!evaluation.charge(m_condition->cost() + 1, place()))
            return {};
    }
    return Value::list(std::move(kept));
}

Value FilterNode::run(Evaluation &evaluation) const
{
    Value list = m_base->run(evaluation);
    if (list.isNull()) {
        return evaluation.warn(place(), Kind::InvalidType, [] { return u"null has no items to filter"_s; });
    }
    if (!list.isList()) {
        if (!evaluation.isDmn() && !m_base->constant()) { // else a hint told it
            evaluation.warn(place(), Kind::BeyondCamunda, [&] {
                return u"a filter on %1, which is no list, works here; Camunda 8 returns null"_s.arg(
                    evaluation.show(list));
            });
        }
        list = Value::list(Value::Items {std::move(list)});
    }
    if (const Value *constant = m_condition->constant(); constant && constant->isNumber())
        return atIndex(evaluation, list, *constant);
    // Whether it is an index or a condition shows with the first item.
    const qint64 before = evaluation.held();
    evaluation.slot(m_item) = list.size() > 0 ? list.at(0) : Value();
    const bool empty = list.size() == 0;
    const Value first = m_condition->run(evaluation);
    Value result;
    if (first.isNumber())
        result = atIndex(evaluation, list, first);
    else if (empty)
        result = Value::list(Value::Items {});
    else
        result = filtered(evaluation, list, first);
    evaluation.settle(before, result);
    evaluation.slot(m_item) = Value();
    return result;
}

} // namespace Plugboard::Feel
