#include "core/value/json.h"
#include "core/workspace/document_p.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/sidefiles_p.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

Error nameTaken(const QString &name)
{
    return {Stage::Workspace, ErrorCode::Conflict, u"the name is taken in this folder; choose another one"_s, name};
}

/// By rank, those without one last; then by name.
bool standsBefore(const Item &a, const Item &b)
{
    if (a.rank.isEmpty() != b.rank.isEmpty())
        return !a.rank.isEmpty();
    return std::pair(a.rank, a.name) < std::pair(b.rank, b.name);
}

/// A copy in another place has no side files' names of its own yet.
Request withoutFileNames(Request request)
{
    request.source = request.source.isContext()
        ? request.source.without("inputs").without("headers").without("properties")
        : request.source;
    return request;
}

/// Whether an entry of that name is there which is not the file itself, as it is after a change of case alone.
bool isTakenByOther(const QString &file, const QString &own)
{
    return QFileInfo::exists(file) && QFileInfo(file).canonicalFilePath() != QFileInfo(own).canonicalFilePath();
}

} // namespace

Item Workspace::readItem(const QString &path) const
{
    Item item;
    item.path = path;
    item.name = nameOf(path);
    const QString file = fileOf(path);
    const bool isFolder = !isRequestPath(path);
    if (isFolder) {
        item.children = childrenOf(path);
        const Value described = readFile(file + u'/' + folderFile).andThen(readObject).valueOr(Value());
        item.rank = described["rank"].string();
        return item;
    }
    const Result<Request> request = readFile(file).andThen(
        [&](const QByteArray &bytes) { return readRequest(bytes, QFileInfo(file).absolutePath()); });
    item.kind = request ? Item::Kind::Request : Item::Kind::Broken;
    if (request) {
        item.rank = request->rank;
        item.connector = request->connector.isEmpty() ? request->templateId : request->connector;
    } else {
        item.problem = request.error();
    }
    return item;
}

QList<Item> Workspace::childrenOf(const QString &folderPath) const
{
    QList<Item> children;
    const QDir folder(fileOf(folderPath));
    for (const QFileInfo &entry : folder.entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot, QDir::Name)) {
        // A link to a folder may lead in a circle, or out of the workspace.
        const bool isShown = entry.isDir() ? !entry.isSymLink() : isRequestPath(entry.fileName());
        if (isShown)
            children.append(readItem(joined(folderPath, entry.fileName())));
    }
    std::stable_sort(children.begin(), children.end(), standsBefore);
    return children;
}

Item Workspace::requests() const
{
    Item root;
    root.children = childrenOf({});
    return root;
}

/// Writes the rank of one item and nothing else of it.
Result<Done> Workspace::setRank(const QString &path, const QString &rank)
{
    if (isRequestPath(path)) {
        return load(path).andThen([&](LoadedRequest &&loaded) {
            loaded.request.rank = rank;
            return write(path, loaded.request);
        });
    }
    const QString file = joined(fileOf(path), folderFile);
    const Value before = readFile(file).andThen(readObject).valueOr(Value());
    const Value known
        = ContextBuilder().set("format", Value::number(currentFormat)).set("rank", Value::string(rank)).build();
    return writeFile(file, Json::write(merged(before, known, {"format", "rank"}), Json::Style::Indented));
}

/// The rank in front of `before` (empty: at the end). Siblings without ranks of their own get some first.
Result<QString> Workspace::rankFor(const QString &folderPath, const QString &before, const QString &moving)
{
    QList<Item> siblings = childrenOf(folderPath);
    siblings.removeIf([&](const Item &item) { return item.path == moving || item.kind == Item::Kind::Broken; });
    qsizetype at = siblings.size();
    for (qsizetype i = 0; i < siblings.size(); ++i) {
        if (siblings[i].path == before)
            at = i;
    }
    QString last;
    for (qsizetype i = 0; i < std::min(at + 1, siblings.size()); ++i) {
        if (siblings[i].rank > last) {
            last = siblings[i].rank;
            continue;
        }
        siblings[i].rank = rankBetween(last, {});
        last = siblings[i].rank;
        if (const Result<Done> ranked = setRank(siblings[i].path, last); !ranked)
            return ranked.error();
    }
    return rankBetween(at > 0 ? siblings[at - 1].rank : QString(),
                       at < siblings.size() ? siblings[at].rank : QString());
}

