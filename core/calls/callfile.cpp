#include "core/calls/callfile.h"

#include "core/value/json.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace Plugboard::Calls {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 4 << 20;

/// The whole of a regular file: a pipe would be waited for, and nothing of that size is written by people.
std::optional<QByteArray> readSmallFile(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError || bytes.size() > largestFile)
        return std::nullopt;
    return bytes;
}

/// Reads the parts of one call.json and collects what is wrong with them.
class CallReader
{
public:
    CallReader(const QByteArray &utf8, const QString &file, const QString &folder)
        : m_utf8(utf8)
        , m_file(file)
        , m_folder(folder)
    {
    }

    ReadCall read()
    {
        const Result<Json::Document> document = Json::readDocument(m_utf8);
        if (!document) {
            m_findings.append(
                {Stage::Call, ErrorCode::Syntax, document.error().message, m_file + u':' + document.error().where});
            return {nullptr, m_findings};
        }
        for (const Json::Duplicate &duplicate : document->duplicates) {
            m_findings.append({Stage::Call, ErrorCode::Invalid, u"is there twice; remove one"_s,
                               placeOf(duplicate.position, duplicate.pointer)});
        }
        auto call = std::make_shared<CallFile>();
        if (isReadable(document->root))
            readFile(document->root, *call);
        return {m_findings.isEmpty() ? call : nullptr, m_findings};
    }

private:
    /// What a newer format means is not guessed at.
    bool isReadable(const Value &root)
    {
        if (!root.isContext()) {
            complain({}, u"must be a JSON object"_s);
            return false;
        }
        const Value format = root["format"];
        if (format == Value::number(1))
            return true;
        if (format.isNumber() && format.number() > Decimal(1))
            complain(u"/format"_s, u"is of a newer Plugboard; this one reads format 1: update it"_s);
        else
            complain(u"/format"_s, u"must be the number 1"_s);
        return false;
    }

    void readFile(const Value &root, CallFile &call)
    {
        checkKeys(root, {}, {"$schema", "format", "jobType", "checks", "calls"});
        call.jobType = text(root, {}, "jobType");
        for (const Item &item : items(root, {}, "checks")) {
            checkKeys(item.value, item.pointer, {"that", "field", "message"});
            call.checks.append({expression(item.value, item.pointer, "that"), text(item.value, item.pointer, "field"),
                                text(item.value, item.pointer, "message")});
        }
        for (const Item &item : items(root, {}, "calls"))
            call.calls.append(oneCall(item.value, item.pointer));
        if (root["calls"].isNull() || (root["calls"].isList() && call.calls.isEmpty()))
            complain(u"/calls"_s, u"must hold at least one call"_s);
    }

    Call oneCall(const Value &value, const QString &pointer)
    {
        checkKeys(value, pointer, {"when", "aws", "response"});
        Call call;
        call.when
            = value.find("when") ? expression(value, pointer, "when") : Feel::Expression::parse(u"true").expression;
        if (value.find("response"))
            call.response = expression(value, pointer, "response");
        const Value aws = value["aws"];
        const QString awsPointer = pointer + u"/aws"_s;
        if (!aws.isContext()) {
            complain(awsPointer, u"must say which AWS operation is called; this Plugboard knows no other calls"_s);
            return call;
        }
        checkKeys(aws, awsPointer, {"service", "operation", "region", "endpoint", "credentials", "input"});
        call.aws.service = text(aws, awsPointer, "service");
        call.aws.operation = text(aws, awsPointer, "operation");
        call.aws.region = optionalExpression(aws, awsPointer, "region");
        call.aws.endpoint = optionalExpression(aws, awsPointer, "endpoint");
        call.aws.credentials = optionalExpression(aws, awsPointer, "credentials");
        call.aws.input = expression(aws, awsPointer, "input");
        return call;
    }

    struct Item
    {
        Value value;
        QString pointer;
    };

    /// The objects of an optional list.
    QList<Item> items(const Value &parent, const QString &pointer, const char *key)
    {
        const QString place = Json::pointerStep(pointer, QString::fromLatin1(key));
        const Value list = parent[key];
        QList<Item> found;
        if (!list.isNull() && !list.isList())
            complain(place, u"must be a list"_s);
        for (qsizetype i = 0; list.isList() && i < list.size(); ++i) {
            const Item item {list.at(i), place + u'/' + QString::number(i)};
            if (item.value.isContext())
                found.append(item);
            else
                complain(item.pointer, u"must be a JSON object"_s);
        }
        return found;
    }

    /// A key that is passed over could be the one that makes a failure of a success.
    void checkKeys(const Value &context, const QString &pointer, const QList<QByteArrayView> &known)
    {
        for (qsizetype i = 0; i < context.size(); ++i) {
            const QByteArrayView key = context.keyAt(i);
            if (known.contains(key))
                continue;
            QStringList names;
            for (const QByteArrayView name : known)
                names.append(QString::fromUtf8(name));
            complain(
                Json::pointerStep(pointer, QString::fromUtf8(key)),
                u"is not known to this Plugboard, which knows %1; correct or remove it"_s.arg(names.join(u", "_s)));
        }
    }

