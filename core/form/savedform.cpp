#include "core/form/savedform.h"

#include "core/form/blobtext.h"
#include "core/form/parts.h"
#include "core/form/shapefields_p.h"

#include <QSet>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

/// Empty text leaves a member out, so an empty value is typed as the expression that gives it.
constexpr auto typedEmptyText = "=\"\""_L1;

Value savedValue(const Field &field, const QString &text)
{
    if (!field.shape)
        return Value::string(text);
    return text == typedEmptyText ? Value::string({}) : valueOfText(field.valueType, text);
}

QString restoredText(const Field &field, const Value &value)
{
    if (field.type == FieldType::Blob && value.size() == 1 && value["base64"].isString())
        return BlobText {BlobText::Kind::Base64, value["base64"].string()}.toText();
    const bool isEmptyText = field.shape && value.isString() && value.utf8().isEmpty();
    return isEmptyText ? QString(typedEmptyText) : textOfValue(value);
}

enum class Part { Inputs, Headers, Properties, Retries };

Part partOf(const Field &field)
{
    switch (field.target) {
    case Target::Header:
        return Part::Headers;
    case Target::Property:
        return Part::Properties;
    case Target::Retries:
        return Part::Retries;
    case Target::Input:
    case Target::JobType:
    case Target::None:
        break;
    }
    return Part::Inputs;
}

Value typedValues(const FormState &state, Part part, const Value &before)
{
    ContextBuilder values;
    QSet<QString> known;
    for (const Field &field : state.form()->fields) {
        if (partOf(field) != part)
            continue;
        known.insert(field.key);
        known.insert(field.path);
        const bool isLeftOut = field.shape && state.text(field.id).isEmpty();
        if (state.isTyped(field.id) && !isLeftOut)
            values.set(field.key.toUtf8(), savedValue(field, state.text(field.id)));
    }
    for (qsizetype index = 0; index < before.size(); ++index) {
        if (const QByteArray key = before.keyAt(index).toByteArray(); !known.contains(QString::fromUtf8(key)))
            values.set(key, before.valueAt(index));
    }
    return values.build();
}

/// By key; by path where that is unique or a field of it is active, so that files written by hand work too.
const Field *fieldFor(const FormState &state, Part part, const QString &key)
{
    const Field *byPath = nullptr;
    for (const Field &field : state.form()->fields) {
        if (partOf(field) != part)
            continue;
        if (field.key == key)
            return &field;
        if (field.path == key && (!byPath || (!state.isActive(byPath->id) && state.isActive(field.id))))
            byPath = &field;
    }
    return byPath;
}

QStringList restorePart(const Value &saved, Part part, FormState &state)
{
    QStringList unknown;
    for (qsizetype index = 0; index < saved.size(); ++index) {
        const QString key = QString::fromUtf8(saved.keyAt(index));
        const Value value = saved.valueAt(index);
        const Field *field = fieldFor(state, part, key);
        if (field && !(field->shape && value.isNull()))
            state.setText(field->id, restoredText(*field, value));
        else if (!field)
            unknown.append(key);
    }
    return unknown;
}

} // namespace

SavedForm savedForm(const FormState &state, const SavedForm &before)
{
    // The state has the unknown members of an operation; somebody may have deleted them since.
    const Value &unknown = state.form()->model ? state.unknownInputs() : before.inputs;
    SavedForm saved {typedValues(state, Part::Inputs, unknown), typedValues(state, Part::Headers, before.headers),
                     typedValues(state, Part::Properties, before.properties), before.retries};
    for (const Field &field : state.form()->fields) {
        if (partOf(field) == Part::Retries)
            saved.retries = state.isTyped(field.id) ? state.text(field.id) : QString();
    }
    return saved;
}

QStringList restore(const SavedForm &saved, FormState &state)
{
    QStringList unknown = restorePart(saved.inputs, Part::Inputs, state);
    ContextBuilder kept;
    for (const QString &key : std::as_const(unknown))
        kept.set(key, saved.inputs[key.toUtf8()]);
    state.setUnknownInputs(kept.build());
    unknown += restorePart(saved.headers, Part::Headers, state);
    unknown += restorePart(saved.properties, Part::Properties, state);
    for (const Field &field : state.form()->fields) {
        if (partOf(field) == Part::Retries && !saved.retries.isEmpty())
            state.setText(field.id, saved.retries);
    }
    return unknown;
}

QStringList secretKeys(const FormState &state)
{
    QStringList keys;
    for (const Field &field : state.form()->fields) {
        if (field.secret)
            keys.append(field.key);
        else
            keys += secretPlacesInside(state, field);
    }
    return keys;
}

} // namespace Plugboard::Form
