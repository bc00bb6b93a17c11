#include "core/workspace/sidefiles_p.h"

#include "core/workspace/files_p.h"
#include "core/workspace/savedfile.h"
#include "core/workspace/workspace.h"

#include <QFileInfo>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

/// Only a plain name in the same folder.
bool isPlainFileName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'/') && !name.contains(u'\\') && name != "."_L1 && name != ".."_L1;
}

Result<Value> textOfSideFile(const QString &name, const QString &folder)
{
    const QString file = folder + u'/' + name;
    if (!isPlainFileName(name) || leadsOut(name, folder))
        return Error {Stage::Workspace, ErrorCode::Denied,
                      u"leads out of the request's folder; keep the file beside the request"_s, name};
    if (!isSideFileName(name))
        return Error {Stage::Workspace, ErrorCode::Denied,
                      u"is a file with a meaning of its own; keep the text in one that ends in .feel or .txt"_s, name};
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return Error {Stage::Workspace, bytes.error().code, bytes.error().message, name};
    const QString text = QString::fromUtf8(*bytes);
    if (text.toUtf8() != *bytes)
        return Error {Stage::Workspace, ErrorCode::Invalid, u"is not UTF-8 text; convert it"_s, name};
    return Value::string(text);
}

void collectSideFiles(const Value &value, QStringList &names)
{
    if (const QString name = sideFileOf(value); !name.isEmpty()) {
        if (isSideFileName(name) && !names.contains(name))
            names.append(name);
        return;
    }
    for (qsizetype i = 0; i < value.size() && (value.isContext() || value.isList()); ++i)
        collectSideFiles(value.isContext() ? value.valueAt(i) : value.at(i), names);
}

Value renamedIn(const Value &value, const std::function<QString(const QString &)> &rename)
{
    if (const QString name = sideFileOf(value); !name.isEmpty()) {
        const QString newName = rename(name);
        return newName.isEmpty() ? Value() : value.with("$file", Value::string(newName));
    }
    if (value.isContext()) {
        ContextBuilder result;
        for (qsizetype i = 0; i < value.size(); ++i)
            result.set(value.keyAt(i).toByteArray(), renamedIn(value.valueAt(i), rename));
        return result.build();
    }
    if (!value.isList())
        return value;
    Value::Items items;
    for (qsizetype i = 0; i < value.size(); ++i)
        items.push_back(renamedIn(value.at(i), rename));
    return Value::list(std::move(items));
}

} // namespace

QString sideFileOf(const Value &value)
{
    return value.isContext() && value.size() == 1 && value["$file"].isString() ? value["$file"].string() : QString();
}

bool isSideFileName(const QString &name)
{
    if (!isPlainFileName(name))
        return false;
    const auto isCalled = [&name](const QString &shared) { return name.compare(shared, Qt::CaseInsensitive) == 0; };
    const auto endsIn = [&name](const QString &ending) { return name.endsWith(ending, Qt::CaseInsensitive); };
    return !name.startsWith(u'.') && !isCalled(folderFile) && !isCalled(u"plugboard.json"_s) && !endsIn(requestEnding)
        && !endsIn(u".sequence.json"_s) && !endsIn(u".environment.json"_s) && !endsIn(u".connection.json"_s);
}

bool leadsOut(const QString &name, const QString &folder)
{
    const QFileInfo info(folder + u'/' + name);
    const QString place = info.isSymLink() ? info.canonicalFilePath() : QString();
    return info.isSymLink()
        && (place.isEmpty() || QFileInfo(place).absolutePath() != QFileInfo(folder).canonicalFilePath());
}

QStringList sideFilesOf(const Value &value)
{
    QStringList names;
    collectSideFiles(value, names);
    return names;
}

QString ownerOf(const QString &sideFile)
{
    const bool isOurs = isSideFileName(sideFile) && (sideFile.endsWith(".feel"_L1) || sideFile.endsWith(".txt"_L1));
    return isOurs ? sideFile.section(u'.', 0, -3) : QString();
}

