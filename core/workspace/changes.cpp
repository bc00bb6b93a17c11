#include "core/workspace/document_p.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/sidefiles_p.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>
#include <filesystem>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

/// A copy in another place makes side files of its own.
Request withoutFileNames(Request request)
{
    request.source = withSideFilesRenamed(request.source, [](const QString &) { return QString(); });
    return request;
}

/// As it is written in the link; QFile would make it absolute.
QString targetOf(const QString &link)
{
    std::error_code error;
    return QFile::decodeName(QByteArray::fromStdString(
        std::filesystem::read_symlink(QFile::encodeName(link).toStdString(), error).string()));
}

bool isThere(const QString &file)
{
    return QFileInfo::exists(file) || QFileInfo(file).isSymLink();
}

bool holds(const QString &file, const QByteArray &bytes)
{
    const Result<QByteArray> now = readFile(file);
    return now && *now == bytes;
}

/// Whether restoring it replaces nothing; `file` is a folder if it ends with "/".
bool isFreeFor(const QString &file, const QByteArray &bytes)
{
    if (file.endsWith(u'/'))
        return !isThere(file.chopped(1)) || QFileInfo(file).isDir();
    return !isThere(file) || holds(file, bytes);
}

/// Files to new places, all or none: each is (from, to).
Result<Done> moveFiles(const QList<std::pair<QString, QString>> &files)
{
    for (const auto &[from, to] : files) {
        if (isThere(to))
            return nameTaken(QFileInfo(to).fileName());
    }
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (QFile::rename(files[i].first, files[i].second))
            continue;
        for (qsizetype back = i - 1; back >= 0; --back)
            QFile::rename(files[back].second, files[back].first);
        return unwritable(files[i].first, u"could not be moved; check the permissions of both folders"_s);
    }
    return Done {};
}

} // namespace

Error nameTaken(const QString &name)
{
    return {Stage::Workspace, ErrorCode::Conflict, u"the name is taken in this folder; choose another one"_s, name};
}

/// Whether a folder can take a new entry.
Result<Done> Workspace::checkTarget(const QString &folderPath, const QString &name) const
{
    return checkPath(folderPath).andThen([&](Done) { return checkName(name); }).andThen([&](Done) {
        return checkInside(fileOf(folderPath));
    });
}

Result<QString> Workspace::add(const QString &folderPath, const QString &name, Request request,
                               const QStringList &secretKeys, const QStringList &allowed)
{
    const QString folder = fileOf(folderPath);
    const Result<Done> accepted = checkTarget(folderPath, name).andThen([&](Done) {
        return checkContent(request, joined(folder, name + requestEnding), secretKeys, allowed);
    });
    if (!accepted)
        return accepted.error();
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const QString rank = rankAtEnd(folderPath);
    if (const Result<Done> made = makeFolder(folder); !made)
        return made.error();
    Request added = withoutFileNames(std::move(request));
    added.rank = rank;
    const QString path = joined(folderPath, freeName(folder, name, requestEnding) + requestEnding);
    return write(path, std::move(added)).transform([&](const QByteArray &) { return path; });
}

Result<QString> Workspace::addFolder(const QString &folderPath, const QString &name)
{
    if (const Result<Done> accepted = checkTarget(folderPath, name); !accepted)
        return accepted.error();
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const QString rank = rankAtEnd(folderPath);
    const QString path = joined(folderPath, freeName(fileOf(folderPath), name, {}));
    if (const Result<Done> made = makeFolder(fileOf(path)); !made)
        return made.error();
    // git keeps no empty folders, so this file is what keeps it.
    const Result<Done> described = setRank(path, rank);
    if (described)
        return path;
    QDir().rmdir(fileOf(path));
    return described.error();
}

