#include "models/workspace/openworkspace.h"

#include "models/background.h"

#include <algorithm>

namespace Plugboard::Models {

using namespace Qt::StringLiterals;

namespace {

/// What can be taken back holds the content of files.
constexpr qsizetype mostRemoved = 20;

bool isSame(const Workspace::Environment &a, const Workspace::Environment &b)
{
    return a.name == b.name && Workspace::writeEnvironment(a) == Workspace::writeEnvironment(b);
}

bool areSame(const QList<Workspace::Environment> &a, const QList<Workspace::Environment> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), isSame);
}

} // namespace

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
    const Errors told = std::exchange(m_problems, tree.problems);
    for (const Error &problem : tree.problems) {
        if (!told.contains(problem))
            emit failed({}, problem);
    }
    emit treeChanged();
    takeEnvironments(tree.environments);
}

void OpenWorkspace::takeEnvironments(const QList<Workspace::Environment> &environments)
{
    const bool isFirst = !std::exchange(m_wasRead, true);
    const bool isOther = isFirst || !areSame(m_environments, environments);
    m_environments = environments;
    if (isOther)
        emit environmentsChanged();
    const Workspace::Environment *chosen = findEnvironment(std::exchange(m_wantedEnvironment, {}));
    if (!chosen)
        chosen = findEnvironment(m_environment.name);
    if (!chosen) {
        // The one that needs no account first, so that a first click can do no harm.
        const auto safest = std::find_if(m_environments.begin(), m_environments.end(),
                                         [](const Workspace::Environment &environment) { return environment.sandbox; });
        chosen = safest != m_environments.end() ? &*safest
            : m_environments.isEmpty()          ? nullptr
                                                : &m_environments.first();
    }
    if (!chosen || (!isFirst && isSame(*chosen, m_environment)))
        return;
    m_environment = *chosen;
    emit environmentChosen(m_environment);
}

const Workspace::Environment *OpenWorkspace::findEnvironment(const QString &name) const
{
    const auto found
        = std::find_if(m_environments.begin(), m_environments.end(),
                       [&name](const Workspace::Environment &environment) { return environment.name == name; });
    return found == m_environments.end() ? nullptr : &*found;
}

void OpenWorkspace::chooseEnvironment(const QString &name)
{
    const Workspace::Environment *chosen = findEnvironment(name);
    m_wantedEnvironment = chosen ? QString() : name;
    if (!chosen || chosen->name == m_environment.name)
        return;
    m_environment = *chosen;
    emit environmentChosen(m_environment);
}

void OpenWorkspace::saveEnvironment(const Workspace::Environment &environment)
{
    // Whoever saves again after a conflict replaces what is known by now.
    const Workspace::Environment *known = findEnvironment(environment.name);
    Workspace::Environment written = environment;
    written.source = known ? known->source : Value();
    perform(
        environment.name, [written](Workspace::Workspace &workspace) { return workspace.saveEnvironment(written); },
        [this, name = environment.name, isNew = !known](Done) {
            if (isNew)
                m_wantedEnvironment = name;
            emit environmentSaved(name);
        });
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
        [this](const QString &path) { emit folderAdded(path); });
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
            m_removed.append(item);
            if (m_removed.size() > mostRemoved)
                m_removed.removeFirst();
            emit removed(path);
        });
}

void OpenWorkspace::undoRemove()
{
    if (m_removed.isEmpty())
        return;
    const Workspace::Removed item = m_removed.takeLast();
    perform(
        [item](Workspace::Workspace &workspace) {
            return workspace.restore(item).transform([&item](Done) { return item.path; });
        },
        [this](const QString &path) { emit restored(path); },
        [this, item](const Error &error) {
            // It exists nowhere else, so it stays for another try.
            m_removed.append(item);
            emit failed(item.path, error);
        });
}

} // namespace Plugboard::Models
