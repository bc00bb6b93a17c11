#pragma once

#include "core/workspace/workspace.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace Plugboard::Models {

/// The workspace that a window shows: its tree of requests, its environments and which of them is chosen.
///
/// All file work runs in one worker, in the order it was asked for, so the window never waits and no save overtakes another.
/// Every change ends in its own signal or in failed(); the tree is read again after each. Lives in the GUI thread.
class OpenWorkspace final : public QObject
{
    Q_OBJECT

public:
    explicit OpenWorkspace(Workspace::Workspace workspace, QObject *parent = nullptr);
    /// Waits for what is being written.
    ~OpenWorkspace() override;

    const Workspace::Workspace &workspace() const { return m_workspace; }
    const Workspace::Item &requests() const { return m_requests; } ///< Empty until the first treeChanged()
    const QList<Workspace::Environment> &environments() const { return m_environments; }
    const Workspace::Environment &environment() const { return m_environment; } ///< The chosen one

    /// Reads tree and environments again.
    void reload();
    /// Before the first environmentsChanged() it is remembered; later an unknown name changes nothing.
    void chooseEnvironment(const QString &name);
    void saveEnvironment(const Workspace::Environment &environment);

    void load(const QString &path); ///< loaded()
    /// `overwrite`: what somebody else changed meanwhile is replaced. saved(), or saveFailed() after conflicted() or failed().
    void save(const QString &path, const Workspace::Request &request, const QByteArray &loadedHash,
              const QStringList &secretKeys, bool overwrite = false, const QStringList &allowedSecrets = {});
    void add(const QString &folderPath, const QString &name, const Workspace::Request &request,
             const QStringList &secretKeys, const QStringList &allowedSecrets = {}); ///< added(), or addFailed() after failed()
    void addFolder(const QString &folderPath, const QString &name);
    void duplicate(const QString &path); ///< added()
    void rename(const QString &path, const QString &name); ///< moved()
    void move(const QString &path, const QString &folderPath, const QString &before); ///< moved()
    void remove(const QString &path); ///< removed()
    /// Brings the last removed item back; does nothing if there is none.
    void undoRemove();

signals:
    void treeChanged();
    void environmentsChanged();
    void environmentChosen(const Plugboard::Workspace::Environment &environment);
    void loaded(const QString &path, const Plugboard::Workspace::LoadedRequest &request);
    void saved(const QString &path, const QByteArray &hash);
    void added(const QString &path, const QByteArray &hash);
    void moved(const QString &from, const QString &to);
    void removed(const QString &path);
    /// A file that is to be saved was changed by somebody else.
    void conflicted(const QString &path, const Plugboard::Error &error);
    void saveFailed(const QString &path);
    void addFailed();
    /// `path` may be empty.
    void failed(const QString &path, const Plugboard::Error &error);

private:
    struct Tree
    {
        Workspace::Item requests;
        QList<Workspace::Environment> environments;
        Errors problems;
    };

    /// Runs `change` on a copy of the workspace in the worker, tells its value to `tell` or its error to `fail`, then reads
    /// the tree again.
    template <typename Change, typename Tell, typename Fail>
    void perform(Change change, Tell tell, Fail fail);
    template <typename Change, typename Tell>
    void perform(const QString &path, Change change, Tell tell);
    void take(const Tree &tree);

    Workspace::Workspace m_workspace;
    Workspace::Item m_requests;
    QList<Workspace::Environment> m_environments;
    Workspace::Environment m_environment;
    QString m_wantedEnvironment; ///< Chosen before the environments were read
    std::optional<Workspace::Removed> m_removed;
    QThreadPool m_worker; ///< One thread
};

} // namespace Plugboard::Models
