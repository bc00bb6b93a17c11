#include "core/template/propertyrules_p.h"

#include "core/template/bindings_p.h"
#include "core/template/conditions_p.h"
#include "core/template/shape_p.h"
#include "core/template/valuerules_p.h"

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

struct TypeName
{
    const char *name;
    int bit;
    PropertyType type;
};
constexpr TypeName typeNames[] = {
    {"String", StringBit, PropertyType::String},
    {"Text", TextBit, PropertyType::Text},
    {"Hidden", HiddenBit, PropertyType::Hidden},
    {"Dropdown", DropdownBit, PropertyType::Dropdown},
    {"Number", NumberBit, PropertyType::Number},
    {"Boolean", BooleanBit, PropertyType::Boolean},
    {"Configuration", ConfigurationBit, PropertyType::Configuration},
};

const TypeName *typeNameOf(const Value &name)
{
    for (const TypeName &item : typeNames) {
        if (name.isString() && name.utf8() == item.name)
            return &item;
    }
    return nullptr;
}

QString namesOf(int types)
{
    QByteArray names;
    for (const TypeName &item : typeNames) {
        if (types & item.bit)
            names.append(names.isEmpty() ? "" : " ").append(item.name);
    }
    return spoken(names.constData());
}

constexpr KeyRule propertyKeys[] = {
    {"id", AText},
    {"label", AText},
    {"description", AText},
    {"tooltip", AText},
    {"group", AText},
    {"type", AText},
    {"value", AText | ANumber | ABoolean},
    {"editable", ABoolean},
    {"choices", AList},
    {"constraints", AnObject},
    {"condition", AnObject},
};
constexpr KeyRule elementKeys[] = {
    {"binding", AnObject, true}, {"optional", ABoolean},       {"feel", AText},
    {"language", AText},         {"generatedValue", AnObject},
};
constexpr KeyRule credentialPropertyKeys[] = {{"binding", AnObject, true}, {"secret", ABoolean}};
constexpr KeyRule configurationKeys[] = {
    {"configurationTemplate", AText, true},
    {"configurationTemplateVersion", AnInteger},
};
constexpr KeyRule choiceKeys[] = {{"name", AText, true}, {"value", AText, true}};
constexpr KeyRule constraintKeys[] = {
    {"notEmpty", ABoolean},
    {"minLength", ANumber},
    {"maxLength", ANumber},
    {"pattern", AText | AnObject},
};
constexpr KeyRule patternKeys[] = {{"value", AText}, {"message", AText}};
constexpr KeyRule credentialBindingKeys[] = {{"type", AText, true}, {"name", AText, true}};

void checkChoices(const Place &choices, Findings &findings)
{
    for (qsizetype i = 0; choices.value.isList() && i < choices.value.size(); ++i) {
        const Place choice = choices.item(i);
        if (!checkObject(choice, choiceKeys, findings))
            continue;
        if (const auto condition = choice.entry("condition"))
            checkCondition(*condition, findings);
    }
}

void checkConstraints(const Place &constraints, Findings &findings)
{
    if (!constraints.value.isContext())
        return; // refused as a key of the property
    checkObject(constraints, constraintKeys, findings);
    const auto pattern = constraints.entry("pattern");
    if (pattern && pattern->value.isContext())
        checkObject(*pattern, patternKeys, findings);
}

/// Where `feel` may stand, and with which words.
void checkFeel(const PropertyFacts &facts, Findings &findings)
{
    if (!facts.hasFeel)
        return;
    const QString pointer = facts.place.pointerTo("feel");
    if (!isOneOf(facts.feel, "optional required static"))
        findings.refuse(pointer, u"must be optional, required or static"_s);
    else if (!(facts.type & (StringBit | TextBit | NumberBit | BooleanBit)))
        findings.refuse(pointer, u"is for properties of type String, Text, Number and Boolean only"_s);
    else if (facts.isText() && facts.feel == "static")
        findings.refuse(pointer, u"static is for Number and Boolean; of a text it is optional or required"_s);
    const Value value = facts.place.value["value"];
    if (facts.feel == "required" && facts.has("value") && !value.isString())
        findings.refuse(facts.place.pointerTo("value"),
                        u"with \"feel\": \"required\" the value is a text such as \"=20\""_s);
    else if (facts.feel == "required" && value.isString() && !value.utf8().startsWith('='))
        findings.note(facts.place.pointerTo("value"), ErrorCode::Unsupported,
                      u"a FEEL value without a leading = is deprecated; it is read as if there was one"_s);
}

