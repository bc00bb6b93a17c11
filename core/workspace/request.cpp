#include "core/workspace/request.h"

#include "core/value/json.h"
#include "core/workspace/document_p.h"
#include "core/workspace/sidefiles_p.h"

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

const QList<QByteArray> &requestKeys()
{
    static const QList<QByteArray> keys {"format",  "connector", "template",   "rank",  "inputs",
                                         "headers", "retries",   "properties", "expect"};
    return keys;
}

Value textOrNothing(const QString &text)
{
    return text.isEmpty() ? Value() : Value::string(text);
}

Value contextOrNothing(const Value &context)
{
    return context.size() > 0 ? context : Value();
}

/// A number where it is one: retries may be FEEL, too.
Value retriesOf(const QString &text)
{
    const Value number = Value::numberFromText(text.toUtf8());
    return number.isNumber() && QString::fromUtf8(number.numberText()) == text ? number : textOrNothing(text);
}

/// Reads one entry into its place and remembers the first error.
class EntryReader final
{
public:
    EntryReader(const QByteArray &utf8, const Value &root, const QString &folder)
        : m_utf8(utf8)
        , m_root(root)
        , m_folder(folder)
    {
    }

    void text(const QString &key, QString &target) { take(textEntry(m_utf8, m_root, key), target); }
    void context(const QString &key, Value &target)
    {
        take(contextEntry(m_utf8, m_root, key).andThen([this](const Value &value) {
            return withSideFiles(value, m_folder);
        }),
             target);
    }
    void retries(QString &target)
    {
        const Value value = m_root["retries"];
        if (value.isNumber())
            target = QString::fromUtf8(value.numberText());
        else
            text(u"retries"_s, target);
    }
    void expectations(Value &target)
    {
        target = m_root["expect"];
        if (!m_error && !target.isNull() && !target.isList())
            m_error = invalidEntry(m_utf8, u"/expect"_s, u"\"expect\" must be a list of {that, name}"_s);
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    template <typename T>
    void take(const Result<T> &result, T &target)
    {
        if (result)
            target = *result;
        else if (!m_error)
            m_error = result.error();
    }

    const QByteArray &m_utf8;
    const Value &m_root;
    const QString &m_folder;
    std::optional<Error> m_error;
};

} // namespace

Result<Request> readRequest(const QByteArray &utf8, const QString &folder)
{
    const Result<Value> root = readObject(utf8);
    if (!root)
        return root.error();
    Request request;
    EntryReader reader(utf8, *root, folder);
    reader.text(u"connector"_s, request.connector);
    reader.text(u"template"_s, request.templateId);
    reader.text(u"rank"_s, request.rank);
    reader.context(u"inputs"_s, request.inputs);
    reader.context(u"headers"_s, request.headers);
    reader.retries(request.retries);
    reader.context(u"properties"_s, request.properties);
    reader.expectations(request.expect);
    if (reader.error())
        return *reader.error();
    if (request.connector.isEmpty() && request.templateId.isEmpty())
        return invalidEntry(utf8, u"/connector"_s,
                            u"names no \"connector\"; write its job type, or aws:SERVICE:OPERATION"_s);
    request.source = *root;
    return request;
}

WrittenRequest writeRequest(const Request &request, const QString &stem, const QStringList &taken)
{
    const Value &before = request.source;
    // What we do not read may refer to side files as well; and names that are in use stay with their texts.
    SideFileWriter sideFiles(stem, taken + sideFilesOf(before));
    ContextBuilder known;
    known.set("format", Value::number(currentFormat))
        .set("connector", textOrNothing(request.connector))
        .set("template", textOrNothing(request.templateId))
        .set("rank", textOrNothing(request.rank))
        .set("inputs", contextOrNothing(sideFiles.write(request.inputs, before["inputs"], u"inputs"_s)))
        .set("headers", contextOrNothing(sideFiles.write(request.headers, before["headers"], u"headers"_s, true)))
        .set("retries", retriesOf(request.retries))
        .set("properties", contextOrNothing(sideFiles.write(request.properties, before["properties"], u"properties"_s)))
        .set("expect", request.expect.size() > 0 ? request.expect : Value());
    return {Json::write(merged(before, known.build(), requestKeys()), Json::Style::Indented), sideFiles.takeFiles()};
}

} // namespace Plugboard::Workspace
