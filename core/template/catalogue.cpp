#include "core/template/catalogue.h"

#include "core/base/result.h"
#include "core/value/json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

namespace Plugboard::Template {

using namespace Qt::StringLiterals;

namespace {

/// Larger than any template by far: the largest known has 0.5 MB.
constexpr qint64 maxFileSize = 64ll * 1024 * 1024;

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error {Stage::Template, ErrorCode::Unreadable, u"cannot be read: %1"_s.arg(file.errorString()), path};
    if (file.size() > maxFileSize)
        return Error {Stage::Template, ErrorCode::Limit, u"is larger than 64 MiB; is it a template?"_s, path};
    return file.readAll();
}

/// Whether an object means to be a template; a folder may hold other JSON files too.
bool looksLikeTemplate(const Value &object)
{
    return object["properties"].isList()
        && (object.find("appliesTo") || object["$schema"].string().contains("element-template"_L1));
}

bool holdsTemplates(const ReadFile &file, QByteArrayView utf8)
{
    if (!file.findings.isEmpty())
        return true; // no JSON: it cannot be told, and a person wants to know
    const bool accepted = std::any_of(file.templates.begin(), file.templates.end(),
                                      [](const ReadTemplate &item) { return item.accepted(); });
    if (accepted)
        return true;
    const Value root = Json::read(utf8).valueOr({});
    if (root.isContext())
        return looksLikeTemplate(root);
    for (qsizetype i = 0; i < root.size(); ++i) {
        if (looksLikeTemplate(root.at(i)))
            return true;
    }
    return false;
}

/// Files in the order of their names, so that the same folder always gives the same catalogue.
QStringList jsonFilesIn(const QString &folder)
{
    // A connector's folder: beside the template it holds the call and samples (FORMATS: a
    // connector).
    const QString connector = QDir(folder).filePath(u"template.json"_s);
    if (QFileInfo::exists(connector))
        return {connector};
    QStringList files;
    const QDir directory(folder);
    for (const QString &name : directory.entryList({u"*.json"_s}, QDir::Files, QDir::Name))
        files.append(directory.filePath(name));
    const auto kinds = QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks;
    for (const QString &name : directory.entryList(kinds, QDir::Name))
        files.append(jsonFilesIn(directory.filePath(name)));
    return files;
}

int versionOf(const TemplatePtr &item)
{
    return item->version.value_or(-1); // none counts as oldest
}

Error inFile(Error error, const QString &path)
{
    error.where = error.where.isEmpty() ? path : path + u':' + error.where;
    return error;
}

} // namespace

Errors Catalogue::addFolder(const QString &folder)
{
    if (!QFileInfo(folder).isDir())
        return {{Stage::Template, ErrorCode::NotFound, u"there is no such folder"_s, folder}};
    Errors problems;
    for (const QString &file : jsonFilesIn(folder))
        problems.append(addFile(file, OtherFiles::Skip));
    return problems;
}

Errors Catalogue::addFile(const QString &file)
{
    return addFile(file, OtherFiles::Report);
}

Errors Catalogue::addFile(const QString &path, OtherFiles others)
{
    const Result<QByteArray> content = contentOf(path);
    if (!content)
        return {content.error()};
    ReadFile file = readTemplates(*content);
    if (others == OtherFiles::Skip && !holdsTemplates(file, *content))
        return {};
    Errors problems;
    for (const Error &error : file.findings)
        problems.append(inFile(error, path));
    for (ReadTemplate &item : file.templates) {
        for (const Error &error : item.findings)
            problems.append(inFile(error, path));
        if (item.value)
            add(std::make_shared<const ElementTemplate>(*std::move(item.value)), path);
    }
    return problems;
}

void Catalogue::add(TemplatePtr item, const QString &file)
{
    m_items.append({std::move(item), file});
}

TemplatePtr Catalogue::find(const QString &idOrJobType) const
{
    if (const QList<TemplatePtr> all = versions(idOrJobType); !all.isEmpty())
        return all.first();
    // The template that was added first names the connector; its newest version is the answer.
    for (const Item &item : m_items) {
        if (item.value->jobType() == idOrJobType && !idOrJobType.isEmpty())
            return newestFor(item.value->id, idOrJobType);
    }
    return nullptr;
}

TemplatePtr Catalogue::newestFor(const QString &id, const QString &jobType) const
{
    for (const TemplatePtr &item : versions(id)) {
        if (item->jobType() == jobType)
            return item;
    }
    return nullptr;
}

TemplatePtr Catalogue::find(const QString &id, std::optional<int> version) const
{
    for (const Item &item : m_items) {
        if (item.value->id == id && item.value->version == version)
            return item.value;
    }
    return nullptr;
}

QList<TemplatePtr> Catalogue::newest() const
{
    QHash<QString, TemplatePtr> byId;
    for (const Item &item : m_items) {
        TemplatePtr &best = byId[item.value->id];
        if (!best || versionOf(item.value) > versionOf(best))
            best = item.value;
    }
    QList<TemplatePtr> all = byId.values();
    std::sort(all.begin(), all.end(), [](const TemplatePtr &a, const TemplatePtr &b) {
        const int order = QString::localeAwareCompare(a->name, b->name);
        return order != 0 ? order < 0 : a->id < b->id;
    });
    return all;
}

QList<TemplatePtr> Catalogue::versions(const QString &id) const
{
    QList<TemplatePtr> all;
    for (const Item &item : m_items) {
        if (item.value->id == id)
            all.append(item.value);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const TemplatePtr &a, const TemplatePtr &b) { return versionOf(a) > versionOf(b); });
    return all;
}

QString Catalogue::fileOf(const TemplatePtr &wanted) const
{
    for (const Item &item : m_items) {
        if (item.value == wanted)
            return item.file;
    }
    return {};
}

} // namespace Plugboard::Template
