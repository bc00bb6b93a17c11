#pragma once

#include "core/workspace/savedfile.h"
#include "core/workspace/workspace.h"

#include <QDirIterator>
#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace Plugboard::Tests {

/// An empty workspace on disk that goes with it.
class TemporaryWorkspace final
{
public:
    TemporaryWorkspace()
        : m_space(*Workspace::Workspace::create(m_folder.filePath(QStringLiteral("ws")), QStringLiteral("Test")))
    {
    }

    Workspace::Workspace &space() { return m_space; }
    Workspace::Workspace *operator->() { return &m_space; }
    /// Beside the workspace, not in it.
    QString outside(const QString &name) const { return m_folder.filePath(name); }
    QString file(const QString &path) const { return m_space.fileOf(path); }
    bool exists(const QString &path) const { return QFile::exists(file(path)); }
    QByteArray bytes(const QString &path) const
    {
        return Workspace::readFile(file(path)).valueOr(QByteArray("cannot be read"));
    }
    void put(const QString &path, const QByteArray &bytes)
    {
        QDir().mkpath(QFileInfo(file(path)).absolutePath());
        QFile target(file(path));
        if (target.open(QIODevice::WriteOnly))
            target.write(bytes);
    }

    static Workspace::Request request(const QString &message = {})
    {
        Workspace::Request made;
        made.connector = QStringLiteral("x");
        if (!message.isEmpty())
            made.inputs = ContextBuilder().set("message", Value::string(message)).build();
        return made;
    }

    /// Adds one; gives its path, or what went wrong.
    QString add(const QString &name, const QString &message = {}, const QString &folder = {})
    {
        const Result<QString> path = m_space.add(folder, name, request(message));
        return path ? *path : path.error().text();
    }
    QStringList names(const QString &folder = {}) const
    {
        QStringList names;
        const Workspace::Item root = m_space.requests();
        const Workspace::Item *place = &root;
        for (const Workspace::Item &item : root.children) {
            if (item.path == folder)
                place = &item;
        }
        for (const Workspace::Item &item : place->children)
            names.append(item.name);
        return names;
    }
    /// Every file below the workspace, hidden and temporary ones too.
    QMap<QString, QByteArray> everything() const
    {
        QMap<QString, QByteArray> all;
        QDirIterator files(m_space.folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString found = files.next();
            all.insert(QDir(m_space.folder()).relativeFilePath(found),
                       Workspace::readFile(found).valueOr(QByteArray("cannot be read")));
        }
        return all;
    }

private:
    QTemporaryDir m_folder;
    Workspace::Workspace m_space;
};

} // namespace Plugboard::Tests
