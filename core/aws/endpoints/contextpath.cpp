#include "core/aws/endpoints/contextpath_p.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace Plugboard::Aws {

namespace {

struct PathStep
{
    enum class Kind { Field, Each, Flatten, Select, Keys };

    Kind kind;
    QByteArray field {};
    std::vector<std::vector<PathStep>> choices {}; ///< Select
};

using PathSteps = std::vector<PathStep>;

class PathReader final
{
public:
    explicit PathReader(QStringView text)
        : m_rest(text)
    {
    }

    std::optional<PathSteps> read()
    {
        PathSteps steps;
        return readSteps(steps) && m_rest.isEmpty() ? std::optional(std::move(steps)) : std::nullopt;
    }

private:
    bool take(QStringView token)
    {
        m_rest = m_rest.trimmed();
        if (!m_rest.startsWith(token))
            return false;
        m_rest = m_rest.sliced(token.size());
        return true;
    }

    bool readSteps(PathSteps &steps)
    {
        if (take(u"keys(")) {
            if (!readSteps(steps) || !take(u")"))
                return false;
            steps.push_back({PathStep::Kind::Keys});
        } else if (!readField(steps)) {
            return false;
        }
        while (true) {
            if (take(u"[*]"))
                steps.push_back({PathStep::Kind::Each});
            else if (take(u"[]"))
                steps.push_back({PathStep::Kind::Flatten});
            else if (!take(u"."))
                return true;
            else if (!(take(u"[") ? readChoices(steps) : readField(steps)))
                return false;
        }
    }

    bool readField(PathSteps &steps)
    {
        m_rest = m_rest.trimmed();
        qsizetype end = 0;
        while (end < m_rest.size() && (m_rest[end].isLetterOrNumber() || m_rest[end] == u'_'))
            ++end;
        steps.push_back({PathStep::Kind::Field, m_rest.first(end).toUtf8()});
        m_rest = m_rest.sliced(end);
        return end > 0;
    }

    bool readChoices(PathSteps &steps)
    {
        PathStep select {PathStep::Kind::Select};
        do {
            if (!readSteps(select.choices.emplace_back()))
                return false;
        } while (take(u","));
        steps.push_back(std::move(select));
        return take(u"]");
    }

    QStringView m_rest;
};

using StepPosition = PathSteps::const_iterator;

Value follow(Value value, StepPosition step, StepPosition end);

/// The rest of the path for each item; what finds nothing is left out.
Value followEach(const Value &list, StepPosition step, StepPosition end)
{
    if (!list.isList())
        return {};
    Value::Items found;
    for (qsizetype i = 0; i < list.size(); ++i)
        if (Value value = follow(list.at(i), step, end); !value.isNull())
            found.push_back(std::move(value));
    return Value::list(std::move(found));
}

Value flattened(const Value &list)
{
    Value::Items items;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const Value item = list.at(i);
        if (!item.isList())
            items.push_back(item);
        for (qsizetype j = 0; item.isList() && j < item.size(); ++j)
            items.push_back(item.at(j));
    }
    return Value::list(std::move(items));
}

Value selected(const Value &value, const PathStep &step)
{
    if (value.isNull())
        return {};
    Value::Items items;
    for (const PathSteps &choice : step.choices)
        items.push_back(follow(value, choice.begin(), choice.end()));
    return Value::list(std::move(items));
}

Value keysOf(const Value &context)
{
    if (!context.isContext())
        return {};
    Value::Items names;
    for (qsizetype i = 0; i < context.size(); ++i)
        names.push_back(Value::utf8(context.keyAt(i)));
    return Value::list(std::move(names));
}

Value follow(Value value, StepPosition step, StepPosition end)
{
    for (; step != end; ++step) {
        switch (step->kind) {
        case PathStep::Kind::Field:
            value = value[step->field];
            break;
        case PathStep::Kind::Select:
            value = selected(value, *step);
            break;
        case PathStep::Kind::Keys:
            value = keysOf(value);
            break;
        case PathStep::Kind::Each: {
            // A projection ends where its results are flattened.
            const StepPosition stop = std::find_if(
                step + 1, end, [](const PathStep &each) { return each.kind == PathStep::Kind::Flatten; });
            value = followEach(value, step + 1, stop);
            step = stop - 1;
            break;
        }
        case PathStep::Kind::Flatten:
            return value.isList() ? followEach(flattened(value), step + 1, end) : Value();
        }
    }
    return value;
}

} // namespace

Value valueAtContextPath(const Value &input, QStringView path)
{
    const std::optional<PathSteps> steps = PathReader(path).read();
    return steps ? follow(input, steps->begin(), steps->end()) : Value();
}

} // namespace Plugboard::Aws
