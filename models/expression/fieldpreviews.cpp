#include "models/expression/fieldpreviews.h"

#include "core/feel/functions/builtin.h"
#include "core/form/parts.h"
#include "core/inputs/inputs.h"

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds pauseBetweenKeys {80};
constexpr int shownValueCharacters = 200;

/// Names by which an expression could reach keys that were typed in plain text.
class SecretNames final
{
public:
    /// Secrets that are named ({{secrets.NAME}}) are put in later; until then nothing can leak.
    void learn(const Form::FormState &state, const Form::Field &field)
    {
        const QString text = state.text(field.id);
        if (field.target != Form::Target::Input || text.isEmpty())
            return;
        const bool isKey = (field.secret && !state.isExpression(field) && !text.contains("{{"_L1))
            || !Form::plainSecretsInside(state, field).isEmpty();
        if (isKey || (state.isExpression(field) && areIn(text)))
            m_names += withoutBlanks(field.path).split(u'.');
    }

    /// Rather too often than once too little: a name inside a literal counts too.
    bool areIn(const QString &text) const
    {
        if (m_names.isEmpty())
            return false;
        const QString plain = withoutBlanks(text);
        return std::any_of(m_names.begin(), m_names.end(), [&](const QString &name) { return plain.contains(name); });
    }

private:
    /// FEEL takes any blanks in a name for one.
    static QString withoutBlanks(const QString &text)
    {
        QString plain = text;
        return plain.removeIf([](QChar letter) { return letter.isSpace(); });
    }

    QStringList m_names;
};

FieldPreview errorPreview(const QString &text, const Feel::Diagnostic &error)
{
    // People count from what they see, without the mark.
    const int column = error.line == 1 ? std::max(1, error.column - int(expressionMark(text))) : error.column;
    FieldPreview preview;
    preview.isError = true;
    preview.text = FieldPreviews::tr("%1 (line %2, column %3)").arg(error.message).arg(error.line).arg(column);
    return preview;
}

FieldPreview previewOf(const QString &text, const Inputs::Preview &answer)
{
    FieldPreview preview;
    if (answer.outcome.ok())
        preview.text = Feel::quoted(answer.outcome.value, shownValueCharacters);
    else
        preview = errorPreview(text, *answer.outcome.error);
    preview.findings = findingsOf(answer.errors, Finding::Severity::Error)
        + findingsOf(answer.outcome.warnings, Finding::Severity::Warning)
        + findingsOf(answer.hints, Finding::Severity::Hint);
    return preview;
}

/// Headers and properties are sent as text and evaluated later, if at all; here only their grammar counts.
bool isEvaluatedHere(const Form::Field &field)
{
    return field.target == Form::Target::Input || field.target == Form::Target::JobType
        || field.target == Form::Target::Retries;
}

Feel::ParseOptions optionsFor(const Value &variables, const Feel::Environment &environment)
{
    const Feel::Scope scope(variables);
    return {
        .names = Feel::unusualNames(scope), .entryNames = Feel::unusualEntryNames(scope), .limits = environment.limits};
}

std::optional<FieldPreview> grammarPreview(const QString &text, const Feel::ParseOptions &options)
{
    Feel::ParseOptions withConnectors = options;
    withConnectors.functions = &Feel::connectorFunctions();
    const Feel::Parsed parsed = Feel::Expression::parse(text, withConnectors);
    if (parsed.ok() && parsed.hints.isEmpty())
        return std::nullopt;
    FieldPreview preview = parsed.ok() ? FieldPreview {} : errorPreview(text, parsed.errors.first());
    preview.findings = findingsOf(parsed, {});
    return preview;
}

QStringList variablesIn(const QString &text, const Value &variables, const Feel::ParseOptions &options)
{
    QStringList names;
    for (const QByteArray &name : Feel::Expression::parse(text, options).expression.variables()) {
        if (variables.find(name))
            names.append(QString::fromUtf8(name));
    }
    names.sort();
    return names;
}

FieldPreview valuePreview(const Form::FormState &state, const Form::Field &field, const SecretNames &secrets,
                          const Value &variables, const Feel::ParseOptions &options,
                          const Feel::Environment &environment)
{
    const QString text = state.text(field.id);
    const Inputs::Preview answer = Inputs::preview(state, field.id, variables, environment);
    FieldPreview preview = previewOf(text, answer);
    const bool hasNoValues = answer.outcome.error && answer.outcome.error->kind == Feel::Kind::Syntax;
    if (secrets.areIn(text) && !hasNoValues)
        preview = {.text = FieldPreviews::tr("not shown: it reads a secret"), .isError = preview.isError};
    preview.variables = variablesIn(text, variables, options);
    return preview;
}

QHash<QString, FieldPreview> evaluate(const Form::FormState &state, const Value &variables,
                                      const Feel::Environment &environment)
{
    QHash<QString, FieldPreview> previews;
    SecretNames secrets;
    const Feel::ParseOptions options = optionsFor(variables, environment);
    for (const Form::Field &field : state.form()->fields) {
        if (environment.stop.stop_requested())
            return {};
        if (!state.isActive(field.id))
            continue;
        const QString text = state.text(field.id);
        const bool hasValue = expressionMark(text) < text.size();
        // A password's value is not shown, whatever its expression says.
        if (field.isShown() && hasValue && state.isExpression(field) && !field.secret) {
            if (isEvaluatedHere(field))
                previews.insert(field.id, valuePreview(state, field, secrets, variables, options, environment));
            else if (const std::optional<FieldPreview> preview = grammarPreview(text, options))
                previews.insert(field.id, *preview);
        }
        for (const Form::Field &part : Form::expressionsInside(state, field)) {
            if (!part.secret && expressionMark(state.text(part.id)) < state.text(part.id).size())
                previews.insert(part.id, valuePreview(state, part, secrets, variables, options, environment));
        }
        secrets.learn(state, field);
    }
    return previews;
}

} // namespace

qsizetype expressionMark(QStringView text)
{
    if (!text.startsWith(u'='))
        return 0;
    qsizetype length = 1;
    while (length < text.size() && text.at(length) == u' ')
        ++length;
    return length;
}

FieldPreviews::FieldPreviews(const Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_task(pauseBetweenKeys)
{
}

void FieldPreviews::setRequest(OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    if (request)
        connect(request, &OpenRequest::textChanged, this, &FieldPreviews::update);
    m_previews.clear();
    emit changed();
    update();
}

void FieldPreviews::setVariables(const Value &variables)
{
    m_variables = variables;
    update();
}

void FieldPreviews::update()
{
    if (!m_request)
        return m_task.cancel();
    m_task.ask([this, state = m_request->state(), variables = m_variables,
                &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, previews = evaluate(state, variables, environment)] {
            m_previews = previews;
            emit changed();
        };
    });
}

} // namespace Plugboard::Models
