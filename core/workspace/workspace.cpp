#include "core/workspace/workspace.h"

#include "core/value/json.h"
#include "core/workspace/document_p.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/sidefiles_p.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

const QString projectFile = u"plugboard.json"_s;
const QString environmentEnding = u".environment.json"_s;

Result<Done> makeFolder(const QString &folder)
{
    if (QDir().mkpath(folder))
        return Done {};
    return Error {Stage::Workspace, ErrorCode::Unwritable,
                  u"the folder cannot be made; check the permissions of the folder above it"_s, folder};
}

Error placed(Error error, const QString &file)
{
    error.where = error.where.isEmpty() || error.where == file ? file : file + u':' + error.where;
    return error;
}

QByteArray hashOf(const QByteArray &json, const QList<std::pair<QString, QByteArray>> &sideFiles)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(json);
    for (const auto &[name, bytes] : sideFiles) {
        hash.addData(name.toUtf8() + '\0');
        hash.addData(bytes);
    }
    return hash.result();
}

struct ReadFiles
{
    QByteArray json;
    QByteArray hash;
    QStringList sideFiles;
};

/// The request file and what it refers to, as far as it can be read, for comparing with what was loaded.
Result<ReadFiles> readFiles(const QString &file)
{
    Result<QByteArray> json = readFile(file);
    if (!json)
        return json.error();
    ReadFiles files {*std::move(json), {}, {}};
    QList<std::pair<QString, QByteArray>> sideFiles;
    if (const Result<Value> root = Json::read(files.json)) {
        files.sideFiles = sideFilesOf(*root);
        for (const QString &name : files.sideFiles)
            sideFiles.append({name, readFile(QFileInfo(file).absolutePath() + u'/' + name).valueOr({})});
    }
    files.hash = hashOf(files.json, sideFiles);
    return files;
}

std::optional<Error> secretRefusal(const Request &request, const QStringList &secretKeys, const QStringList &allowed,
                                   const QString &file)
{
    for (const PlainSecret &secret : plainSecrets(request, secretKeys)) {
        if (!allowed.contains(secret.field))
            return Error {
                Stage::Workspace, ErrorCode::Denied,
                u"%1 %2 and would be kept in the file; store it in the keychain and write {{secrets.NAME}}"_s.arg(
                    secret.field, secret.reason),
                file};
    }
    return std::nullopt;
}

} // namespace

Workspace::Workspace(QString folder, QString name)
    : m_folder(std::move(folder))
    , m_name(std::move(name))
{
}

Result<Workspace> Workspace::open(const QString &folder)
{
    const QString absolute = QDir(folder).absolutePath();
    const QString file = absolute + u'/' + projectFile;
    if (!QFileInfo(absolute).isDir())
        return Error {Stage::Workspace, ErrorCode::NotFound, u"there is no such folder; check the path"_s, absolute};
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes && bytes.error().code == ErrorCode::NotFound)
        return Error {
            Stage::Workspace, ErrorCode::NotFound,
            u"the folder is no workspace: it has no plugboard.json; choose another folder, or make a new workspace"_s,
            absolute};
    if (!bytes)
        return bytes.error();
    const Result<Value> root = readObject(*bytes);
    if (!root)
        return placed(root.error(), file);
    const Result<QString> name = textEntry(*bytes, *root, u"name"_s);
    if (!name)
        return placed(name.error(), file);
    return Workspace(absolute, name->isEmpty() ? QDir(absolute).dirName() : *name);
}

Result<Workspace> Workspace::create(const QString &folder, const QString &name)
{
    const QString absolute = QDir(folder).absolutePath();
    for (const QString &sub : {u"requests"_s, u"environments"_s}) {
        if (const Result<Done> made = makeFolder(absolute + u'/' + sub); !made)
            return made.error();
    }
    const QByteArray project = Json::write(
        ContextBuilder().set("format", Value::number(currentFormat)).set("name", Value::string(name)).build(),
        Json::Style::Indented);
    for (const auto &[file, bytes] :
         {std::pair(projectFile, project), std::pair(u".gitignore"_s, QByteArray("*.local.json\n"))}) {
        if (QFileInfo::exists(absolute + u'/' + file))
            continue;
        if (const Result<Done> written = writeFile(absolute + u'/' + file, bytes); !written)
            return written.error();
    }
    return open(absolute);
}

