#include "core/template/templaterules_p.h"

#include "core/template/shape_p.h"

#include <QHash>
#include <QSet>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

constexpr TextForm iconAddress {[](const QString &text) {
                                    return text.startsWith("data:"_L1) || text.startsWith("http:"_L1)
                                        || text.startsWith("https:"_L1);
                                },
                                "a data: address, or one that begins with http: or https:"};
constexpr TextForm notEmpty {[](const QString &text) { return !text.isEmpty(); }, "not empty"};

constexpr KeyRule templateKeys[] = {
    {"$schema", AText},
    {"name", AText, true},
    {"id", AText, true},
    {"description", AText},
    {"version", AnInteger},
    {"isDefault", ABoolean},
    {"deprecated", ABoolean | AnObject},
    {"appliesTo", AList, true},
    {"elementType", AnObject},
    {"metadata", AnObject},
    {"keywords", AList},
    {"groups", AList},
    {"documentationRef", AText, false, &webAddress},
    {"properties", AList, true},
    {"engines", AnObject},
    {"category", AnObject},
    {"icon", AnObject},
    {"configurationTemplates", AList},
    {"steps", AList},
    {"presets", AList},
    {"entriesVisible", ABoolean | AnObject},
};
constexpr KeyRule deprecatedKeys[] = {
    {"message", AText},
    {"documentationRef", AText, false, &webAddress},
};
constexpr KeyRule elementTypeKeys[] = {
    {"value", AText, true, &prefixedName},
    {"eventDefinition", AText},
};
constexpr KeyRule engineKeys[] = {
    {"camunda", AText},
    {"camundaDesktopModeler", AText},
    {"camundaWebModeler", AText},
};
constexpr KeyRule categoryKeys[] = {{"id", AText, true}, {"name", AText, true}};
constexpr KeyRule iconKeys[] = {{"contents", AText, true, &iconAddress}};
constexpr KeyRule groupKeys[] = {
    {"id", AText, true},
    {"label", AText, true},
    {"tooltip", AText},
    {"openByDefault", ABoolean},
};
constexpr KeyRule credentialGroupKeys[] = {{"id", AText, true}, {"label", AText, true}};
constexpr KeyRule stepKeys[] = {
    {"name", AText, true}, {"description", AText}, {"keywords", AList}, {"steps", AList}, {"presetId", AText},
};
constexpr KeyRule presetKeys[] = {{"id", AText, true}, {"properties", AnObject, true}};
constexpr KeyRule visibleKeys[] = {
    {"outputs", ABoolean},
    {"executionListeners", ABoolean},
    {"taskListeners", ABoolean},
};
constexpr KeyRule credentialKeys[] = {
    {"$schema", AText},
    {"name", AText, true},
    {"id", AText, true},
    {"kind", AText, true, &notEmpty},
    {"version", AnInteger, true},
    {"description", AText},
    {"documentationRef", AText, false, &webAddress},
    {"keywords", AList},
    {"properties", AList, true},
    {"groups", AList},
};

/// Checks an object that stands under `key`, if it does.
void checkPart(const Place &place, const char *key, std::span<const KeyRule> rules, Findings &findings)
{
    const auto part = place.entry(key);
    if (part && part->value.isContext())
        checkObject(*part, rules, findings);
}

/// The same for every item of a list.
void checkParts(const Place &place, const char *key, std::span<const KeyRule> rules, Findings &findings)
{
    const auto list = place.entry(key);
    for (qsizetype i = 0; list && list->value.isList() && i < list->value.size(); ++i)
        checkObject(list->item(i), rules, findings);
}

void checkTextList(const Place &place, const char *key, Findings &findings, const TextForm *form = nullptr)
{
    if (const auto list = place.entry(key))
        checkTexts(*list, findings, form);
}

void checkElementType(const Place &place, Findings &findings)
{
    const auto elementType = place.entry("elementType");
    if (!elementType || !elementType->value.isContext())
        return;
    checkObject(*elementType, elementTypeKeys, findings);
    if (!elementType->has("eventDefinition"))
        return;
    const QByteArray event = elementType->bytes("eventDefinition");
    const char *definitions = "bpmn:MessageEventDefinition bpmn:SignalEventDefinition "
                              "bpmn:TimerEventDefinition bpmn:ConditionalEventDefinition";
    if (!isOneOf(event, definitions))
        findings.refuse(elementType->pointerTo("eventDefinition"), u"must be "_s + spoken(definitions));
    const char *types
        = isOneOf(event, "bpmn:TimerEventDefinition bpmn:ConditionalEventDefinition") ? catchEvents : events;
    if (!isOneOf(elementType->bytes("value"), types))
        findings.refuse(elementType->pointerTo("value"), u"with this event definition it must be "_s + spoken(types));
}

void checkEntriesVisible(const Place &place, Findings &findings)
{
    const auto visible = place.entry("entriesVisible");
    if (!visible || !visible->value.isContext())
        return;
    checkObject(*visible, visibleKeys, findings);
    for (qsizetype i = 0; i < visible->value.size(); ++i) {
        const QByteArray key = visible->value.keyAt(i).toByteArray();
        if (!isOneOf(key, "outputs executionListeners taskListeners"))
            findings.refuse(visible->pointerTo(key.constData()),
                            u"unknown; outputs, executionListeners and taskListeners can be visible"_s);
    }
}

/// Steps nest; the JSON reader has bounded how deep.
void checkStep(const Place &step, Findings &findings)
{
    if (!checkObject(step, stepKeys, findings))
        return;
    checkTextList(step, "keywords", findings);
    if (step.has("steps") == step.has("presetId"))
        findings.refuse(step.pointer, u"a step has either \"steps\" or a \"presetId\""_s);
    const auto steps = step.entry("steps");
    for (qsizetype i = 0; steps && steps->value.isList() && i < steps->value.size(); ++i)
        checkStep(steps->item(i), findings);
}