Result<QString> Workspace::duplicate(const QString &path)
{
    Result<LoadedRequest> original = load(path);
    if (!original)
        return original.error();
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const QString folderPath = parentOf(path);
    const QList<Item> siblings = childrenOf(folderPath);
    const auto own
        = std::find_if(siblings.begin(), siblings.end(), [&](const Item &item) { return item.path == path; });
    const QString next = own == siblings.end() || own + 1 == siblings.end() ? QString() : (own + 1)->path;
    Request copy = withoutFileNames(std::move(original->request));
    // Without ranks the copy's name puts it there.
    if (!copy.rank.isEmpty()) {
        const Result<QString> rank = makeRoom(folderPath, next, {});
        if (!rank)
            return rank;
        copy.rank = *rank;
    }
    const QString copyPath
        = joined(folderPath, freeName(fileOf(folderPath), nameOf(path), requestEnding) + requestEnding);
    return write(copyPath, std::move(copy)).transform([&](const QByteArray &) { return copyPath; });
}

Result<QString> Workspace::rename(const QString &path, const QString &name)
{
    const Result<Done> accepted = checkPath(path).andThen([&](Done) { return checkTarget(parentOf(path), name); });
    if (!accepted)
        return accepted.error();
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const QString file = fileOf(path);
    const QString newName = isRequestPath(path) ? name + requestEnding : name;
    const QString newPath = joined(parentOf(path), newName);
    if (path.isEmpty() || !isThere(file))
        return Error {Stage::Workspace, ErrorCode::NotFound, u"does not exist any more"_s, file};
    if (newPath == path)
        return path;
    const QString same = entryCalled(fileOf(parentOf(path)), newName);
    if (!same.isEmpty() && same != path.section(u'/', -1))
        return nameTaken(name);
    const Result<Request> request = readFile(file).andThen(
        [&](const QByteArray &bytes) { return readRequest(bytes, QFileInfo(file).absolutePath()); });
    // What cannot be read keeps its side files: it still refers to them.
    const bool canBeRead = isRequestPath(path) && request && checkInside(file);
    const Result<Done> moved = canBeRead ? moveRead(path, newPath, *request) : moveFiles({{file, fileOf(newPath)}});
    return moved ? Result<QString>(newPath) : moved.error();
}

Result<QString> Workspace::move(const QString &path, const QString &folderPath, const QString &before)
{
    const QString file = fileOf(path);
    const Result<Done> accepted = checkPath(path)
                                      .andThen([&](Done) { return checkPath(folderPath); })
                                      .andThen([&](Done) { return checkInside(fileOf(folderPath)); })
                                      .andThen([&](Done) { return checkInside(fileOf(parentOf(path))); });
    if (!accepted)
        return accepted.error();
    const bool isFolder = !isRequestPath(path);
    if (path.isEmpty() || (isFolder && (folderPath == path || folderPath.startsWith(path + u'/'))))
        return Error {Stage::Workspace, ErrorCode::Invalid,
                      u"a folder cannot be moved into itself; choose another one"_s, path};
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    if (!isThere(file) || !QFileInfo(fileOf(folderPath)).isDir())
        return Error {Stage::Workspace, ErrorCode::NotFound, u"does not exist any more"_s,
                      isThere(file) ? fileOf(folderPath) : file};
    const bool stays = parentOf(path) == folderPath;
    const QString name = path.section(u'/', -1);
    const QString newPath = joined(folderPath, name);
    if (!stays && !entryCalled(fileOf(folderPath), name).isEmpty())
        return nameTaken(nameOf(path));
    const bool isReadable = isFolder ? !QFileInfo(file).isSymLink() && !readFolder(path).problem
                                     : readItem(path).kind == Item::Kind::Request;
    if (!isReadable)
        return moveUnread(path, newPath).transform([&](Done) { return newPath; });
    const Result<QString> rank = makeRoom(folderPath, before, path);
    if (!rank)
        return rank;
    return moveRanked(path, newPath, *rank).transform([&](Done) { return newPath; });
}

Result<Done> Workspace::moveRanked(const QString &path, const QString &newPath, const QString &rank)
{
    const QString file = fileOf(path);
    if (path == newPath)
        return setRank(path, rank);
    if (!isRequestPath(path))
        return moveFiles({{file, fileOf(newPath)}}).andThen([&](Done) { return setRank(newPath, rank); });
    return readFile(file)
        .andThen([&](const QByteArray &bytes) { return readRequest(bytes, QFileInfo(file).absolutePath()); })
        .andThen([&](Request &&request) {
            request.rank = rank;
            return moveRead(path, newPath, std::move(request));
        });
}

