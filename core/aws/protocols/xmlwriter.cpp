#include "core/aws/protocols/xmlwriter_p.h"

#include "core/value/json.h"

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// Smithy, "AWS restXml protocol", "XML escaping": line ends would else be changed by the service's reader (XML 1.0, 2.11).
QByteArray xmlEscaped(const QByteArray &text)
{
    QString escaped = QString::fromUtf8(text);
    escaped.replace(u'&', u"&amp;"_s).replace(u'<', u"&lt;"_s).replace(u'>', u"&gt;"_s).replace(u'"', u"&quot;"_s);
    escaped.replace(u'\r', u"&#xD;"_s).replace(u'\n', u"&#xA;"_s);
    escaped.replace(QChar(0x85), u"&#x85;"_s).replace(QChar(0x2028), u"&#x2028;"_s);
    return escaped.toUtf8();
}

QByteArray elementNameOr(const Member &member, const char *otherwise)
{
    return member.locationName.isEmpty() ? QByteArray(otherwise) : member.locationName.toUtf8();
}

bool isFlatElement(const Member &use)
{
    return use.flattened || use.shape->flattened;
}

} // namespace

void XmlWriter::beginList(const Place &place, qsizetype)
{
    if (isFlatElement(place.use))
        open(place, Own::Nothing, nameOf(place));
    else
        open(place, Own::Element, elementNameOr(place.use.shape->item, "member"));
}

void XmlWriter::beginMap(const Place &place, qsizetype)
{
    if (isFlatElement(place.use))
        open(place, Own::Nothing, nameOf(place));
    else
        open(place, Own::Element, "entry");
}

void XmlWriter::writeScalar(const Place &place, const Scalar &scalar)
{
    if (!place.use.xmlAttribute || place.role != Place::Role::Member)
        return writeText(place, scalar.text());
    const QByteArray attribute = ' ' + nameOf(place) + "=\"" + xmlEscaped(scalar.text()) + '"';
    m_body.insert(m_open.back().tagEnd, attribute);
    m_open.back().tagEnd += attribute.size();
}

void XmlWriter::writeDocument(const Place &place, const Value &value)
{
    writeText(place, Json::write(value));
}

void XmlWriter::open(const Place &place, Own own, const QByteArray &childName)
{
    const QByteArray wrapper = openEntry(place);
    if (own == Own::Element)
        startTag(place);
    m_open.push_back(
        {own == Own::Element ? nameOf(place) : QByteArray(), wrapper, childName, place.use.shape, m_body.size() - 1});
}

void XmlWriter::close()
{
    const Open closed = m_open.back();
    m_open.pop_back();
    if (!closed.name.isEmpty())
        endTag(closed.name);
    if (!closed.wrapper.isEmpty())
        endTag(closed.wrapper);
}

QByteArray XmlWriter::nameOf(const Place &place) const
{
    switch (place.role) {
    case Place::Role::Root:
        return m_root.name.toUtf8();
    case Place::Role::Member:
        return place.use.wireName().toUtf8();
    case Place::Role::Item:
        return m_open.back().childName;
    case Place::Role::Entry:
        return elementNameOr(place.use, "value");
    }
    return {};
}

QByteArray XmlWriter::openEntry(const Place &place)
{
    if (place.role != Place::Role::Entry)
        return {};
    const Open &map = m_open.back();
    const Member &key = map.shape->key;
    const QByteArray keyName = elementNameOr(key, "key");
    startTag(map.childName);
    startTag(keyName, key.xmlNamespace, key.xmlNamespacePrefix);
    m_body += xmlEscaped(place.key.toByteArray());
    endTag(keyName);
    return map.childName;
}

void XmlWriter::writeText(const Place &place, const QByteArray &text)
{
    const QByteArray wrapper = openEntry(place);
    startTag(place);
    m_body += xmlEscaped(text);
    endTag(nameOf(place));
    if (!wrapper.isEmpty())
        endTag(wrapper);
}

/// A member's namespace goes before its structure's; that of other shapes is not theirs to give (S3's Grantee has one, Smithy's
/// lists must not).
void XmlWriter::startTag(const Place &place)
{
    if (place.role == Place::Role::Root)
        return startTag(nameOf(place), m_root.xmlNamespace, m_root.prefix);
    const Shape &shape = *place.use.shape;
    if (place.use.xmlNamespace.isEmpty() && shape.type == ShapeType::Structure)
        return startTag(nameOf(place), shape.xmlNamespace, shape.xmlNamespacePrefix);
    startTag(nameOf(place), place.use.xmlNamespace, place.use.xmlNamespacePrefix);
}

void XmlWriter::startTag(const QByteArray &name, const QString &xmlNamespace, const QString &prefix)
{
    m_body.append('<').append(name);
    if (!xmlNamespace.isEmpty()) {
        const QByteArray attribute = prefix.isEmpty() ? QByteArray("xmlns") : "xmlns:" + prefix.toUtf8();
        m_body.append(' ').append(attribute).append("=\"").append(xmlEscaped(xmlNamespace.toUtf8())).append('"');
    }
    m_body += '>';
}

void XmlWriter::endTag(const QByteArray &name)
{
    m_body.append("</").append(name).append('>');
}

} // namespace Plugboard::Aws
