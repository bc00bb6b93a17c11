#include "core/calls/callfile.h"

#include "core/value/json.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace Plugboard::Calls {

using namespace Qt::StringLiterals;

namespace {

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
        const Result<Value> root = Json::read(m_utf8);
        if (!root) {
            m_findings.append(
                {Stage::Call, ErrorCode::Syntax, root.error().message, m_file + u':' + root.error().where});
            return {nullptr, m_findings};
        }
        auto call = std::make_shared<CallFile>();
        if ((*root)["format"] != Value::number(1))
            complain(u"/format"_s, u"must be 1; a newer Plugboard may read this file"_s);
        call->jobType = text(*root, {}, "jobType");
        const Value checks = (*root)["checks"];
        for (qsizetype i = 0; i < checks.size(); ++i)
            call->checks.append(check(checks.at(i), u"/checks/%1"_s.arg(i)));
        const Value calls = (*root)["calls"];
        if (calls.size() == 0)
            complain(u"/calls"_s, u"must hold at least one call"_s);
        for (qsizetype i = 0; i < calls.size(); ++i)
            call->calls.append(oneCall(calls.at(i), u"/calls/%1"_s.arg(i)));
        return {m_findings.isEmpty() ? call : nullptr, m_findings};
    }

private:
    Check check(const Value &value, const QString &pointer)
    {
        return {expression(value, pointer, "that"), text(value, pointer, "field"), text(value, pointer, "message")};
    }

    Call oneCall(const Value &value, const QString &pointer)
    {
        Call call;
        call.when
            = value.find("when") ? expression(value, pointer, "when") : Feel::Expression::parse(u"true").expression;
        if (value.find("response"))
            call.response = expression(value, pointer, "response");
        const Value aws = value["aws"];
        const QString awsPointer = pointer + u"/aws"_s;
        if (!aws.isContext()) {
            complain(awsPointer, u"must say which operation is called"_s);
            return call;
        }
        call.aws.service = text(aws, awsPointer, "service");
        call.aws.operation = text(aws, awsPointer, "operation");
        call.aws.region = optionalExpression(aws, awsPointer, "region");
        call.aws.endpoint = optionalExpression(aws, awsPointer, "endpoint");
        call.aws.credentials = optionalExpression(aws, awsPointer, "credentials");
        call.aws.input = expression(aws, awsPointer, "input");
        return call;
    }

    Feel::Expression optionalExpression(const Value &parent, const QString &pointer, const char *key)
    {
        return parent.find(key) ? expression(parent, pointer, key) : Feel::Expression();
    }

    Feel::Expression expression(const Value &parent, const QString &pointer, const char *key)
    {
        const QString place = Json::pointerStep(pointer, QString::fromLatin1(key));
        const Value value = parent[key];
        const std::optional<QString> source = value.isContext() ? sideFile(value, place)
            : value.isString()                                  ? std::optional(value.string())
                                                                : std::nullopt;
        if (!source) {
            if (!value.isContext())
                complain(place, u"must be a FEEL expression"_s);
            return {};
        }
        const Feel::Parsed parsed = Feel::Expression::parse(*source);
        for (const Feel::Diagnostic &error : parsed.errors)
            complain(place, u"expression %1:%2: %3"_s.arg(error.line).arg(error.column).arg(error.message));
        return parsed.expression;
    }

    std::optional<QString> sideFile(const Value &reference, const QString &pointer)
    {
        const QString name = reference["$file"].string();
        if (name.isEmpty() || name != QFileInfo(name).fileName()) {
            complain(pointer, u"must name a file in the connector's own folder"_s);
            return std::nullopt;
        }
        QFile file(QDir(m_folder).filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            complain(pointer, u"names the file %1, which cannot be read"_s.arg(name));
            return std::nullopt;
        }
        return QString::fromUtf8(file.readAll());
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
        const QString place = Json::locate(m_utf8, pointer).toText();
        m_findings.append({Stage::Call, ErrorCode::Invalid, message, u"%1:%2 %3"_s.arg(m_file, place, pointer)});
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
    Errors findings;
    QDirIterator files(folder, {u"call.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            findings.append({Stage::Call, ErrorCode::Unreadable, u"cannot be read; check its permissions"_s, path});
            continue;
        }
        const ReadCall read = readCall(file.readAll(), path, files.fileInfo().path());
        findings += read.findings;
        if (read.call)
            m_calls.insert(read.call->jobType, read.call);
    }
    return findings;
}

} // namespace Plugboard::Calls
