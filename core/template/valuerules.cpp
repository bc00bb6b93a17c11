#include "core/template/valuerules_p.h"

#include "core/template/propertyrules_p.h"
#include "core/template/shape_p.h"

#include <QRegularExpression>

#include <functional>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

using Accepts = std::function<bool(const Value &)>;

void checkEntryValue(const Place &place, const Accepts &accepts, const QString &words, Findings &findings)
{
    const auto value = place.entry("value");
    if (value && !accepts(value->value))
        findings.refuse(value->pointer, u"must be "_s + words);
}

/// The property's value and those of its choices, as far as they are there.
void checkValueAndChoices(const PropertyFacts &facts, const Accepts &accepts, const QString &words, Findings &findings)
{
    checkEntryValue(facts.place, accepts, words, findings);
    const auto choices = facts.place.entry("choices");
    for (qsizetype i = 0; choices && choices->value.isList() && i < choices->value.size(); ++i)
        checkEntryValue(choices->item(i), accepts, words, findings);
}

bool matches(const Value &value, const QRegularExpression &form)
{
    return value.isString() && form.match(value.string()).hasMatch();
}

} // namespace

void checkValueWords(const PropertyFacts &facts, const char *words, Findings &findings)
{
    checkValueAndChoices(
        facts, [words](const Value &value) { return value.isString() && isOneOf(value.utf8(), words); }, spoken(words),
        findings);
}

void checkVersionBinding(const PropertyFacts &facts, Findings &findings)
{
    if (!facts.has("value"))
        findings.refuse(facts.place.pointer, u"\"value\" is missing; it says which version is meant"_s);
    checkValueWords(facts, "latest deployment versionTag", findings);
}

void checkPriority(const PropertyFacts &facts, Findings &findings)
{
    static const QRegularExpression form(u"\\A(100|[1-9]?[0-9])\\z"_s);
    const QString words = u"a whole number from 0 to 100"_s;
    if (facts.type & NumberBit) {
        const Decimal most(100);
        checkEntryValue(
            facts.place,
            [&most](const Value &value) {
                return isA(value, AnInteger) && !value.number().isNegative() && value.number() <= most;
            },
            words, findings);
    } else if (facts.type & (HiddenBit | DropdownBit)) {
        checkValueAndChoices(
            facts, [](const Value &value) { return matches(value, form); }, words + u" as a text"_s, findings);
    }
}

void checkJobPriority(const PropertyFacts &facts, Findings &findings)
{
    static const QRegularExpression form(u"\\A(=[^\\n\\r\\x{2028}\\x{2029}]*|-?[0-9]+)\\z"_s);
    if (facts.type & NumberBit) {
        checkEntryValue(
            facts.place,
            [](const Value &value) {
                return isA(value, AnInteger) || (value.isString() && value.utf8().startsWith('='));
            },
            u"a whole number, or FEEL that begins with ="_s, findings);
    } else if (facts.type & (HiddenBit | DropdownBit)) {
        checkValueAndChoices(
            facts, [](const Value &value) { return matches(value, form); },
            u"a whole number as a text, or FEEL that begins with ="_s, findings);
    }
}

void checkSchedule(const PropertyFacts &facts, Findings &findings)
{
    // ISO 8601 date and time with seconds and an offset of up to 13:59; a zone name may follow a
    // numeric offset.
    static const QRegularExpression form(
        u"\\A\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d"
        "(Z|[+-](0\\d|1[0-3]):[0-5]\\d(\\[[^\\]]+\\])?)\\z"_s);
    if (facts.hasFeel)
        return;
    checkEntryValue(
        facts.place, [](const Value &value) { return matches(value, form); },
        u"a moment such as 2026-01-31T08:00:00Z"_s, findings);
}

void checkPropagation(const PropertyFacts &facts, Findings &findings)
{
    checkEntryValue(
        facts.place, [](const Value &value) { return value.isBoolean(); }, u"true or false"_s, findings);
}

void checkBusinessId(const PropertyFacts &facts, Findings &findings)
{
    constexpr qsizetype most = 255;
    checkEntryValue(
        facts.place,
        [](const Value &value) {
            return !value.isString() || value.utf8().startsWith('=') || value.stringLength() <= most;
        },
        u"at most 255 characters long, or FEEL"_s, findings);
}

void checkListenerValue(const PropertyFacts &facts, Findings &findings)
{
    if (!facts.has("value") && !facts.has("generatedValue"))
        findings.refuse(facts.place.pointer, u"a listener needs \"value\" or \"generatedValue\""_s);
}

} // namespace Plugboard::Template