Result<QString> Workspace::add(const QString &folderPath, const QString &name, Request request,
                               const QStringList &secretKeys, const QStringList &allowed)
{
    for (const Result<Done> &checked : {checkPath(folderPath), checkName(name)}) {
        if (!checked)
            return checked.error();
    }
    Result<QString> rank = rankFor(folderPath, {}, {});
    if (!rank)
        return rank;
    request.rank = *std::move(rank);
    const QString path = joined(folderPath, freeName(fileOf(folderPath), name, requestEnding) + requestEnding);
    return save(path, withoutFileNames(request), {}, secretKeys, allowed).transform([&](const QByteArray &) {
        return path;
    });
}

Result<QString> Workspace::addFolder(const QString &folderPath, const QString &name)
{
    for (const Result<Done> &checked : {checkPath(folderPath), checkName(name)}) {
        if (!checked)
            return checked.error();
    }
    const Result<QString> rank = rankFor(folderPath, {}, {});
    if (!rank)
        return rank;
    const QString path = joined(folderPath, freeName(fileOf(folderPath), name, {}));
    if (!QDir().mkpath(fileOf(path)))
        return Error {Stage::Workspace, ErrorCode::Unwritable,
                      u"the folder cannot be made; check the permissions of the folder above it"_s, fileOf(path)};
    // git keeps no empty folders, so this file is what keeps it.
    return setRank(path, *rank).transform([&](Done) { return path; });
}

Result<QString> Workspace::duplicate(const QString &path)
{
    Result<LoadedRequest> original = load(path);
    if (!original)
        return original.error();
    const QString folderPath = parentOf(path);
    const QList<Item> siblings = childrenOf(folderPath);
    const auto own
        = std::find_if(siblings.begin(), siblings.end(), [&](const Item &item) { return item.path == path; });
    const QString next = own == siblings.end() || own + 1 == siblings.end() ? QString() : (own + 1)->path;
    const Result<QString> rank = rankFor(folderPath, next, {});
    if (!rank)
        return rank;
    Request copy = withoutFileNames(original->request);
    copy.rank = *rank;
    const QString copyPath
        = joined(folderPath, freeName(fileOf(folderPath), nameOf(path), requestEnding) + requestEnding);
    return write(copyPath, copy).transform([&](Done) { return copyPath; });
}

Result<QString> Workspace::rename(const QString &path, const QString &name)
{
    for (const Result<Done> &checked : {checkPath(path), checkName(name)}) {
        if (!checked)
            return checked.error();
    }
    const QString newPath = joined(parentOf(path), isRequestPath(path) ? name + requestEnding : name);
    if (newPath == path)
        return path;
    if (isTakenByOther(fileOf(newPath), fileOf(path)))
        return nameTaken(name);
    if (!isRequestPath(path)) {
        if (QDir().rename(fileOf(path), fileOf(newPath)))
            return newPath;
        return Error {Stage::Workspace, ErrorCode::Unwritable, u"the folder cannot be renamed; check its permissions"_s,
                      fileOf(path)};
    }
    const Result<LoadedRequest> loaded = load(path);
    const Result<QStringList> old = filesOf(path);
    if (!loaded || !old)
        return loaded ? old.error() : loaded.error();
    if (const Result<Done> written = write(newPath, withoutFileNames(loaded->request)); !written)
        return written.error();
    const QStringList now = filesOf(newPath).valueOr({});
    for (const QString &file : *old) {
        if (!now.contains(file))
            QFile::remove(fileOf(file));
    }
    return newPath;
}

