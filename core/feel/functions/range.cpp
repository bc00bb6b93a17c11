#include "core/feel/functions/builtin.h"

#include "core/feel/comparison.h"
#include "core/feel/expression.h"

#include <QRegularExpression>

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

/// Relations between points and ranges (DMN 1.5, section 10.3.4.9, table 78). A point is a range that begins and ends with it.
namespace RangeFamily {

/// Compares ends; remembers whether any two could not be compared, for then there is no answer.
class Comparison final
{
public:
    explicit Comparison(Call &call)
        : m_call(call)
    {
    }

    bool less(const Value &a, const Value &b)
    {
        const auto sign = ordered(a, b);
        return sign && *sign < 0;
    }
    bool same(const Value &a, const Value &b)
    {
        const auto sign = ordered(a, b);
        return sign && *sign == 0;
    }
    Value answer(bool holds)
    {
        if (m_isUndefined)
            return m_call.fail(Kind::NotComparable,
                               u"these points and ranges cannot be compared; use the same type for all"_s);
        return Value::boolean(holds);
    }

private:
    std::optional<std::partial_ordering> ordered(const Value &a, const Value &b)
    {
        const auto sign = order(a, b, m_call.environment().zones);
        m_isUndefined = m_isUndefined || !sign;
        return sign;
    }