void checkOptional(const PropertyFacts &facts, Findings &findings)
{
    if (!facts.place.value["optional"].isTrue())
        return;
    const QString pointer = facts.place.pointerTo("optional");
    if (!isOneOf(facts.binding, "zeebe:input zeebe:output zeebe:property zeebe:taskHeader"))
        findings.refuse(pointer, u"is for inputs, outputs, properties and task headers only"_s);
    const auto constraints = facts.place.entry("constraints");
    if (!constraints || !constraints->value.isContext())
        return;
    const std::optional<Value> notEmpty = constraints->value.find("notEmpty");
    if (!notEmpty || !notEmpty->isBoolean() || notEmpty->isTrue())
        findings.refuse(pointer, u"contradicts the constraints; add \"notEmpty\": false to them"_s);
}

void checkPlaceholder(const PropertyFacts &facts, Findings &findings)
{
    const auto placeholder = facts.place.entry("placeholder");
    if (!placeholder)
        return;
    if (facts.hasType && !facts.isText())
        findings.refuse(placeholder->pointer, u"a placeholder is for properties of type String and Text only"_s);
    else if (!placeholder->value.isString())
        refuseKind(*placeholder, AText, findings);
}

void checkGeneratedValue(const PropertyFacts &facts, Findings &findings)
{
    const auto generated = facts.place.entry("generatedValue");
    if (!generated)
        return;
    const Value type = generated->value["type"];
    if (!type.isString() || type.utf8() != "uuid")
        findings.refuse(generated->pointer, u"must have \"type\": \"uuid\""_s);
    if (facts.has("value"))
        findings.refuse(generated->pointer, u"excludes \"value\"; remove one of them"_s);
    if (facts.type & (BooleanBit | DropdownBit))
        findings.refuse(generated->pointer, u"is not possible for Boolean and Dropdown"_s);
}

/// A condition on the property itself can never be decided. (The schema does not look into
/// allMatch.)
void checkOwnCondition(const PropertyFacts &facts, Findings &findings)
{
    const auto condition = facts.place.entry("condition");
    if (!condition)
        return;
    if (condition->value.isContext())
        checkCondition(*condition, findings);
    const std::optional<Value> id = facts.place.value.find("id");
    const std::optional<Value> asked = condition->value.find("property");
    if (id && asked && *id == *asked)
        findings.refuse(condition->pointerTo("property"), u"asks the property itself; name another one"_s);
}

/// What element and configuration templates have in common.
void checkBase(const PropertyFacts &facts, Findings &findings)
{
    const Value value = facts.place.value["value"];
    if (facts.hasType && !(facts.type & NumberBit) && value.isNumber())
        findings.refuse(facts.place.pointerTo("value"),
                        u"a number is for properties of type Number only; write it as a text"_s);
    if ((facts.type & DropdownBit) && !facts.has("choices"))
        findings.refuse(facts.place.pointer, u"a Dropdown needs \"choices\""_s);
    if (const auto choices = facts.place.entry("choices"))
        checkChoices(*choices, findings);
    if (const auto constraints = facts.place.entry("constraints"))
        checkConstraints(*constraints, findings);
    checkPlaceholder(facts, findings);
    checkOwnCondition(facts, findings);
}

/// What the target of a binding demands of its property (schema 0.46, definitions/properties,
/// items/allOf).
struct TargetRule
{
    enum Feel { AnyFeel, NoFeel, FeelForText, FeelAlways };

