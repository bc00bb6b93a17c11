#include "core/aws/endpoints/rulecompiler_p.h"

#include "core/value/json.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

RuleExpression literalExpression(const Value &value)
{
    return {.kind = RuleExpression::Kind::Literal, .literal = value};
}

} // namespace

Result<std::shared_ptr<const RuleProgram>> RuleCompiler::compile(const Value &root)
{
    if (!root["parameters"].isContext() || !root["rules"].isList())
        return Error {Stage::Call,
                      ErrorCode::Invalid,
                      u"these are no endpoint rules: \"parameters\" and \"rules\" are missing"_s,
                      {}};
    compileParameters(root["parameters"]);
    m_program->rules = compileRules(root["rules"], u"/rules"_s);
    m_program->slotCount = std::size_t(m_slots.size());
    if (m_error)
        return *m_error;
    return std::shared_ptr<const RuleProgram>(m_program);
}

void RuleCompiler::compileParameters(const Value &json)
{
    for (qsizetype i = 0; i < json.size(); ++i) {
        const Value parameter = json.valueAt(i);
        const QByteArray name = json.keyAt(i).toByteArray();
        m_slots.insert(name, int(m_slots.size()));
        m_program->parameters.push_back(
            {name, parameter["builtIn"].utf8().toByteArray(), parameter["default"], parameter["required"].isTrue()});
    }
}

std::vector<Rule> RuleCompiler::compileRules(const Value &json, const QString &pointer)
{
    std::vector<Rule> rules;
    for (qsizetype i = 0; i < json.size(); ++i)
        rules.push_back(compileRule(json.at(i), pointer + u'/' + QString::number(i)));
    return rules;
}

Rule RuleCompiler::compileRule(const Value &json, const QString &pointer)
{
    Rule rule;
    const Value conditions = json["conditions"];
    for (qsizetype i = 0; i < conditions.size(); ++i) {
        const Value condition = conditions.at(i);
        RuleCondition compiled {compileCall(condition, pointer + u"/conditions/"_s + QString::number(i))};
        if (const Value assigned = condition["assign"]; assigned.isString()) {
            const QByteArray name = assigned.utf8().toByteArray();
            if (!m_slots.contains(name))
                m_slots.insert(name, int(m_slots.size()));
            compiled.assigned = m_slots.value(name);
        }
        rule.conditions.push_back(std::move(compiled));
    }
    const QByteArray type = json["type"].utf8().toByteArray();
    const Value endpoint = json["endpoint"];
    if (type == "tree")
        rule.outcome = compileRules(json["rules"], pointer + u"/rules"_s);
    else if (type == "error")
        rule.outcome = Rule::Failure {compileExpression(json["error"], pointer + u"/error"_s)};
    else if (type == "endpoint")
        rule.outcome = Rule::Destination {compileExpression(endpoint["url"], pointer + u"/endpoint/url"_s),
                                          compileContext(endpoint["properties"], pointer + u"/endpoint/properties"_s),
                                          compileContext(endpoint["headers"], pointer + u"/endpoint/headers"_s)};
    else
        fail(ErrorCode::Unsupported, u"a rule has the unknown type \"%1\""_s.arg(json["type"].string()), pointer);
    return rule;
}

RuleExpression RuleCompiler::compileExpression(const Value &json, const QString &pointer)
{
    if (json.isString())
        return compileTemplate(json, pointer);
    if (json.isList()) {
        RuleExpression list {.kind = RuleExpression::Kind::List};
        for (qsizetype i = 0; i < json.size(); ++i)
            list.parts.push_back(compileExpression(json.at(i), pointer + u'/' + QString::number(i)));
        return list;
    }
    if (!json.isContext())
        return literalExpression(json);
    if (const Value name = json["ref"]; name.isString())
        return compileReference(name.utf8(), pointer);
    return json["fn"].isString() ? compileCall(json, pointer) : compileContext(json, pointer);
}

RuleExpression RuleCompiler::compileContext(const Value &json, const QString &pointer)
{
    RuleExpression context {.kind = RuleExpression::Kind::Context};
    for (qsizetype i = 0; i < json.size(); ++i) {
        const QString key = QString::fromUtf8(json.keyAt(i));
        context.keys.push_back(json.keyAt(i).toByteArray());
        context.parts.push_back(compileExpression(json.valueAt(i), Json::pointerStep(pointer, key)));
    }
    return context;
}