/// Written at the new place before it is removed from the old one, so that it is always in one of them.
Result<Done> Workspace::moveRead(const QString &path, const QString &newPath, Request request)
{
    const QString stem = nameOf(path);
    const QString newFolder = QFileInfo(fileOf(newPath)).absolutePath();
    const bool staysInFolder = parentOf(path) == parentOf(newPath);
    QStringList own = sideFilesOf(jsonOf(fileOf(path)));
    own.removeIf([&](const QString &name) { return ownerOf(name) != stem; });
    request.source = withSideFilesRenamed(request.source, [&](const QString &name) {
        // A file that somebody gave its name may belong to others, too: it stays where it is.
        if (ownerOf(name) != stem)
            return staysInFolder ? name : QString();
        const QString newName = nameOf(newPath) + name.sliced(stem.size());
        const QString there = entryCalled(newFolder, newName);
        return there.isEmpty() || (staysInFolder && own.contains(there)) ? newName : QString();
    });
    // What refers to files in entries that we do not read still finds them.
    Value unread = request.source;
    for (const char *key : entriesWithSideFiles)
        unread = unread.without(key);
    if (const Result<Done> copied = copySideFiles(sideFilesOf(unread), parentOf(path), parentOf(newPath)); !copied)
        return copied;
    if (const Result<QByteArray> written = write(newPath, std::move(request)); !written)
        return written.error();
    if (!isOneFile(fileOf(path), fileOf(newPath)) && !QFile::remove(fileOf(path)))
        return unwritable(fileOf(path),
                          u"could not be deleted after it was copied to its new place; check its permissions"_s);
    removeSideFiles(path, own);
    return Done {};
}

/// Under the same names; what is there already with the same bytes will do.
Result<Done> Workspace::copySideFiles(const QStringList &names, const QString &folderPath, const QString &newFolderPath)
{
    for (const QString &name : folderPath == newFolderPath ? QStringList() : names) {
        const QString file = fileOf(joined(folderPath, name));
        if (!isThere(file))
            continue;
        if (leadsOut(name, fileOf(folderPath)))
            return Error {Stage::Workspace, ErrorCode::Denied,
                          u"leads out of the request's folder; put a copy of the file in place of the link"_s, file};
        const Result<QByteArray> bytes = readFile(file);
        if (!bytes)
            return bytes.error();
        const QString target = fileOf(joined(newFolderPath, name));
        if (holds(target, *bytes))
            continue;
        if (isThere(target))
            return nameTaken(name);
        if (const Result<Done> written = writeFile(target, *bytes); !written)
            return written;
    }
    return Done {};
}

/// As it is, with the side files that it is known to refer to: its own are moved, those of others are copied.
Result<Done> Workspace::moveUnread(const QString &path, const QString &newPath)
{
    if (path == newPath)
        return Error {Stage::Workspace, ErrorCode::Invalid,
                      u"cannot be put in order while it cannot be read; correct the file first"_s, fileOf(path)};
    const QString folder = fileOf(parentOf(path));
    QList<std::pair<QString, QString>> files {{fileOf(path), fileOf(newPath)}};
    QStringList others = isRequestPath(path) ? sideFilesOf(jsonOf(fileOf(path))) : QStringList();
    others.removeIf([&](const QString &name) { return leadsOut(name, folder); });
    const Result<QStringList> all = isRequestPath(path) ? filesOf(path) : Result<QStringList>(QStringList());
    if (!all)
        return all.error();
    for (const QString &file : *all) {
        const QString name = file.section(u'/', -1);
        others.removeOne(name);
        if (file != path)
            files.append({fileOf(file), fileOf(joined(parentOf(newPath), name))});
    }
    return copySideFiles(others, parentOf(path), parentOf(newPath)).andThen([&](Done) { return moveFiles(files); });
}

