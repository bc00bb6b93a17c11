#pragma once

#include "core/value/value.h"

#include <QList>
#include <QString>

#include <optional>

namespace Plugboard::Template {

enum class PropertyType { String, Text, Hidden, Dropdown, Number, Boolean, Configuration };

/// How a field takes FEEL: never, by a toggle, always, or as a static value that is written as FEEL (`=20`, `=false`).
enum class FeelMode { Never, Optional, Required, Static };

/// Where a property's value goes. Kinds that only a BPMN engine can use are kept (`Other`) and marked "not executable here".
struct Binding
{
    enum class Kind {
        Input, ///< zeebe:input, name = dotted target path
        TaskHeader, ///< zeebe:taskHeader, name = header key
        JobType, ///< zeebe:taskDefinition/type and the deprecated zeebe:taskDefinition:type
        Retries, ///< zeebe:taskDefinition/retries
        Property, ///< zeebe:property
        Output, ///< zeebe:output, name = source
        ConfigurationValue, ///< `property` inside a configuration template: dotted path in its value object
        Other,
    };

    Kind kind = Kind::Other;
    QString type; ///< As written: "zeebe:input"
    QString name;
    Value source; ///< The whole binding object, for export
};

/// Decides whether a property is active. A property without one always is.
struct Condition
{
    enum class Kind { Equals, OneOf, IsActive, IsEmpty, AllMatch };

    Kind kind = Kind::Equals;
    QString property; ///< id of the property that is asked
    QList<Value> values; ///< Equals: one; OneOf: many; IsActive, IsEmpty: one boolean
    QList<Condition> parts; ///< AllMatch
};

struct Pattern
{
    QString expression; ///< JavaScript regular expression
    QString message; ///< What to say instead of "must match pattern …"; may be empty
};

struct Constraints
{
    bool notEmpty = false;
    std::optional<int> minLength;
    std::optional<int> maxLength;
    std::optional<Pattern> pattern;
};

struct Choice
{
    QString name;
    QString value;
    std::optional<Condition> condition;
};

struct Property
{
    QString id; ///< As written; may be empty or repeated: Form::Field::id is unique
    QString label;
    QString description; ///< May hold HTML; show a safe subset only
    QString tooltip; ///< likewise
    QString placeholder;
    QString group;
    PropertyType type = PropertyType::String;
    FeelMode feel = FeelMode::Never;
    Binding binding;
    Value value; ///< Default: string, number or boolean; null if there is none
    bool generatedUuid = false;
    bool optional = false; ///< Empty: nothing is written
    bool secret = false;
    bool editable = true;
    Constraints constraints;
    std::optional<Condition> condition;
    QList<Choice> choices;
    QString configurationTemplate; ///< Type Configuration: id of the ConfigurationTemplate
};

struct Group
{
    QString id;
    QString label;
    QString tooltip;
    bool openByDefault = true;
};

/// A named set of values: "S3 > Upload object". Applying it overrides defaults.
struct Preset
{
    QString id;
    QList<std::pair<QString, Value>> values; ///< Property id → value
};

/// A node of the action menu: nested steps, or a leaf that applies a preset.
struct Step
{
    QString name;
    QString description;
    QStringList keywords;
    QString preset;
    QList<Step> steps;
};

/// A reusable credential that a property of type Configuration chooses.
struct ConfigurationTemplate
{
    QString id;
    QString kind;
    QString name;
    std::optional<int> version;
    QList<Property> properties;
};

/// One element template: the form of a connector, as Camunda Modeler and bpmn.io read it.
///
/// Made by readTemplates(); plain data. `jobType()` names the call that belongs to it.
struct ElementTemplate
{
    QString id;
    QString name;
    std::optional<int> version; ///< None counts as oldest
    QString description;
    QString documentationRef;
    QString category;
    QStringList keywords;
    QStringList appliesTo;
    QString elementType; ///< "bpmn:ServiceTask"; empty if not given
    QString engine; ///< engines.camunda, a semver range such as "^8.9"; empty: any
    QString iconData; ///< data: URI; http(s) icons are kept here but never fetched
    bool deprecated = false;
    QString deprecation; ///< Message of a deprecated one; may be empty
    QList<Group> groups;
    QList<Property> properties;
    QList<Preset> presets;
    QList<Step> steps;
    QList<ConfigurationTemplate> configurations;
    Value source; ///< As read, so that nothing of it is lost on export

    /// Fixed job type, or the default of an editable one; empty if it has none.
    QString jobType() const;
    /// False where a binding needs a BPMN engine.
    bool isExecutable() const;
};

} // namespace Plugboard::Template