Result<Workspace> Workspace::copyFrom(const QString &source, const QString &folder)
{
    const QDir from(source);
    const QString to = QDir(folder).absolutePath();
    QDirIterator files(source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + u'/' + from.relativeFilePath(file);
        if (QFileInfo::exists(copy))
            continue;
        if (const Result<Done> made = makeFolder(QFileInfo(copy).absolutePath()); !made)
            return made.error();
        const Result<QByteArray> bytes = readFile(file);
        if (!bytes)
            return bytes.error();
        if (const Result<Done> written = writeFile(copy, *bytes); !written)
            return written.error();
    }
    return open(to);
}

QString Workspace::connectorsFolder() const
{
    return m_folder + u"/connectors"_s;
}

QString Workspace::requestsFolder() const
{
    return m_folder + u"/requests"_s;
}

QString Workspace::fileOf(const QString &path) const
{
    return joined(requestsFolder(), path);
}

QList<Environment> Workspace::environments(Errors &problems) const
{
    QList<Environment> environments;
    const QDir folder(m_folder + u"/environments"_s);
    for (const QString &entry : folder.entryList({u'*' + environmentEnding}, QDir::Files, QDir::Name)) {
        const QString file = folder.filePath(entry);
        const Result<Environment> environment = readFile(file).andThen(
            [&](const QByteArray &bytes) { return readEnvironment(bytes, entry.chopped(environmentEnding.size())); });
        if (environment)
            environments.append(*environment);
        else
            problems.append(placed(environment.error(), file));
    }
    return environments;
}

Result<Done> Workspace::saveEnvironment(const Environment &environment)
{
    if (const Result<Done> named = checkName(environment.name); !named)
        return named;
    const QString folder = m_folder + u"/environments"_s;
    const QString file = folder + u'/' + environment.name + environmentEnding;
    Request texts;
    texts.inputs = environment.variables;
    if (std::optional<Error> refusal = secretRefusal(texts, {}, {}, file))
        return *std::move(refusal);
    if (const Result<Done> made = makeFolder(folder); !made)
        return made;
    return writeFile(file, writeEnvironment(environment));
}

Result<LoadedRequest> Workspace::load(const QString &path) const
{
    if (const Result<Done> inside = checkPath(path); !inside)
        return inside.error();
    const QString file = fileOf(path);
    const Result<ReadFiles> files = readFiles(file);
    if (!files)
        return files.error();
    Result<Request> request = readRequest(files->json, QFileInfo(file).absolutePath());
    if (!request)
        return placed(request.error(), file);
    return LoadedRequest {*std::move(request), files->hash};
}

Result<QByteArray> Workspace::save(const QString &path, const Request &request, const QByteArray &loadedHash,
                                   const QStringList &secretKeys, const QStringList &allowed)
{
    if (const Result<Done> inside = checkPath(path); !inside)
        return inside.error();
    const QString file = fileOf(path);
    if (std::optional<Error> refusal = secretRefusal(request, secretKeys, allowed, file))
        return *std::move(refusal);
    if (!loadedHash.isEmpty()) {
        const Result<ReadFiles> now = readFiles(file);
        if (!now)
            return Error {Stage::Workspace, ErrorCode::Conflict,
                          u"was moved or deleted since it was opened; save it again to bring it back"_s, file};
        if (now->hash != loadedHash)
            return Error {Stage::Workspace, ErrorCode::Conflict,
                          u"was changed on disk since it was opened; keep yours, take theirs, or save a copy"_s, file};
    }
    if (const Result<Done> made = makeFolder(QFileInfo(file).absolutePath()); !made)
        return made.error();
    if (const Result<Done> written = write(path, request); !written)
        return written.error();
    return readFiles(file).transform([](const ReadFiles &files) { return files.hash; });
}

/// Side files first: until the request file is replaced, nothing refers to new ones; those that nothing refers to any more go
/// last.
Result<Done> Workspace::write(const QString &path, const Request &request)
{
    const QString file = fileOf(path);
    const QString folder = QFileInfo(file).absolutePath();
    const QStringList before
        = readFiles(file).transform([](const ReadFiles &files) { return files.sideFiles; }).valueOr({});
    const WrittenRequest written = writeRequest(request, nameOf(path));
    QStringList now;
    for (const auto &[name, bytes] : written.sideFiles) {
        now.append(name);
        if (const Result<QByteArray> old = readFile(folder + u'/' + name); old && *old == bytes)
            continue;
        if (const Result<Done> saved = writeFile(folder + u'/' + name, bytes); !saved)
            return saved;
    }
    if (const Result<Done> saved = writeFile(file, written.json); !saved)
        return saved;
    for (const QString &name : before) {
        if (!now.contains(name) && name.startsWith(nameOf(path) + u'.'))
            QFile::remove(folder + u'/' + name);
    }
    return Done {};
}

} // namespace Plugboard::Workspace
