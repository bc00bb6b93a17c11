#include "app/cli/output.h"

#include "core/value/json.h"

#include <QFile>

#include <cstdio>

namespace Plugboard::Cli {

using namespace Qt::StringLiterals;

namespace {

void write(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

void print(const QString &line)
{
    write(stdout, line.toUtf8() + '\n');
}

void tell(const QString &line)
{
    write(stderr, line.toUtf8() + '\n');
}

void tell(const Error &error)
{
    tell(u"plugboard-cli: "_s + error.text());
}

void printJson(const Value &value)
{
    write(stdout, Json::write(value, Json::Style::Indented));
}

Value text(const QString &value)
{
    return Value::string(value);
}

Value toValue(const Form::Finding &finding)
{
    return ContextBuilder().set("field", text(finding.field)).set("message", text(finding.message)).build();
}

Value toValue(const QList<Form::Finding> &findings)
{
    Value::Items items;
    for (const Form::Finding &finding : findings)
        items.push_back(toValue(finding));
    return Value::list(std::move(items));
}

Value toValue(const Feel::Diagnostic &diagnostic)
{
    return ContextBuilder()
        .set("kind", text(Feel::kindName(diagnostic.kind)))
        .set("message", text(diagnostic.message))
        .set("from", Value::number(diagnostic.from))
        .set("to", Value::number(diagnostic.to))
        .set("line", Value::number(diagnostic.line))
        .set("column", Value::number(diagnostic.column))
        .build();
}

Value toValue(const QList<Feel::Diagnostic> &diagnostics)
{
    Value::Items items;
    for (const Feel::Diagnostic &diagnostic : diagnostics)
        items.push_back(toValue(diagnostic));
    return Value::list(std::move(items));
}

Result<QByteArray> readFile(const QString &file)
{
    QFile device(file);
    const bool opened = file == u"-"_s ? device.open(stdin, QIODevice::ReadOnly) : device.open(QIODevice::ReadOnly);
    if (!opened)
        return Error {Stage::Settings, ErrorCode::Unreadable,
                      u"cannot be read (%1); check the path and its permissions"_s.arg(device.errorString()), file};
    return device.readAll();
}

} // namespace Plugboard::Cli
