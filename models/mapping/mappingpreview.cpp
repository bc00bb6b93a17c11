#include "models/mapping/mappingpreview.h"

namespace Plugboard::Models {

namespace {

constexpr std::chrono::milliseconds typingPause {60};

} // namespace

MappingPreview::MappingPreview(const Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_task(typingPause)
{
}

void MappingPreview::setRequest(OpenRequest *request)
{
    if (m_request)
        disconnect(m_request, nullptr, this, nullptr);
    m_request = request;
    if (request) {
        connect(request, &OpenRequest::rulesChanged, this, &MappingPreview::update);
        connect(request, &OpenRequest::runChanged, this, &MappingPreview::update);
    }
    update();
}

void MappingPreview::setSample(const Value &response)
{
    m_sample = response;
    update();
}

/// The last one, or one made of the sample; null: there is no answer.
std::shared_ptr<const Invocation::Run> MappingPreview::run() const
{
    if (!m_hasAnswer || !m_request)
        return nullptr;
    if (!m_isSample)
        return m_request->lastRun();
    auto recorded = std::make_shared<Invocation::Run>();
    recorded->outcome = Invocation::Outcome::Success;
    recorded->response = m_sample;
    return recorded;
}

Assistant::SightOf MappingPreview::sight(MappingExpression which) const
{
    return mappingSight(run(), m_request ? m_request->rules() : Output::Rules {}, which);
}

void MappingPreview::update()
{
    const bool hadAnswer = m_hasAnswer;
    const std::shared_ptr<const Invocation::Run> last = m_request ? m_request->lastRun() : nullptr;
    const bool hasRun = last && last->status != 0;
    m_hasAnswer = m_request && (hasRun || !m_sample.isNull());
    m_isSample = m_hasAnswer && !hasRun;
    if (!m_hasAnswer && (hadAnswer || !m_request)) {
        m_mapped = {};
        emit changed();
    }
    if (!m_request) {
        m_task.cancel();
        return;
    }
    m_task.ask([this, run = run(), rules = m_request->rules(),
                &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, mapped = run ? mapRun(*run, rules, environment) : Output::checked(rules, environment)] {
            m_mapped = mapped;
            emit changed();
        };
    });
}

} // namespace Plugboard::Models
