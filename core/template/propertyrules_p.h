#pragma once

#include "core/template/elementtemplate.h"
#include "core/template/findings_p.h"
#include "core/template/place_p.h"

namespace Plugboard::Template {

/// Property types as bits, so that a table row can name several.
enum TypeBit : int {
    NoType = 0, ///< Missing or unknown
    StringBit = 1,
    TextBit = 2,
    HiddenBit = 4,
    DropdownBit = 8,
    NumberBit = 16,
    BooleanBit = 32,
    ConfigurationBit = 64,
};

/// What the rules ask of a property, taken out of its JSON once.
struct PropertyFacts
{
    explicit PropertyFacts(Place place);

    Place place;
    int type = NoType;
    bool hasType = false;
    bool hasFeel = false;
    QByteArray feel;
    QByteArray binding; ///< binding.type
    QByteArray target; ///< binding.property
    QByteArray name; ///< binding.name

    bool has(const char *key) const { return place.has(key); }
    bool isText() const { return type & (StringBit | TextBit); }
    /// Bound to `bindingType`, and there to `wanted` if that is not null.
    bool bindsTo(const char *bindingType, const char *wanted = nullptr) const;
    bool hasValue(const char *text) const;
};

/// Property types by name; nullopt for an unknown one.
std::optional<PropertyType> propertyTypeOf(const Value &name);

/// Refuses what the schema forbids in one property of an element template.
void checkProperty(const PropertyFacts &facts, Findings &findings);
/// The same of a configuration template's property.
void checkConfigurationProperty(const PropertyFacts &facts, Findings &findings);

} // namespace Plugboard::Template
