#include "core/aws/models/modelfile.h"

#include "core/aws/models/gunzip_p.h"
#include "core/aws/models/modeltext_p.h"
#include "core/value/json.h"

#include <QFile>
#include <QLocale>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// The largest file of today has 3.3 MB. What is read takes ten times as much memory as its text.
constexpr qsizetype largestModelBytes = qsizetype(64) << 20;

Error modelFileError(ErrorCode code, const QString &message, const QString &path)
{
    return {Stage::Call, code, message, path};
}

Error tooLarge(const QString &path)
{
    return modelFileError(ErrorCode::Limit,
                          u"the file has more than %1, which no service model has; install the models again"_s.arg(
                              QLocale::c().formattedDataSize(largestModelBytes, 0)),
                          path);
}

/// Objects are merged entry by entry; of anything else `over` counts.
Value merged(const Value &under, const Value &over)
{
    if (!under.isContext() || !over.isContext())
        return over;
    Value result = under;
    for (qsizetype i = 0; i < over.size(); ++i) {
        const QByteArrayView key = over.keyAt(i);
        const std::optional<Value> known = under.find(key);
        result = result.with(key, known ? merged(*known, over.valueAt(i)) : over.valueAt(i));
    }
    return result;
}

Result<Value> readPlain(const QString &path)
{
    const Result<QByteArray> text = modelText(path);
    if (!text)
        return text.error();
    return Json::read(*text).orElse([&path](Error error) -> Result<Value> {
        error.stage = Stage::Call;
        error.where = error.where.isEmpty() ? path : path + u':' + error.where;
        return error;
    });
}

} // namespace

Result<QByteArray> modelText(const QString &path, const Enough &enough)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return modelFileError(ErrorCode::Unreadable, u"the service model cannot be read: %1"_s.arg(file.errorString()),
                              path);
    if (file.size() > largestModelBytes)
        return tooLarge(path);
    QByteArray bytes = file.readAll();
    if (!path.endsWith(u".gz"))
        return bytes;
    Unpacked unpacked = gunzip(bytes, largestModelBytes, enough);
    if (unpacked.state == Unpacked::State::TooLarge)
        return tooLarge(path);
    if (unpacked.state == Unpacked::State::Damaged)
        return modelFileError(ErrorCode::Unreadable, u"the service model is no complete gzip file; install it again"_s,
                              path);
    return std::move(unpacked.text);
}

Result<Value> readModelFile(const QString &path)
{
    Result<Value> file = readPlain(path);
    if (!file)
        return file;
    QString base = path;
    base.chop(path.endsWith(u".gz") ? 8 : 5); // ".json.gz" or ".json"
    const QString extras = base + u".sdk-extras.json"_s;
    if (!QFile::exists(extras))
        return file;
    const Result<Value> additions = readPlain(extras);
    if (!additions)
        return additions.error();
    return merged(*file, (*additions)["merge"]);
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
