#include "core/aws/models/modelfile.h"

#include "core/aws/models/gunzip_p.h"
#include "core/value/json.h"

#include <QFile>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// The largest file of today has 3.3 MB.
constexpr qsizetype largestModelBytes = qsizetype(256) << 20;

Result<QByteArray> textOfModelFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error {Stage::Call, ErrorCode::Unreadable,
                      u"the service model cannot be read: %1"_s.arg(file.errorString()), path};
    }
    const QByteArray bytes = file.readAll();
    if (!path.endsWith(u".gz"))
        return bytes;
    std::optional<QByteArray> text = gunzip(bytes, largestModelBytes);
    if (!text) {
        return Error {Stage::Call, ErrorCode::Unreadable,
                      u"the service model is no complete gzip file; install it again"_s, path};
    }
    return *std::move(text);
}

} // namespace

Result<Value> readModelFile(const QString &path)
{
    const Result<QByteArray> text = textOfModelFile(path);
    if (!text)
        return text.error();
    return Json::read(*text).orElse([&path](Error error) -> Result<Value> {
        error.stage = Stage::Call;
        error.where = error.where.isEmpty() ? path : path + u':' + error.where;
        return error;
    });
}

QString modelFileIn(const QString &folder, const QString &name)
{
    for (const QString &ending : {u".json"_s, u".json.gz"_s}) {
        QString path = folder + u'/' + name + ending;
        if (QFile::exists(path))
            return path;
    }
    return {};
}

} // namespace Plugboard::Aws
