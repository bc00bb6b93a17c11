#include "core/base/platform_files.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Plugboard;
using namespace Qt::StringLiterals;

class tst_FileLock : public QObject
{
    Q_OBJECT

private slots:
    void oneHoldsIt()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"lock"_s);
        std::optional<FileLock> first(std::in_place);
        FileLock second;
        QCOMPARE(first->tryLock(file), FileLock::Outcome::Held);
        QCOMPARE(second.tryLock(file), FileLock::Outcome::Taken);
        QCOMPARE(second.tryLock(folder.filePath(u"other"_s)), FileLock::Outcome::Held);
        first.reset();
        QCOMPARE(second.tryLock(file), FileLock::Outcome::Held);
    }

    void whereNothingCanBeWrittenNothingIsHeld()
    {
        const QTemporaryDir folder;
        QCOMPARE(FileLock().tryLock(folder.filePath(u"no/such/folder"_s)), FileLock::Outcome::Impossible);
    }
};

PLUGBOARD_TEST(tst_FileLock)
#include "tst_filelock.moc"