RuleExpression RuleCompiler::compileCall(const Value &json, const QString &pointer)
{
    const std::optional<RuleFunction> function = ruleFunctionNamed(json["fn"].utf8());
    const Value arguments = json["argv"];
    if (!function) {
        fail(ErrorCode::Unsupported, u"a rule calls the unknown function \"%1\""_s.arg(json["fn"].string()), pointer);
        return {};
    }
    if (argumentCount(*function).value_or(int(arguments.size())) != arguments.size()) {
        fail(ErrorCode::Invalid, u"%1 has %2 arguments"_s.arg(json["fn"].string(), QString::number(arguments.size())),
             pointer);
        return {};
    }
    if (*function == RuleFunction::GetAttr)
        return compileAttribute(compileExpression(arguments.at(0), pointer + u"/argv/0"_s), arguments.at(1).utf8(),
                                pointer + u"/argv/1"_s);
    RuleExpression call {.kind = RuleExpression::Kind::Call, .function = *function};
    for (qsizetype i = 0; i < arguments.size(); ++i)
        call.parts.push_back(compileExpression(arguments.at(i), pointer + u"/argv/"_s + QString::number(i)));
    return call;
}

/// "https://{Bucket}.{url#authority}", with "{{" and "}}" for braces.
RuleExpression RuleCompiler::compileTemplate(const Value &json, const QString &pointer)
{
    QByteArrayView rest = json.utf8();
    RuleExpression text {.kind = RuleExpression::Kind::Template};
    QByteArray plain;
    const auto flush = [&] {
        if (!plain.isEmpty())
            text.parts.push_back(literalExpression(Value::utf8(plain)));
        plain.clear();
    };
    while (!rest.isEmpty()) {
        const char first = rest.front();
        const bool brace = first == '{' || first == '}';
        if (!brace || (rest.size() > 1 && rest[1] == first)) {
            plain += first;
            rest = rest.sliced(brace ? 2 : 1);
            continue;
        }
        const qsizetype end = rest.indexOf('}');
        if (end < 1) {
            fail(ErrorCode::Invalid, u"a brace in \"%1\" has no partner"_s.arg(json.string()), pointer);
            return {};
        }
        flush();
        const QByteArrayView inner = rest.sliced(1, end - 1);
        const qsizetype hash = inner.indexOf('#');
        RuleExpression value = compileReference(hash < 0 ? inner : inner.first(hash), pointer);
        text.parts.push_back(hash < 0 ? std::move(value)
                                      : compileAttribute(std::move(value), inner.sliced(hash + 1), pointer));
        rest = rest.sliced(end + 1);
    }
    flush();
    if (text.parts.empty())
        return literalExpression(json);
    // A single text is itself; a single reference stays a template, whose result is a text.
    return text.parts.size() == 1 && text.parts[0].kind == RuleExpression::Kind::Literal ? text.parts[0] : text;
}

RuleExpression RuleCompiler::compileReference(QByteArrayView name, const QString &pointer)
{
    const auto slot = m_slots.constFind(name.toByteArray());
    if (slot == m_slots.constEnd()) {
        fail(ErrorCode::Invalid, u"nothing is called \"%1\" here"_s.arg(QString::fromUtf8(name)), pointer);
        return {};
    }
    return {.kind = RuleExpression::Kind::Slot, .slot = *slot};
}

RuleExpression RuleCompiler::compileAttribute(RuleExpression operand, QByteArrayView path, const QString &pointer)
{
    std::optional<AttributePath> parsed = AttributePath::parse(path);
    if (!parsed) {
        fail(ErrorCode::Invalid, u"\"%1\" is no path"_s.arg(QString::fromUtf8(path)), pointer);
        return {};
    }
    RuleExpression attribute {.kind = RuleExpression::Kind::Attribute, .path = *std::move(parsed)};
    attribute.parts.push_back(std::move(operand));
    return attribute;
}

void RuleCompiler::fail(ErrorCode code, const QString &message, const QString &pointer)
{
    if (!m_error)
        m_error = Error {Stage::Call, code, message, pointer};
}

} // namespace Plugboard::Aws
