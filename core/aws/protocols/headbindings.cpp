#include "core/aws/protocols/headbindings_p.h"

#include "core/aws/protocols/xmlform_p.h"
#include "core/value/json.h"

#include <algorithm>
#include <optional>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// One element of a list, from `at` on; `at` then stands behind its comma.
QByteArray nextElement(QByteArrayView text, qsizetype &at)
{
    QByteArray element;
    bool quoted = false;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted && c == '\\' && at + 1 < text.size())
            element += text[++at];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            break;
        else
            element += c;
    }
    ++at;
    return element;
}

QList<QByteArray> elementsOf(QByteArrayView text)
{
    QList<QByteArray> elements;
    for (qsizetype at = 0; at <= text.size() && !text.isEmpty();)
        elements.append(nextElement(text, at).trimmed());
    return elements;
}

/// "Mon, 16 Dec 2019 23:48:18 GMT" has a comma of its own.
QList<QByteArray> datesOf(QByteArrayView text)
{
    QList<QByteArray> dates;
    for (const QByteArray &part : elementsOf(text)) {
        const bool beginsWithDay
            = std::all_of(part.begin(), part.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
        const bool continues = !dates.isEmpty() && dates.last().endsWith(',');
        if (continues)
            dates.last() += ' ' + part;
        else
            dates.append(beginsWithDay ? part + ',' : part);
    }
    return dates;
}

Value readHeaderList(const Member &item, const QByteArray &text)
{
    Value::Items items;
    for (const QByteArray &element : item.shape->type == ShapeType::Timestamp ? datesOf(text) : elementsOf(text))
        items.push_back(readTextShape(*item.shape, QString::fromUtf8(element)));
    return Value::list(std::move(items));
}

Value readHeader(const Member &member, const QByteArray &text)
{
    if (member.jsonValue) {
        const Result<Value> value = Json::read(QByteArray::fromBase64(text));
        return value ? *value : Value::string(QString::fromUtf8(text));
    }
    if (member.shape->type == ShapeType::List)
        return readHeaderList(member.shape->item, text);
    return readTextShape(*member.shape, QString::fromUtf8(text));
}

Value readPrefixed(const QByteArray &prefix, const Http::Headers &headers)
{
    ContextBuilder map;
    for (const auto &[name, value] : headers.lines()) {
        if (name.left(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0)
            map.set(name.sliced(prefix.size()), Value::string(QString::fromUtf8(value)));
    }
    return map.build();
}

} // namespace

Value readHead(const Shape &shape, const Http::Response &response)
{
    ContextBuilder head;
    for (const Member &member : shape.members) {
        const QByteArray name = member.wireName().toUtf8();
        if (member.location == u"statusCode")
            head.set(member.name, Value::number(response.status));
        else if (member.location == u"headers")
            head.set(member.name, readPrefixed(member.locationName.toUtf8(), response.headers));
        else if (member.location == u"header" && response.headers.contains(name))
            head.set(member.name, readHeader(member, response.headers.value(name)));
    }
    return head.build();
}

} // namespace Plugboard::Aws
