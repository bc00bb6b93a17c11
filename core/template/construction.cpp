#include "core/template/construction_p.h"

#include "core/template/bindings_p.h"
#include "core/template/conditions_p.h"
#include "core/template/propertyrules_p.h"

#include <limits>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

/// `make` of every item of a list.
template <typename Make>
auto listOf(const Value &list, Make make) -> QList<decltype(make(list))>
{
    QList<decltype(make(list))> items;
    for (qsizetype i = 0; list.isList() && i < list.size(); ++i)
        items.append(make(list.at(i)));
    return items;
}

QString textOf(const Value &value)
{
    return value.string();
}

std::optional<int> integerOf(const Value &value)
{
    const std::optional<std::int64_t> number = value.isNumber() ? value.number().toInt64() : std::nullopt;
    if (!number || *number > std::numeric_limits<int>::max() || *number < std::numeric_limits<int>::min())
        return std::nullopt;
    return static_cast<int>(*number);
}

/// Lengths may be written as 20.5; they count in whole characters.
std::optional<int> lengthOf(const Value &value)
{
    if (!value.isNumber())
        return std::nullopt;
    const auto whole = value.number().rounded(0, Decimal::Rounding::Floor);
    return whole ? integerOf(Value::number(*whole)) : std::nullopt;
}

std::optional<Condition> conditionOf(const Value &owner)
{
    const std::optional<Value> condition = owner.find("condition");
    return condition ? std::optional(readCondition(*condition)) : std::nullopt;
}

Constraints constraintsOf(const Value &constraints)
{
    Constraints result;
    result.notEmpty = constraints["notEmpty"].isTrue();
    result.minLength = lengthOf(constraints["minLength"]);
    result.maxLength = lengthOf(constraints["maxLength"]);
    const Value pattern = constraints["pattern"];
    if (pattern.isString())
        result.pattern = Pattern {pattern.string(), {}};
    else if (pattern["value"].isString())
        result.pattern = Pattern {pattern["value"].string(), pattern["message"].string()};
    return result;
}

Choice choiceOf(const Value &choice)
{
    return {choice["name"].string(), choice["value"].string(), conditionOf(choice)};
}

/// Numbers and booleans bound to inputs and outputs are FEEL even where nothing says so (schema:
/// default "static").
FeelMode feelOf(const Value &property, PropertyType type, Binding::Kind kind)
{
    const QString feel = property["feel"].string();
    if (feel == "required"_L1)
        return FeelMode::Required;
    if (feel == "optional"_L1)
        return FeelMode::Optional;
    const bool isFigure = type == PropertyType::Number || type == PropertyType::Boolean;
    const bool isMapped = kind == Binding::Kind::Input || kind == Binding::Kind::Output;
    return feel == "static"_L1 || (isFigure && isMapped) ? FeelMode::Static : FeelMode::Never;
}

Property propertyOf(const Value &property)
{
    Property result;
    result.id = property["id"].string();
    result.label = property["label"].string();
    result.description = property["description"].string();
    result.tooltip = property["tooltip"].string();
    result.placeholder = property["placeholder"].string();
    result.group = property["group"].string();
    result.type = propertyTypeOf(property["type"]).value_or(PropertyType::String);
    result.binding = readBinding(property["binding"]);
    result.feel = feelOf(property, result.type, result.binding.kind);
    result.value = property["value"];
    result.generatedUuid = property["generatedValue"].isContext();
    result.optional = property["optional"].isTrue();
    result.secret = property["secret"].isTrue();
    result.editable = property.find("editable").value_or(Value::boolean(true)).isTrue();
    result.constraints = constraintsOf(property["constraints"]);
    result.condition = conditionOf(property);
    result.choices = listOf(property["choices"], choiceOf);
    result.configurationTemplate = property["configurationTemplate"].string();
    return result;
}

Property credentialPropertyOf(const Value &property)
{
    Property result = propertyOf(property);
    result.binding = readConfigurationBinding(property["binding"]);
    result.feel = FeelMode::Never;
    return result;
}

Group groupOf(const Value &group)
{
    return {group["id"].string(), group["label"].string(), group["tooltip"].string(),
            group.find("openByDefault").value_or(Value::boolean(true)).isTrue()};
}

Preset presetOf(const Value &preset)
{
    Preset result {preset["id"].string(), {}};
    const Value values = preset["properties"];
    for (qsizetype i = 0; i < values.size(); ++i)
        result.values.append({QString::fromUtf8(values.keyAt(i)), values.valueAt(i)});
    return result;
}

Step stepOf(const Value &step)
{
    return {step["name"].string(), step["description"].string(), listOf(step["keywords"], textOf),
            step["presetId"].string(), listOf(step["steps"], stepOf)};
}

ConfigurationTemplate configurationOf(const Value &configuration)
{
    return {configuration["id"].string(), configuration["kind"].string(), configuration["name"].string(),
            integerOf(configuration["version"]), listOf(configuration["properties"], credentialPropertyOf)};
}

} // namespace

ElementTemplate construct(const Value &accepted)
{
    ElementTemplate result;
    result.id = accepted["id"].string();
    result.name = accepted["name"].string();
    result.version = integerOf(accepted["version"]);
    result.description = accepted["description"].string();
    result.documentationRef = accepted["documentationRef"].string();
    result.category = accepted["category"]["name"].string();
    result.keywords = listOf(accepted["keywords"], textOf);
    result.appliesTo = listOf(accepted["appliesTo"], textOf);
    result.elementType = accepted["elementType"]["value"].string();
    result.engine = accepted["engines"]["camunda"].string();
    result.iconData = accepted["icon"]["contents"].string();
    const Value deprecated = accepted["deprecated"];
    result.deprecated = deprecated.isTrue() || deprecated.isContext();
    result.deprecation = deprecated["message"].string();
    result.groups = listOf(accepted["groups"], groupOf);
    result.properties = listOf(accepted["properties"], propertyOf);
    result.presets = listOf(accepted["presets"], presetOf);
    result.steps = listOf(accepted["steps"], stepOf);
    result.configurations = listOf(accepted["configurationTemplates"], configurationOf);
    result.source = accepted;
    return result;
}

} // namespace Plugboard::Template
