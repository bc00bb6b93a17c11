#include "core/base/platform_stack.h"
#include "core/feel/comparison.h"
#include "core/feel/evaluation_p.h"
#include "core/feel/functions/temporalliteral.h"
#include "core/feel/nodes_p.h"
#include "core/feel/properties.h"

namespace Plugboard::Feel {

using namespace Qt::StringLiterals;

static QString joined(const QList<QByteArray> &names)
{
    QStringList shown;
    for (const QByteArray &name : names.first(std::min<qsizetype>(names.size(), 20)))
        shown.append(u'\'' + QString::fromUtf8(name) + u'\'');
    return shown.join(u", ") + (names.size() > 20 ? u", …"_s : QString());
}

static QString didYouMean(const QByteArray &name, const QList<QByteArray> &candidates)
{
    const QByteArray near = nearest(name, candidates);
    return near.isEmpty() ? QString() : u"; did you mean '%1'?"_s.arg(QString::fromUtf8(near));
}

Value AtNode::run(Evaluation &evaluation) const
{
    const auto value = readTemporal(m_text, evaluation.zones(), evaluation.dialect());
    if (value)
        return *value;
    return evaluation.warn(place(), Kind::InvalidType, [&] {
        return u"@\"%1\" is no date, time, date and time or duration in ISO 8601"_s.arg(
            QString::fromUtf8(m_text.left(80)));
    });
}

Value SlotNode::run(Evaluation &evaluation) const
{
    return evaluation.slot(m_slot);
}

Value ScopeNode::run(Evaluation &evaluation) const
{
    if (auto found = evaluation.scope().find(m_name))
        return *std::move(found);
    if (!m_function.isNull())
        return m_function;
    if (m_name == "?") {
        return evaluation.abort(place(), Kind::NoInput,
                                u"`?` is the input of unary tests; here there is none, name a variable"_s);
    }
    return evaluation.warn(place(), Kind::NoVariableFound, [&] {
        return u"there is no variable '%1'%2"_s.arg(QString::fromUtf8(m_name),
                                                    didYouMean(m_name, evaluation.scope().names()));
    });
}

Value ProbeNode::run(Evaluation &evaluation) const
{
    for (const int item : m_items) {
        if (auto entry = evaluation.slot(item).find(m_name))
            return *std::move(entry);
    }
    // An item without that entry is the common case of a filter, and no finding about the outer scope.
    return m_outside->run(evaluation);
}

Value PathNode::run(Evaluation &evaluation) const
{
    return read(evaluation, m_base->run(evaluation));
}

Value PathNode::read(Evaluation &evaluation, const Value &base) const
{
    if (base.isContext()) {
        if (auto entry = base.find(m_name))
            return *std::move(entry);
        return missing(evaluation, base);
    }
    if (base.isList()) {
        const qsizetype count = base.size();
        constexpr size_t enough = 32 * 1024; // lists can be as deep as they are long
        if (stackLeft() < enough)
            return evaluation.abort(place(), Kind::Limit, u"the lists are nested too deep"_s);
        if (!evaluation.mayMakeList(count, place()))
            return {};
        Value::Items items;
        items.reserve(size_t(count));
        for (qsizetype i = 0; i < count && evaluation.charge(1, place()); ++i)
            items.push_back(read(evaluation, base.at(i)));
        return Value::list(std::move(items));
    }
    auto property = propertyOf(base, m_name, evaluation.zones());
    if (!property)
        return missing(evaluation, base);
    if (base.type() == Value::Type::Range && !evaluation.isDmn() && !dynamic_cast<const RangeNode *>(m_base)) {
        evaluation.warn(place(), Kind::BeyondCamunda,
                        [] { return u"properties of ranges work here; Camunda 8 returns null"_s; });
    }
    return *std::move(property);
}

Value PathNode::missing(Evaluation &evaluation, const Value &base) const
{
    const QString name = QString::fromUtf8(m_name);
    if (base.isNull()) {
        return evaluation.warn(place(), Kind::NoContextEntryFound, [&] {
            return u"no context entry found with key '%1': the context is null"_s.arg(name);
        });
    }
    if (base.isContext()) {
        return evaluation.warn(place(), Kind::NoContextEntryFound, [&] {
            QList<QByteArray> keys;
            for (qsizetype i = 0; i < base.size() && i < 1000; ++i)
                keys.append(base.keyAt(i).toByteArray());
            if (keys.isEmpty())
                return u"no context entry found with key '%1': the context is empty"_s.arg(name);
            return u"no context entry found with key '%1'; available keys: %2%3"_s.arg(name, joined(keys),
                                                                                       didYouMean(m_name, keys));
        });
    }
    return evaluation.warn(place(), Kind::NoPropertyFound, [&] {
        const QList<QByteArray> names = propertyNames(base.type());
        if (names.isEmpty())
            return u"a %1 such as %2 has no property '%3'"_s.arg(base.typeName(), evaluation.show(base), name);
        return u"no property found with name '%1' of value '%2'; available properties: %3%4"_s.arg(
            name, evaluation.show(base), joined(names), didYouMean(m_name, names));
    });
}

Value ListNode::run(Evaluation &evaluation) const
{
    if (!evaluation.mayMakeList(qsizetype(m_items.size()), place()))
        return {};
    Value::Items items;
    items.reserve(m_items.size());
    for (const Node *item : m_items)
        items.push_back(item->run(evaluation));
    return Value::list(std::move(items));
}

Value ContextNode::run(Evaluation &evaluation) const
{
    if (!evaluation.hold(qint64(m_entries.size() * sizeof(Value::Entry)), place()))
        return {};
    Value::Entries entries;
    entries.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        Value value = entry.value->run(evaluation);
        if (entry.slot >= 0)
            evaluation.slot(entry.slot) = value;
        entries.emplace_back(entry.key, std::move(value));
    }
    for (const Entry &entry : m_entries) {
        if (entry.slot >= 0)
            evaluation.slot(entry.slot) = Value();
    }
    if (!m_duplicate.isNull() && evaluation.isDmn()) {
        return evaluation.warn(place(), Kind::DuplicateKey, [&] {
            return u"the key '%1' stands twice, so the context is null"_s.arg(QString::fromUtf8(m_duplicate));
        });
    }
    return Value::context(std::move(entries));
}