Result<Value> withSideFiles(const Value &value, const QString &folder)
{
    if (const QString name = sideFileOf(value); !name.isEmpty())
        return textOfSideFile(name, folder);
    if (value.isContext()) {
        ContextBuilder result;
        for (qsizetype i = 0; i < value.size(); ++i) {
            Result<Value> entry = withSideFiles(value.valueAt(i), folder);
            if (!entry)
                return entry;
            result.set(value.keyAt(i).toByteArray(), *std::move(entry));
        }
        return result.build();
    }
    if (!value.isList())
        return value;
    Value::Items items;
    for (qsizetype i = 0; i < value.size(); ++i) {
        Result<Value> item = withSideFiles(value.at(i), folder);
        if (!item)
            return item;
        items.push_back(*std::move(item));
    }
    return Value::list(std::move(items));
}

Value withSideFilesRenamed(Value source, const std::function<QString(const QString &)> &rename)
{
    for (const char *key : entriesWithSideFiles) {
        if (source.find(key))
            source = source.with(key, renamedIn(source[key], rename));
    }
    return source;
}

Value SideFileWriter::write(const Value &value, const Value &before, const QString &key, bool alwaysFeel)
{
    if (value.isString())
        return writeText(value, before, key, alwaysFeel);
    if (value.isContext()) {
        ContextBuilder result;
        for (qsizetype i = 0; i < value.size(); ++i) {
            const QByteArray name = value.keyAt(i).toByteArray();
            result.set(name, write(value.valueAt(i), before[name], QString::fromUtf8(name), alwaysFeel));
        }
        return result.build();
    }
    if (!value.isList())
        return value;
    Value::Items items;
    for (qsizetype i = 0; i < value.size(); ++i)
        items.push_back(write(value.at(i), before.isList() ? before.at(i) : Value(), key, alwaysFeel));
    return Value::list(std::move(items));
}

Value SideFileWriter::writeText(const Value &text, const Value &before, const QString &key, bool alwaysFeel)
{
    const QByteArray bytes = text.utf8().toByteArray();
    QString name = sideFileOf(before);
    // Somebody gave that file its name; it may be another request's, too.
    const bool isGiven = isSideFileName(name) && ownerOf(name) != m_stem;
    if (!bytes.contains('\n') && !isGiven)
        return text;
    const QString ending = alwaysFeel || bytes.startsWith('=') ? u".feel"_s : u".txt"_s;
    if (!isSideFileName(name) || isWritten(name))
        name = freeName(key, ending);
    m_files.append({name, bytes});
    return ContextBuilder().set("$file", Value::string(name)).build();
}

/// "topic.message" gives "message" unless another field has that name already.
QString SideFileWriter::freeName(const QString &key, const QString &ending) const
{
    // With the longest name of a request and a temporary file's ending it must fit into the 255 bytes of a file name.
    constexpr qsizetype longestBytes = 40;
    const auto named = [&](const QString &part) { return m_stem + u'.' + part + ending; };
    const QString whole = shortened(fileNameFor(key), longestBytes);
    QString name = named(shortened(fileNameFor(key.section(u'#', 0, 0).section(u'.', -1)), longestBytes));
    if (isTaken(name))
        name = named(whole);
    for (int number = 2; isTaken(name); ++number)
        name = named(u"%1-%2"_s.arg(whole).arg(number));
    return name;
}

bool SideFileWriter::isWritten(const QString &name) const
{
    return std::any_of(m_files.begin(), m_files.end(), [&](const auto &file) { return isSameName(file.first, name); });
}

bool SideFileWriter::isTaken(const QString &name) const
{
    return isWritten(name)
        || std::any_of(m_taken.begin(), m_taken.end(), [&](const QString &other) { return isSameName(other, name); });
}

} // namespace Plugboard::Workspace
