#include "core/aws/protocols/queryrequest_p.h"

#include "core/http/message.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

bool isSpecialFloat(QByteArrayView text)
{
    return text == "NaN" || text == "Infinity" || text == "-Infinity";
}

/// The text of a number; a text that holds one is one, because forms have texts.
std::optional<QByteArray> numberText(const Value &value, bool integer)
{
    const QByteArray text = value.isNumber() ? value.numberText() : value.utf8().toByteArray().trimmed();
    if (!integer && value.isString() && isSpecialFloat(text))
        return text;
    const std::optional<Decimal> number = Decimal::fromText(text);
    if (!number || (integer && !number->isInteger()))
        return {};
    return integer ? number->normalized().toText() : text;
}

std::optional<QByteArray> booleanText(const Value &value)
{
    if (value.isBoolean())
        return QByteArray(value.boolean() ? "true" : "false");
    const QByteArray text = value.utf8().toByteArray().trimmed();
    return text == "true" || text == "false" ? std::optional(text) : std::nullopt;
}

/// Text, and what a person would write as text.
std::optional<QByteArray> plainText(const Value &value)
{
    if (value.isString())
        return value.utf8().toByteArray();
    if (value.isNumber())
        return value.numberText();
    return value.isBoolean() ? booleanText(value) : std::nullopt;
}

std::optional<QByteArray> scalarText(const Member &member, const Value &value)
{
    switch (member.shape->type) {
    case ShapeType::Integer:
    case ShapeType::Long:
        return numberText(value, true);
    case ShapeType::Float:
    case ShapeType::Double:
        return numberText(value, false);
    case ShapeType::Boolean:
        return booleanText(value);
    case ShapeType::Blob:
        if (const std::optional<QByteArray> text = plainText(value))
            return text->toBase64();
        return {};
    case ShapeType::Timestamp: {
        const QString &name = member.timestampFormat.isEmpty() ? member.shape->timestampFormat : member.timestampFormat;
        return timestampText(value, timestampFormat(name, TimestampFormat::Iso8601));
    }
    default:
        return plainText(value);
    }
}

QByteArray joined(const QByteArray &prefix, const QByteArray &name)
{
    return prefix.isEmpty() ? name : prefix + '.' + name;
}

QString article(const QString &noun)
{
    return (QStringView(u"aeiou").contains(noun.at(0)) ? u"an "_s : u"a "_s) + noun;
}

} // namespace

Result<QByteArray> QueryRequest::body(const ServiceModel &model, const Operation &operation, const Value &input)
{
    QueryRequest request;
    request.addPair("Action", operation.name.toUtf8());
    request.addPair("Version", model.metadata().apiVersion.toUtf8());
    static const Shape nothing;
    Member root;
    root.shape = operation.input == nullptr ? &nothing : operation.input;
    request.addStructure({root, {}}, input.isNull() ? Value::context(Value::Entries()) : input, {});
    if (request.m_error)
        return *request.m_error;
    return request.m_body;
}

void QueryRequest::add(const Use &use, const Value &value, const QByteArray &name)
{
    if (m_error || value.isNull())
        return;
    switch (use.member.shape->type) {
    case ShapeType::Structure:
        return addStructure(use, value, name);
    case ShapeType::List:
        return addList(use, value, name);
    case ShapeType::Map:
        return addMap(use, value, name);
    default:
        return addScalar(use, value, name);
    }
}

void QueryRequest::addStructure(const Use &use, const Value &value, const QByteArray &prefix)
{
    if (!value.isContext())
        return fail(use, u"must be a context, not %1"_s.arg(article(value.typeName())));
    const Shape &shape = *use.member.shape;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QString name = QString::fromUtf8(value.keyAt(i));
        const QString path = use.path.isEmpty() ? name : use.path + u'.' + name;
        const Member *member = shape.member(name);
        if (member == nullptr) {
            QStringList known;
            for (const Member &each : shape.members)
                known.append(each.name);
            static const Member unknown;
            return fail({unknown, path},
                        known.isEmpty() ? u"is not known here; the operation takes no input"_s
                                        : u"is not known here; there are %1"_s.arg(known.join(u", "_s)));
        }
        add({*member, path}, value.valueAt(i), joined(prefix, member->wireName().toUtf8()));
    }
}

void QueryRequest::addList(const Use &use, const Value &value, const QByteArray &name)
{
    if (!value.isList())
        return fail(use, u"must be a list, not %1"_s.arg(article(value.typeName())));
    if (value.size() == 0)
        return addPair(name, {});
    const Member &item = use.member.shape->item;
    QByteArray prefix = name;
    if (!use.member.shape->flattened && !use.member.flattened) {
        prefix += item.locationName.isEmpty() ? QByteArray(".member") : '.' + item.locationName.toUtf8();
    } else if (!item.locationName.isEmpty()) {
        // The item's name replaces the list's.
        prefix = joined(name.first(qMax(name.lastIndexOf('.'), qsizetype(0))), item.locationName.toUtf8());
    }
    for (qsizetype i = 0; i < value.size(); ++i) {
        add({item, u"%1[%2]"_s.arg(use.path).arg(i + 1)}, value.at(i), prefix + '.' + QByteArray::number(i + 1));
    }
}

void QueryRequest::addMap(const Use &use, const Value &value, const QByteArray &name)
{
    if (!value.isContext())
        return fail(use, u"must be a context, not %1"_s.arg(article(value.typeName())));
    const Shape &shape = *use.member.shape;
    const auto part = [](const Member &member, const char *otherwise) {
        return '.' + (member.locationName.isEmpty() ? QByteArray(otherwise) : member.locationName.toUtf8());
    };
    const QByteArray prefix = shape.flattened || use.member.flattened ? name : name + ".entry";
    qsizetype number = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.valueAt(i).isNull())
            continue;
        const QByteArray entry = prefix + '.' + QByteArray::number(++number);
        const QByteArrayView key = value.keyAt(i);
        addPair(entry + part(shape.key, "key"), key);
        add({shape.value, use.path + u'.' + QString::fromUtf8(key)}, value.valueAt(i),
            entry + part(shape.value, "value"));
    }
}

void QueryRequest::addScalar(const Use &use, const Value &value, const QByteArray &name)
{
    const std::optional<QByteArray> text = scalarText(use.member, value);
    if (!text) {
        const QString wanted = article(shapeTypeName(use.member.shape->type));
        return fail(use, u"must be %1, not %2"_s.arg(wanted, article(value.typeName())));
    }
    addPair(name, *text);
}

void QueryRequest::addPair(const QByteArray &name, QByteArrayView value)
{
    if (!m_body.isEmpty())
        m_body += '&';
    m_body.append(Http::percentEncoded(name)).append('=').append(Http::percentEncoded(value));
}

void QueryRequest::fail(const Use &use, const QString &message)
{
    if (!m_error)
        m_error = Error {Stage::Call, ErrorCode::Invalid, message, use.path};
}

} // namespace Plugboard::Aws
