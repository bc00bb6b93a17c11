#include "core/template/shape_p.h"
#include "core/template/templaterules_p.h"
#include "core/template/valuerules_p.h"

#include <algorithm>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *taskDefinitions = "zeebe:taskDefinition zeebe:taskDefinition:type";
constexpr const char *versionedElements
    = "zeebe:calledDecision zeebe:formDefinition zeebe:calledElement zeebe:linkedResource";
constexpr const char *userTaskParts = "zeebe:formDefinition zeebe:assignmentDefinition "
                                      "zeebe:priorityDefinition zeebe:taskSchedule";
constexpr const char *throwEvents = "bpmn:IntermediateThrowEvent bpmn:EndEvent";
constexpr const char *jobTasks = "bpmn:ScriptTask bpmn:BusinessRuleTask bpmn:ServiceTask "
                                 "bpmn:SendTask bpmn:AdHocSubProcess bpmn:Process";
constexpr const char *timer = "bpmn:TimerEventDefinition#property";

/// What the rules about whole elements ask.
struct Element
{
    Element(const Place &place, const QList<PropertyFacts> &facts)
        : properties(facts)
        , entriesVisible(place.value["entriesVisible"])
    {
        const Place elementType {place.value["elementType"], {}};
        hasEvent = elementType.has("eventDefinition");
        type = elementType.bytes("value");
        event = elementType.bytes("eventDefinition");
        const Value names = place.value["appliesTo"];
        for (qsizetype i = 0; names.isList() && i < names.size(); ++i)
            appliesTo.append(names.at(i).string().toUtf8());
    }

    template <typename Wanted>
    bool any(Wanted wanted) const
    {
        return std::any_of(properties.begin(), properties.end(), wanted);
    }
    /// A property bound to one of the types, and there to one of the targets.
    bool has(const char *bindings, const char *targets = nullptr) const
    {
        return any([=](const PropertyFacts &p) {
            return isOneOf(p.binding, bindings) && (!targets || isOneOf(p.target, targets));
        });
    }
    /// A property with that binding.property, whatever the binding.
    bool hasTarget(const char *target) const
    {
        return any([=](const PropertyFacts &p) { return p.target == target; });
    }
    bool hasTimer(const char *name) const
    {
        return any([=](const PropertyFacts &p) { return p.binding == timer && p.name == name; });
    }
    int timers() const { return hasTimer("timeDate") + hasTimer("timeCycle") + hasTimer("timeDuration"); }
    /// The element becomes `wanted`, or the template applies to that and nothing else.
    bool isFor(const char *wanted) const
    {
        return type == wanted || (appliesTo.size() == 1 && appliesTo.first() == wanted);
    }
    bool hides(const char *entries) const { return entriesVisible[entries] == Value::boolean(false); }

    QList<PropertyFacts> properties;
    Value entriesVisible;
    bool hasEvent = false;
    QByteArray type; ///< elementType.value
    QByteArray event; ///< elementType.eventDefinition
    QByteArrayList appliesTo;
};

/// One rule about the whole (schema 0.46, definitions/template).
struct ElementRule
{
    bool (*broken)(const Element &element);
    const char *at; ///< Pointer below the template
    const char *message;
};

bool lacksMessageElement(const Element &e, const char *types)
{
    return !isOneOf(e.type, types) || (isOneOf(e.type, events) && !e.hasEvent);
}

bool lacksJobElement(const Element &e)
{
    const bool byType
        = isOneOf(e.type, jobTasks) || (isOneOf(e.type, throwEvents) && e.event == "bpmn:MessageEventDefinition");
    const bool byTarget = !e.appliesTo.isEmpty()
        && std::all_of(e.appliesTo.begin(), e.appliesTo.end(),
                       [](const QByteArray &name) { return isOneOf(name, jobTasks); });
    return !byType && !byTarget;
}

