#include "models/expression/fieldpreviews.h"

#include "core/inputs/inputs.h"

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds pauseBetweenKeys {80};
constexpr int shownValueCharacters = 200;

FieldPreview previewOf(const Feel::Outcome &outcome)
{
    FieldPreview preview;
    for (const Feel::Diagnostic &warning : outcome.warnings)
        preview.warnings.append(warning.message);
    preview.isError = !outcome.ok();
    preview.text = outcome.ok()
        ? Feel::quoted(outcome.value, shownValueCharacters)
        : u"%1:%2: %3"_s.arg(outcome.error->line).arg(outcome.error->column).arg(outcome.error->message);
    return preview;
}

QHash<QString, FieldPreview> evaluate(const Form::FormState &state, const Value &variables,
                                      const Feel::Environment &environment)
{
    QHash<QString, FieldPreview> previews;
    for (const Form::Field &field : state.form()->fields) {
        if (environment.stop.stop_requested())
            return {};
        // A password's value is not shown, whatever its expression says.
        if (state.isVisible(field.id) && state.isExpression(field) && !field.secret)
            previews.insert(field.id, previewOf(Inputs::preview(state, field.id, variables, environment)));
    }
    return previews;
}

} // namespace

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