/// The request and its own side files, or a folder with all it holds; files first, then folders ("name/") from inside out.
Result<QStringList> Workspace::filesOf(const QString &path) const
{
    const QString file = fileOf(path);
    const Result<Done> inside = checkPath(path).andThen([&](Done) { return checkInside(fileOf(parentOf(path))); });
    if (!inside)
        return inside.error();
    if (path.isEmpty() || !isThere(file))
        return Error {Stage::Workspace, ErrorCode::NotFound, u"does not exist any more"_s, file};
    QStringList files;
    if (QFileInfo(file).isSymLink() || !QFileInfo(file).isDir()) {
        QStringList own = isRequestPath(path) ? sideFilesOf(jsonOf(file)) : QStringList();
        own.removeIf([&](const QString &name) {
            return ownerOf(name) != nameOf(path) || !isThere(fileOf(joined(parentOf(path), name)));
        });
        files.append(path);
        for (const QString &name : unshared(path, own))
            files.append(joined(parentOf(path), name));
        return files;
    }
    QStringList folders {path + u'/'};
    const QDir root(requestsFolder());
    QDirIterator entries(file, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        const QString entry = root.relativeFilePath(entries.filePath());
        if (entries.fileInfo().isDir() && !entries.fileInfo().isSymLink())
            folders.append(entry + u'/');
        else
            files.append(entry);
    }
    std::sort(folders.begin(), folders.end(), std::greater<>());
    return files + folders;
}

Result<Removed> Workspace::remove(const QString &path)
{
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const Result<QStringList> files = filesOf(path);
    if (!files)
        return files.error();
    Removed removed {path, {}, {}};
    for (const QString &file : *files) {
        const QFileInfo info(fileOf(file));
        if (info.isSymLink() && !file.endsWith(u'/')) {
            removed.links.append({file, targetOf(fileOf(file))});
            continue;
        }
        const Result<QByteArray> bytes
            = file.endsWith(u'/') ? Result<QByteArray>(QByteArray()) : readFile(fileOf(file));
        if (!bytes)
            return Error {Stage::Workspace, bytes.error().code,
                          u"could not be brought back, so nothing is deleted (%1); use a file manager for it"_s.arg(
                              bytes.error().message),
                          fileOf(file)};
        removed.files.append({file, *bytes});
    }
    for (const QString &file : *files) {
        if (file.endsWith(u'/') ? QDir().rmdir(fileOf(file)) : QFile::remove(fileOf(file)))
            continue;
        (void)putBack(removed);
        return unwritable(fileOf(file), u"could not be deleted; check the permissions of its folder"_s);
    }
    return removed;
}

Result<Done> Workspace::restore(const Removed &removed)
{
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    const auto taken = [this](const QString &file) {
        return Error {Stage::Workspace, ErrorCode::Conflict,
                      u"has its place taken by another file now; rename that one, then restore again"_s, fileOf(file)};
    };
    for (const auto &[file, bytes] : removed.files) {
        const Result<Done> inside = checkPath(file).andThen([&](Done) { return checkInside(fileOf(file)); });
        if (!inside)
            return inside.error();
        if (!isFreeFor(fileOf(file), bytes))
            return taken(file);
    }
    for (const auto &[file, target] : removed.links) {
        const Result<Done> inside = checkPath(file).andThen([&](Done) { return checkInside(fileOf(parentOf(file))); });
        if (!inside)
            return inside.error();
        if (isThere(fileOf(file)) && targetOf(fileOf(file)) != target)
            return taken(file);
    }
    return putBack(removed);
}

Result<Done> Workspace::putBack(const Removed &removed)
{
    for (const auto &[file, bytes] : removed.files) {
        const QString folder = QFileInfo(fileOf(file)).absolutePath();
        if (const Result<Done> made = makeFolder(folder); !made)
            return made;
        if (file.endsWith(u'/') || isThere(fileOf(file)))
            continue;
        if (const Result<Done> written = writeFile(fileOf(file), bytes); !written)
            return written;
    }
    for (const auto &[file, target] : removed.links) {
        if (!isThere(fileOf(file)) && !QFile::link(target, fileOf(file)))
            return unwritable(fileOf(file), u"the link cannot be made again; check the permissions"_s);
    }
    return Done {};
}

} // namespace Plugboard::Workspace
