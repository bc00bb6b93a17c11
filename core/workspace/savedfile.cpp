#include "core/workspace/savedfile.h"

#include "core/base/platform_files.h"
#include "core/workspace/files_p.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QSet>
#include <QStorageInfo>

#include <memory>
#include <vector>

namespace Plugboard::Workspace {

using namespace Qt::StringLiterals;

namespace {

constexpr auto anyWritePermission = QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;

/// Where the bytes are in the end: behind all links.
QFileInfo placeOf(const QFileInfo &info)
{
    return info.isSymLink() ? QFileInfo(info.canonicalFilePath()) : info;
}

/// What forbids to replace the file, asked of the permissions and not of the system: root may write everywhere, but a file
/// that was made read-only is meant to stay.
std::optional<Error> refusalOf(const QString &file, const QFileInfo &info)
{
    if (info.isSymLink() && !info.exists())
        return unwritable(file,
                          u"is a link to a file that does not exist; delete the link, or save under another name"_s);
    if (info.exists() && !info.isFile())
        return unwritable(file, u"is no regular file; choose another name"_s);
    if (info.exists() && (!(info.permissions() & anyWritePermission) || !info.isWritable()))
        return unwritable(file, u"is read-only; make it writable, or save under another name"_s);
    const QFileInfo folder(placeOf(info).absolutePath());
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

/// The new content beside the old one. Not every short write is told by commit(), so the length is compared before it (Qt 6.4,
/// QTBUG-75077).
Result<std::unique_ptr<QSaveFile>> staged(const NewFile &file)
{
    const QFileInfo info(file.file);
    if (std::optional<Error> refusal = refusalOf(file.file, info))
        return *std::move(refusal);
    auto target = std::make_unique<QSaveFile>(placeOf(info).absoluteFilePath());
    const bool written = target->open(QIODevice::WriteOnly | QIODevice::Unbuffered)
        && target->write(file.bytes) == file.bytes.size() && target->flush() && target->error() == QFileDevice::NoError
        && target->size() == file.bytes.size();
    if (written)
        return target;
    const Error failure = writeFailure(file.file, file.bytes.size());
    target->cancelWriting();
    return failure;
}

} // namespace

Error unwritable(const QString &file, const QString &message)
{
    return {Stage::Workspace, ErrorCode::Unwritable, message, file};
}

Result<Done> writeFile(const QString &file, const QByteArray &bytes)
{
    return writeFiles({{file, bytes}});
}

Result<Done> writeFiles(const QList<NewFile> &files)
{
    std::vector<std::unique_ptr<QSaveFile>> targets;
    for (const NewFile &file : files) {
        // What was staged before a failure removes its temporary file when it is destroyed.
        Result<std::unique_ptr<QSaveFile>> target = staged(file);
        if (!target)
            return target.error();
        targets.push_back(*std::move(target));
    }
    QSet<QString> folders;
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (!targets[std::size_t(i)]->commit())
            return writeFailure(files[i].file, files[i].bytes.size());
        folders.insert(QFileInfo(targets[std::size_t(i)]->fileName()).absolutePath());
    }
    for (const QString &folder : std::as_const(folders))
        syncFolder(folder);
    return Done {};
}

Result<QByteArray> readFile(const QString &file, qint64 limitBytes)
{
    const auto wrong = [&file](ErrorCode code, const QString &message) -> Error {
        return {Stage::Workspace, code, message, file};
    };
    const QFileInfo info(file);
    if (info.isSymLink() && !info.exists())
        return wrong(ErrorCode::Unreadable, u"is a link to a file that does not exist; delete the link"_s);
    if (!info.exists())
        return wrong(ErrorCode::NotFound, u"does not exist; it may have been moved or deleted"_s);
    if (!info.isFile())
        return wrong(ErrorCode::Unreadable, u"is no regular file; replace it by one"_s);
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return wrong(ErrorCode::Unreadable, u"cannot be opened; check its permissions"_s);
    if (source.size() > limitBytes)
        return wrong(
            ErrorCode::Limit,
            u"has %1 bytes, more than the %2 that are read; keep large data in files of its own"_s.arg(source.size())
                .arg(limitBytes));
    const QByteArray bytes = source.readAll();
    if (source.error() != QFileDevice::NoError)
        return wrong(ErrorCode::Unreadable, u"could not be read to its end; check the disk"_s);
    return bytes;
}

} // namespace Plugboard::Workspace
