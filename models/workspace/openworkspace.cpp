#include "models/workspace/openworkspace.h"

#include "models/background.h"

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

OpenWorkspace::OpenWorkspace(Workspace::Workspace workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(std::move(workspace))
{
    m_worker.setMaxThreadCount(1);
}

OpenWorkspace::~OpenWorkspace()
{
    m_worker.waitForDone();
}

template <typename Change, typename Tell, typename Fail>
void OpenWorkspace::perform(Change change, Tell tell, Fail fail)
{
    inBackground(
        m_worker, this, [workspace = m_workspace, change = std::move(change)]() mutable { return change(workspace); },
        [this, tell = std::move(tell), fail = std::move(fail)](const auto &result) {
            if (result)
                tell(*result);
            else
                fail(result.error());
            reload();
        });
}

template <typename Change, typename Tell>
void OpenWorkspace::perform(const QString &path, Change change, Tell tell)
{
    perform(std::move(change), std::move(tell), [this, path](const Error &error) { emit failed(path, error); });
}

void OpenWorkspace::reload()
{
    inBackground(
        m_worker, this,
        [workspace = m_workspace] {
            Tree tree;
            tree.requests = workspace.requests();
            tree.environments = workspace.environments(tree.problems);
            return tree;
        },
        [this](const Tree &tree) { take(tree); });
}

void OpenWorkspace::take(const Tree &tree)
{
    m_requests = tree.requests;
    m_environments = tree.environments;
    for (const Error &problem : tree.problems)
        emit failed({}, problem);
    emit treeChanged();
    emit environmentsChanged();
    QString wanted = m_wantedEnvironment.isEmpty() ? m_environment.name : m_wantedEnvironment;
    const auto hasName = [&wanted](const Workspace::Environment &environment) { return environment.name == wanted; };
    // The one that needs no account first, so that a first click can do no harm.
    if (std::none_of(m_environments.begin(), m_environments.end(), hasName)) {
        const auto safest = std::find_if(m_environments.begin(), m_environments.end(),
                                         [](const Workspace::Environment &environment) { return environment.sandbox; });
        wanted = safest != m_environments.end() ? safest->name : m_environments.value(0).name;
    }
    m_wantedEnvironment.clear();
    chooseEnvironment(wanted);
}

void OpenWorkspace::chooseEnvironment(const QString &name)
{
    if (m_environments.isEmpty()) {
        m_wantedEnvironment = name;
        return;
    }
    for (const Workspace::Environment &environment : std::as_const(m_environments)) {
        if (environment.name != name)
            continue;
        m_environment = environment;
        emit environmentChosen(m_environment);
        return;
    }
}

void OpenWorkspace::saveEnvironment(const Workspace::Environment &environment)
{
    perform(
        environment.name,
        [environment](Workspace::Workspace &workspace) { return workspace.saveEnvironment(environment); }, [](Done) {});
}

void OpenWorkspace::load(const QString &path)
{
    inBackground(
        m_worker, this, [workspace = m_workspace, path] { return workspace.load(path); },
        [this, path](const Result<Workspace::LoadedRequest> &result) {
            if (result)
                emit loaded(path, *result);
            else
                emit failed(path, result.error());
        });
}

void OpenWorkspace::save(const QString &path, const Workspace::Request &request, const QByteArray &loadedHash,
                         const QStringList &secretKeys, bool overwrite, const QStringList &allowedSecrets)
{
    perform(
        [=, hash = overwrite ? QByteArray() : loadedHash](Workspace::Workspace &workspace) {
            return workspace.save(path, request, hash, secretKeys, allowedSecrets);
        },
        [this, path](const QByteArray &hash) { emit saved(path, hash); },
        [this, path](const Error &error) {
            if (error.code == ErrorCode::Conflict)
                emit conflicted(path, error);
            else
                emit failed(path, error);
            emit saveFailed(path);
        });
}

void OpenWorkspace::add(const QString &folderPath, const QString &name, const Workspace::Request &request,
                        const QStringList &secretKeys, const QStringList &allowedSecrets)
{
    using Added = std::pair<QString, QByteArray>;
    perform(
        [=](Workspace::Workspace &workspace) {
            return workspace.add(folderPath, name, request, secretKeys, allowedSecrets)
                .andThen([&](const QString &path) {
                    return workspace.load(path).transform(
                        [&](const Workspace::LoadedRequest &now) { return Added(path, now.hash); });
                });
        },
        [this](const Added &item) { emit added(item.first, item.second); },
        [this, folderPath](const Error &error) {
            emit failed(folderPath, error);
            emit addFailed();
        });
}

void OpenWorkspace::addFolder(const QString &folderPath, const QString &name)
{
    perform(
        folderPath, [=](Workspace::Workspace &workspace) { return workspace.addFolder(folderPath, name); },
        [](const QString &) {});
}

void OpenWorkspace::duplicate(const QString &path)
{
    perform(
        path, [path](Workspace::Workspace &workspace) { return workspace.duplicate(path); },
        [this](const QString &copy) { emit added(copy, {}); });
}

void OpenWorkspace::rename(const QString &path, const QString &name)
{
    perform(
        path, [=](Workspace::Workspace &workspace) { return workspace.rename(path, name); },
        [this, path](const QString &newPath) { emit moved(path, newPath); });
}

void OpenWorkspace::move(const QString &path, const QString &folderPath, const QString &before)
{
    perform(
        path, [=](Workspace::Workspace &workspace) { return workspace.move(path, folderPath, before); },
        [this, path](const QString &newPath) { emit moved(path, newPath); });
}

void OpenWorkspace::remove(const QString &path)
{
    perform(
        path, [path](Workspace::Workspace &workspace) { return workspace.remove(path); },
        [this, path](const Workspace::Removed &item) {
            m_removed = item;
            emit removed(path);
        });
}

void OpenWorkspace::undoRemove()
{
    if (!m_removed)
        return;
    perform(
        m_removed->path,
        [item = *std::exchange(m_removed, std::nullopt)](Workspace::Workspace &workspace) {
            return workspace.restore(item);
        },
        [](Done) {});
}

} // namespace Plugboard::Models
