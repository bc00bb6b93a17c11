#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace Plugboard::Form {

/// How bytes are written into a blob's field: as text, as "base64:…", or as a file that is read when the request is made:
/// "fileb:///home/me/photo.png", as AWS's command line writes it.
struct BlobText
{
    enum class Kind { Text, Base64, File };

    Kind kind = Kind::Text;
    QString content; ///< The text, the base64 digits, or the path

    static BlobText parse(const QString &text);
    QString toText() const;
};

/// The bytes. Reads the file, so not for the GUI thread. Errors: Stage::Inputs; Invalid (no base64), Unreadable, Limit (a file
/// above 64 MiB).
Result<QByteArray> bytesOf(const BlobText &blob);

} // namespace Plugboard::Form
