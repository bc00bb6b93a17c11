#include "tests/conformance/suite.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <array>
#include <optional>

namespace Plugboard::Conformance {

using namespace Qt::StringLiterals;

QString Report::skips(const QString &id)
{
    const QString reason = m_skips.value(id);
    if (!reason.isEmpty())
        ++m_skipped;
    return reason;
}

void Report::fail(const QString &id, const QString &why)
{
    m_failures.append(id + u": "_s + why);
}

namespace {

struct Suite
{
    QStringView name;
    void (*run)(const Arguments &, Report &);
};

constexpr std::array suites {
    Suite {u"requests", runRequests},
    Suite {u"sigv4", runSigv4},
};

/// A skip list has a case per line, "id reason"; lines that begin with # are remarks.
std::optional<QHash<QString, QString>> readSkips(const QString &path)
{
    QHash<QString, QString> skips;
    if (path.isEmpty())
        return skips;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QString id = line.section(u' ', 0, 0);
        const QString reason = line.section(u' ', 1);
        skips.insert(id, reason.isEmpty() ? u"no reason given"_s : reason);
    }
    return skips;
}

bool writeFailures(const QString &path, const QStringList &failures)
{
    if (path.isEmpty())
        return true;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    for (const QString &failure : failures)
        file.write(failure.toUtf8() + '\n');
    return file.flush();
}

/// `--name value` pairs and paths, in any order.
Arguments parse(const QStringList &words)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words.at(i).startsWith(u"--") && i + 1 < words.size()) {
            arguments.options.insert(words.at(i).sliced(2), words.at(i + 1));
            ++i;
        } else {
            arguments.paths.append(words.at(i));
        }
    }
    return arguments;
}

int usage(QTextStream &err)
{
    err << "usage: plugboard-conformance SUITE PATH... [--failures FILE] [--skip FILE]\nsuites:";
    for (const Suite &suite : suites)
        err << ' ' << suite.name;
    err << Qt::endl;
    return 2;
}

int run(const QStringList &words)
{
    QTextStream out(stdout);
    QTextStream err(stderr);
    const QString name = words.value(0);
    const auto suite = std::find_if(suites.begin(), suites.end(),
                                    [&](const Suite &each) { return each.name == name; });
    const Arguments arguments = parse(words.mid(1));
    if (suite == suites.end() || arguments.paths.isEmpty())
        return usage(err);
    const auto skips = readSkips(arguments.options.value(u"skip"_s));
    if (!skips) {
        err << "the skip list cannot be read; check its path" << Qt::endl;
        return 2;
    }
    Report report(*skips);
    suite->run(arguments, report);
    for (const QString &failure : report.failures())
        out << "FAIL " << failure << '\n';
    out << report.passed() << " passed, " << report.failures().size() << " failed, "
        << report.skipped() << " skipped" << Qt::endl;
    if (!writeFailures(arguments.options.value(u"failures"_s), report.failures())) {
        err << "the list of failures cannot be written; check its path" << Qt::endl;
        return 2;
    }
    return report.failures().isEmpty() ? 0 : 1;
}

} // namespace

} // namespace Plugboard::Conformance

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return Plugboard::Conformance::run(application.arguments().mid(1));
}
