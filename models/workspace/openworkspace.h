#pragma once

#include "core/workspace/workspace.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

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
    /// An unknown name changes nothing now, but is chosen if the next reading brings it.
    void chooseEnvironment(const QString &name);
    /// One that is not among environments() is made and chosen. Refused if its file is not what was read last.
    void saveEnvironment(const Workspace::Environment &environment); ///< environmentSaved()

    void load(const QString &path); ///< loaded()
    /// `overwrite`: what somebody else changed meanwhile is replaced. saved(), or saveFailed() after conflicted() or failed().
    void save(const QString &path, const Workspace::Request &request, const QByteArray &loadedHash,
              const QStringList &secretKeys, bool overwrite = false, const QStringList &allowedSecrets = {});
    void add(const QString &folderPath, const QString &name, const Workspace::Request &request,
             const QStringList &secretKeys,
             const QStringList &allowedSecrets = {}); ///< added(), or addFailed() after failed()
    void addFolder(const QString &folderPath, const QString &name); ///< folderAdded()
    void duplicate(const QString &path); ///< added()
    void rename(const QString &path, const QString &name); ///< moved()
    void move(const QString &path, const QString &folderPath, const QString &before); ///< moved()
    void remove(const QString &path); ///< removed()
    /// Brings the last removed item back, then the one before it …; does nothing if there is none. restored()
    void undoRemove();
    bool canUndoRemove() const { return !m_removed.isEmpty(); }

signals:
    void treeChanged();
    void environmentsChanged();
    /// Another one, or the same with other content.
    void environmentChosen(const Plugboard::Workspace::Environment &environment);
    void loaded(const QString &path, const Plugboard::Workspace::LoadedRequest &request);
    void saved(const QString &path, const QByteArray &hash);
    void added(const QString &path, const QByteArray &hash);
    void moved(const QString &from, const QString &to);
    void removed(const QString &path);
    void restored(const QString &path);
    void folderAdded(const QString &path);
    void environmentSaved(const QString &name);
    /// Only of save(): the file was changed by somebody else since it was loaded.
    void conflicted(const QString &path, const Plugboard::Error &error);
    void saveFailed(const QString &path);
    void addFailed();
    /// `path` may be empty. What is wrong with a file on disk is told once.
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
    void takeEnvironments(const QList<Workspace::Environment> &environments);
    const Workspace::Environment *findEnvironment(const QString &name) const;

    Workspace::Workspace m_workspace;
    Workspace::Item m_requests;
    QList<Workspace::Environment> m_environments;
    Workspace::Environment m_environment;
    QString m_wantedEnvironment; ///< Chosen before it was read
    bool m_wasRead = false;
    Errors m_problems; ///< Told already
    QList<Workspace::Removed> m_removed; ///< The newest last
    QThreadPool m_worker; ///< One thread
};

} // namespace Plugboard::Models
