#pragma once

#include "core/aws/models/servicemodel.h"
#include "core/template/elementtemplate.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace Plugboard::Form {

using Template::Condition;
using Template::Constraints;
using Template::FeelMode;

/// What kind of editor a field wants.
enum class FieldType {
    Line, ///< One line of text
    Text, ///< Several lines
    Number,
    Boolean,
    Choice, ///< Choices; free text only with Field::anyChoice
    Hidden, ///< Not shown, but part of the inputs
    Configuration, ///< A stored credential
    Blob, ///< Bytes: text, "fileb://PATH", or "base64:…" (blobtext.h)
    Timestamp,
    Json, ///< A nested structure, list or map as JSON text, or FEEL. What is inside: parts.h
};

/// Where a field's value goes.
enum class Target { Input, Header, JobType, Retries, Property, None };

struct Choice
{
    QString name;
    QString value;
    std::optional<Condition> condition;
};

/// One line of the form. Plain data, made once by fromTemplate() or fromOperation(), or on demand by partsOf() for what is
/// inside a nested field; what was typed is in FormState.
struct Field
{
    QString id; ///< Unique in the form
    QString
        writtenId; ///< As the template has it: empty or repeated ones are told apart in `id`; conditions ask for this one
    QString path; ///< Input: dotted path "topic.topicArn"; header or property: its name; else "jobType", "retries"
    QString key; ///< Under which a saved request keeps it: `path`, or "path#id" where several fields share a path
    QString label;
    QString description; ///< May hold HTML
    QString tooltip; ///< May hold HTML
    QString placeholder;
    QString group; ///< Group id; empty: the group without a name
    FieldType type = FieldType::Line;
    FeelMode feel = FeelMode::Never;
    Target target = Target::Input;
    QString defaultText; ///< As if typed: "=20" for a static number 20
    bool generatedUuid = false;
    bool required = false; ///< notEmpty, or required by the AWS model
    bool omitEmpty = false; ///< Template `optional`: empty writes nothing
    bool secret = false; ///< Holds a key: shown as a password, saved by name only, masked in every trace
    bool editable = true;
    bool anyChoice = false; ///< Choices are proposals; any text may be typed (AWS enums, regions)
    bool deprecated = false;
    QList<Choice> choices;
    Constraints constraints;
    std::optional<Condition> condition;
    QString configuration; ///< Type Configuration: id of the configuration template
    QString valueType; ///< AWS: "string", "integer", "map" …, "document" for any JSON; empty for templates
    const Aws::Shape *shape = nullptr; ///< AWS: its type; lives as long as Form::model

    bool isShown() const { return type != FieldType::Hidden; }
};

struct Group
{
    QString id;
    QString label;
    QString tooltip;
    bool openByDefault = true;
};

/// A form: groups in order, fields in order. One model for templates and for AWS shapes. Immutable; share it by FormPtr.
struct Form
{
    QString id; ///< Template id, or "aws:sns:Publish"
    QString name;
    QString description;
    QString jobType; ///< Which call runs it: a job type, or "aws:sns:Publish"
    QString documentationRef;
    std::optional<int> version;
    QList<Group> groups; ///< Holds every group that a field names
    QList<Field> fields;
    std::shared_ptr<const Template::ElementTemplate> origin; ///< Null for an AWS operation
    Aws::ServiceModelPtr model; ///< Null for a template

    const Field *find(QStringView fieldId) const;
    QList<const Field *> fieldsOf(QStringView groupId) const;
};

using FormPtr = std::shared_ptr<const Form>; ///< Shared by state, models and workers

/// The form of an element template. Properties that are no executable binding are fields of Target::None, hidden. A String
/// property with choices, which the schema allows and other programs ignore, is a choice that any text may be typed into.
FormPtr fromTemplate(std::shared_ptr<const Template::ElementTemplate> origin);

} // namespace Plugboard::Form
