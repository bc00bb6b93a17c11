#include "models/mapping/mappingpreview.h"

namespace Plugboard::Models {

namespace {

constexpr std::chrono::milliseconds typingPause {60};

Output::Mapped map(const Invocation::Run &run, const Output::Rules &rules, int retries,
                   const Feel::Environment &environment)
{
    if (run.failureInScope)
        return Output::mapFailure(*run.failureInScope, rules, retries, environment);
    return Output::mapSuccess(run.response, rules, retries, environment);
}

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

void MappingPreview::update()
{
    std::shared_ptr<const Invocation::Run> run = m_request ? m_request->lastRun() : nullptr;
    const bool hasRun = run && run->status != 0;
    m_hasAnswer = m_request && (hasRun || !m_sample.isNull());
    m_isSample = m_hasAnswer && !hasRun;
    if (!m_hasAnswer) {
        m_task.cancel();
        m_mapped = {};
        emit changed();
        return;
    }
    if (m_isSample) {
        auto recorded = std::make_shared<Invocation::Run>();
        recorded->outcome = Invocation::Outcome::Success;
        recorded->response = m_sample;
        run = recorded;
    }
    m_task.ask([this, run, rules = m_request->rules(),
                &services = m_backend.services](std::stop_token stop) -> LatestTask::Show {
        const Feel::Environment environment = services.expressions(std::move(stop));
        return [this, mapped = map(*run, rules, 0, environment)] {
            m_mapped = mapped;
            emit changed();
        };
    });
}

} // namespace Plugboard::Models
