#include "core/aws/protocols/jsonwriter_p.h"

#include "core/value/json.h"

namespace Plugboard::Aws {

namespace {

QByteArray quoted(QByteArrayView text)
{
    return Json::write(Value::utf8(text));
}

} // namespace

void JsonWriter::writeScalar(const Place &place, const Scalar &scalar)
{
    startItem(place);
    switch (scalar.kind) {
    case Scalar::Kind::Integer:
    case Scalar::Kind::Real:
    case Scalar::Kind::Boolean:
        m_body += scalar.bytes;
        break;
    case Scalar::Kind::Moment:
        m_body += scalar.format == TimestampFormat::UnixTimestamp ? scalar.bytes : quoted(scalar.bytes);
        break;
    default:
        m_body += quoted(scalar.text());
    }
}

void JsonWriter::writeNull(const Place &place)
{
    startItem(place);
    m_body += "null";
}

void JsonWriter::writeDocument(const Place &place, const Value &value)
{
    startItem(place);
    m_body += Json::write(value);
}

void JsonWriter::open(const Place &place, char bracket)
{
    startItem(place);
    m_body += bracket;
    m_first = true;
}

void JsonWriter::close(char bracket)
{
    m_body += bracket;
    m_first = false;
}

void JsonWriter::startItem(const Place &place)
{
    if (!m_first)
        m_body += ',';
    m_first = false;
    if (place.role == Place::Role::Member)
        m_body.append(quoted(place.use.wireName().toUtf8())).append(':');
    else if (place.role == Place::Role::Entry)
        m_body.append(quoted(place.key)).append(':');
}

} // namespace Plugboard::Aws
