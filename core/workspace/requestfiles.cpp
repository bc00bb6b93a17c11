#include "core/value/json.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/sidefiles_p.h"
#include "core/workspace/workspace.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

/// Of the request file and what it refers to, as far as that can be read; whatever the order of its entries.
QByteArray hashOf(const QByteArray &json, const QString &folder, const QHash<QString, QByteArray> &known = {})
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json);
    QStringList names = sideFilesOf(Json::read(json).valueOr(Value()));
    names.sort();
    for (const QString &name : std::as_const(names)) {
        hash.addData(name.toUtf8() + '\0');
        hash.addData(known.contains(name) ? known.value(name) : readFile(folder + u'/' + name).valueOr({}));
    }
    return hash.result();
}

/// What would come back as something else: an object that stands for a side file.
bool holdsFileReference(const Value &value)
{
    if (!sideFileOf(value).isEmpty())
        return true;
    for (qsizetype i = 0; i < value.size() && (value.isContext() || value.isList()); ++i) {
        if (holdsFileReference(value.isContext() ? value.valueAt(i) : value.at(i)))
            return true;
    }
    return false;
}

/// Temporary files of writers that were killed. Nobody else writes now, and young ones are spared all the same.
void removeLeftovers(const QString &file)
{
    constexpr qint64 spareSeconds = 600;
    const QFileInfo info(file);
    const QDateTime old = QDateTime::currentDateTimeUtc().addSecs(-spareSeconds);
    static const QRegularExpression ending(u"^\\.[A-Za-z]{6}$"_s);
    for (const QFileInfo &entry : info.absoluteDir().entryInfoList(QDir::Files | QDir::Hidden)) {
        const bool isLeftover = entry.fileName().startsWith(info.fileName())
            && entry.fileName().sliced(info.fileName().size()).contains(ending) && !entry.isSymLink();
        if (isLeftover && entry.lastModified() < old)
            QFile::remove(entry.absoluteFilePath());
    }
}

/// Files in the folder that are called like side files of this request and are none of them.
QStringList foreignNames(const QString &folder, const QString &stem, const QStringList &own)
{
    QStringList names;
    for (const QString &name : QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System)) {
        if (name.startsWith(stem + u'.', Qt::CaseInsensitive) && !own.contains(name))
            names.append(name);
    }
    return names;
}

} // namespace

Error secretRefusal(const PlainSecret &secret, const QString &file)
{
    return {Stage::Workspace, ErrorCode::Denied,
            u"%1 %2 and would be kept in the file; store it in the keychain and write {{secrets.NAME}}"_s.arg(
                secret.field, secret.reason),
            file};
}

Result<Done> checkContent(const Request &request, const QString &file, const QStringList &secretKeys,
                          const QStringList &allowed)
{
    if (holdsFileReference(request.inputs) || holdsFileReference(request.headers)
        || holdsFileReference(request.properties))
        return Error {Stage::Workspace, ErrorCode::Invalid,
                      u"an object with the key \"$file\" stands for a side file and cannot be saved; rename the key"_s,
                      file};
    for (const PlainSecret &secret : plainSecrets(request, secretKeys)) {
        if (!allowed.contains(secret.field))
            return secretRefusal(secret, file);
    }
    return Done {};
}

Value jsonOf(const QString &file)
{
    return readFile(file).andThen([](const QByteArray &bytes) { return Json::read(bytes); }).valueOr(Value());
}

Result<LoadedRequest> Workspace::load(const QString &path) const
{
    const QString file = fileOf(path);
    const Result<Done> inside = checkPath(path).andThen([&](Done) { return checkInside(file); });
    if (!inside)
        return inside.error();
    // So that the request is not read while its side files are being replaced; without it reading is possible, too.
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    const Result<QByteArray> json = readFile(file);
    if (!json)
        return json.error();
    const QString folder = QFileInfo(file).absolutePath();
    // Taken first: what changes from here on differs from it.
    const QByteArray hash = hashOf(*json, folder);
    Result<Request> request = readRequest(*json, folder);
    if (!request)
        return placed(request.error(), file);
    return LoadedRequest {*std::move(request), hash};
}

