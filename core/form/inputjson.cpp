#include "core/form/inputjson.h"

#include "core/form/savedform.h"

#include <algorithm>

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

} // namespace

QByteArray inputJson(const FormState &state)
{
    const Value inputs = savedForm(state).inputs;
    return Json::write(inputs.isContext() ? inputs : ContextBuilder().build(), Json::Style::Indented);
}

Result<FormState> withInputJson(const FormState &state, QByteArrayView utf8)
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
    restore({*inputs, {}, {}, {}}, changed);
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
            notes.append({duplicate.pointer, duplicate.position, u"stands here twice; only the last one counts"_s, true});
    }
    std::stable_sort(notes.begin(), notes.end(), [](const JsonNote &a, const JsonNote &b) {
        return a.position.offset < b.position.offset;
    });
    return notes;
}

} // namespace Plugboard::Form
