#include "core/form/savedform.h"

#include "core/value/json.h"

#include <QSet>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

/// Texts of FEEL and of secrets stay texts whatever the member's type is.
bool isWrittenAsText(const Field &field, const QString &text)
{
    return field.valueType.isEmpty() || text.startsWith(u'=') || text.contains("{{"_L1)
        || field.valueType == "string"_L1 || field.valueType == "timestamp"_L1 || field.valueType == "blob"_L1;
}

/// A text that is no JSON, or a JSON string, is kept as typed, so that restoring gives the same text again.
Value savedValue(const Field &field, const QString &text)
{
    if (!isWrittenAsText(field, text)) {
        if (const Result<Value> value = Json::read(text.toUtf8()); value && !value->isString() && !value->isNull())
            return *value;
    }
    return Value::string(text);
}

QString restoredText(const Value &value)
{
    if (value.isString())
        return value.string();
    return QString::fromUtf8(value.isContext() || value.isList() ? Json::write(value, Json::Style::Indented)
                                                                 : Json::write(value));
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
        if (state.isTyped(field.id))
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
        if (const Field *field = fieldFor(state, part, key))
            state.setText(field->id, restoredText(saved.valueAt(index)));
        else
            unknown.append(key);
    }
    return unknown;
}

} // namespace

SavedForm savedForm(const FormState &state, const SavedForm &before)
{
    SavedForm saved {typedValues(state, Part::Inputs, before.inputs), typedValues(state, Part::Headers, before.headers),
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
    unknown += restorePart(saved.headers, Part::Headers, state);
    unknown += restorePart(saved.properties, Part::Properties, state);
    for (const Field &field : state.form()->fields) {
        if (partOf(field) == Part::Retries && !saved.retries.isEmpty())
            state.setText(field.id, saved.retries);
    }
    return unknown;
}

QStringList secretKeys(const Form &form)
{
    QStringList keys;
    for (const Field &field : form.fields) {
        if (field.secret)
            keys.append(field.key);
    }
    return keys;
}

} // namespace Plugboard::Form