Value RangeNode::run(Evaluation &evaluation) const
{
    Range range {m_start->run(evaluation), m_end->run(evaluation), m_signs.startIncluded, m_signs.endIncluded, false};
    const bool open = range.start.isNull() || range.end.isNull();
    const bool comparable = open ? (range.start.isNull() || order(range.start, range.start, evaluation.zones()))
            && (range.end.isNull() || order(range.end, range.end, evaluation.zones()))
                                 : order(range.start, range.end, evaluation.zones()).has_value();
    if (comparable)
        return Value::range(std::move(range));
    return evaluation.warn(place(), Kind::InvalidType, [&] {
        return u"a range has two ends of one type that can be ordered, not %1 and %2"_s.arg(
            evaluation.show(range.start), evaluation.show(range.end));
    });
}

Value makeUnaryRange(Operation operation, const Value &operand)
{
    Range range;
    range.unary = true;
    const bool isBelow = operation == Operation::Less || operation == Operation::LessEqual;
    const bool isAbove = operation == Operation::Greater || operation == Operation::GreaterEqual;
    if (!isBelow)
        range.start = operand;
    if (!isAbove)
        range.end = operand;
    range.startIncluded = operation == Operation::Equal || operation == Operation::GreaterEqual;
    range.endIncluded = operation == Operation::Equal || operation == Operation::LessEqual;
    return Value::range(std::move(range));
}

Value UnaryRangeNode::run(Evaluation &evaluation) const
{
    Value operand = m_operand->run(evaluation);
    if (operand.isNull()) {
        return evaluation.warn(place(), Kind::InvalidType, [] { return u"a range has an end that is not null"_s; });
    }
    return makeUnaryRange(m_operation, operand);
}

Value UnsupportedNode::run(Evaluation &evaluation) const
{
    return evaluation.warn(place(), Kind::Unsupported, [&] { return m_message; });
}

Value DeepNode::run(Evaluation &evaluation) const
{
    return evaluation.runDeep(*m_inner);
}

} // namespace Plugboard::Feel
