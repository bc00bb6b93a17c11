#include "core/inputs/evaluation_p.h"

#include "core/form/parts.h"
#include "core/inputs/literals_p.h"
#include "core/inputs/secretview_p.h"
#include "core/value/json.h"

#include <algorithm>

namespace Plugboard::Inputs {

using namespace Qt::StringLiterals;

using Form::Field;
using Form::Target;

namespace {

QByteArrayList stepsOf(const QString &path)
{
    return path.toUtf8().split('.');
}

QString nameOf(const Field &field)
{
    return field.path.isEmpty() ? field.id : field.path;
}

/// The field of the form that a part is inside of; its own id for a field.
QString ownerOf(const Form::Form &form, const Field &field)
{
    if (!form.model || form.find(field.id))
        return field.id;
    const Result<ValuePath> path = ValuePath::parse(field.id, ValuePath::Indices::FromZero);
    return path ? QString::fromUtf8(std::get<QByteArray>(path->steps().front())) : field.id;
}

} // namespace

Evaluation::Evaluation(const Form::FormState &state, const Value &variables, const Feel::Environment &environment)
    : m_state(state)
    , m_environment(environment)
    , m_base(variables)
{
    m_base.push(ContextBuilder().set("camunda", camundaContext(variables)).build());
    m_baseNames = Feel::unusualNames(m_base);
    learnNames(variables);
}

Evaluated Evaluation::run()
{
    for (const Field &field : m_state.form()->fields) {
        if (m_state.isActive(field.id))
            take(field);
    }
    if (m_result.jobType.isEmpty())
        m_result.jobType = m_state.form()->jobType;
    m_result.inputs = Json::plain(m_inputs.value());
    m_result.headers = m_headers.build();
    m_result.properties = m_properties.build();
    return std::move(m_result);
}

Preview Evaluation::runFor(const Field &wanted)
{
    const QSet<QString> needed = neededBy(wanted);
    const QString owner = ownerOf(*m_state.form(), wanted);
    for (const Field &field : m_state.form()->fields) {
        if (field.id == owner)
            break;
        if (needed.contains(field.id))
            takeInput(field);
    }
    Answer result = answer(wanted);
    if (!result.errors.isEmpty())
        result.outcome.error = result.errors.first();
    return {result.outcome, result.errors, result.hints};
}

Feel::Sight Evaluation::sightFor(const Field &wanted)
{
    const QString owner = ownerOf(*m_state.form(), wanted);
    for (const Field &field : m_state.form()->fields) {
        if (field.id == owner || m_environment.stop.stop_requested())
            break;
        if (field.target != Target::Input || !m_state.isActive(field.id))
            continue;
        if (field.secret || !Form::plainSecretsInside(m_state, field).isEmpty())
            takeKey(field);
        else
            takeInput(field);
    }
    const bool isPart = owner != wanted.id;
    const QByteArrayList path = stepsOf(wanted.target == Target::Input && !isPart ? wanted.path : QString());
    return {m_inputs.scopeAt(path, m_base), optionsAt(path)};
}

void Evaluation::take(const Field &field)
{
    const qsizetype before = m_result.findings.size();
    m_result.findings.append(m_state.findings(field));
    const qsizetype behind = m_result.findings.size();
    for (const Form::Finding &doubt : m_state.warnings(field))
        m_result.warnings.append(
            {doubt.field, Feel::Diagnostic {.kind = Feel::Kind::InvalidType, .message = doubt.message}});
    // What is wrong inside JSON that can be read hides no broken expression beside it.
    const bool isSound = behind == before || !m_state.value(field.id).isNull();
    switch (field.target) {
    case Target::Input:
        takeInput(field);
        break;
    case Target::Header:
        takeHeader(field);
        break;
    case Target::Property:
        if (isSent(field))
            m_properties.set(field.path, Value::string(m_state.text(field.id)));
        break;
    case Target::JobType:
        m_result.jobType = takeText(field);
        break;
    case Target::Retries:
        m_result.retries = takeText(field);
        break;
    case Target::None:
        break;
    }
    // The constraint has been named already; what follows from it would say the same in other
    // words.
    if (!isSound)
        m_result.findings.resize(behind);
}

void Evaluation::takeInput(const Field &field)
{
    if (!isSent(field))
        return;
    const Answer result = answer(field);
    complain(field, result.errors);
    if (!result.errors.isEmpty())
        return;
    for (const Feel::Diagnostic &warning : result.outcome.warnings)
        m_result.warnings.append({nameOf(field), warning});
    const QByteArrayList path = stepsOf(field.path);
    for (const QByteArray &step : path.sliced(1))
        learnName(step);
    learnNames(result.outcome.value);
    m_inputs.set(path, result.outcome.value);
}

/// For the eyes of people: a key that is not a mere reference is dots, and so is all that is made from it.
void Evaluation::takeKey(const Field &field)
{
    if (!isSent(field))
        return;
    const QString text = m_state.text(field.id).trimmed();
    const bool isReference = text.startsWith("{{"_L1) && text.endsWith("}}"_L1) && text.count("{{"_L1) == 1;
    const QByteArrayList path = stepsOf(field.path);
    for (const QByteArray &step : path.sliced(1))
        learnName(step);
    m_inputs.set(path, Value::string(isReference ? text : u"•••"_s));
}

/// Headers are texts at run time. One that will be read as FEEL later is parsed now, so that
/// nothing is sent for nothing.
void Evaluation::takeHeader(const Field &field)
{
    if (!isSent(field))
        return;
    const QString text = m_state.text(field.id);
    if (field.feel != Form::FeelMode::Never && m_state.isExpression(field))
        complain(field, Feel::Expression::parse(text, optionsAt({})).errors);
    m_headers.set(field.path, Value::string(text));
}

/// Job type and retries: a text, which may be the result of an expression.
QString Evaluation::takeText(const Field &field)
{
    if (!m_state.isExpression(field))
        return m_state.text(field.id);
    const Answer result = answer(field);
    complain(field, result.errors);
    const Value value = Json::plain(result.outcome.value);
    if (result.errors.isEmpty() && !value.isString() && !value.isNumber())
        m_result.findings.append(
            {nameOf(field), u"must be a text, but the expression is a %1"_s.arg(value.typeName())});
    return value.isNumber() ? QString::fromUtf8(value.numberText()) : value.string();
}

/// Empty text is sent only where a person put it and the field does not leave it out.
bool Evaluation::isSent(const Field &field) const
{
    const QString text = m_state.text(field.id);
    if (!text.isEmpty())
        return text != "="_L1;
    const bool isText = field.valueType.isEmpty() || field.valueType == "string"_L1;
    const bool isPlain = field.type != Form::FieldType::Number && field.type != Form::FieldType::Boolean;
    return isText && isPlain && !field.omitEmpty && m_state.isTyped(field.id);
}

Evaluation::Answer Evaluation::answer(const Field &field)
{
    const QString text = m_state.text(field.id);
    const bool isText = field.target == Target::Header || field.target == Target::Property;
    if (m_state.isExpression(field) && !isText)
        return field.secret ? withoutQuotes(answerOfExpression(field)) : answerOfExpression(field);
    if (field.type == Form::FieldType::Json && !isText)
        return answerOfJson(field);
    Answer result;
    const Result<Value> value = isText ? Value::string(text) : literal(field, text);
    if (value)
        result.outcome.value = *value;
    else
        result.errors = {{.kind = Feel::Kind::InvalidType, .message = value.error().message}};
    return result;
}

/// What is said of an expression repeats parts of it. A key that is typed where FEEL is expected reads as a name.
Evaluation::Answer Evaluation::withoutQuotes(Answer answer)
{
    const auto hide = [](Feel::Diagnostic &diagnostic, const QString &what) {
        diagnostic.message = what + u"; a key is written in quotes, or without ="_s;
    };
    for (Feel::Diagnostic &error : answer.errors)
        hide(error, u"the expression cannot be used"_s);
    if (answer.outcome.error)
        hide(*answer.outcome.error, u"the expression cannot be used"_s);
    for (Feel::Diagnostic &warning : answer.outcome.warnings)
        hide(warning, u"the expression gives null"_s);
    return answer;
}

Evaluation::Answer Evaluation::answerOfExpression(const Field &field)
{
    const bool isPart = ownerOf(*m_state.form(), field) != field.id;
    return answerOfExpression(m_state.text(field.id),
                              stepsOf(field.target == Target::Input && !isPart ? field.path : QString()));
}

Evaluation::Answer Evaluation::answerOfExpression(const QString &text, const QByteArrayList &path)
{
    const Feel::Parsed parsed = Feel::Expression::parse(text, optionsAt(path));
    Answer result;
    result.errors = parsed.errors;
    result.hints = parsed.hints;
    if (!parsed.ok())
        return result;
    result.outcome = parsed.expression.evaluate(m_inputs.scopeAt(path, m_base), m_environment);
    if (result.outcome.error)
        result.errors = {*result.outcome.error};
    return result;
}

Feel::ParseOptions Evaluation::optionsAt(const QByteArrayList &path) const
{
    Feel::ParseOptions options;
    options.names = m_baseNames + m_inputs.unusualNamesAt(path);
    options.entryNames = m_entryNames;
    options.limits = m_environment.limits;
    return options;
}

void Evaluation::complain(const Field &field, const QList<Feel::Diagnostic> &errors)
{
    for (const Feel::Diagnostic &error : errors) {
        const QString message = m_state.isExpression(field)
            ? u"%1 (line %2, column %3)"_s.arg(error.message).arg(error.line).arg(error.column)
            : error.message;
        m_result.findings.append({nameOf(field), message});
    }
}

void Evaluation::learnName(const QByteArray &name)
{
    if (Feel::isPlainName(name) || m_knownEntryNames.contains(name))
        return;
    m_entryNames.append(name);
    m_knownEntryNames.insert(name);
}

/// Entries such as "content-type" must be known before an expression that reads them is parsed.
void Evaluation::learnNames(const Value &value)
{
    if (!value.isContext() && !value.isList())
        return;
    const Feel::Scope below(ContextBuilder().set("value", value).build());
    for (const QByteArray &name : Feel::unusualEntryNames(below))
        learnName(name);
}

QStringList Evaluation::expressionsOf(const Field &field) const
{
    if (m_state.isExpression(field))
        return {m_state.text(field.id)};
    QStringList texts;
    for (const Field &part : Form::expressionsInside(m_state, field))
        texts.append(m_state.text(part.id));
    return texts;
}

/// Ids of the inputs before `wanted` that it reads, or that those read.
QSet<QString> Evaluation::neededBy(const Field &wanted) const
{
    const QList<Field> &fields = m_state.form()->fields;
    QSet<QByteArray> names;
    bool readsAll = false;
    const auto readNames = [&](const Field &field) {
        for (const QString &text : expressionsOf(field)) {
            const Feel::Parsed parsed = Feel::Expression::parse(text, optionsAt({}));
            names.unite(parsed.expression.variables());
            readsAll = readsAll || !parsed.ok(); // perhaps only until the names of earlier inputs are known
        }
    };
    const auto isRead = [&](const Field &field) {
        const QByteArrayList steps = stepsOf(field.path);
        return readsAll
            || std::any_of(steps.begin(), steps.end(), [&](const QByteArray &step) { return names.contains(step); });
    };
    QSet<QString> needed;
    readNames(wanted);
    qsizetype i = 0;
    const QString owner = ownerOf(*m_state.form(), wanted);
    while (i < fields.size() && fields.at(i).id != owner)
        ++i;
    while (--i >= 0) {
        const Field &field = fields.at(i);
        if (field.target != Target::Input || !m_state.isActive(field.id) || !isRead(field))
            continue;
        needed.insert(field.id);
        readNames(field);
    }
    return needed;
}

} // namespace Plugboard::Inputs
