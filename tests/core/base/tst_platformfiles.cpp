#include "core/base/platform_files.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

#include <sys/wait.h>
#include <unistd.h>

using namespace Plugboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class tst_PlatformFiles : public QObject
{
    Q_OBJECT

private slots:
    void aLockKeepsOthersOutUntilItEnds()
    {
        const QTemporaryDir folder;
        const QTemporaryDir other;
        {
            std::optional<FolderLock> lock = FolderLock::take(folder.path(), 0ms);
            QVERIFY(lock);
            QVERIFY(!FolderLock::take(folder.path(), 5ms));
            QVERIFY(FolderLock::take(other.path(), 0ms));
            const FolderLock moved = *std::move(lock);
            lock.reset();
            QVERIFY(!FolderLock::take(folder.path(), 0ms));
        }
        QVERIFY(FolderLock::take(folder.path(), 0ms));
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void aLockIsWaitedFor()
    {
        const QTemporaryDir folder;
        std::optional<FolderLock> lock = FolderLock::take(folder.path(), 0ms);
        bool taken = false;
        const std::unique_ptr<QThread> waiting(
            QThread::create([&] { taken = FolderLock::take(folder.path(), 60s).has_value(); }));
        waiting->start();
        lock.reset();
        waiting->wait();
        QVERIFY(taken);
    }

    void aLockEndsWithItsProgram()
    {
        const QTemporaryDir folder;
        const pid_t holder = fork();
        if (holder == 0) {
            const std::optional<FolderLock> lock = FolderLock::take(folder.path(), 0ms);
            ::_exit(lock ? 0 : 1);
        }
        QVERIFY(holder > 0);
        int status = -1;
        ::waitpid(holder, &status, 0);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        QVERIFY(FolderLock::take(folder.path(), 0ms));
    }

    void aMissingFolderIsFoundOutByWhoeverWrites()
    {
        const QTemporaryDir folder;
        QVERIFY(FolderLock::take(folder.filePath(u"missing"_s), 0ms));
        QVERIFY(!syncFolder(folder.filePath(u"missing"_s)));
        QVERIFY(syncFolder(folder.path()));
    }
};

PLUGBOARD_TEST(tst_PlatformFiles)
#include "tst_platformfiles.moc"
