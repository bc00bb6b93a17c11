#include "tests/support/test_main.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTest>

#include <cstdio>
#include <map>

namespace Plugboard::Tests {

using Factory = std::function<std::unique_ptr<QObject>()>;

static std::map<QString, Factory> &registered()
{
    static std::map<QString, Factory> tests;
    return tests;
}

Registration::Registration(const char *file, Factory make)
{
    registered().emplace(QFileInfo(QString::fromLocal8Bit(file)).completeBaseName(), std::move(make));
}

int run(int argc, char **argv)
{
    const QString wanted = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    int failures = 0;
    bool found = false;
    for (const auto &[name, make] : registered()) {
        if (!wanted.isEmpty() && name != wanted)
            continue;
        found = true;
        QStringList arguments {QString::fromLocal8Bit(argv[0])};
        for (int i = 2; i < argc; ++i)
            arguments.append(QString::fromLocal8Bit(argv[i]));
        failures += QTest::qExec(make().get(), arguments);
    }
    if (!found)
        std::fprintf(stderr, "no test %s in this program\n", qPrintable(wanted));
    return found ? failures : 1;
}

} // namespace Plugboard::Tests
