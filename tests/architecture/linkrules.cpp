#include "tests/architecture/linkrules.h"

#include <QFile>
#include <QProcess>
#include <QSet>

#include <algorithm>

namespace Plugboard::Architecture {

using namespace Qt::StringLiterals;

namespace {

/// The symbols that nm lists with one of these letters, without versions; empty if nm fails.
QSet<QByteArray> symbols(const QStringList &arguments, const QByteArray &letters)
{
    QProcess nm;
    nm.start(u"nm"_s, arguments);
    if (!nm.waitForFinished(60'000) || nm.exitCode() != 0)
        return {};
    QSet<QByteArray> found;
    for (const QByteArray &line : nm.readAllStandardOutput().split('\n')) {
        const QList<QByteArray> columns = line.simplified().split(' '); // [address] letter name
        if (columns.size() < 2)
            continue;
        const QByteArray letter = columns[columns.size() - 2];
        if (letter.size() == 1 && letters.contains(letter))
            found.insert(columns.last().split('@').first());
    }
    return found;
}

QString someOf(const QSet<QByteArray> &names)
{
    QByteArrayList list(names.begin(), names.end());
    std::ranges::sort(list);
    return QString::fromLatin1(list.mid(0, 3).join(", "));
}

} // namespace

Build Build::parse(const QString &text)
{
    Build build;
    for (const QString &line : text.split(u'\n')) {
        const QStringList columns = line.split(u'|');
        if (columns.size() == 4 && columns[0] == "built"_L1)
            build.libraries.append({columns[1], columns[2], columns[3].split(u' ', Qt::SkipEmptyParts)});
        else if (columns.size() == 3 && columns[0] == "foreign"_L1)
            build.foreign.append({columns[1], columns[2]});
    }
    return build;
}

QStringList linkFindings(const Build &build, const LayerTable &table)
{
    QStringList findings;
    for (const BuiltLibrary &built : build.libraries) {
        const Layer *layer = table.layerOfTarget(built.target);
        if (!layer) {
            findings.append(built.target + u" is not in layers.txt"_s);
            continue;
        }
        for (const QString &link : built.links) {
            const QString library = table.libraryOfTarget(link);
            const bool ours = table.layerOfTarget(link);
            if (ours ? !LayerTable::mayUse(*layer, link) : !library.isEmpty() && !layer->libraries.contains(library))
                findings.append(u"%1 may not link %2"_s.arg(built.target, link));
        }
    }
    return findings;
}

QStringList symbolFindings(const Build &build, const LayerTable &table)
{
    QStringList findings;
    QList<QPair<QString, QSet<QByteArray>>> foreign;
    for (const SharedLibrary &library : build.foreign) {
        // Weak symbols are inline code that any library may carry.
        foreign.append({library.name, symbols({u"-D"_s, u"--defined-only"_s, library.path}, "TDBR")});
        if (foreign.last().second.isEmpty())
            findings.append(u"nm tells nothing about "_s + library.path);
    }
    for (const BuiltLibrary &built : build.libraries) {
        if (!QFile::exists(built.archive))
            continue; // Somebody builds only this test; a full build that lacks it has failed
                // already
        const QSet<QByteArray> wanted = symbols({u"-u"_s, built.archive}, "U");
        const Layer *layer = table.layerOfTarget(built.target);
        if (wanted.isEmpty())
            findings.append(u"nm tells nothing about "_s + built.archive);
        for (const auto &[name, defined] : foreign) {
            if (!layer || layer->libraries.contains(name))
                continue;
            const QSet<QByteArray> used = QSet(wanted).intersect(defined);
            if (!used.isEmpty())
                findings.append(u"%1 may not use %2: %3"_s.arg(built.target, name, someOf(used)));
        }
    }
    return findings;
}

} // namespace Plugboard::Architecture
