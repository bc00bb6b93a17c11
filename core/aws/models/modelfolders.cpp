#include "core/aws/models/modellibrary.h"

#include <QCoreApplication>
#include <QDir>

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

/// Where the distributions, virtual environments, pip and pyenv put packages.
QStringList pythonFolders()
{
    QStringList libraries {u"/usr/lib"_s, u"/usr/local/lib"_s};
    const QString environment = qEnvironmentVariable("VIRTUAL_ENV");
    if (!environment.isEmpty())
        libraries.append(environment + u"/lib"_s);
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

} // namespace

QStringList ModelLibrary::defaultFolders()
{
    QStringList folders = qEnvironmentVariable("AWS_DATA_PATH").split(QDir::listSeparator());
    folders.append(QDir::homePath() + u"/.aws/models"_s);
    if (QCoreApplication::instance() != nullptr) {
        folders.append(QDir::cleanPath(QCoreApplication::applicationDirPath() + u"/../share/plugboard/models"_s));
    }
    folders += pythonFolders();
    folders.removeDuplicates();
    folders.removeIf([](const QString &folder) { return folder.isEmpty() || !QDir(folder).exists(); });
    return folders;
}

} // namespace Plugboard::Aws
