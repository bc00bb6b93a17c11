#include "core/workspace/savedfile.h"

#include "core/base/platform_files.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QStorageInfo>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

constexpr auto anyWritePermission = QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;

Error unwritable(const QString &file, const QString &message)
{
    return {Stage::Workspace, ErrorCode::Unwritable, message, file};
}

/// What forbids to replace the file, asked of the permissions and not of the system: root may write everywhere, but a file
/// that was made read-only is meant to stay.
std::optional<Error> refusalOf(const QString &file, const QFileInfo &info)
{
    if (info.exists() && !info.isFile())
        return unwritable(file, u"is no regular file; choose another name"_s);
    if (info.exists() && !(info.permissions() & anyWritePermission))
        return unwritable(file, u"is read-only; make it writable, or save under another name"_s);
    const QFileInfo folder(info.absolutePath());
    if (!folder.isDir())
        return unwritable(file, u"its folder does not exist; save the request into another folder"_s);
    if (!(folder.permissions() & anyWritePermission) || !folder.isWritable())
        return unwritable(file, u"its folder is read-only; make it writable, or choose another one"_s);
    return std::nullopt;
}

/// QSaveFile's own words are lost after a failure, so the disk is asked.
Error writeFailure(const QString &file, qsizetype bytes)
{
    const QStorageInfo disk(QFileInfo(file).absolutePath());
    if (disk.isReadOnly())
        return unwritable(file, u"the disk is read-only; save elsewhere"_s);
    if (disk.bytesAvailable() <= bytes)
        return unwritable(
            file, u"the disk is full (%1 bytes free); free some space and save again"_s.arg(disk.bytesAvailable()));
    return unwritable(file,
                      u"could not be written completely, the old file is unchanged; check the disk and its quota"_s);
}

} // namespace

/// Not every short write is told by commit(): the length is compared first (Qt 6.4, QTBUG-75077).
Result<Done> writeFile(const QString &file, const QByteArray &bytes)
{
    QFileInfo info(file);
    if (info.isSymLink())
        info.setFile(info.symLinkTarget());
    if (std::optional<Error> refusal = refusalOf(file, info))
        return *std::move(refusal);
    QSaveFile target(info.absoluteFilePath());
    const bool written = target.open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && target.write(bytes) == bytes.size() && target.flush() && target.error() == QFileDevice::NoError
        && target.size() == bytes.size();
    if (!written) {
        const Error failure = writeFailure(file, bytes.size());
        target.cancelWriting();
        return failure;
    }
    if (!target.commit())
        return writeFailure(file, bytes.size());
    syncFolder(info.absolutePath());
    return Done {};
}

Result<QByteArray> readFile(const QString &file, qint64 limitBytes)
{
    const QFileInfo info(file);
    if (!info.exists())
        return Error {Stage::Workspace, ErrorCode::NotFound, u"does not exist; it may have been moved or deleted"_s,
                      file};
    if (!info.isFile())
        return Error {Stage::Workspace, ErrorCode::Unreadable, u"is no regular file"_s, file};
    if (info.size() > limitBytes)
        return Error {
            Stage::Workspace, ErrorCode::Limit,
            u"has %1 bytes, more than the %2 that are read; keep large data in files of its own"_s.arg(info.size())
                .arg(limitBytes),
            file};
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return Error {Stage::Workspace, ErrorCode::Unreadable,
                      u"cannot be read (%1); check its permissions"_s.arg(source.errorString()), file};
    return source.readAll();
}

} // namespace Plugboard::Workspace
