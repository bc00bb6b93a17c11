#include "tests/conformance/suite.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <cstdio>
#include <map>
#include <vector>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

namespace {

struct Suite
{
    QString description;
    std::vector<Registration::Run> runs; ///< Each takes the cases that are its own
};

std::map<QString, Suite> &suites()
{
    static std::map<QString, Suite> all;
    return all;
}

/// One id per line; what follows white space is the reason.
QSet<QString> readSkipList(const QString &path)
{
    QSet<QString> ids;
    QFile file(path);
    if (path.isEmpty())
        return ids;
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "%s: cannot be read\n", qPrintable(path));
        std::exit(3);
    }
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (!line.isEmpty() && !line.startsWith(u'#'))
            ids.insert(line.section(u'\t', 0, 0).trimmed());
    }
    return ids;
}

bool writeFailures(const QString &path, const Report &report)
{
    if (path.isEmpty())
        return true;
    QFile file(path);
    const QByteArray text = (report.failures().join(u'\n') + u'\n').toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

} // namespace

Registration::Registration(const QString &name, const QString &description, Run run)
{
    Suite &suite = suites()[name];
    suite.description = description;
    suite.runs.push_back(std::move(run));
}

bool Report::skips(const QString &id)
{
    if (!m_skipList.contains(id))
        return false;
    ++m_skipped;
    return true;
}

void Report::fail(const QString &id, const QString &why)
{
    m_failures.append(id + u": "_s + QString(why).replace(u'\n', u"\\n"_s));
}

void Report::skip(const QString &id, const QString &reason)
{
    ++m_skipped;
    std::fprintf(stderr, "skipped %s: %s\n", qPrintable(id), qPrintable(reason));
}

QStringList filesBelow(const QStringList &paths, const QString &ending)
{
    QStringList files;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            files.append(path);
            continue;
        }
        QStringList found;
        QDirIterator below(path, {u'*' + ending}, QDir::Files, QDirIterator::Subdirectories);
        while (below.hasNext())
            found.append(below.next());
        found.sort();
        files += found;
    }
    return files;
}

static int run(int argc, char **argv)
{
    CLI::App app("Runs Plugboard's own code over a data suite.", "plugboard-conformance");
    std::string name;
    std::vector<std::string> paths;
    std::string failures;
    std::string skip;
    std::string dialect;
    std::string known;
    for (const auto &[suite, entry] : suites())
        known += "\n  " + suite.toStdString() + ": " + entry.description.toStdString();
    app.add_option("suite", name, "Suite:" + known)->required();
    app.add_option("path", paths, "Files or folders of the suite's format")->required();
    app.add_option("--failures", failures, "File that gets one line per failed case");
    app.add_option("--skip", skip, "File with the ids of cases to leave out, one a line; after a tab the reason");
    app.add_option("--dialect", dialect, "FEEL: camunda or dmn; default: dmn for rows of the TCK, else camunda")
        ->check(CLI::IsMember({"camunda", "dmn"}));
    CLI11_PARSE(app, argc, argv);

    const auto suite = suites().find(QString::fromStdString(name));
    if (suite == suites().end()) {
        std::fprintf(stderr, "there is no suite '%s'; known:%s\n", name.c_str(), known.c_str());
        return 2;
    }
    Options options;
    options.dialect = QString::fromStdString(dialect);
    for (const std::string &path : paths)
        options.paths.append(QString::fromLocal8Bit(path.c_str()));
    for (const QString &path : std::as_const(options.paths)) {
        if (!QFileInfo::exists(path)) {
            std::fprintf(stderr, "%s: does not exist\n", qPrintable(path));
            return 3;
        }
    }
    Report report(readSkipList(QString::fromStdString(skip)));
    for (const Registration::Run &each : suite->second.runs)
        each(options, report);
    if (!writeFailures(QString::fromStdString(failures), report)) {
        std::fprintf(stderr, "%s: cannot be written\n", failures.c_str());
        return 3;
    }
    std::printf("%d passed, %d failed, %d skipped\n", report.passed(), report.failed(), report.skipped());
    return report.failed() == 0 && report.passed() > 0 ? 0 : 1;
}

} // namespace Plugboard::Conformance

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    return Plugboard::Conformance::run(argc, argv);
}
