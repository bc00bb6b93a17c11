#include "core/workspace/workspace.h"

#include "core/value/json.h"
#include "core/workspace/document_p.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/sidefiles_p.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

const QString projectFile = u"plugboard.json"_s;
const QString environmentEnding = u".environment.json"_s;

} // namespace

Result<Done> makeFolder(const QString &folder)
{
    if (QDir().mkpath(folder))
        return Done {};
    return unwritable(folder, u"the folder cannot be made; check the permissions of the folder above it"_s);
}

Error placed(Error error, const QString &file)
{
    error.where = error.where.isEmpty() || error.where == file ? file : file + u':' + error.where;
    return error;
}

Result<FolderLock> lockedForWriting(const QString &workspaceFolder)
{
    constexpr std::chrono::seconds patience {5};
    if (std::optional<FolderLock> lock = FolderLock::take(workspaceFolder, patience))
        return *std::move(lock);
    return Error {Stage::Workspace, ErrorCode::TimedOut,
                  u"another program is writing into this workspace; try again in a moment"_s, workspaceFolder};
}

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
    QStringList files;
    QDirIterator found(source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (found.hasNext())
        files.append(from.relativeFilePath(found.next()));
    // It is what makes the folder a workspace, so an interrupted copy is begun again.
    if (files.removeOne(projectFile))
        files.append(projectFile);
    for (const QString &name : std::as_const(files)) {
        const QString file = from.filePath(name);
        const QString copy = to + u'/' + name;
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

/// A workspace may come from a stranger, with links that lead to files of this machine.
Result<Done> Workspace::checkInside(const QString &file) const
{
    QFileInfo info(file);
    while (!info.exists() && !info.isSymLink() && info.absoluteFilePath() != m_folder)
        info.setFile(info.absolutePath());
    const QString root = QFileInfo(m_folder).canonicalFilePath();
    const QString place = info.canonicalFilePath();
    if (info.isSymLink() && place.isEmpty())
        return Error {Stage::Workspace, ErrorCode::Unreadable,
                      u"is a link to a file that does not exist; delete the link"_s, file};
    if (place != root && !place.startsWith(root + u'/'))
        return Error {Stage::Workspace, ErrorCode::Denied,
                      u"leads out of the workspace; put a copy of the file in place of the link"_s, file};
    return Done {};
}

QList<Environment> Workspace::environments(Errors &problems) const
{
    QList<Environment> environments;
    const QDir folder(m_folder + u"/environments"_s);
    for (const QString &entry : folder.entryList({u'*' + environmentEnding}, QDir::Files | QDir::System, QDir::Name)) {
        const QString file = folder.filePath(entry);
        const Result<Environment> environment
            = checkInside(file).andThen([&](Done) { return readFile(file); }).andThen([&](const QByteArray &bytes) {
                  return readEnvironment(bytes, entry.chopped(environmentEnding.size()));
              });
        if (environment)
            environments.append(*environment);
        else
            problems.append(placed(environment.error(), file));
    }
    return environments;
}

namespace {

/// A file that is there must be the one that was read.
Result<Done> checkUnchanged(const QString &file, const Value &source)
{
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return bytes.error().code == ErrorCode::NotFound ? Result<Done>(Done {}) : bytes.error();
    const Result<Value> now = readObject(*bytes);
    if (!now)
        return Error {
            Stage::Workspace, now.error().code,
            u"is not replaced because it cannot be read (%1); correct or delete it"_s.arg(now.error().message),
            file + u':' + now.error().where};
    if (source.isNull())
        return Error {Stage::Workspace, ErrorCode::Conflict,
                      u"there is an environment of this name; choose another one"_s, file};
    if (*now != source)
        return Error {Stage::Workspace, ErrorCode::Conflict,
                      u"was changed on disk since it was read; look at it as it is now, then save again to replace it"_s,
                      file};
    return Done {};
}

} // namespace

Result<Done> Workspace::saveEnvironment(const Environment &environment)
{
    if (const Result<Done> named = checkName(environment.name); !named)
        return named;
    const QString folder = m_folder + u"/environments"_s;
    const QString name = environment.name + environmentEnding;
    const QString file = folder + u'/' + name;
    const QByteArray bytes = writeEnvironment(environment);
    const Value entries = Json::read(bytes).valueOr(Value());
    for (const char *key : {"variables", "endpoint", "endpoints"}) {
        const QList<PlainSecret> secrets = plainSecretsIn(entries[key], QString::fromLatin1(key));
        if (!secrets.isEmpty())
            return secretRefusal(secrets.first(), file);
    }
    const Result<FolderLock> lock = lockedForWriting(m_folder);
    if (!lock)
        return lock.error();
    if (const QString same = entryCalled(folder, name); !same.isEmpty() && same != name)
        return nameTaken(environment.name);
    return checkInside(file)
        .andThen([&](Done) { return checkUnchanged(file, environment.source); })
        .andThen([&](Done) { return makeFolder(folder); })
        .andThen([&](Done) { return writeFile(file, bytes); });
}

} // namespace Plugboard::Workspace