constexpr ElementRule elementRules[] = {
    {[](const Element &e) {
         return e.has("bpmn:Message#property")
             && lacksMessageElement(e,
                                    "bpmn:ReceiveTask bpmn:SendTask bpmn:StartEvent bpmn:IntermediateCatchEvent "
                                    "bpmn:IntermediateThrowEvent bpmn:BoundaryEvent bpmn:EndEvent");
     },
     "/elementType",
     "bpmn:Message#property needs a send or receive task, or an event with "
     "bpmn:MessageEventDefinition"},
    {[](const Element &e) {
         return e.has("bpmn:Message#zeebe:subscription#property")
             && lacksMessageElement(e,
                                    "bpmn:ReceiveTask bpmn:StartEvent bpmn:IntermediateCatchEvent "
                                    "bpmn:IntermediateThrowEvent bpmn:BoundaryEvent bpmn:EndEvent");
     },
     "/elementType",
     "bpmn:Message#zeebe:subscription#property needs a receive task, or an event with "
     "bpmn:MessageEventDefinition"},
    {[](const Element &e) { return e.has("zeebe:calledElement") && !e.isFor("bpmn:CallActivity"); }, "/elementType",
     "zeebe:calledElement needs bpmn:CallActivity"},
    {[](const Element &e) { return e.has("zeebe:calledElement") && !e.has("zeebe:calledElement", "processId"); },
     "/properties", "zeebe:calledElement needs a property for its processId"},
    {[](const Element &e) { return e.has("zeebe:userTask") && e.type != "bpmn:UserTask"; }, "/elementType",
     "zeebe:userTask needs an element type bpmn:UserTask"},
    {[](const Element &e) { return e.has(userTaskParts) && !e.has("zeebe:userTask"); }, "/properties",
     "form, assignment, priority and schedule need a property bound to zeebe:userTask"},
    {[](const Element &e) { return e.has("zeebe:calledDecision") && !e.isFor("bpmn:BusinessRuleTask"); },
     "/elementType", "zeebe:calledDecision needs bpmn:BusinessRuleTask"},
    {[](const Element &e) {
         return e.has("zeebe:calledDecision") && !(e.hasTarget("decisionId") && e.hasTarget("resultVariable"));
     },
     "/properties", "zeebe:calledDecision needs properties for decisionId and resultVariable"},
    {[](const Element &e) { return e.has("zeebe:calledDecision") && e.has(taskDefinitions); }, "/properties",
     "zeebe:calledDecision and zeebe:taskDefinition exclude each other"},
    {[](const Element &e) { return e.has("zeebe:script") && !e.isFor("bpmn:ScriptTask"); }, "/elementType",
     "zeebe:script needs bpmn:ScriptTask"},
    {[](const Element &e) {
         return e.has("zeebe:script") && !(e.hasTarget("expression") && e.hasTarget("resultVariable"));
     },
     "/properties", "zeebe:script needs properties for expression and resultVariable"},
    {[](const Element &e) { return e.has("zeebe:script") && e.has(taskDefinitions); }, "/properties",
     "zeebe:script and zeebe:taskDefinition exclude each other"},
    {[](const Element &e) {
         return e.any([](const PropertyFacts &p) {
             return isOneOf(p.binding, versionedElements) && p.target == "bindingType" && p.hasValue("versionTag");
         }) && !e.has(versionedElements, "versionTag");
     },
     "/properties", "a bindingType versionTag needs a property for the versionTag"},
    {[](const Element &e) {
         return e.any([](const PropertyFacts &p) {
             return isOneOf(p.binding, versionedElements) && p.target == "versionTag" && !p.has("condition");
         }) && !e.any([](const PropertyFacts &p) {
             return p.target == "bindingType" && p.hasValue("versionTag") && p.type == HiddenBit;
         });
     },
     "/properties", "a versionTag without a condition needs a Hidden property for the bindingType versionTag"},
    {[](const Element &e) {
         return e.has("zeebe:formDefinition", "bindingType") && !e.has("zeebe:formDefinition", "formId");
     },
     "/properties", "the bindingType of a form needs a property for its formId"},
    {[](const Element &e) {
         return e.has("zeebe:formDefinition", "formId") && e.has("zeebe:formDefinition", "externalReference");
     },
     "/properties", "a form has a formId or an externalReference, not both"},
    {[](const Element &e) { return e.has("zeebe:adHoc") && !e.isFor("bpmn:AdHocSubProcess"); }, "/elementType",
     "zeebe:adHoc needs bpmn:AdHocSubProcess"},
    {[](const Element &e) { return e.has("zeebe:adHoc", "outputCollection") != e.has("zeebe:adHoc", "outputElement"); },
     "/properties", "outputCollection and outputElement of zeebe:adHoc need each other"},
    {[](const Element &e) {
         return e.has("bpmn:Signal#property") && !(e.event == "bpmn:SignalEventDefinition" && isOneOf(e.type, events));
     },
     "/elementType", "bpmn:Signal#property needs an event with bpmn:SignalEventDefinition"},
    {[](const Element &e) { return e.event == "bpmn:SignalEventDefinition" && !e.has("bpmn:Signal#property"); },
     "/properties", "a signal event needs a property bound to bpmn:Signal#property"},
    {[](const Element &e) {
         return e.timers() > 0 && !(e.event == "bpmn:TimerEventDefinition" && isOneOf(e.type, catchEvents));
     },
     "/elementType",
     "bpmn:TimerEventDefinition#property needs a start, catch or boundary event with "
     "bpmn:TimerEventDefinition"},
    {[](const Element &e) { return e.event == "bpmn:TimerEventDefinition" && e.timers() != 1; }, "/properties",
     "a timer event needs exactly one of timeDate, timeCycle and timeDuration"},
    {[](const Element &e) {
         return e.event == "bpmn:TimerEventDefinition" && e.type == "bpmn:IntermediateCatchEvent"
             && e.hasTimer("timeCycle");
     },
     "/properties", "an intermediate timer event takes no timeCycle"},
    {[](const Element &e) {
         return e.has("zeebe:output") && e.any([](const PropertyFacts &p) {
             return p.bindsTo("zeebe:calledElement", "propagateAllChildVariables") && p.place.value["value"].isTrue();
         });
     },
     "/properties", "propagateAllChildVariables and zeebe:output exclude each other"},
    {[](const Element &e) { return e.entriesVisible["outputs"].isTrue() && e.has("zeebe:output"); }, "/entriesVisible",
     "visible outputs and zeebe:output exclude each other"},
    {[](const Element &e) { return e.has("zeebe:taskListener") && !e.isFor("bpmn:UserTask"); }, "/elementType",
     "zeebe:taskListener needs bpmn:UserTask"},
    {[](const Element &e) { return e.has("zeebe:executionListener") && !e.hides("executionListeners"); },
     "/entriesVisible", "zeebe:executionListener needs \"entriesVisible\": {\"executionListeners\": false}"},
    {[](const Element &e) {
         return e.has("zeebe:taskListener") && e.entriesVisible.find("taskListeners") && !e.hides("taskListeners");
     },
     "/entriesVisible", "zeebe:taskListener and visible task listeners exclude each other"},
    {[](const Element &e) { return e.has("zeebe:jobPriorityDefinition") && lacksJobElement(e); }, "/elementType",
     "zeebe:jobPriorityDefinition needs an element that makes a job"},
    {[](const Element &e) {
         return e.has("zeebe:agentDefinition") && !e.isFor("bpmn:ServiceTask") && !e.isFor("bpmn:AdHocSubProcess");
     },
     "/elementType", "zeebe:agentDefinition needs bpmn:ServiceTask or bpmn:AdHocSubProcess"},
};

