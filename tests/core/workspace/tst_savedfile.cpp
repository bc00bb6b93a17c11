#include "core/workspace/savedfile.h"
#include "tests/support/smalldisk.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

class tst_SavedFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aDiskThatTakesNoMoreLosesNothing()
    {
        const QByteArray old(3000, 'o');
        QVERIFY(writeFile(path(u"file"_s), old));
        for (const qsizetype limit : {1, 100, 4095, 4096, 4097, 9000, 16384, 100'000}) {
            const Result<Done> written = [&] {
                const SmallDisk disk(limit);
                return writeFile(path(u"file"_s), QByteArray(limit + 1, 'n'));
            }();
            QVERIFY2(!written, QByteArray::number(limit).constData());
            QCOMPARE(written.error().code, ErrorCode::Unwritable);
            QVERIFY(written.error().message.contains(u"; "_s));
            QCOMPARE(content(u"file"_s), old);
        }
        QCOMPARE(entries(), QStringList({u"file"_s}));
    }

    void filesThatBelongTogetherAreReplacedTogether()
    {
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(writeFile(path(name), "old " + name.toUtf8()));
        const QList<NewFile> files {
            {path(u"a"_s), "new a"}, {path(u"new"_s), "new"}, {path(u"c"_s), QByteArray(5000, 'c')}};
        const Result<Done> refused = [&] {
            const SmallDisk disk(1000);
            return writeFiles(files);
        }();
        QVERIFY(!refused);
        QCOMPARE(refused.error().where, path(u"c"_s));
        QCOMPARE(entries(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(content(u"a"_s), QByteArray("old a"));
        QVERIFY(writeFiles(files));
        QCOMPARE(content(u"a"_s), QByteArray("new a"));
        QCOMPARE(content(u"c"_s).size(), 5000);
    }

    /// Whenever the program ends, the file is an old or a new one, never a part.
    void aKilledWriterLeavesAWholeFile()
    {
        const QByteArray one(200'000, '1');
        const QByteArray two(300'000, '2');
        QVERIFY(writeFile(path(u"file"_s), one));
        for (int round = 0; round < 30; ++round) {
            const pid_t writer = fork();
            if (writer == 0) {
                ::alarm(10); // Not even a test that was killed itself leaves one behind
                for (;;) {
                    (void)writeFile(path(u"file"_s), two);
                    (void)writeFile(path(u"file"_s), one);
                }
            }
            QVERIFY(writer > 0);
            usleep(useconds_t(500 + 700 * round));
            ::kill(writer, SIGKILL);
            ::waitpid(writer, nullptr, 0);
            const QByteArray now = content(u"file"_s);
            QVERIFY2(now == one || now == two, QByteArray::number(now.size()).constData());
        }
    }

    void onlyRegularFilesAreWrittenAndRead()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_s));
        QVERIFY(::mkfifo(QFile::encodeName(path(u"fifo"_s)).constData(), 0600) == 0);
        QVERIFY(QFile::link(u"/dev/null"_s, path(u"device"_s)));
        QVERIFY(QFile::link(u"nothing"_s, path(u"dangling"_s)));
        for (const QString &name : {u"folder"_s, u"fifo"_s, u"device"_s, u"dangling"_s}) {
            const Result<Done> written = writeFile(path(name), "x");
            QVERIFY2(!written, qPrintable(name));
            QCOMPARE(written.error().code, ErrorCode::Unwritable);
            const Result<QByteArray> read = readFile(path(name));
            QVERIFY2(!read, qPrintable(name));
            QCOMPARE(read.error().code, ErrorCode::Unreadable);
        }
        QCOMPARE(entries(), QStringList({u"dangling"_s, u"device"_s, u"fifo"_s, u"folder"_s}));
    }

    void aLinkStaysALink()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_s));
        QVERIFY(writeFile(path(u"folder/target"_s), "old"));
        QVERIFY(QFile::link(u"folder/target"_s, path(u"first"_s)));
        QVERIFY(QFile::link(u"first"_s, path(u"second"_s)));
        QVERIFY(writeFile(path(u"second"_s), "new"));
        QVERIFY(QFileInfo(path(u"second"_s)).isSymLink());
        QVERIFY(QFileInfo(path(u"first"_s)).isSymLink());
        QCOMPARE(content(u"folder/target"_s), QByteArray("new"));
    }

    void whatIsReadOnlyStays()
    {
        QVERIFY(writeFile(path(u"file"_s), "old"));
        QVERIFY(QFile::setPermissions(path(u"file"_s), QFile::ReadOwner));
        const Result<Done> file = writeFile(path(u"file"_s), "new");
        QVERIFY(!file);
        QVERIFY2(file.error().message.contains(u"read-only"_s), qPrintable(file.error().text()));
        QVERIFY(QFile::setPermissions(path(u"file"_s), QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::ExeOwner));
        const Result<Done> folder = writeFile(path(u"file"_s), "new");
        QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY(!folder);
        QVERIFY2(folder.error().message.contains(u"its folder is read-only"_s), qPrintable(folder.error().text()));
        QCOMPARE(content(u"file"_s), QByteArray("old"));
        QVERIFY(!writeFile(path(u"no/such/folder"_s), "new"));
    }

    void modesAreKept()
    {
        QVERIFY(writeFile(path(u"file"_s), "old"));
        const QFile::Permissions mode = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QVERIFY(QFile::setPermissions(path(u"file"_s), mode));
        QVERIFY(writeFile(path(u"file"_s), "new"));
        QCOMPARE(QFile::permissions(path(u"file"_s)), mode);
    }

    void largeFilesAreRefused()
    {
        QVERIFY(writeFile(path(u"file"_s), QByteArray(11, 'x')));
        QCOMPARE(readFile(path(u"file"_s), 10).error().code, ErrorCode::Limit);
        QVERIFY(readFile(path(u"file"_s), 11));
        QCOMPARE(readFile(path(u"nothing"_s)).error().code, ErrorCode::NotFound);
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QByteArray content(const QString &name) const { return readFile(path(name)).valueOr("cannot be read"); }
    QStringList entries() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

PLUGBOARD_TEST(tst_SavedFile)
#include "tst_savedfile.moc"