void checkSteps(const Place &place, Findings &findings)
{
    const auto steps = place.entry("steps");
    for (qsizetype i = 0; steps && steps->value.isList() && i < steps->value.size(); ++i)
        checkStep(steps->item(i), findings);
}

QList<PropertyFacts> factsOf(const Place &place)
{
    QList<PropertyFacts> facts;
    const auto properties = place.entry("properties");
    for (qsizetype i = 0; properties && properties->value.isList() && i < properties->value.size(); ++i)
        facts.append(PropertyFacts(properties->item(i)));
    return facts;
}

void checkConfigurationTemplates(const Place &place, Findings &findings)
{
    const auto list = place.entry("configurationTemplates");
    for (qsizetype i = 0; list && list->value.isList() && i < list->value.size(); ++i) {
        const Place item = list->item(i);
        if (!checkObject(item, credentialKeys, findings))
            continue;
        checkTextList(item, "keywords", findings);
        checkParts(item, "groups", credentialGroupKeys, findings);
        for (const PropertyFacts &facts : factsOf(item))
            checkConfigurationProperty(facts, findings);
    }
}

void noteCondition(const Place &condition, const QSet<QString> &ids, Findings &findings)
{
    const Value parts = condition.value["allMatch"];
    for (qsizetype i = 0; parts.isList() && i < parts.size(); ++i)
        noteCondition(Place {parts, condition.pointerTo("allMatch")}.item(i), ids, findings);
    const QString asked = condition.text("property");
    if (condition.has("property") && !ids.contains(asked))
        findings.note(condition.pointerTo("property"), ErrorCode::NotFound,
                      u"asks property \"%1\", which does not exist: never true; correct the name or "
                      "remove the condition"_s.arg(asked));
}

void noteProperty(const PropertyFacts &facts, const QSet<QString> &ids, Findings &findings)
{
    if (const auto condition = facts.place.entry("condition"))
        noteCondition(*condition, ids, findings);
    const auto choices = facts.place.entry("choices");
    for (qsizetype i = 0; choices && i < choices->value.size(); ++i) {
        if (const auto condition = choices->item(i).entry("condition"))
            noteCondition(*condition, ids, findings);
    }
    if (facts.place.value["editable"] == Value::boolean(false) && facts.feel == "optional")
        findings.note(facts.place.pointerTo("feel"), ErrorCode::Unsupported,
                      u"\"feel\": \"optional\" makes no sense where nothing can be edited"_s);
}

/// Double ids, and conditions and groups that name nothing: allowed, but surely not meant.
void noteNames(const Place &place, const QList<PropertyFacts> &properties, Findings &findings)
{
    QSet<QString> ids;
    for (const PropertyFacts &facts : properties) {
        const QString id = facts.place.text("id");
        if (!id.isEmpty() && ids.contains(id))
            findings.note(facts.place.pointerTo("id"), ErrorCode::Conflict,
                          u"id \"%1\" is used twice; conditions see whichever is active"_s.arg(id));
        ids.insert(id);
    }
    ids.remove({});
    for (const PropertyFacts &facts : properties)
        noteProperty(facts, ids, findings);

    QSet<QString> groups;
    const Value list = place.value["groups"];
    for (qsizetype i = 0; i < list.size(); ++i)
        groups.insert(list.at(i)["id"].string());
    for (const PropertyFacts &facts : properties) {
        const QString group = facts.place.text("group");
        if (facts.has("group") && list.isList() && !groups.contains(group))
            findings.note(facts.place.pointerTo("group"), ErrorCode::NotFound,
                          u"group \"%1\" is not among the groups; its id stands as its label"_s.arg(group));
    }
}

void noteStep(const Place &step, const QSet<QString> &presets, Findings &findings)
{
    if (step.has("presetId") && !presets.contains(step.text("presetId")))
        findings.note(step.pointerTo("presetId"), ErrorCode::NotFound,
                      u"there is no preset \"%1\""_s.arg(step.text("presetId")));
    const auto steps = step.entry("steps");
    for (qsizetype i = 0; steps && i < steps->value.size(); ++i)
        noteStep(steps->item(i), presets, findings);
}

void noteSteps(const Place &place, Findings &findings)
{
    QSet<QString> presets;
    const Value list = place.value["presets"];
    for (qsizetype i = 0; i < list.size(); ++i)
        presets.insert(list.at(i)["id"].string());
    const auto steps = place.entry("steps");
    for (qsizetype i = 0; steps && i < steps->value.size(); ++i)
        noteStep(steps->item(i), presets, findings);
}

} // namespace

void checkTemplate(const Place &place, Findings &findings)
{
    if (!checkObject(place, templateKeys, findings))
        return;
    checkPart(place, "deprecated", deprecatedKeys, findings);
    checkPart(place, "engines", engineKeys, findings);
    checkPart(place, "category", categoryKeys, findings);
    checkPart(place, "icon", iconKeys, findings);
    checkParts(place, "groups", groupKeys, findings);
    checkParts(place, "presets", presetKeys, findings);
    checkTextList(place, "keywords", findings);
    checkTextList(place, "appliesTo", findings, &prefixedName);
    checkElementType(place, findings);
    checkEntriesVisible(place, findings);
    checkSteps(place, findings);
    checkConfigurationTemplates(place, findings);
    const QList<PropertyFacts> properties = factsOf(place);
    for (const PropertyFacts &facts : properties)
        checkProperty(facts, findings);
    checkElement(place, properties, findings);
    if (findings.refused())
        return;
    noteNames(place, properties, findings);
    noteSteps(place, findings);
}

} // namespace Plugboard::Template
