#include "models/latesttask.h"

#include "models/background.h"

namespace Plugboard::Models {

LatestTask::LatestTask(std::chrono::milliseconds pause, QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &LatestTask::begin);
}

LatestTask::~LatestTask()
{
    m_stop.request_stop();
}

void LatestTask::ask(Work work)
{
    m_wish = std::move(work);
    m_stop.request_stop();
    m_pause.start();
}

void LatestTask::cancel()
{
    m_wish = {};
    m_pause.stop();
    m_stop.request_stop();
}

void LatestTask::begin()
{
    if (m_isRunning || !m_wish)
        return;
    m_isRunning = true;
    m_stop = std::stop_source();
    inBackground(
        *QThreadPool::globalInstance(), this,
        [work = std::exchange(m_wish, {}), stop = m_stop.get_token()] { return work(stop); },
        [this, stop = m_stop.get_token()](const Show &show) {
            m_isRunning = false;
            if (show && !stop.stop_requested())
                show();
            if (m_wish && !m_pause.isActive())
                begin();
        });
}

} // namespace Plugboard::Models
