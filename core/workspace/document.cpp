#include "core/workspace/document_p.h"

#include "core/value/json.h"

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

Error syntaxError(const QByteArray &utf8, const Error &error)
{
    const qsizetype marker = ('\n' + utf8).indexOf("\n<<<<<<< ");
    if (marker >= 0)
        return {Stage::Workspace, ErrorCode::Syntax,
                u"git could not merge two versions of this file; resolve the conflict, then it can be opened again"_s,
                Json::positionAt(utf8, marker).toText()};
    return {Stage::Workspace, ErrorCode::Syntax, error.message, error.where};
}

} // namespace

Result<Value> readObject(const QByteArray &utf8)
{
    const Result<Json::Document> document = Json::readDocument(utf8);
    if (!document)
        return syntaxError(utf8, document.error());
    // Of two entries saving would keep one, and nobody knows which of them was meant.
    if (!document->duplicates.isEmpty())
        return Error {Stage::Workspace, ErrorCode::Invalid,
                      u"%1 stands here twice; delete one of the two"_s.arg(document->duplicates.first().pointer),
                      document->duplicates.first().position.toText()};
    const Value &root = document->root;
    if (!root.isContext())
        return invalidEntry(utf8, {}, u"must hold a JSON object"_s);
    const Value format = root["format"];
    if (!format.isNumber())
        return invalidEntry(utf8, u"/format"_s, u"has no \"format\": 1; is it a file of Plugboard?"_s);
    if (format.number() > Decimal(currentFormat))
        return Error {Stage::Workspace, ErrorCode::Unsupported,
                      u"was written by a newer Plugboard (format %1); update Plugboard to open it"_s.arg(
                          QString::fromUtf8(format.numberText())),
                      Json::locate(utf8, u"/format"_s).toText()};
    if (format.number() != Decimal(currentFormat))
        return invalidEntry(utf8, u"/format"_s, u"the format must be 1"_s);
    return root;
}

Error invalidEntry(const QByteArray &utf8, const QString &pointer, const QString &message)
{
    return {Stage::Workspace, ErrorCode::Invalid, message, Json::locate(utf8, pointer).toText()};
}

Result<QString> textEntry(const QByteArray &utf8, const Value &object, const QString &key)
{
    const Value value = object[key.toUtf8()];
    if (!value.isNull() && !value.isString())
        return invalidEntry(utf8, Json::pointerStep({}, key),
                            u"\"%1\" must be a text, not a %2"_s.arg(key, value.typeName()));
    return value.string();
}

Result<Value> contextEntry(const QByteArray &utf8, const Value &object, const QString &key)
{
    const Value value = object[key.toUtf8()];
    if (value.isNull())
        return ContextBuilder().build();
    if (!value.isContext())
        return invalidEntry(utf8, Json::pointerStep({}, key),
                            u"\"%1\" must be a JSON object, not a %2"_s.arg(key, value.typeName()));
    return value;
}

Value merged(const Value &source, const Value &known, const QList<QByteArray> &order)
{
    QList<std::pair<QByteArray, Value>> entries;
    for (qsizetype i = 0; i < source.size(); ++i) {
        const QByteArray key = source.keyAt(i).toByteArray();
        if (!known.find(key))
            entries.append({key, source.valueAt(i)});
        else if (!known[key].isNull())
            entries.append({key, known[key]});
    }
    const auto indexOf = [&entries](const QByteArray &key) {
        for (qsizetype i = 0; i < entries.size(); ++i) {
            if (entries[i].first == key)
                return i;
        }
        return qsizetype(-1);
    };
    qsizetype behind = -1;
    for (const QByteArray &key : order) {
        if (const qsizetype at = indexOf(key); at >= 0)
            behind = at;
        else if (!known[key].isNull())
            entries.insert(++behind, {key, known[key]});
    }
    ContextBuilder result;
    for (const auto &[key, value] : entries)
        result.set(key, value);
    return result.build();
}

} // namespace Plugboard::Workspace