/// The request and its own side files, or a folder with all it holds; files first, then folders ("name/") from inside out.
Result<QStringList> Workspace::filesOf(const QString &path) const
{
    if (const Result<Done> inside = checkPath(path); !inside)
        return inside.error();
    const QString file = fileOf(path);
    if (path.isEmpty() || !QFileInfo::exists(file))
        return Error {Stage::Workspace, ErrorCode::NotFound, u"does not exist any more"_s, file};
    QStringList files;
    if (isRequestPath(path)) {
        files.append(path);
        const Value root
            = readFile(file).andThen([](const QByteArray &bytes) { return Json::read(bytes); }).valueOr(Value());
        for (const QString &name : sideFilesOf(root)) {
            if (name.startsWith(nameOf(path) + u'.')
                && QFileInfo(QFileInfo(file).absolutePath() + u'/' + name).isFile())
                files.append(joined(parentOf(path), name));
        }
        return files;
    }
    QStringList folders {path + u'/'};
    const QDir root(requestsFolder());
    QDirIterator entries(file, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        entries.next();
        const QString entry = root.relativeFilePath(entries.filePath());
        if (entries.fileInfo().isDir() && !entries.fileInfo().isSymLink())
            folders.prepend(entry + u'/');
        else
            files.append(entry);
    }
    std::sort(folders.begin(), folders.end(), std::greater<>());
    return files + folders;
}

Result<Removed> Workspace::remove(const QString &path)
{
    const Result<QStringList> files = filesOf(path);
    if (!files)
        return files.error();
    Removed removed {path, {}};
    for (const QString &file : *files) {
        const Result<QByteArray> bytes
            = file.endsWith(u'/') ? Result<QByteArray>(QByteArray()) : readFile(fileOf(file));
        if (!bytes)
            return bytes.error();
        removed.files.append({file, *bytes});
    }
    for (const auto &[file, bytes] : removed.files) {
        const bool isGone = file.endsWith(u'/') ? QDir().rmdir(fileOf(file)) : QFile::remove(fileOf(file));
        if (isGone)
            continue;
        (void)restore(removed);
        return Error {Stage::Workspace, ErrorCode::Unwritable,
                      u"could not be deleted; check the permissions of its folder"_s, fileOf(file)};
    }
    return removed;
}

Result<Done> Workspace::restore(const Removed &removed)
{
    for (const auto &[file, bytes] : removed.files) {
        const QString folder = QFileInfo(fileOf(file)).absolutePath();
        if (!QDir().mkpath(folder))
            return Error {Stage::Workspace, ErrorCode::Unwritable,
                          u"the folder cannot be made again; check the permissions"_s, folder};
        if (file.endsWith(u'/') || QFileInfo::exists(fileOf(file)))
            continue;
        if (const Result<Done> written = writeFile(fileOf(file), bytes); !written)
            return written;
    }
    return Done {};
}

Result<QString> Workspace::move(const QString &path, const QString &folderPath, const QString &before)
{
    for (const Result<Done> &checked : {checkPath(path), checkPath(folderPath)}) {
        if (!checked)
            return checked.error();
    }
    if (folderPath == path || folderPath.startsWith(path + u'/'))
        return Error {Stage::Workspace, ErrorCode::Invalid,
                      u"a folder cannot be moved into itself; choose another one"_s, path};
    const Result<QString> rank = rankFor(folderPath, before, path);
    if (!rank)
        return rank;
    if (parentOf(path) == folderPath)
        return setRank(path, *rank).transform([&](Done) { return path; });
    const QString newPath = joined(folderPath, path.section(u'/', -1));
    if (QFileInfo::exists(fileOf(newPath)))
        return nameTaken(nameOf(path));
    const Result<QStringList> files = isRequestPath(path) ? filesOf(path) : Result<QStringList>(QStringList {path});
    if (!files)
        return files.error();
    for (const QString &file : *files) {
        const QString target = joined(folderPath, file.section(u'/', -1));
        if (!QFile::rename(fileOf(file), fileOf(target)))
            return Error {Stage::Workspace, ErrorCode::Unwritable,
                          u"could not be moved; check that the name is free there, and the permissions"_s,
                          fileOf(file)};
    }
    return setRank(newPath, *rank).transform([&](Done) { return newPath; });
}

} // namespace Plugboard::Workspace
