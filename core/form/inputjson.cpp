#include "core/form/inputjson.h"

#include "core/form/constraints_p.h"
#include "core/form/savedform.h"

#include <algorithm>
#include <functional>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

QString pointerOf(const QString &fieldPath)
{
    const Result<ValuePath> path = ValuePath::parse(fieldPath, ValuePath::Indices::FromZero);
    if (!path)
        return Json::pointerStep({}, fieldPath);
    QString pointer;
    for (const ValuePath::Step &step : path->steps()) {
        const auto *index = std::get_if<qsizetype>(&step);
        pointer = Json::pointerStep(
            pointer, index ? QString::number(*index - 1) : QString::fromUtf8(std::get<QByteArray>(step)));
    }
    return pointer;
}

/// Keys of templates are paths themselves: "topic.topicArn" is one key.
QString pointerIn(const Form &form, const QString &fieldPath)
{
    return form.model ? pointerOf(fieldPath) : Json::pointerStep({}, fieldPath);
}

JsonNote noteAt(QByteArrayView utf8, const QString &pointer, const QString &message, bool isWarning)
{
    return {pointer, Json::locate(utf8, pointer), message, isWarning};
}

/// `change` gets every text with the way to it, as secretKeys() writes it.
using TextChange = std::function<QString(const QString &place, const QString &text)>;
Value withTexts(const Value &value, const QString &place, const TextChange &change)
{
    const auto below = [&place](const QString &step) { return place.isEmpty() ? step : place + u'/' + step; };
    if (value.isString())
        return Value::string(change(place, value.string()));
    if (value.isList()) {
        Value::Items items;
        for (qsizetype i = 0; i < value.size(); ++i)
            items.push_back(withTexts(value.at(i), below(QString::number(i)), change));
        return Value::list(std::move(items));
    }
    if (!value.isContext())
        return value;
    Value::Entries entries;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArray key = value.keyAt(i).toByteArray();
        entries.emplace_back(key, withTexts(value.valueAt(i), below(QString::fromUtf8(key)), change));
    }
    return Value::context(std::move(entries));
}

bool isAtOrBelow(const QString &place, const QStringList &keys)
{
    return std::any_of(keys.begin(), keys.end(), [&place](const QString &key) {
        return place.startsWith(key) && (place.size() == key.size() || place.at(key.size()) == u'/');
    });
}

Value inputsOf(const FormState &state)
{
    const Value inputs = savedForm(state).inputs;
    return inputs.isContext() ? inputs : ContextBuilder().build();
}

} // namespace

QByteArray inputJson(const FormState &state)
{
    return Json::write(inputsOf(state), Json::Style::Indented);
}

ShownJson shownInputJson(const FormState &state)
{
    ShownJson shown;
    const QStringList keys = secretKeys(state);
    const auto hide = [&](const QString &place, const QString &text) {
        const bool isPlain = !isBlank(text) && !text.startsWith(u'=') && !mentionsSecret(text);
        if (!isPlain || !isAtOrBelow(place, keys))
            return text;
        const QString mark = u"•••%1"_s.arg(shown.hidden.size() + 1);
        shown.hidden.insert(mark, text);
        return mark;
    };
    const Value inputs = keys.isEmpty() ? inputsOf(state) : withTexts(inputsOf(state), {}, hide);
    shown.json = Json::write(inputs, Json::Style::Indented);
    return shown;
}

Result<FormState> withInputJson(const FormState &state, QByteArrayView utf8, const QHash<QString, QString> &hidden)
{
    const Result<Value> inputs = Json::read(utf8);
    if (!inputs)
        return Error {Stage::Inputs, ErrorCode::Syntax, u"is no JSON: "_s + inputs.error().message,
                      inputs.error().where};
    if (!inputs->isContext())
        return Error {Stage::Inputs, ErrorCode::Invalid,
                      u"must be a JSON object with the inputs by name, such as {\"name\": \"value\"}"_s, u"1:1"_s};
    FormState changed = state;
    for (const Field &field : state.form()->fields) {
        if (field.target == Target::Input)
            changed.reset(field.id);
    }
    const auto reveal = [&hidden](const QString &, const QString &text) { return hidden.value(text, text); };
    restore({hidden.isEmpty() ? *inputs : withTexts(*inputs, {}, reveal), {}, {}, {}}, changed);
    return changed;
}

QString JsonNote::text() const
{
    return pointer.isEmpty() ? u"%1: %2"_s.arg(position.toText(), message)
                             : u"%1 %2: %3"_s.arg(position.toText(), pointer, message);
}

JsonNote jsonNote(QByteArrayView utf8, const Finding &finding)
{
    return noteAt(utf8, pointerOf(finding.field), finding.message, false);
}

QList<JsonNote> jsonNotes(const FormState &state, QByteArrayView utf8)
{
    QList<JsonNote> notes;
    const Form &form = *state.form();
    const auto add = [&](const QList<Finding> &findings, bool isWarning) {
        for (const Finding &finding : findings)
            notes.append(noteAt(utf8, pointerIn(form, finding.field), finding.message, isWarning));
    };
    for (const Field &field : form.fields) {
        if (field.target != Target::Input)
            continue;
        add(state.findings(field), false);
        add(state.warnings(field), true);
    }
    const Value unknown = state.unknownInputs();
    for (qsizetype i = 0; i < unknown.size(); ++i)
        notes.append(noteAt(utf8, Json::pointerStep({}, QString::fromUtf8(unknown.keyAt(i))),
                            u"the form has no such field; it is kept and not sent"_s, true));
    if (const Result<Json::Document> document = Json::readDocument(utf8)) {
        for (const Json::Duplicate &duplicate : document->duplicates)
            notes.append(
                {duplicate.pointer, duplicate.position, u"stands here twice; only the last one counts"_s, true});
    }
    std::stable_sort(notes.begin(), notes.end(),
                     [](const JsonNote &a, const JsonNote &b) { return a.position.offset < b.position.offset; });
    return notes;
}

} // namespace Plugboard::Form
