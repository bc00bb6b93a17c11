#pragma once

#include "core/template/findings_p.h"
#include "core/template/place_p.h"

#include <span>

namespace Plugboard::Template {

/// JSON types that a key may have; several are or-ed.
enum Kind : int {
    AText = 1,
    ANumber = 2,
    AnInteger = 4,
    ABoolean = 8,
    AnObject = 16,
    AList = 32,
};

/// A form that a text must have, with the words for it: "must be …".
struct TextForm
{
    bool (*accepts)(const QString &text);
    const char *words;
};

/// One row of a table that says what an object may hold. Keys in no row are free.
struct KeyRule
{
    const char *key;
    int kinds;
    bool required = false;
    const TextForm *form = nullptr; ///< Of a text
};

bool isA(const Value &value, int kinds);
/// Whether a text is one of the blank-separated `words`.
bool isOneOf(QByteArrayView text, const char *words);
/// `words` as a person reads them: "a, b or c".
QString spoken(const char *words);

/// Refuses what is no object, a missing key, and a value of the wrong kind or form. True if `place`
/// is an object.
bool checkObject(const Place &place, std::span<const KeyRule> rules, Findings &findings);
/// Checks every item of a list of texts.
void checkTexts(const Place &list, Findings &findings, const TextForm *form = nullptr);
/// Refuses `place` for not being of `kinds`: "must be a text, but is a number".
void refuseKind(const Place &place, int kinds, Findings &findings);

/// http:// or https://
extern const TextForm webAddress;
/// "bpmn:Task"
extern const TextForm prefixedName;

} // namespace Plugboard::Template
