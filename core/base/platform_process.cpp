#include "core/base/platform_process.h"

#include <QFile>

#include <ctime>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace Plugboard {

bool protectProcessMemory()
{
    const rlimit none {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/// starttime is field 22 of /proc/self/stat, in clock ticks since boot; the name in field 2 may hold blanks (proc(5)).
std::optional<std::chrono::milliseconds> processAge()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray stat = file.readAll();
    const QList<QByteArray> behindName = stat.sliced(stat.lastIndexOf(')') + 1).simplified().split(' ');
    constexpr qsizetype startTime = 22 - 3;
    timespec now {};
    if (behindName.size() <= startTime || clock_gettime(CLOCK_BOOTTIME, &now) != 0)
        return std::nullopt;
    const qint64 started = behindName[startTime].toLongLong() * 1000 / sysconf(_SC_CLK_TCK);
    return std::chrono::milliseconds(qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000 - started);
}

ProcessMemory processMemory()
{
    ProcessMemory memory;
    QFile file(QStringLiteral("/proc/self/smaps_rollup"));
    if (!file.open(QIODevice::ReadOnly))
        return memory;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray value = line.mid(line.indexOf(':') + 1).simplified();
        if (line.startsWith("Rss:"))
            memory.residentKib = value.split(' ').first().toLongLong();
        else if (line.startsWith("Pss:"))
            memory.proportionalKib = value.split(' ').first().toLongLong();
    }
    return memory;
}

} // namespace Plugboard
