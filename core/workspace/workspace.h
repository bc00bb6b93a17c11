#pragma once

#include "core/workspace/environment.h"
#include "core/workspace/request.h"

#include <QList>
#include <QString>

#include <optional>

namespace Plugboard::Workspace {

/// One entry of the tree of requests. Identity is `path`.
struct Item
{
    enum class Kind { Folder, Request, Broken };

    Kind kind = Kind::Folder;
    QString path; ///< Below the workspace's `requests`, with "/": "orders/publish-order.request.json"; "" is the root
    QString name; ///< "publish-order"
    QString rank;
    QString connector; ///< Of a request
    /// Of a broken one: why it cannot be read, with line:column. Of a folder: why its folder.json or what is in it cannot.
    std::optional<Error> problem;
    QList<Item> children; ///< By rank, then name
};

/// What a file was when it was loaded or saved; a different hash on disk means that somebody else changed it since.
struct LoadedRequest
{
    Request request;
    QByteArray hash; ///< SHA-256 of the request file and its side files
};

/// What remove() took away, for undo.
struct Removed
{
    QString path;
    QList<std::pair<QString, QByteArray>> files; ///< Path below `requests` and content; folders end with "/"
    QList<std::pair<QString, QString>> links; ///< Path below `requests` and where it leads, as it is written there
};

/// A folder on disk that a team shares by git: requests, folders, environments (FORMATS: a workspace).
///
/// Every function reads or writes the disk at once, blocking, and keeps nothing but the folder's path: call it in a worker
/// thread; calls in several threads and programs at a time are allowed, on the same item the last one wins or gets Conflict.
/// A request and its side files are verified before the first of them replaces an old one, so that a full disk or a crash
/// never leaves half a file. What cannot be read is never overwritten, and links that lead out of the workspace are not
/// followed. Errors (Stage::Workspace, where = file): NotFound, Conflict (changed on disk, or the name is taken), Unreadable,
/// Unwritable (read-only, full disk: the message says which), Denied (a plain secret would be saved, or the path leads out),
/// TimedOut (another program keeps writing), Syntax/Invalid/Unsupported.
class Workspace final
{
public:
    /// Errors: NotFound, Unreadable, Unsupported (plugboard.json of a newer format), Syntax.
    static Result<Workspace> open(const QString &folder);
    /// Makes plugboard.json, .gitignore and the folders in an empty or missing folder, then opens it.
    static Result<Workspace> create(const QString &folder, const QString &name);
    /// Copies a workspace, such as the sample in the resources, file by file; the copies are writable. Files that are there
    /// already stay.
    static Result<Workspace> copyFrom(const QString &source, const QString &folder);

    const QString &folder() const { return m_folder; }
    const QString &name() const { return m_name; }
    /// `connectors` of this workspace; may not exist.
    QString connectorsFolder() const;
    /// Absolute file of an item.
    QString fileOf(const QString &path) const;

    /// The whole tree. Never fails: what cannot be read is a broken item. 3,000 requests in under a second.
    Item requests() const;
    /// By name. Broken ones are reported.
    QList<Environment> environments(Errors &problems) const;
    /// Conflict if its file is not the one that `environment.source` was read from.
    Result<Done> saveEnvironment(const Environment &environment);

    Result<LoadedRequest> load(const QString &path) const;
    /// `loadedHash`: of what was loaded; if the file has another one now, Conflict and nothing is written. Empty: overwrite.
    /// `secretKeys`: see plainSecrets(); `allowed`: fields whose false alarm was dismissed. Gives the new hash.
    Result<QByteArray> save(const QString &path, const Request &request, const QByteArray &loadedHash,
                            const QStringList &secretKeys = {}, const QStringList &allowed = {});
    /// A new request at the end of a folder, or by its name where the others have no ranks; gives its path. A taken name gets
    /// a number: "publish 2".
    Result<QString> add(const QString &folderPath, const QString &name, Request request,
                        const QStringList &secretKeys = {}, const QStringList &allowed = {});
    Result<QString> addFolder(const QString &folderPath, const QString &name);
    /// A copy right below the original; gives its path.
    Result<QString> duplicate(const QString &path);
    /// Gives the new path. Conflict if the name is taken, be it in other letters' case.
    Result<QString> rename(const QString &path, const QString &name);
    Result<Removed> remove(const QString &path);
    /// Conflict, and nothing is restored, if something else has one of the places now.
    Result<Done> restore(const Removed &removed);
    /// Into `folderPath`, before the item `before` (empty: at the end). Touches one file, or all of a folder's when there is
    /// no room between two ranks; gives the new path. What is broken moves, but its order is not changed.
    Result<QString> move(const QString &path, const QString &folderPath, const QString &before);

private:
    Workspace(QString folder, QString name);

    QString requestsFolder() const;
    Result<Done> checkInside(const QString &file) const;
    Result<Done> checkTarget(const QString &folderPath, const QString &name) const;

    Result<QByteArray> write(const QString &path, Request request);
    Result<Done> setRank(const QString &path, const QString &rank);
    Result<QString> makeRoom(const QString &folderPath, const QString &before, const QString &moving);
    QString rankAtEnd(const QString &folderPath) const;
    Result<Done> moveRanked(const QString &path, const QString &newPath, const QString &rank);
    Result<Done> moveUnread(const QString &path, const QString &newPath);
    Result<Done> moveRead(const QString &path, const QString &newPath, Request request);
    Result<Done> copySideFiles(const QStringList &names, const QString &folderPath, const QString &newFolderPath);
    Result<Done> putBack(const Removed &removed);
    QStringList unshared(const QString &path, QStringList names) const;
    void removeSideFiles(const QString &path, const QStringList &names);

    QList<Item> childrenOf(const QString &folderPath) const;
    Item readItem(const QString &path) const;
    Item readFolder(const QString &path) const;
    Result<QStringList> filesOf(const QString &path) const;

    QString m_folder;
    QString m_name;
};

/// A rank between two others ("" is the end on that side): between "a" and "b" comes "an".
QString rankBetween(const QString &before, const QString &after);
/// A file name for a title: lower-case words joined by "-", without what file systems refuse.
QString fileNameFor(const QString &title);

} // namespace Plugboard::Workspace