    Call &m_call;
    bool m_isUndefined = false;
};

static Range asRange(const Value &value)
{
    return value.type() == Value::Type::Range ? value.range() : Range {value, value, true, true, false};
}

using Relation = bool (*)(Comparison &compare, const Range &a, const Range &b);

static bool before(Comparison &compare, const Range &a, const Range &b)
{
    return compare.less(a.end, b.start) || (compare.same(a.end, b.start) && !(a.endIncluded && b.startIncluded));
}

static bool after(Comparison &compare, const Range &a, const Range &b)
{
    return before(compare, b, a);
}

static bool meets(Comparison &compare, const Range &a, const Range &b)
{
    return compare.same(a.end, b.start) && a.endIncluded && b.startIncluded;
}

static bool metBy(Comparison &compare, const Range &a, const Range &b)
{
    return meets(compare, b, a);
}

static bool overlaps(Comparison &compare, const Range &a, const Range &b)
{
    return !before(compare, a, b) && !before(compare, b, a);
}

static bool overlapsBefore(Comparison &compare, const Range &a, const Range &b)
{
    const bool beginsEarlier
        = compare.less(a.start, b.start) || (compare.same(a.start, b.start) && a.startIncluded && !b.startIncluded);
    const bool endsNotLater
        = compare.less(a.end, b.end) || (compare.same(a.end, b.end) && (!a.endIncluded || b.endIncluded));
    return beginsEarlier && endsNotLater && !before(compare, a, b);
}

static bool overlapsAfter(Comparison &compare, const Range &a, const Range &b)
{
    return overlapsBefore(compare, b, a);
}

/// Whether `a` begins where `b` does or later.
static bool beginsWithin(Comparison &compare, const Range &a, const Range &b)
{
    return compare.less(b.start, a.start) || (compare.same(a.start, b.start) && (b.startIncluded || !a.startIncluded));
}

static bool endsWithin(Comparison &compare, const Range &a, const Range &b)
{
    return compare.less(a.end, b.end) || (compare.same(a.end, b.end) && (b.endIncluded || !a.endIncluded));
}

static bool finishes(Comparison &compare, const Range &a, const Range &b)
{
    return compare.same(a.end, b.end) && a.endIncluded == b.endIncluded && beginsWithin(compare, a, b);
}

static bool finishedBy(Comparison &compare, const Range &a, const Range &b)
{
    return finishes(compare, b, a);
}

static bool during(Comparison &compare, const Range &a, const Range &b)
{
    return beginsWithin(compare, a, b) && endsWithin(compare, a, b);
}

static bool includes(Comparison &compare, const Range &a, const Range &b)
{
    return during(compare, b, a);
}

static bool starts(Comparison &compare, const Range &a, const Range &b)
{
    return compare.same(a.start, b.start) && a.startIncluded == b.startIncluded && endsWithin(compare, a, b);
}

static bool startedBy(Comparison &compare, const Range &a, const Range &b)
{
    return starts(compare, b, a);
}

static bool coincides(Comparison &compare, const Range &a, const Range &b)
{
    return compare.same(a.start, b.start) && compare.same(a.end, b.end) && a.startIncluded == b.startIncluded
        && a.endIncluded == b.endIncluded;
}

template <Relation relation>
static Value related(Call &call)
{
    Comparison compare(call);
    const bool holds = relation(compare, asRange(call[0]), asRange(call[1]));
    return compare.answer(holds);
}

/// Whether a text calls no function but date("…") and its like: the ends are literals.
static bool callsLiteralsOnly(const QString &text)
{
    static const QRegularExpression literalCall(u"\\b(date and time|date|time|duration)\\s*\\(\\s*\"[^\"]*\"\\s*\\)"_s);
    static const QRegularExpression call(u"\\w\\s*\\("_s);
    return !QString(text).remove(literalCall).contains(call);
}

/// The range that a text writes, such as "[1..3]".
static Value fromText(Call &call)
{
    ParseOptions options;
    options.dialect = call.dialect();
    const Parsed parsed = Expression::parse(call[0].string(), options);
    const bool isConstant
        = parsed.ok() && callsLiteralsOnly(call[0].string()) && parsed.expression.variables().isEmpty();
    const Value value = isConstant ? parsed.expression.evaluate({}, call.environment()).value : Value();
    const bool isRange = value.type() == Value::Type::Range && !value.range().unary && !value.range().start.isNull()
        && !value.range().end.isNull() && value.range().start.type() == value.range().end.type()
        && order(value.range().start, value.range().end, call.environment().zones)
                .value_or(std::partial_ordering::greater)
            <= 0;
    return isRange ? value : call.fail(u"\"%1\" is no range of literals such as [1..3]"_s.arg(call[0].string()));
}

static constexpr Parameter textParameter[] = {{"from", Take::String}};
static constexpr Types point = Take::Number | Take::String | Take::Date | Take::Time | Take::DateTime | Take::Duration;
static constexpr Parameter points[] = {{"point1", point}, {"point2", point}};
static constexpr Parameter pointAndRange[] = {{"point", point}, {"range", Take::Range}};
static constexpr Parameter rangeAndPoint[] = {{"range", Take::Range}, {"point", point}};
static constexpr Parameter ranges[] = {{"range1", Take::Range}, {"range2", Take::Range}};

static const Builtin functions[] = {
    {"range", textParameter, fromText, "range<Any>", "The range that a text writes.", Availability::BeyondCamunda},
    {"before", points, related<before>, "boolean", "Whether the first point lies before the second."},
    {"before", pointAndRange, related<before>, "boolean", "Whether the point lies before the range."},
    {"before", rangeAndPoint, related<before>, "boolean", "Whether the range ends before the point."},
    {"before", ranges, related<before>, "boolean", "Whether the first range ends before the second begins."},
    {"after", points, related<after>, "boolean", "Whether the first point lies after the second."},
    {"after", pointAndRange, related<after>, "boolean", "Whether the point lies after the range."},
    {"after", rangeAndPoint, related<after>, "boolean", "Whether the range begins after the point."},
    {"after", ranges, related<after>, "boolean", "Whether the first range begins after the second ends."},
    {"meets", ranges, related<meets>, "boolean", "Whether the second range begins where the first ends."},
    {"met by", ranges, related<metBy>, "boolean", "Whether the first range begins where the second ends."},
    {"overlaps", ranges, related<overlaps>, "boolean", "Whether the ranges share a point."},
    {"overlaps before", ranges, related<overlapsBefore>, "boolean",
     "Whether the first range begins earlier and ends in the second."},
    {"overlaps after", ranges, related<overlapsAfter>, "boolean",
     "Whether the first range begins in the second and ends later."},
    {"finishes", pointAndRange, related<finishes>, "boolean", "Whether the range ends with the point."},
    {"finishes", ranges, related<finishes>, "boolean", "Whether the first range is the end of the second."},
    {"finished by", rangeAndPoint, related<finishedBy>, "boolean", "Whether the range ends with the point."},
    {"finished by", ranges, related<finishedBy>, "boolean", "Whether the second range is the end of the first."},
    {"includes", rangeAndPoint, related<includes>, "boolean", "Whether the point lies in the range."},
    {"includes", ranges, related<includes>, "boolean", "Whether the second range lies in the first."},
    {"during", pointAndRange, related<during>, "boolean", "Whether the point lies in the range."},
    {"during", ranges, related<during>, "boolean", "Whether the first range lies in the second."},
    {"starts", pointAndRange, related<starts>, "boolean", "Whether the range begins with the point."},
    {"starts", ranges, related<starts>, "boolean", "Whether the first range is the beginning of the second."},
    {"started by", rangeAndPoint, related<startedBy>, "boolean", "Whether the range begins with the point."},
    {"started by", ranges, related<startedBy>, "boolean", "Whether the second range is the beginning of the first."},
    {"coincides", points, related<coincides>, "boolean", "Whether the points are the same."},
    {"coincides", ranges, related<coincides>, "boolean", "Whether the ranges are the same."},
};

} // namespace RangeFamily

std::span<const Builtin> rangeFunctions()
{
    return RangeFamily::functions;
}

} // namespace Plugboard::Feel
