#include "core/form/shapefields_p.h"

#include "core/value/json.h"

#include <algorithm>
#include <limits>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

FieldType fieldTypeOf(const Aws::Shape &shape)
{
    switch (shape.type) {
    case Aws::ShapeType::Structure:
    case Aws::ShapeType::List:
    case Aws::ShapeType::Map:
        return FieldType::Json;
    case Aws::ShapeType::Integer:
    case Aws::ShapeType::Long:
    case Aws::ShapeType::Float:
    case Aws::ShapeType::Double:
        return FieldType::Number;
    case Aws::ShapeType::Boolean:
        return FieldType::Boolean;
    case Aws::ShapeType::Blob:
        return FieldType::Blob;
    case Aws::ShapeType::Timestamp:
        return FieldType::Timestamp;
    case Aws::ShapeType::String:
        break;
    }
    return shape.enumeration.isEmpty() ? FieldType::Line : FieldType::Choice;
}

/// Where the model puts no short limit, a text may have several lines: a message, a policy.
bool wantsSeveralLines(const Aws::Member &member)
{
    static const QStringList endings {u"Message"_s, u"Document"_s, u"Policy"_s, u"Body"_s, u"Description"_s};
    return std::any_of(endings.begin(), endings.end(),
                       [&](const QString &ending) { return member.name.endsWith(ending); });
}

/// Lengths of texts; what else the model says of a value is shapecheck.cpp's.
Constraints lengthsOf(const Aws::Shape &shape, bool required)
{
    Constraints constraints;
    constraints.notEmpty = required;
    if (shape.type != Aws::ShapeType::String)
        return constraints;
    constexpr double largest = std::numeric_limits<int>::max();
    if (shape.minimum && *shape.minimum >= 1 && *shape.minimum <= largest)
        constraints.minLength = int(*shape.minimum);
    if (shape.maximum && *shape.maximum >= 0 && *shape.maximum <= largest)
        constraints.maxLength = int(*shape.maximum);
    return constraints;
}

} // namespace

Field fieldOfMember(const Aws::Member &member)
{
    const Aws::Shape &shape = *member.shape;
    Field field;
    field.description = member.documentation.isEmpty() ? shape.documentation : member.documentation;
    field.type = member.jsonValue ? FieldType::Json : fieldTypeOf(shape);
    if (field.type == FieldType::Line && wantsSeveralLines(member))
        field.type = FieldType::Text;
    field.feel = FeelMode::Optional;
    field.generatedUuid = member.idempotencyToken;
    // A token is required by the service and made by us.
    field.required = member.required && !member.idempotencyToken;
    field.omitEmpty = true;
    field.secret = shape.sensitive;
    field.deprecated = member.deprecated;
    field.anyChoice = field.type == FieldType::Choice;
    for (const QString &value : shape.enumeration)
        field.choices.append({value, value, {}});
    field.constraints = lengthsOf(shape, field.required);
    field.valueType = valueTypeOf(member);
    field.shape = &shape;
    return field;
}

QString valueTypeOf(const Aws::Member &member)
{
    return member.jsonValue || member.shape->document ? u"document"_s : Aws::shapeTypeName(member.shape->type);
}

const Aws::Member *memberBelow(const Aws::Shape &shape, const ValuePath::Step &step)
{
    const bool isKey = std::holds_alternative<QByteArray>(step);
    if (shape.document)
        return nullptr;
    if (shape.type == Aws::ShapeType::List)
        return isKey ? nullptr : &shape.item;
    if (!isKey)
        return nullptr;
    if (shape.type == Aws::ShapeType::Map)
        return &shape.value;
    return shape.member(QString::fromUtf8(std::get<QByteArray>(step)));
}

bool isNested(const Aws::Shape &shape)
{
    return !shape.document
        && (shape.type == Aws::ShapeType::Structure || shape.type == Aws::ShapeType::List
            || shape.type == Aws::ShapeType::Map);
}

Value valueOfText(const QString &valueType, const QString &text)
{
    // Inside JSON, references to secrets stand in its texts.
    const bool isJson
        = valueType == "list"_L1 || valueType == "map"_L1 || valueType == "structure"_L1 || valueType == "document"_L1;
    const bool isPlain = valueType.isEmpty() || text.startsWith(u'=') || (!isJson && text.contains("{{"_L1))
        || valueType == "string"_L1 || valueType == "blob"_L1;
    if (!isPlain) {
        const Result<Value> value = Json::read(text.toUtf8());
        const bool fits = value && !value->isString() && !value->isNull();
        if (fits && (valueType != "timestamp"_L1 || value->isNumber()))
            return *value;
    }
    return Value::string(text);
}

QString textOfValue(const Value &value)
{
    if (value.isString())
        return value.string();
    return QString::fromUtf8(value.isContext() || value.isList() ? Json::write(value, Json::Style::Indented)
                                                                 : Json::write(value));
}

QString partId(const std::vector<ValuePath::Step> &steps)
{
    return ValuePath(steps).toText(ValuePath::Indices::FromZero);
}

/// A member of the operation's own may have a name that stands in backticks when something is below it.
std::vector<ValuePath::Step> stepsOfField(const Field &field)
{
    const Result<ValuePath> path = ValuePath::parse(field.id, ValuePath::Indices::FromZero);
    return path ? path->steps() : std::vector<ValuePath::Step> {field.id.toUtf8()};
}

void visitParts(const Aws::Shape &shape, const Value &value, std::vector<ValuePath::Step> &steps, bool isSecret,
                const PartVisitor &visit)
{
    const bool isList = shape.type == Aws::ShapeType::List;
    if (!isNested(shape) || (isList ? !value.isList() : !value.isContext()))
        return;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (isList)
            steps.emplace_back(i + 1);
        else
            steps.emplace_back(value.keyAt(i).toByteArray());
        const Value part = isList ? value.at(i) : value.valueAt(i);
        const Aws::Member *member = memberBelow(shape, steps.back());
        const bool isPartSecret = isSecret || (member && member->shape->sensitive);
        visit(steps, member, part, isPartSecret);
        if (member && !member->jsonValue)
            visitParts(*member->shape, part, steps, isPartSecret, visit);
        steps.pop_back();
    }
}

} // namespace Plugboard::Form
