#include "models/expression/assistant.h"

namespace Plugboard::Models {

namespace {

constexpr std::chrono::milliseconds pauseBeforeAnswers {30};

} // namespace

Assistant::Assistant(const Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_source([] { return [](const Feel::Environment &) { return Feel::Sight(); }; })
    , m_completion(pauseBeforeAnswers)
    , m_signatures(pauseBeforeAnswers)
    , m_explanation(pauseBeforeAnswers)
{
}

void Assistant::setSight(SightOf sight)
{
    m_source = [sight = std::move(sight)] { return sight; };
}

void Assistant::setSightSource(SightSource source)
{
    m_source = std::move(source);
}

void Assistant::complete(const QString &text, int position)
{
    m_completion.ask([=, this, sight = m_source(), &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, text, found = Feel::completionsAt(text, position, sight(environment), environment)] {
            emit completed(text, found);
        };
    });
}

void Assistant::showSignatures(const QString &text, int position)
{
    m_signatures.ask([=, this, sight = m_source(), &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, text, found = Feel::signaturesAt(text, position, sight(environment))] {
            emit signaturesFound(text, found);
        };
    });
}

void Assistant::explain(const QString &text, int position)
{
    m_explanation.ask([=, this, sight = m_source(), &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, text, found = Feel::explainAt(text, position, sight(environment), environment)] {
            emit explained(text, found);
        };
    });
}

} // namespace Plugboard::Models