    Feel::Expression optionalExpression(const Value &parent, const QString &pointer, const char *key)
    {
        return parent.find(key) ? expression(parent, pointer, key) : Feel::Expression();
    }

    Feel::Expression expression(const Value &parent, const QString &pointer, const char *key)
    {
        const QString place = Json::pointerStep(pointer, QString::fromLatin1(key));
        const Value value = parent[key];
        if (value.isContext())
            return sideExpression(value, place);
        if (!value.isString() || !value.string().trimmed().startsWith(u'=')) {
            complain(place, u"must be a FEEL expression, which begins with \"=\", or {\"$file\": …}"_s);
            return {};
        }
        const Feel::Parsed parsed = Feel::Expression::parse(value.string());
        for (const Feel::Diagnostic &error : parsed.errors)
            complain(place, u"%1 (%2:%3 of the expression)"_s.arg(error.message).arg(error.line).arg(error.column));
        return parsed.expression;
    }

    Feel::Expression sideExpression(const Value &reference, const QString &pointer)
    {
        const std::optional<QString> path = sidePath(reference, pointer);
        if (!path)
            return {};
        const std::optional<QByteArray> utf8 = readSmallFile(*path);
        if (!utf8 || !QUtf8StringView(*utf8).isValidUtf8()) {
            complain(pointer, u"names the file %1, which cannot be read as a text"_s.arg(reference["$file"].string()));
            return {};
        }
        const Feel::Parsed parsed = Feel::Expression::parse(QString::fromUtf8(*utf8));
        for (const Feel::Diagnostic &error : parsed.errors) {
            m_findings.append({Stage::Call, ErrorCode::Syntax, error.message,
                               u"%1:%2:%3"_s.arg(*path).arg(error.line).arg(error.column)});
        }
        return parsed.expression;
    }

    /// Links are resolved before it is judged whether a file is in the connector's folder.
    std::optional<QString> sidePath(const Value &reference, const QString &pointer)
    {
        const QString name = reference["$file"].string();
        const QString path = QDir(m_folder).filePath(name);
        if (name.isEmpty() || reference.size() != 1 || name != QFileInfo(name).fileName() || name == "."_L1
            || name == ".."_L1) {
            complain(pointer, u"must name a file in the connector's own folder, as {\"$file\": \"name.feel\"}"_s);
            return std::nullopt;
        }
        if (!QFileInfo::exists(path)) {
            complain(pointer, u"names the file %1, which is not there; add it to the connector's folder"_s.arg(name));
            return std::nullopt;
        }
        const QString real = QFileInfo(path).canonicalFilePath();
        if (QFileInfo(real).path() != QFileInfo(m_folder).canonicalFilePath()) {
            complain(pointer,
                     u"names the file %1, a link out of the connector's folder; copy the file there"_s.arg(name));
            return std::nullopt;
        }
        return path;
    }

    QString text(const Value &parent, const QString &pointer, const char *key)
    {
        const Value value = parent[key];
        if (!value.isString() || value.string().isEmpty())
            complain(Json::pointerStep(pointer, QString::fromLatin1(key)), u"must be a text"_s);
        return value.string();
    }

    void complain(const QString &pointer, const QString &message)
    {
        m_findings.append({Stage::Call, ErrorCode::Invalid, message, placeOf(Json::locate(m_utf8, pointer), pointer)});
    }

    QString placeOf(const Json::Position &position, const QString &pointer) const
    {
        return u"%1:%2 %3"_s.arg(m_file, position.toText(), pointer).trimmed();
    }

    const QByteArray &m_utf8;
    QString m_file;
    QString m_folder;
    Errors m_findings;
};

} // namespace

ReadCall readCall(const QByteArray &utf8, const QString &file, const QString &folder)
{
    return CallReader(utf8, file, folder).read();
}

Errors CallCatalogue::addFolder(const QString &folder)
{
    QStringList paths;
    QDirIterator files(folder, {u"call.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(files.next());
    paths.sort();
    Errors findings;
    QHash<QString, QString> found;
    for (const QString &path : std::as_const(paths)) {
        const std::optional<QByteArray> utf8 = readSmallFile(path);
        if (!utf8) {
            findings.append(
                {Stage::Call, ErrorCode::Unreadable, u"cannot be read; check its permissions and size"_s, path});
            continue;
        }
        const ReadCall read = readCall(*utf8, path, QFileInfo(path).path());
        findings += read.findings;
        if (!read.call)
            continue;
        const QString &jobType = read.call->jobType;
        if (const auto other = found.constFind(jobType); other != found.constEnd()) {
            findings.append({Stage::Call, ErrorCode::Conflict,
                             u"is a second call for the job type %1, after %2; remove one"_s.arg(jobType, *other),
                             path});
            continue;
        }
        found.insert(jobType, path);
        m_calls.insert(jobType, read.call);
    }
    return findings;
}

} // namespace Plugboard::Calls
