#include "core/aws/endpoints/ruleset.h"

#include "core/aws/endpoints/rulecompiler_p.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

Error rulesError(const QString &message)
{
    return {Stage::Call, ErrorCode::Invalid, message, {}};
}

/// One request's way through the rules.
class RuleEvaluation final
{
public:
    RuleEvaluation(std::vector<Value> values, const Partitions &partitions)
        : m_values(std::move(values))
        , m_partitions(partitions)
    {
    }

    /// nullopt: no rule fits.
    std::optional<Result<RuledEndpoint>> firstOf(const std::vector<Rule> &rules)
    {
        for (const Rule &rule : rules) {
            if (!allHold(rule.conditions))
                continue;
            if (auto result = std::visit([this](const auto &outcome) { return follow(outcome); }, rule.outcome))
                return result;
        }
        return {};
    }

private:
    bool allHold(const std::vector<RuleCondition> &conditions)
    {
        for (const RuleCondition &condition : conditions) {
            Value value = evaluate(condition.test);
            if (!holds(value))
                return false;
            if (condition.assigned >= 0)
                m_values[std::size_t(condition.assigned)] = std::move(value);
        }
        return true;
    }

    std::optional<Result<RuledEndpoint>> follow(const std::vector<Rule> &rules) { return firstOf(rules); }

    std::optional<Result<RuledEndpoint>> follow(const Rule::Failure &failure)
    {
        return Result<RuledEndpoint>(rulesError(evaluate(failure.message).string()));
    }

    std::optional<Result<RuledEndpoint>> follow(const Rule::Destination &destination)
    {
        const Value url = evaluate(destination.url);
        if (!url.isString())
            return Result<RuledEndpoint>(rulesError(u"the endpoint rules lead to a URL with a part that is not set"_s));
        RuledEndpoint endpoint {url.utf8().toByteArray(), evaluate(destination.properties), {}};
        const Value headers = evaluate(destination.headers);
        for (qsizetype i = 0; i < headers.size(); ++i) {
            const Value values = headers.valueAt(i);
            for (qsizetype v = 0; v < values.size(); ++v)
                endpoint.headers.append({headers.keyAt(i).toByteArray(), values.at(v).utf8().toByteArray()});
        }
        return Result<RuledEndpoint>(std::move(endpoint));
    }

    Value evaluate(const RuleExpression &expression) const
    {
        switch (expression.kind) {
        case RuleExpression::Kind::Literal:
            return expression.literal;
        case RuleExpression::Kind::Slot:
            return m_values[std::size_t(expression.slot)];
        case RuleExpression::Kind::Template:
            return joined(expression.parts);
        case RuleExpression::Kind::Call:
            return callRuleFunction(expression.function, evaluated(expression.parts), m_partitions);
        case RuleExpression::Kind::Attribute:
            return expression.path.read(evaluate(expression.parts[0]));
        case RuleExpression::Kind::List:
            return Value::list(evaluated(expression.parts));
        case RuleExpression::Kind::Context:
            return context(expression);
        }
        return {};
    }

    Value::Items evaluated(const std::vector<RuleExpression> &parts) const
    {
        Value::Items values;
        values.reserve(parts.size());
        for (const RuleExpression &part : parts)
            values.push_back(evaluate(part));
        return values;
    }

    Value context(const RuleExpression &expression) const
    {
        Value::Entries entries;
        for (std::size_t i = 0; i < expression.keys.size(); ++i)
            entries.emplace_back(expression.keys[i], evaluate(expression.parts[i]));
        return Value::context(std::move(entries));
    }

    /// No value if a part has none: half a host name is worse than none.
    Value joined(const std::vector<RuleExpression> &parts) const
    {
        QByteArray text;
        for (const RuleExpression &part : parts) {
            const Value value = evaluate(part);
            if (!value.isString())
                return {};
            text += value.utf8();
        }
        return Value::utf8(text);
    }

    std::vector<Value> m_values; ///< By slot
    const Partitions &m_partitions;
};

} // namespace

RuleSet::RuleSet(std::shared_ptr<const RuleProgram> program)
    : m_program(std::move(program))
{
}

Result<RuleSet> RuleSet::compile(const Value &root)
{
    return RuleCompiler().compile(root).transform(
        [](std::shared_ptr<const RuleProgram> program) { return RuleSet(std::move(program)); });
}

const std::vector<RuleParameter> &RuleSet::parameters() const
{
    return m_program->parameters;
}

Result<RuledEndpoint> RuleSet::resolve(const Value &parameters, const Partitions &partitions) const
{
    std::vector<Value> values(m_program->slotCount);
    for (std::size_t i = 0; i < m_program->parameters.size(); ++i) {
        const RuleParameter &parameter = m_program->parameters[i];
        values[i] = parameters[parameter.name];
        if (values[i].isNull())
            values[i] = parameter.fallback;
        if (values[i].isNull() && parameter.required)
            return rulesError(u"the endpoint rules need a value for \"%1\""_s.arg(QString::fromUtf8(parameter.name)));
    }
    std::optional<Result<RuledEndpoint>> result
        = RuleEvaluation(std::move(values), partitions).firstOf(m_program->rules);
    return result ? *std::move(result) : rulesError(u"no endpoint rule fits these settings"_s);
}

} // namespace Plugboard::Aws
