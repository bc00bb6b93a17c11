#include "core/aws/protocols/inputwalk_p.h"

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

// What JSON readers of services accept; recursive shapes have no end of their own.
constexpr int maxInputDepth = 1000;

QString article(const QString &noun)
{
    return (QStringView(u"aeiou").contains(noun.at(0)) ? u"an "_s : u"a "_s) + noun;
}

QStringList memberNames(const Shape &shape)
{
    QStringList names;
    for (const Member &each : shape.members)
        names.append(each.name);
    return names;
}

/// Nulls as the writer sees them.
qsizetype writtenSize(const InputWriter &writer, const Value &value)
{
    qsizetype count = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const bool null = value.isList() ? value.at(i).isNull() : value.valueAt(i).isNull();
        count += null && !writer.writesNulls() ? 0 : 1;
    }
    return count;
}

} // namespace

QString memberPath(const QString &path, const QString &name)
{
    return path.isEmpty() ? name : path + u'.' + name;
}

void InputWalk::checkMembers(const Shape &shape, const Value &value, const QString &path)
{
    if (!expectContext(value, path))
        return;
    qsizetype given = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QString name = QString::fromUtf8(value.keyAt(i));
        given += value.valueAt(i).isNull() ? 0 : 1;
        if (shape.member(name) != nullptr)
            continue;
        return fail(memberPath(path, name),
                    shape.members.isEmpty()
                        ? u"is not known here; nothing is: leave it out"_s
                        : u"is not known here; there are %1"_s.arg(memberNames(shape).join(u", "_s)));
    }
    for (const QString &name : shape.required) {
        if (value[name.toUtf8()].isNull())
            return fail(memberPath(path, name), u"is required; give it a value"_s);
    }
    if (shape.unionType && given != 1)
        fail(path, u"must have exactly one of %1, not %2"_s.arg(memberNames(shape).join(u", "_s)).arg(given));
}

void InputWalk::walk(InputWriter &writer, const Place &place, const Value &value, const QString &path,
                     const Filter &filter)
{
    if (m_error)
        return;
    if (++m_depth > maxInputDepth)
        fail(path, u"is nested deeper than %1 levels; no service takes that"_s.arg(maxInputDepth), ErrorCode::Limit);
    else if (value.isNull())
        writer.writeNull(place);
    else if (place.use.shape->document)
        writer.writeDocument(place, value);
    else if (place.use.shape->type == ShapeType::Structure)
        structure(writer, place, value, path, filter);
    else if (place.use.shape->type == ShapeType::List)
        list(writer, place, value, path);
    else if (place.use.shape->type == ShapeType::Map)
        map(writer, place, value, path);
    else if (const auto read = scalar(place.use, value, path, writer.defaultTimestampFormat()))
        writer.writeScalar(place, *read);
    --m_depth;
}

std::optional<Scalar> InputWalk::scalar(const Member &use, const Value &value, const QString &path,
                                        TimestampFormat format)
{
    std::optional<Scalar> read = readScalar(use, value, format);
    if (!read) {
        fail(path, u"must be %1, not %2"_s.arg(article(shapeTypeName(use.shape->type)), article(value.typeName())));
    }
    return read;
}

void InputWalk::fail(const QString &path, const QString &message, ErrorCode code)
{
    if (!m_error)
        m_error = Error {Stage::Call, code, message, path};
}

void InputWalk::structure(InputWriter &writer, const Place &place, const Value &value, const QString &path,
                          const Filter &filter)
{
    const Shape &shape = *place.use.shape;
    if (!filter)
        checkMembers(shape, value, path);
    if (m_error)
        return;
    writer.beginStructure(place);
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QString name = QString::fromUtf8(value.keyAt(i));
        const Member *member = shape.member(name);
        const Value memberValue = value.valueAt(i);
        if (member != nullptr && !memberValue.isNull() && (!filter || filter(*member)))
            walk(writer, {Place::Role::Member, *member}, memberValue, memberPath(path, name));
    }
    writer.endStructure(place);
}

void InputWalk::list(InputWriter &writer, const Place &place, const Value &value, const QString &path)
{
    if (!value.isList())
        return fail(path, u"must be a list, not %1"_s.arg(article(value.typeName())));
    const Member &item = place.use.shape->item;
    writer.beginList(place, writtenSize(writer, value));
    qsizetype index = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Value each = value.at(i);
        if (!each.isNull() || writer.writesNulls())
            walk(writer, {Place::Role::Item, item, index++}, each, u"%1[%2]"_s.arg(path).arg(i + 1));
    }
    writer.endList(place);
}

void InputWalk::map(InputWriter &writer, const Place &place, const Value &value, const QString &path)
{
    if (!expectContext(value, path))
        return;
    const Member &entry = place.use.shape->value;
    writer.beginMap(place, writtenSize(writer, value));
    qsizetype index = 0;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const QByteArrayView key = value.keyAt(i);
        const Value each = value.valueAt(i);
        if (!each.isNull() || writer.writesNulls()) {
            walk(writer, {Place::Role::Entry, entry, index++, key}, each, memberPath(path, QString::fromUtf8(key)));
        }
    }
    writer.endMap(place);
}

bool InputWalk::expectContext(const Value &value, const QString &path)
{
    if (!value.isContext())
        fail(path, u"must be a context, not %1"_s.arg(article(value.typeName())));
    return value.isContext();
}

} // namespace Plugboard::Aws
