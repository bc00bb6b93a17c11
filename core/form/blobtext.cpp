#include "core/form/blobtext.h"

#include <QFile>
#include <QFileInfo>

namespace Plugboard::Form {

using namespace Qt::StringLiterals;

namespace {

constexpr auto base64Mark = "base64:"_L1;
constexpr auto fileMark = "fileb://"_L1;
constexpr qint64 mostBytes = 64 * 1024 * 1024; ///< What fits into memory several times; AWS takes less in most bodies

Error failure(ErrorCode code, const QString &message, const QString &where = {})
{
    return {Stage::Inputs, code, message, where};
}

Result<QByteArray> fileBytes(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return failure(ErrorCode::Unreadable, u"the file %1 does not exist; choose another one"_s.arg(path), path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unreadable, u"the file %1 cannot be read; check its permissions"_s.arg(path), path);
    if (file.size() > mostBytes)
        return failure(ErrorCode::Limit,
                       u"the file %1 has %2 bytes, and at most %3 can be put into one field"_s.arg(path)
                           .arg(file.size())
                           .arg(mostBytes),
                       path);
    const QByteArray bytes = file.readAll();
    if (bytes.size() != file.size())
        return failure(ErrorCode::Unreadable, u"the file %1 could not be read to its end; try again"_s.arg(path), path);
    return bytes;
}

} // namespace

BlobText BlobText::parse(const QString &text)
{
    if (text.startsWith(base64Mark))
        return {Kind::Base64, text.sliced(base64Mark.size())};
    if (text.startsWith(fileMark))
        return {Kind::File, text.sliced(fileMark.size())};
    return {Kind::Text, text};
}

QString BlobText::toText() const
{
    switch (kind) {
    case Kind::Text:
        return content;
    case Kind::Base64:
        return base64Mark + content;
    case Kind::File:
        return fileMark + content;
    }
    return {};
}

Result<QByteArray> bytesOf(const BlobText &blob)
{
    if (blob.kind == BlobText::Kind::Text)
        return blob.content.toUtf8();
    if (blob.kind == BlobText::Kind::File)
        return fileBytes(blob.content);
    QByteArray digits = blob.content.toLatin1();
    digits.removeIf([](char letter) { return letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t'; });
    const auto decoded = QByteArray::fromBase64Encoding(digits, QByteArray::AbortOnBase64DecodingErrors);
    if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return failure(ErrorCode::Invalid, u"is no base64; check that it was copied whole"_s);
    return *decoded;
}

} // namespace Plugboard::Form