    const char *bindings; ///< Blank-separated binding types
    const char *targets; ///< Blank-separated values of binding.property; null: all
    int types;
    bool typeRequired = false;
    Feel feel = AnyFeel;
    void (*checkValue)(const PropertyFacts &facts, Findings &findings) = nullptr;
};

constexpr int plainTypes = StringBit | TextBit | HiddenBit | DropdownBit | NumberBit | BooleanBit;
constexpr int textTypes = HiddenBit | StringBit | TextBit | DropdownBit;
constexpr const char *versionedBindings
    = "zeebe:calledDecision zeebe:formDefinition zeebe:calledElement zeebe:linkedResource";

constexpr TargetRule targetRules[] = {
    {"zeebe:input zeebe:property", nullptr, plainTypes | ConfigurationBit},
    {"property zeebe:output zeebe:taskHeader zeebe:taskDefinition:type zeebe:taskDefinition "
     "bpmn:Message#property bpmn:Message#zeebe:subscription#property",
     nullptr, plainTypes},
    {"zeebe:calledElement", "processId businessId", plainTypes},
    {"zeebe:linkedResource", "resourceId resourceType", plainTypes},
    {"zeebe:adHoc", "activeElementsCollection", plainTypes},
    {"zeebe:userTask", nullptr, HiddenBit, true},
    {"zeebe:formDefinition", "formId", textTypes, true, TargetRule::NoFeel},
    {"zeebe:formDefinition", "externalReference", textTypes, true},
    {"zeebe:calledDecision", "resultVariable", textTypes, true, TargetRule::NoFeel},
    {"zeebe:calledDecision", "decisionId", textTypes, true},
    {"zeebe:script", "resultVariable", textTypes, true, TargetRule::NoFeel},
    {"zeebe:script", "expression", textTypes, true, TargetRule::FeelForText},
    {versionedBindings, "bindingType", HiddenBit | DropdownBit, true, TargetRule::AnyFeel, checkVersionBinding},
    {versionedBindings, "versionTag", textTypes, true, TargetRule::NoFeel},
    {"zeebe:assignmentDefinition", nullptr, textTypes, true},
    {"zeebe:priorityDefinition", "priority", textTypes | NumberBit, true, TargetRule::FeelForText, checkPriority},
    {"zeebe:jobPriorityDefinition", "priority", HiddenBit | NumberBit | DropdownBit, true, TargetRule::AnyFeel,
     checkJobPriority},
    {"zeebe:adHoc", "outputCollection", textTypes, true, TargetRule::NoFeel},
    {"zeebe:adHoc", "outputElement", textTypes, true},
    {"zeebe:taskSchedule", nullptr, textTypes, true, TargetRule::AnyFeel, checkSchedule},
    {"zeebe:calledElement", "propagateAllParentVariables propagateAllChildVariables", HiddenBit | BooleanBit, true,
     TargetRule::NoFeel, checkPropagation},
    {"zeebe:calledElement", "businessId", plainTypes, false, TargetRule::AnyFeel, checkBusinessId},
    {"bpmn:Signal#property", nullptr, textTypes, true},
    {"bpmn:TimerEventDefinition#property "
     "bpmn:ConditionalEventDefinition#zeebe:conditionalFilter#property",
     nullptr, HiddenBit | StringBit | TextBit, true},
    {"bpmn:ConditionalEventDefinition#property", nullptr, HiddenBit | StringBit | TextBit, true,
     TargetRule::FeelAlways},
    {"zeebe:executionListener zeebe:taskListener", nullptr, HiddenBit, true, TargetRule::AnyFeel, checkListenerValue},
    {"zeebe:agentDefinition", "agentType", HiddenBit | DropdownBit, true},
};

void checkTargetFeel(const PropertyFacts &facts, const TargetRule &rule, Findings &findings)
{
    const bool forbidden = rule.feel == TargetRule::NoFeel;
    const bool required
        = rule.feel == TargetRule::FeelAlways || (rule.feel == TargetRule::FeelForText && facts.isText());
    if (forbidden && facts.hasFeel)
        findings.refuse(facts.place.pointerTo("feel"), u"this binding takes no FEEL; remove \"feel\""_s);
    if (required && facts.feel != "required")
        findings.refuse(facts.place.pointer, u"this binding needs \"feel\": \"required\""_s);
}

