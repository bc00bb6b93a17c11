#include "core/workspace/sidefiles_p.h"

#include "core/workspace/savedfile.h"
#include "core/workspace/workspace.h"

#include <QFileInfo>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestSideFileBytes = 64 << 20;

/// Lines of an expression stay in the file only with a plain name in the same folder.
bool isPlainFileName(const QString &name)
{
    return !name.isEmpty() && !name.contains(u'/') && !name.contains(u'\\') && name != "."_L1 && name != ".."_L1;
}

Result<Value> textOfSideFile(const QString &name, const QString &folder)
{
    const QString file = folder + u'/' + name;
    const QFileInfo info(file);
    const bool leadsOut = info.isSymLink()
        && QFileInfo(info.canonicalFilePath()).absolutePath() != QFileInfo(folder).canonicalFilePath();
    if (!isPlainFileName(name) || leadsOut)
        return Error {Stage::Workspace, ErrorCode::Denied,
                      u"leads out of the request's folder; keep the file beside the request"_s, name};
    const Result<QByteArray> bytes = readFile(file, largestSideFileBytes);
    if (!bytes)
        return Error {Stage::Workspace, bytes.error().code, bytes.error().message, name};
    const QString text = QString::fromUtf8(*bytes);
    if (text.toUtf8() != *bytes)
        return Error {Stage::Workspace, ErrorCode::Invalid, u"is not UTF-8 text; convert it"_s, name};
    return Value::string(text);
}

} // namespace

QString sideFileOf(const Value &value)
{
    return value.isContext() && value.size() == 1 && value["$file"].isString() ? value["$file"].string() : QString();
}

QStringList sideFilesOf(const Value &value)
{
    if (const QString name = sideFileOf(value); !name.isEmpty())
        return {name};
    QStringList names;
    for (qsizetype i = 0; i < value.size() && (value.isContext() || value.isList()); ++i)
        names += sideFilesOf(value.isContext() ? value.valueAt(i) : value.at(i));
    return names;
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
    if (!bytes.contains('\n'))
        return text;
    const QString ending = alwaysFeel || bytes.startsWith('=') ? u".feel"_s : u".txt"_s;
    QString name = sideFileOf(before);
    if (name.isEmpty() || isTaken(name) || !isPlainFileName(name))
        name = freeName(key, ending);
    m_files.append({name, bytes});
    return ContextBuilder().set("$file", Value::string(name)).build();
}

/// "topic.message" gives "message" unless another field has that name already.
QString SideFileWriter::freeName(const QString &key, const QString &ending) const
{
    const QString whole = fileNameFor(key);
    QString name = m_stem + u'.' + fileNameFor(key.section(u'#', 0, 0).section(u'.', -1)) + ending;
    if (isTaken(name))
        name = m_stem + u'.' + whole + ending;
    for (int number = 2; isTaken(name); ++number)
        name = u"%1.%2-%3%4"_s.arg(m_stem, whole).arg(number).arg(ending);
    return name;
}

bool SideFileWriter::isTaken(const QString &name) const
{
    return std::any_of(m_files.begin(), m_files.end(),
                       [&](const auto &file) { return file.first.compare(name, Qt::CaseInsensitive) == 0; });
}

} // namespace Plugboard::Workspace
