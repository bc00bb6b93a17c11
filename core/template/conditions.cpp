#include "core/template/conditions_p.h"

#include "core/template/shape_p.h"

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

/// One way to ask a property (schema 0.46, definitions/condition).
struct Question
{
    const char *key;
    Condition::Kind kind;
    int kinds; ///< Of the value; of a list: of its items too
};

constexpr Question questions[] = {
    {"equals", Condition::Kind::Equals, AText | ANumber | ABoolean},
    {"oneOf", Condition::Kind::OneOf, AList},
    {"isActive", Condition::Kind::IsActive, ABoolean},
    {"isEmpty", Condition::Kind::IsEmpty, ABoolean},
};

bool isTextOrNumberList(const Value &list)
{
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (!isA(list.at(i), AText | ANumber))
            return false;
    }
    return true;
}

bool isAsked(const Value &condition, const Question &question)
{
    const std::optional<Value> entry = condition.find(question.key);
    return entry && isA(*entry, question.kinds) && (!entry->isList() || isTextOrNumberList(*entry));
}

const Question *questionOf(const Value &condition)
{
    const Question *found = nullptr;
    for (const Question &question : questions) {
        if (!isAsked(condition, question))
            continue;
        if (found)
            return nullptr; // exactly one counts
        found = &question;
    }
    return found;
}

bool isSimple(const Value &condition)
{
    const std::optional<Value> type = condition.find("type");
    return condition.isContext() && condition["property"].isString()
        && (!type || (type->isString() && type->utf8() == "simple")) && questionOf(condition);
}

bool isAllMatch(const Value &condition)
{
    const Value parts = condition["allMatch"];
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (!isSimple(parts.at(i)))
            return false;
    }
    return parts.isList() && parts.size() > 0;
}

/// Says what keeps a condition from being a simple one.
void explainSimple(const Place &condition, Findings &findings)
{
    constexpr KeyRule keys[] = {{"type", AText}, {"property", AText, true}};
    if (!checkObject(condition, keys, findings))
        return;
    const Value type = condition.value["type"];
    if (type.isString() && type.utf8() != "simple")
        findings.refuse(condition.pointerTo("type"), u"must be \"simple\""_s);
    if (!questionOf(condition.value))
        findings.refuse(condition.pointer,
                        u"a condition asks exactly one thing: equals a text, number or boolean; "
                        "oneOf a list of texts and numbers; isActive or isEmpty true or false"_s);
}

void explainAllMatch(const Place &parts, Findings &findings)
{
    if (!parts.value.isList()) {
        refuseKind(parts, AList, findings);
        return;
    }
    if (parts.value.size() == 0)
        findings.refuse(parts.pointer, u"needs at least one condition"_s);
    for (qsizetype i = 0; i < parts.value.size(); ++i) {
        if (!isSimple(parts.value.at(i)))
            explainSimple(parts.item(i), findings);
    }
}

} // namespace

void checkCondition(const Place &condition, Findings &findings)
{
    const bool simple = isSimple(condition.value);
    const bool all = isAllMatch(condition.value);
    if (simple != all)
        return;
    if (simple)
        findings.refuse(condition.pointer, u"is both a condition and an allMatch; keep one of them"_s);
    else if (const auto parts = condition.entry("allMatch"))
        explainAllMatch(*parts, findings);
    else
        explainSimple(condition, findings);
}

Condition readCondition(const Value &condition)
{
    Condition result;
    result.property = condition["property"].string();
    if (isAllMatch(condition)) {
        result.kind = Condition::Kind::AllMatch;
        const Value parts = condition["allMatch"];
        for (qsizetype i = 0; i < parts.size(); ++i)
            result.parts.append(readCondition(parts.at(i)));
    } else if (const Question *question = questionOf(condition)) {
        result.kind = question->kind;
        const Value asked = condition[question->key];
        if (!asked.isList())
            result.values = {asked};
        for (qsizetype i = 0; asked.isList() && i < asked.size(); ++i)
            result.values.append(asked.at(i));
    }
    return result;
}

} // namespace Plugboard::Template
