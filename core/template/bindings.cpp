#include "core/template/bindings_p.h"

#include "core/template/shape_p.h"

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

/// One binding type of the schema (0.46, definitions/properties … binding).
struct BindingRule
{
    const char *type;
    Binding::Kind kind;
    const char *nameKey; ///< The required key that names the target; null if it needs none
    const char *names = nullptr; ///< Blank-separated names that the key may have; null: any
};

constexpr const char *listenerKeys[] = {"eventType", "retries", "headers"};

using Kinds = Binding::Kind;
constexpr BindingRule bindingRules[] = {
    {"zeebe:input", Kinds::Input, "name"},
    {"zeebe:output", Kinds::Output, "source"},
    {"zeebe:taskHeader", Kinds::TaskHeader, "key"},
    {"zeebe:property", Kinds::Property, "name"},
    {"zeebe:taskDefinition", Kinds::JobType, "property", "type retries"},
    {"zeebe:taskDefinition:type", Kinds::JobType, nullptr},
    {"property", Kinds::Other, "name"},
    {"bpmn:Message#property", Kinds::Other, "name"},
    {"bpmn:Message#zeebe:subscription#property", Kinds::Other, "name"},
    {"bpmn:Signal#property", Kinds::Other, "name", "name"},
    {"bpmn:TimerEventDefinition#property", Kinds::Other, "name", "timeCycle timeDate timeDuration"},
    {"bpmn:ConditionalEventDefinition#property", Kinds::Other, "name", "condition"},
    {"bpmn:ConditionalEventDefinition#zeebe:conditionalFilter#property", Kinds::Other, "name", "variableEvents"},
    {"zeebe:calledElement", Kinds::Other, "property",
     "processId bindingType versionTag propagateAllParentVariables propagateAllChildVariables "
     "businessId"},
    {"zeebe:linkedResource", Kinds::Other, "property", "resourceId resourceType bindingType versionTag"},
    {"zeebe:userTask", Kinds::Other, nullptr},
    {"zeebe:formDefinition", Kinds::Other, "property", "formId externalReference bindingType versionTag"},
    {"zeebe:calledDecision", Kinds::Other, "property", "decisionId resultVariable versionTag bindingType"},
    {"zeebe:script", Kinds::Other, "property", "expression resultVariable"},
    {"zeebe:assignmentDefinition", Kinds::Other, "property", "assignee candidateUsers candidateGroups"},
    {"zeebe:priorityDefinition", Kinds::Other, "property", "priority"},
    {"zeebe:jobPriorityDefinition", Kinds::Other, "property", "priority"},
    {"zeebe:adHoc", Kinds::Other, "property", "activeElementsCollection outputCollection outputElement"},
    {"zeebe:taskSchedule", Kinds::Other, "property", "dueDate followUpDate"},
    {"zeebe:executionListener", Kinds::Other, "eventType", "start end"},
    {"zeebe:taskListener", Kinds::Other, "eventType", "creating assigning updating completing canceling"},
    {"zeebe:agentDefinition", Kinds::Other, "property", "agentType"},
};

constexpr KeyRule bindingKeys[] = {
    {"type", AText, true}, {"name", AText},      {"source", AText},  {"key", AText},     {"property", AText},
    {"linkName", AText},   {"eventType", AText}, {"retries", AText}, {"headers", AList},
};

constexpr KeyRule headerKeys[] = {{"key", AText, true}, {"value", AText, true}};

const BindingRule *ruleOf(const Value &binding)
{
    const Value type = binding["type"];
    for (const BindingRule &rule : bindingRules) {
        if (type.isString() && type.utf8() == rule.type)
            return &rule;
    }
    return nullptr;
}

void checkTarget(const Place &binding, const BindingRule &rule, Findings &findings)
{
    if (!rule.nameKey)
        return;
    const std::optional<Place> target = binding.entry(rule.nameKey);
    if (!target) {
        findings.refuse(
            binding.pointer,
            u"binding %1 needs \"%2\""_s.arg(QString::fromLatin1(rule.type), QString::fromLatin1(rule.nameKey)));
    } else if (rule.names && target->value.isString() && !isOneOf(target->value.utf8(), rule.names)) {
        findings.refuse(target->pointer,
                        u"\"%1\" of a binding %2 must be %3"_s.arg(QString::fromLatin1(rule.nameKey),
                                                                   QString::fromLatin1(rule.type), spoken(rule.names)));
    }
}

void checkListenerHeaders(const Place &headers, Findings &findings)
{
    for (qsizetype i = 0; headers.value.isList() && i < headers.value.size(); ++i) {
        const Place header = headers.item(i);
        if (!checkObject(header, headerKeys, findings))
            continue;
        for (qsizetype k = 0; k < header.value.size(); ++k) {
            const QByteArrayView key = header.value.keyAt(k);
            if (key != "key" && key != "value")
                findings.refuse(Json::pointerStep(header.pointer, QString::fromUtf8(key)),
                                u"a listener's header has a key and a value only"_s);
        }
    }
}

void checkListenerKeys(const Place &binding, const BindingRule &rule, Findings &findings)
{
    const bool execution = QByteArrayView(rule.type) == "zeebe:executionListener";
    const bool task = QByteArrayView(rule.type) == "zeebe:taskListener";
    for (const char *key : listenerKeys) {
        const bool allowed = execution || (task && QByteArrayView(key) != "headers");
        if (!allowed && binding.has(key))
            findings.refuse(binding.pointerTo(key),
                            u"\"%1\" does not belong to a binding %2; remove it"_s.arg(QString::fromLatin1(key),
                                                                                       QString::fromLatin1(rule.type)));
    }
}

} // namespace

void checkBinding(const Place &binding, Findings &findings)
{
    if (!checkObject(binding, bindingKeys, findings))
        return;
    const BindingRule *rule = ruleOf(binding.value);
    if (!rule) {
        if (binding.value["type"].isString())
            findings.refuse(
                binding.pointerTo("type"),
                u"unknown binding type \"%1\"; is this a template for Camunda 7?"_s.arg(binding.text("type")));
        return;
    }
    checkTarget(binding, *rule, findings);
    checkListenerKeys(binding, *rule, findings);
    if (const auto headers = binding.entry("headers"))
        checkListenerHeaders(*headers, findings);
    if (QByteArrayView(rule->type) == "zeebe:linkedResource" && !binding.has("linkName"))
        findings.refuse(binding.pointer, u"binding zeebe:linkedResource needs \"linkName\""_s);
    if (QByteArrayView(rule->type) == "zeebe:taskDefinition:type")
        findings.note(binding.pointerTo("type"), ErrorCode::Unsupported,
                      u"zeebe:taskDefinition:type is deprecated; write zeebe:taskDefinition with "
                      "\"property\": \"type\""_s);
}

Binding readBinding(const Value &binding)
{
    Binding result;
    result.type = binding["type"].string();
    result.source = binding;
    const BindingRule *rule = ruleOf(binding);
    if (!rule)
        return result;
    result.kind = rule->kind;
    if (rule->nameKey)
        result.name = binding[rule->nameKey].string();
    if (result.type == "zeebe:taskDefinition"_L1 && result.name == "retries"_L1)
        result.kind = Binding::Kind::Retries;
    return result;
}

Binding readConfigurationBinding(const Value &binding)
{
    Binding result = readBinding(binding);
    result.kind = Binding::Kind::ConfigurationValue;
    return result;
}

} // namespace Plugboard::Template
