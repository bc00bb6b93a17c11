#include "core/value/json.h"
#include "core/workspace/document_p.h"
#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

/// By rank, those without one last; then by name.
bool standsBefore(const Item &a, const Item &b)
{
    if (a.rank.isEmpty() != b.rank.isEmpty())
        return !a.rank.isEmpty();
    return std::pair(a.rank, a.name) < std::pair(b.rank, b.name);
}

/// Where an item stands before which another one is put; at the end if it is not among them.
qsizetype indexOf(const QList<Item> &siblings, const QString &path)
{
    const auto found
        = std::find_if(siblings.begin(), siblings.end(), [&](const Item &item) { return item.path == path; });
    return found - siblings.begin();
}

/// A rank in front of the item `at`; nothing where the ranks around it leave no room, or are missing.
std::optional<QString> rankBefore(const QList<Item> &siblings, qsizetype at)
{
    QString last;
    for (qsizetype i = 0; i < std::min(at + 1, siblings.size()); ++i) {
        if (!isRank(siblings[i].rank) || siblings[i].rank <= last)
            return std::nullopt;
        last = siblings[i].rank;
    }
    const QString low = at > 0 ? siblings[at - 1].rank : QString();
    const QString high = at < siblings.size() ? siblings[at].rank : QString();
    const QString rank = rankBetween(low, high);
    const bool fits = low < rank && (high.isEmpty() || rank < high);
    return fits ? std::optional(rank) : std::nullopt;
}

} // namespace

Item Workspace::requests() const
{
    return readFolder({});
}

Item Workspace::readFolder(const QString &path) const
{
    Item item;
    item.path = path;
    item.name = nameOf(path);
    const QString folder = fileOf(path);
    if (const Result<Done> inside = checkInside(folder); !inside) {
        item.problem = inside.error();
        return item;
    }
    item.children = childrenOf(path);
    const QString file = folder + u'/' + folderFile;
    const Result<QByteArray> bytes = checkInside(file).andThen([&](Done) { return readFile(file); });
    const Result<Value> described = bytes ? readObject(*bytes) : bytes.error();
    if (described)
        item.rank = (*described)["rank"].string();
    else if (bytes || bytes.error().code != ErrorCode::NotFound)
        item.problem = placed(described.error(), file);
    if (QFileInfo(folder).exists() && !QFileInfo(folder).isReadable())
        item.problem = Error {Stage::Workspace, ErrorCode::Unreadable,
                              u"its content cannot be listed; check the permissions of the folder"_s, folder};
    return item;
}

Item Workspace::readItem(const QString &path) const
{
    Item item;
    item.path = path;
    item.name = nameOf(path);
    const QString file = fileOf(path);
    const bool isLink = QFileInfo(file).isSymLink();
    const Result<Request> request
        = (isLink ? checkInside(file) : Result<Done>(Done {}))
              .andThen([&](Done) { return readFile(file); })
              .andThen([&](const QByteArray &bytes) { return readRequest(bytes, QFileInfo(file).absolutePath()); });
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
    // With what is neither file nor folder, and links to nothing: a request of that kind is a broken one.
    const QDir::Filters filters = QDir::Dirs | QDir::Files | QDir::System | QDir::NoDotAndDotDot;
    for (const QFileInfo &entry : folder.entryInfoList(filters, QDir::Name)) {
        const QString path = joined(folderPath, entry.fileName());
        if (isRequestPath(path)) {
            children.append(readItem(path));
        } else if (entry.isDir() && entry.isSymLink()) {
            // It may lead in a circle, or out of the workspace.
            children.append({Item::Kind::Broken,
                             path,
                             entry.fileName(),
                             {},
                             {},
                             Error {Stage::Workspace, ErrorCode::Unsupported,
                                    u"is a link to a folder, which is not followed; put the folder itself here"_s,
                                    entry.absoluteFilePath()},
                             {}});
        } else if (entry.isDir()) {
            children.append(readFolder(path));
        }
    }
    std::stable_sort(children.begin(), children.end(), standsBefore);
    return children;
}

/// Writes the rank of one item and nothing else of it.
Result<Done> Workspace::setRank(const QString &path, const QString &rank)
{
    if (isRequestPath(path)) {
        const QString file = fileOf(path);
        Result<Request> request = readFile(file).andThen(
            [&](const QByteArray &bytes) { return readRequest(bytes, QFileInfo(file).absolutePath()); });
        if (!request)
            return placed(request.error(), file);
        request->rank = rank;
        return write(path, *std::move(request)).transform([](const QByteArray &) { return Done {}; });
    }
    const QString file = joined(fileOf(path), folderFile);
    const Result<QByteArray> bytes = readFile(file);
    const Result<Value> before = bytes ? readObject(*bytes) : bytes.error();
    if (!before && (bytes || bytes.error().code != ErrorCode::NotFound))
        return placed(before.error(), file);
    const Value known = ContextBuilder()
                            .set("format", Value::number(currentFormat))
                            .set("rank", rank.isEmpty() ? Value() : Value::string(rank))
                            .build();
    return writeFile(file,
                     Json::write(merged(before.valueOr(Value()), known, {"format", "rank"}), Json::Style::Indented));
}

/// The rank in front of `before` (empty: at the end). Where there is none, all siblings get new ones.
Result<QString> Workspace::makeRoom(const QString &folderPath, const QString &before, const QString &moving)
{
    QList<Item> siblings = childrenOf(folderPath);
    siblings.removeIf([&](const Item &item) { return item.path == moving || item.problem; });
    const qsizetype at = indexOf(siblings, before);
    if (const std::optional<QString> rank = rankBefore(siblings, at))
        return *rank;
    const qsizetype count = siblings.size() + 1;
    for (qsizetype i = 0; i < siblings.size(); ++i) {
        const QString rank = evenRank(i < at ? i : i + 1, count);
        if (rank == siblings[i].rank)
            continue;
        if (const Result<Done> ranked = setRank(siblings[i].path, rank); !ranked)
            return ranked.error();
    }
    return evenRank(at, count);
}

/// Where nobody has put the items in order, they stay ordered by their names, and no file but the new one is touched.
QString Workspace::rankAtEnd(const QString &folderPath) const
{
    QList<Item> siblings = childrenOf(folderPath);
    siblings.removeIf([](const Item &item) { return item.problem.has_value(); });
    const bool isOrdered = siblings.isEmpty() || isRank(siblings.last().rank);
    return isOrdered ? rankBetween(siblings.isEmpty() ? QString() : siblings.last().rank, {}) : QString();
}

} // namespace Plugboard::Workspace
