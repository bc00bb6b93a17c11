#include "core/aws/protocols/formwriter_p.h"

#include "core/http/message.h"
#include "core/value/json.h"

namespace Plugboard::Aws {

namespace {

QByteArray joinedName(const QByteArray &prefix, const QByteArray &name)
{
    return prefix.isEmpty() ? name : prefix + '.' + name;
}

QByteArray nameOr(const Member &member, const char *otherwise)
{
    return member.locationName.isEmpty() ? QByteArray(otherwise) : member.locationName.toUtf8();
}

bool isFlat(const Member &use)
{
    return use.flattened || use.shape->flattened;
}

} // namespace

void FormWriter::addPair(const QByteArray &name, QByteArrayView value)
{
    if (!m_body.isEmpty())
        m_body += '&';
    m_body.append(Http::percentEncoded(name)).append('=').append(Http::percentEncoded(value));
}

void FormWriter::beginStructure(const Place &place)
{
    m_open.push_back({enter(place), place.use.shape});
}

void FormWriter::beginList(const Place &place, qsizetype size)
{
    const QByteArray name = enter(place);
    const Member &item = place.use.shape->item;
    QByteArray prefix = name;
    if (m_dialect == Dialect::Ec2) {
        // Lists are always flat, the names of their items do not count.
    } else if (size == 0) {
        addPair(name, {});
    } else if (!isFlat(place.use)) {
        prefix += '.' + nameOr(item, "member");
    } else if (place.use.locationName.isEmpty() && !item.locationName.isEmpty()) {
        // The item's name replaces that of a list without one on the wire.
        prefix = joinedName(name.first(qMax(name.lastIndexOf('.'), qsizetype(0))), item.locationName.toUtf8());
    }
    m_open.push_back({prefix, place.use.shape});
}

void FormWriter::beginMap(const Place &place, qsizetype)
{
    const QByteArray name = enter(place);
    m_open.push_back({isFlat(place.use) ? name : name + ".entry", place.use.shape});
}

void FormWriter::writeScalar(const Place &place, const Scalar &scalar)
{
    addPair(enter(place), scalar.text());
}

void FormWriter::writeDocument(const Place &place, const Value &value)
{
    addPair(enter(place), Json::write(value));
}

/// The name of what stands here; of an entry also its key.
QByteArray FormWriter::enter(const Place &place)
{
    if (place.role == Place::Role::Root)
        return {};
    const Open &outer = m_open.back();
    if (place.role == Place::Role::Member)
        return joinedName(outer.prefix, nameOf(place.use));
    const QByteArray numbered = outer.prefix + '.' + QByteArray::number(place.index + 1);
    if (place.role == Place::Role::Item)
        return numbered;
    addPair(numbered + '.' + nameOr(outer.shape->key, "key"), place.key);
    return numbered + '.' + nameOr(place.use, "value");
}

QByteArray FormWriter::nameOf(const Member &member) const
{
    const QString &shapeName = member.shape->locationName; // Older models name some maps there (SQS)
    QString name = member.locationName.isEmpty() && !shapeName.isEmpty() ? shapeName : member.wireName();
    if (m_dialect == Dialect::Query)
        return name.toUtf8();
    if (!member.queryName.isEmpty())
        return member.queryName.toUtf8();
    name[0] = name.at(0).toUpper();
    return name.toUtf8();
}

} // namespace Plugboard::Aws