Result<QByteArray> Workspace::save(const QString &path, const Request &request, const QByteArray &loadedHash,
                                   const QStringList &secretKeys, const QStringList &allowed)
{
    const QString file = fileOf(path);
    const Result<Done> accepted = checkPath(path).andThen([&](Done) { return checkInside(file); }).andThen([&](Done) {
        return checkContent(request, file, secretKeys, allowed);
    });
    if (!accepted)
        return accepted.error();
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    if (!loadedHash.isEmpty()) {
        const Result<QByteArray> now = readFile(file);
        if (!now)
            return Error {Stage::Workspace, ErrorCode::Conflict,
                          u"was moved or deleted since it was opened; keep yours to bring it back, or save a copy"_s,
                          file};
        if (hashOf(*now, QFileInfo(file).absolutePath()) != loadedHash)
            return Error {Stage::Workspace, ErrorCode::Conflict,
                          u"was changed on disk since it was opened; keep yours, take theirs, or save a copy"_s, file};
    }
    return makeFolder(QFileInfo(file).absolutePath()).andThen([&](Done) { return write(path, request); });
}

/// Side files first: until the request file is replaced, nothing refers to new ones; those that nothing refers to any more go
/// last. Gives the hash of what was written, whatever others do meanwhile.
Result<QByteArray> Workspace::write(const QString &path, Request request)
{
    const QString file = fileOf(path);
    const QString folder = QFileInfo(file).absolutePath();
    const QString stem = nameOf(path);
    // A request that was copied by hand refers to the side files of the first one, and must not change those.
    request.source = withSideFilesRenamed(request.source, [&](const QString &name) {
        const QString owner = ownerOf(name);
        const bool isOthers = owner != stem && QFileInfo::exists(folder + u'/' + owner + requestEnding);
        return isOthers || leadsOut(name, folder) ? QString() : name;
    });
    const QStringList before = sideFilesOf(jsonOf(file));
    QStringList own = before;
    own.removeIf([&](const QString &name) { return leadsOut(name, folder); });
    const WrittenRequest written = writeRequest(request, stem, foreignNames(folder, stem, own));
    QHash<QString, QByteArray> texts;
    QList<NewFile> files;
    for (const auto &[name, bytes] : written.sideFiles) {
        texts.insert(name, bytes);
        if (const Result<QByteArray> old = readFile(folder + u'/' + name); !old || *old != bytes)
            files.append({folder + u'/' + name, bytes});
    }
    files.append({file, written.json});
    for (const NewFile &one : std::as_const(files))
        removeLeftovers(one.file);
    if (const Result<Done> saved = writeFiles(files); !saved)
        return saved.error();
    QStringList stale = before;
    const QStringList now = sideFilesOf(Json::read(written.json).valueOr(Value()));
    stale.removeIf([&](const QString &name) { return now.contains(name) || ownerOf(name) != stem; });
    removeSideFiles(path, stale);
    return hashOf(written.json, folder, texts);
}

/// Those that no other request of the folder refers to.
QStringList Workspace::unshared(const QString &path, QStringList names) const
{
    const QDir folder(fileOf(parentOf(path)));
    for (const QString &other : names.isEmpty() ? names : folder.entryList({u'*' + requestEnding}, QDir::Files)) {
        if (other == path.section(u'/', -1))
            continue;
        for (const QString &inUse : sideFilesOf(jsonOf(folder.filePath(other))))
            names.removeIf(
                [&](const QString &name) { return isOneFile(folder.filePath(name), folder.filePath(inUse)); });
    }
    return names;
}

void Workspace::removeSideFiles(const QString &path, const QStringList &names)
{
    for (const QString &name : unshared(path, names))
        QFile::remove(fileOf(joined(parentOf(path), name)));
}

} // namespace Plugboard::Workspace
