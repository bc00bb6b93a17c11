#include "core/aws/models/modellibrary.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>

namespace Plugboard::Aws {

using namespace Qt::StringLiterals;

namespace {

/// `botocore/data` below each pythonX.Y of a library folder, newest Python first.
QStringList belowPythons(const QString &libraries)
{
    QStringList found;
    QStringList pythons = QDir(libraries).entryList({u"python3*"_s}, QDir::Dirs | QDir::NoDotAndDotDot);
    const auto minor = [](const QString &name) { return name.section(u'.', 1).toInt(); };
    std::sort(pythons.begin(), pythons.end(), [&](const QString &a, const QString &b) { return minor(a) > minor(b); });
    for (const QString &python : std::as_const(pythons)) {
        for (const QString &packages : {u"/dist-packages"_s, u"/site-packages"_s})
            found.append(libraries + u'/' + python + packages + u"/botocore/data"_s);
    }
    return found;
}

/// Where the distributions, environments, pip and pyenv put packages.
QStringList pythonFolders()
{
    QStringList libraries {u"/usr/lib"_s, u"/usr/local/lib"_s};
    for (const char *variable : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const QString environment = qEnvironmentVariable(variable);
        if (!environment.isEmpty())
            libraries.append(environment + u"/lib"_s);
    }
    libraries.append(QDir::homePath() + u"/.local/lib"_s);
    QString pyenv = qEnvironmentVariable("PYENV_ROOT");
    if (pyenv.isEmpty())
        pyenv = QDir::homePath() + u"/.pyenv"_s;
    const QDir versions(pyenv + u"/versions"_s);
    for (const QString &version : versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        libraries.append(versions.filePath(version) + u"/lib"_s);

    QStringList folders;
    for (const QString &library : std::as_const(libraries))
        folders += belowPythons(library);
    return folders;
}

/// Of the botocore that a `data` folder belongs to, out of its __init__.py; null if that does not say it.
QVersionNumber releaseOf(const QString &folder)
{
    QFile file(folder.chopped(qsizetype(sizeof "/data") - 1) + u"/__init__.py"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression version(u"^__version__ *= *['\"]([0-9.]+)['\"]"_s,
                                            QRegularExpression::MultilineOption);
    constexpr qint64 mostBytes = 64 * 1024;
    return QVersionNumber::fromString(version.match(QString::fromUtf8(file.read(mostBytes))).captured(1));
}

void keepExisting(QStringList &folders)
{
    folders.removeDuplicates();
    folders.removeIf([](const QString &folder) { return folder.isEmpty() || !QDir(folder).exists(); });
}

/// Versions of an API seldom change while its model grows, so the newest botocore knows most.
QStringList newestFirst(const QStringList &folders)
{
    QList<std::pair<QVersionNumber, QString>> releases;
    for (const QString &folder : folders)
        releases.append({releaseOf(folder), folder});
    std::stable_sort(releases.begin(), releases.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList sorted;
    for (const auto &[release, folder] : std::as_const(releases))
        sorted.append(folder);
    return sorted;
}

} // namespace

QStringList ModelLibrary::defaultFolders(const QStringList &own)
{
    QStringList folders = qEnvironmentVariable("AWS_DATA_PATH").split(QDir::listSeparator());
    folders.append(QDir::homePath() + u"/.aws/models"_s);
    folders += own;
    if (QCoreApplication::instance() != nullptr)
        folders.append(QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../share/plugboard/models"_s));
    QStringList pythons = pythonFolders();
    keepExisting(pythons);
    folders += newestFirst(pythons);
    keepExisting(folders);
    return folders;
}

} // namespace Plugboard::Aws
