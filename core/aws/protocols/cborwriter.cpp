#include "core/aws/protocols/cborwriter_p.h"

#include "core/value/json.h"

#include <QtEndian>

#include <bit>
#include <limits>

namespace Plugboard::Aws {

namespace {

// RFC 8949, section 3.1.
constexpr quint8 unsignedType = 0;
constexpr quint8 negativeType = 1;
constexpr quint8 bytesType = 2;
constexpr quint8 textType = 3;
constexpr quint8 arrayType = 4;
constexpr quint8 mapType = 5;
constexpr quint8 tagType = 6;
constexpr quint64 epochTag = 1;

// RFC 8949, sections 3.2 and 3.3.
constexpr char indefiniteMap = '\xbf';
constexpr char breakCode = '\xff';
constexpr char falseCode = '\xf4';
constexpr char trueCode = '\xf5';
constexpr char nullCode = '\xf6';
constexpr char floatCode = '\xfa';
constexpr char doubleCode = '\xfb';

template <typename T>
void appendBigEndian(QByteArray &out, T number)
{
    const T swapped = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&swapped), sizeof swapped);
}

double realOf(const QByteArray &text)
{
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    return text.toDouble();
}

} // namespace

void CborWriter::beginStructure(const Place &place)
{
    startItem(place);
    m_body += indefiniteMap;
}

void CborWriter::endStructure(const Place &)
{
    m_body += breakCode;
}

void CborWriter::beginList(const Place &place, qsizetype size)
{
    startItem(place);
    writeHead(arrayType, quint64(size));
}

void CborWriter::beginMap(const Place &place, qsizetype size)
{
    startItem(place);
    writeHead(mapType, quint64(size));
}

void CborWriter::writeScalar(const Place &place, const Scalar &scalar)
{
    startItem(place);
    switch (scalar.kind) {
    case Scalar::Kind::Text:
        return writeString(textType, scalar.bytes);
    case Scalar::Kind::Bytes:
        return writeString(bytesType, scalar.bytes);
    case Scalar::Kind::Integer:
        return writeInteger(scalar.bytes.toLongLong());
    case Scalar::Kind::Real:
    case Scalar::Kind::SpecialReal:
        return writeReal(scalar.bytes, place.use.shape->type);
    case Scalar::Kind::Boolean:
        m_body += scalar.bytes == "true" ? trueCode : falseCode;
        return;
    case Scalar::Kind::Moment:
        writeHead(tagType, epochTag);
        return writeDouble(double(scalar.milliseconds) / 1000);
    }
}

void CborWriter::writeNull(const Place &place)
{
    startItem(place);
    m_body += nullCode;
}

/// The protocol has no documents; a service that defines one can only mean the text of it.
void CborWriter::writeDocument(const Place &place, const Value &value)
{
    startItem(place);
    writeString(textType, Json::write(value));
}

void CborWriter::startItem(const Place &place)
{
    if (place.role == Place::Role::Member)
        writeString(textType, place.use.wireName().toUtf8());
    else if (place.role == Place::Role::Entry)
        writeString(textType, place.key);
}

/// RFC 8949, section 3: the argument follows in 1, 2, 4 or 8 bytes if it does not fit the first one.
void CborWriter::writeHead(quint8 majorType, quint64 argument)
{
    const auto initial = [&](quint8 additional) { m_body += char((majorType << 5) | additional); };
    if (argument < 24) {
        initial(quint8(argument));
    } else if (argument <= 0xff) {
        initial(24);
        m_body += char(argument);
    } else if (argument <= 0xffff) {
        initial(25);
        appendBigEndian(m_body, quint16(argument));
    } else if (argument <= 0xffffffff) {
        initial(26);
        appendBigEndian(m_body, quint32(argument));
    } else {
        initial(27);
        appendBigEndian(m_body, argument);
    }
}

void CborWriter::writeString(quint8 majorType, QByteArrayView bytes)
{
    writeHead(majorType, quint64(bytes.size()));
    m_body.append(bytes);
}

void CborWriter::writeInteger(qint64 number)
{
    if (number < 0)
        writeHead(negativeType, quint64(-(number + 1)));
    else
        writeHead(unsignedType, quint64(number));
}

/// As wide as the shape is.
void CborWriter::writeReal(const QByteArray &text, ShapeType type)
{
    const double number = realOf(text);
    if (type != ShapeType::Float)
        return writeDouble(number);
    m_body += floatCode;
    appendBigEndian(m_body, std::bit_cast<quint32>(float(number)));
}

void CborWriter::writeDouble(double number)
{
    m_body += doubleCode;
    appendBigEndian(m_body, std::bit_cast<quint64>(number));
}

} // namespace Plugboard::Aws
