// The JSON of nested members: a tree in which every text may be an expression.

#include "core/form/parts.h"
#include "core/inputs/evaluation_p.h"
#include "core/inputs/literals_p.h"
#include "core/value/json.h"

namespace Plugboard::Inputs {

using namespace Qt::StringLiterals;

using Form::Field;

namespace {

QString placeName(const std::vector<ValuePath::Step> &steps)
{
    return ValuePath(steps).toText(ValuePath::Indices::FromZero);
}

/// JSON of any kind that is not written as JSON is a text, unless it began as JSON.
bool isBrokenJson(const QString &text)
{
    const QString written = text.trimmed();
    return written.startsWith(u'{') || written.startsWith(u'[') || written.startsWith(u'"');
}

const Aws::Member *memberOf(const Aws::Shape *shape, QByteArrayView key)
{
    if (!shape)
        return nullptr;
    return shape->type == Aws::ShapeType::Map ? &shape->value : shape->member(QString::fromUtf8(key));
}

bool isAnyJson(const Aws::Member *member)
{
    return !member || member->jsonValue || member->shape->document;
}

} // namespace

Evaluation::Answer Evaluation::answerOfJson(const Field &field)
{
    Answer result;
    const bool isAny = Form::nestingOf(field) == Form::Nesting::None;
    const QString text = m_state.text(field.id);
    Value json = m_state.value(field.id);
    if (json.isNull()) {
        const Result<Value> read = literal(field, text);
        if (!read && !(isAny && !isBrokenJson(text))) {
            result.errors = {{.kind = Feel::Kind::InvalidType, .message = read.error().message}};
            return result;
        }
        json = read ? *read : Value::string(text);
    }
    Steps steps {field.id.toUtf8()};
    const Aws::Shape *shape = isAny ? nullptr : field.shape;
    result.outcome.value = json.isList() ? listInside(shape, json, steps, field.secret)
        : json.isContext()               ? contextInside(shape, json, steps, field.secret)
                                         : json;
    return result;
}

Value Evaluation::valueInside(const Aws::Member *member, const Value &value, Steps &steps, bool isSecret)
{
    isSecret = isSecret || (member && member->shape->sensitive);
    const Aws::Shape *shape = isAnyJson(member) ? nullptr : member->shape;
    if (value.isString() && value.utf8().startsWith('='))
        return expressionInside(value.string(), steps, isSecret);
    if (value.isContext())
        return contextInside(shape, value, steps, isSecret);
    if (value.isList())
        return listInside(shape, value, steps, isSecret);
    return isAnyJson(member) ? value : leafInside(*member, value, steps);
}

Value Evaluation::contextInside(const Aws::Shape *shape, const Value &context, Steps &steps, bool isSecret)
{
    const bool isStructure = shape && shape->type == Aws::ShapeType::Structure;
    Value::Entries entries;
    entries.reserve(std::size_t(context.size()));
    for (qsizetype i = 0; i < context.size(); ++i) {
        const QByteArray key = context.keyAt(i).toByteArray();
        const Aws::Member *member = memberOf(shape, key);
        const Value part = context.valueAt(i);
        if (isStructure && (!member || part.isNull()))
            continue; // a warning of the form; a null is a member that is not there
        steps.emplace_back(key);
        entries.emplace_back(key, valueInside(member, part, steps, isSecret));
        steps.pop_back();
    }
    return Value::context(std::move(entries));
}

Value Evaluation::listInside(const Aws::Shape *shape, const Value &list, Steps &steps, bool isSecret)
{
    const Aws::Member *item = shape && shape->type == Aws::ShapeType::List ? &shape->item : nullptr;
    Value::Items items;
    items.reserve(std::size_t(list.size()));
    for (qsizetype i = 0; i < list.size(); ++i) {
        steps.emplace_back(i + 1);
        items.push_back(valueInside(item, list.at(i), steps, isSecret));
        steps.pop_back();
    }
    return Value::list(std::move(items));
}

Value Evaluation::expressionInside(const QString &text, const Steps &steps, bool isSecret)
{
    Answer answer = answerOfExpression(text, {QByteArray()});
    if (isSecret)
        answer = withoutQuotes(std::move(answer));
    const QString name = placeName(steps);
    for (const Feel::Diagnostic &error : answer.errors)
        m_result.findings.append(
            {name, u"%1 (line %2, column %3)"_s.arg(error.message).arg(error.line).arg(error.column)});
    for (const Feel::Diagnostic &warning : answer.outcome.warnings)
        m_result.warnings.append({name, warning});
    return answer.outcome.value;
}

/// What has the wrong type is a finding of the form already.
Value Evaluation::leafInside(const Aws::Member &member, const Value &leaf, const Steps &steps)
{
    if (leaf.isNull())
        return leaf;
    const QString type = Aws::shapeTypeName(member.shape->type);
    const bool isText = member.shape->type == Aws::ShapeType::String;
    if (leaf.isString() == isText && member.shape->type != Aws::ShapeType::Blob)
        return leaf;
    const Result<Value> value
        = awsLiteral(type, leaf.isString() ? leaf.string() : QString::fromUtf8(Json::write(leaf)));
    if (value)
        return *value;
    if (value.error().code != ErrorCode::Invalid) // a file of bytes
        m_result.findings.append({placeName(steps), value.error().message});
    return leaf;
}

} // namespace Plugboard::Inputs