void checkTarget(const PropertyFacts &facts, Findings &findings)
{
    for (const TargetRule &rule : targetRules) {
        if (!isOneOf(facts.binding, rule.bindings) || (rule.targets && !isOneOf(facts.target, rule.targets)))
            continue;
        const bool typeFits = facts.hasType ? (facts.type & rule.types) != 0 : !rule.typeRequired;
        if (!typeFits)
            findings.refuse(facts.hasType ? facts.place.pointerTo("type") : facts.place.pointer,
                            u"the type of a property bound to %1 must be %2"_s.arg(QString::fromUtf8(facts.binding),
                                                                                   namesOf(rule.types)));
        checkTargetFeel(facts, rule, findings);
        if (rule.checkValue)
            rule.checkValue(facts, findings);
    }
}

void checkConfigurationType(const PropertyFacts &facts, Findings &findings)
{
    if (!(facts.type & ConfigurationBit))
        return;
    checkObject(facts.place, configurationKeys, findings);
    if (!isOneOf(facts.binding, "zeebe:input zeebe:property"))
        findings.refuse(facts.place.pointer, u"a Configuration is bound to zeebe:input or zeebe:property"_s);
}

} // namespace

PropertyFacts::PropertyFacts(Place at)
    : place(std::move(at))
{
    const Value &value = place.value;
    hasType = place.has("type");
    if (const TypeName *found = typeNameOf(value["type"]))
        type = found->bit;
    hasFeel = place.has("feel");
    feel = place.bytes("feel");
    const Place bound {value["binding"], {}};
    binding = bound.bytes("type");
    target = bound.bytes("property");
    name = bound.bytes("name");
}

bool PropertyFacts::bindsTo(const char *bindingType, const char *wanted) const
{
    return binding == bindingType && (!wanted || target == wanted);
}

bool PropertyFacts::hasValue(const char *text) const
{
    const Value value = place.value["value"];
    return value.isString() && value.utf8() == text;
}

std::optional<PropertyType> propertyTypeOf(const Value &name)
{
    const TypeName *found = typeNameOf(name);
    return found ? std::optional(found->type) : std::nullopt;
}

void checkProperty(const PropertyFacts &facts, Findings &findings)
{
    if (!checkObject(facts.place, propertyKeys, findings))
        return;
    checkObject(facts.place, elementKeys, findings);
    checkBase(facts, findings);
    checkFeel(facts, findings);
    checkOptional(facts, findings);
    checkGeneratedValue(facts, findings);
    checkConfigurationType(facts, findings);
    if (facts.has("language") && facts.hasType && !(facts.type & TextBit))
        findings.refuse(facts.place.pointerTo("language"), u"is for properties of type Text only"_s);
    const auto binding = facts.place.entry("binding");
    if (!binding || !binding->value.isContext())
        return;
    checkBinding(*binding, findings);
    checkTarget(facts, findings);
}

void checkConfigurationProperty(const PropertyFacts &facts, Findings &findings)
{
    if (!checkObject(facts.place, propertyKeys, findings))
        return;
    checkObject(facts.place, credentialPropertyKeys, findings);
    checkBase(facts, findings);
    if (facts.hasType && !(facts.type & plainTypes))
        findings.refuse(facts.place.pointerTo("type"), u"must be %1"_s.arg(namesOf(plainTypes)));
    for (const char *key : {"feel", "optional"}) {
        if (facts.has(key))
            findings.refuse(facts.place.pointerTo(key),
                            u"a credential's property takes no \"%1\""_s.arg(QString::fromLatin1(key)));
    }
    const auto binding = facts.place.entry("binding");
    if (!binding || !binding->value.isContext())
        return;
    checkObject(*binding, credentialBindingKeys, findings);
    if (binding->value["type"].isString() && facts.binding != "property")
        findings.refuse(binding->pointerTo("type"), u"a credential's property is bound by \"property\""_s);
}

} // namespace Plugboard::Template