/// Properties of BPMN elements that are FEEL there.
struct FeelElement
{
    const char *element;
    const char *name; ///< binding.name
};
constexpr FeelElement feelElements[] = {
    {"bpmn:AdHocSubProcess", "completionCondition"},
    {"bpmn:SequenceFlow", "conditionExpression"},
    {"bpmn:ComplexGateway", "activationCondition"},
};

void checkFeelOf(const Element &element, const PropertyFacts &facts, Findings &findings)
{
    if (facts.feel == "required")
        return;
    for (const FeelElement &item : feelElements) {
        if (element.isFor(item.element) && facts.binding == "property" && facts.name == item.name)
            findings.refuse(facts.place.pointer,
                            u"%1 needs \"feel\": \"required\""_s.arg(QString::fromLatin1(item.name)));
    }
    if (element.isFor("bpmn:AdHocSubProcess") && facts.isText() && facts.bindsTo("zeebe:adHoc", "outputElement"))
        findings.refuse(facts.place.pointer, u"outputElement needs \"feel\": \"required\""_s);
}

/// An ad-hoc sub-process that is a job decides itself what it runs and when it ends.
void checkJobAdHoc(const PropertyFacts &facts, Findings &findings)
{
    if (facts.bindsTo("zeebe:adHoc", "activeElementsCollection")
        || (facts.binding == "property" && isOneOf(facts.name, "cancelRemainingInstances completionCondition")))
        findings.refuse(facts.place.pointer,
                        u"does not go with a job type of an ad-hoc sub-process; remove one of them"_s);
}

void checkAgentType(const Element &element, const PropertyFacts &facts, Findings &findings)
{
    if (!facts.bindsTo("zeebe:agentDefinition", "agentType"))
        return;
    if (element.isFor("bpmn:ServiceTask"))
        checkValueWords(facts, "aiAgentTask external", findings);
    if (element.isFor("bpmn:AdHocSubProcess"))
        checkValueWords(facts, "aiAgentSubProcess external", findings);
}

} // namespace

void checkElement(const Place &place, const QList<PropertyFacts> &properties, Findings &findings)
{
    const Element element(place, properties);
    for (const ElementRule &rule : elementRules) {
        if (rule.broken(element))
            findings.refuse(place.pointer + QString::fromLatin1(rule.at), QString::fromLatin1(rule.message));
    }
    const bool jobAdHoc = element.isFor("bpmn:AdHocSubProcess") && element.has("zeebe:taskDefinition", "type");
    for (const PropertyFacts &facts : properties) {
        checkFeelOf(element, facts, findings);
        checkAgentType(element, facts, findings);
        if (jobAdHoc)
            checkJobAdHoc(facts, findings);
    }
}

} // namespace Plugboard::Template
