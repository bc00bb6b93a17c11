#include "models/request/draftkeeper.h"

#include "models/background.h"

namespace Plugboard::Models {

DraftKeeper::DraftKeeper(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_worker.setMaxThreadCount(1);
}

DraftKeeper::~DraftKeeper()
{
    m_worker.waitForDone();
}

void DraftKeeper::load()
{
    using Loaded = std::pair<QList<Draft>, Errors>;
    inBackground(
        m_worker, this,
        [folder = m_folder] {
            Loaded all;
            all.first = loadDrafts(folder, all.second);
            return all;
        },
        [this](const Loaded &all) { emit loaded(all.first, all.second); });
}

void DraftKeeper::keep(const QList<Draft> &drafts)
{
    m_waiting = drafts;
    m_isWaiting = true;
    if (!m_isWriting)
        write();
}

void DraftKeeper::write()
{
    m_isWaiting = false;
    m_isWriting = true;
    inBackground(
        m_worker, this,
        [folder = m_folder, drafts = std::exchange(m_waiting, {})] { return saveDrafts(folder, drafts); },
        [this](const Result<Done> &saved) {
            m_isWriting = false;
            if (!saved)
                emit failed(saved.error());
            if (m_isWaiting)
                write();
        });
}

Result<Done> DraftKeeper::keepNow(const QList<Draft> &drafts)
{
    m_isWaiting = false;
    m_worker.waitForDone();
    return saveDrafts(m_folder, drafts);
}

} // namespace Plugboard::Models
