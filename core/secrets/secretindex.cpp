#include "core/secrets/secretindex_p.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QSaveFile>

#include <algorithm>

namespace Plugboard::Secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr int indexFormat = 1;
constexpr int lockMilliseconds = 3'000;
constexpr QFileDevice::Permissions ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error indexError(ErrorCode code, const QString &file, const QString &message)
{
    return {Stage::Secrets, code, message, file};
}

} // namespace

SecretIndex::SecretIndex(QString file)
    : m_file(std::move(file))
{
}

Result<QStringList> SecretIndex::names(const QString &space)
{
    const std::lock_guard lock(m_mutex);
    return load().transform([&](const QList<SecretName> &all) {
        QStringList found;
        for (const SecretName &name : all) {
            if (name.space == space)
                found.append(name.name);
        }
        found.sort();
        return found;
    });
}

Result<Done> SecretIndex::add(const SecretName &name)
{
    return update([&](QList<SecretName> &names) {
        if (names.contains(name))
            return false;
        names.append(name);
        return true;
    });
}

Result<Done> SecretIndex::remove(const SecretName &name)
{
    return update([&](QList<SecretName> &names) { return names.removeAll(name) > 0; });
}

template <typename Change>
Result<Done> SecretIndex::update(Change change)
{
    const std::lock_guard lock(m_mutex);
    QDir().mkpath(QFileInfo(m_file).absolutePath());
    QLockFile otherPrograms(m_file + u".lock"_s);
    if (!otherPrograms.tryLock(lockMilliseconds)) {
        return indexError(
            ErrorCode::Unwritable, m_file,
            u"the list of secret names cannot be locked; check that its folder is writable and no other Plugboard hangs"_s);
    }
    Result<QList<SecretName>> names = load();
    if (!names) {
        const QString kept = m_file + u".broken"_s;
        QFile::remove(kept);
        if (!QFile::rename(m_file, kept))
            return names.error();
        names = QList<SecretName>();
    }
    return change(*names) ? save(*names) : Done {};
}

Result<QList<SecretName>> SecretIndex::load() const
{
    QFile file(m_file);
    if (!file.exists())
        return QList<SecretName>();
    if (!file.open(QFile::ReadOnly)) {
        return indexError(ErrorCode::Unreadable, m_file,
                          u"the list of secret names cannot be read; check the file's permissions"_s);
    }
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    if (root.value("format"_L1).toInt() != indexFormat || !root.value("names"_L1).isArray()) {
        return indexError(
            ErrorCode::Unreadable, m_file,
            u"the list of secret names is damaged or of a newer Plugboard; the secrets are still there and can be used by name"_s);
    }
    QList<SecretName> names;
    for (const QJsonValue &entry : root.value("names"_L1).toArray()) {
        const SecretName name {entry["space"_L1].toString(), entry["name"_L1].toString()};
        if (!name.name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

Result<Done> SecretIndex::save(const QList<SecretName> &names) const
{
    QJsonArray entries;
    for (const SecretName &name : names)
        entries.append(QJsonObject {{u"space"_s, name.space}, {u"name"_s, name.name}});
    const QByteArray text = QJsonDocument(QJsonObject {{u"format"_s, indexFormat}, {u"names"_s, entries}}).toJson();
    QSaveFile file(m_file);
    // On a full disk commit() alone would replace the file by a part of the new one and report success.
    const bool written = file.open(QFile::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(text) == text.size() && file.flush() && file.error() == QFile::NoError
        && file.size() == text.size();
    if (!written)
        file.cancelWriting();
    if (!written || !file.commit()) {
        return indexError(
            ErrorCode::Unwritable, m_file,
            u"the list of secret names cannot be saved; check the folder's permissions and the free space of its disk"_s);
    }
    return Done {};
}

} // namespace Plugboard::Secrets
