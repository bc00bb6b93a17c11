#include "core/workspace/workspace.h"
#include "tests/support/test_main.h"
#include "tests/support/workspaces.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

class tst_Ranks : public QObject
{
    Q_OBJECT

private slots:
    void leaveRoom()
    {
        QCOMPARE(rankBetween(u"a"_s, u"b"_s), u"an"_s);
        QString low;
        QString high;
        for (int step = 0; step < 200; ++step) {
            const QString between = rankBetween(low, high);
            QVERIFY2(low < between && (high.isEmpty() || between < high),
                     qPrintable(low + u'|' + between + u'|' + high));
            (step % 3 == 0 ? low : high) = between;
        }
    }

    void stayShortAtTheEnd()
    {
        QString last;
        for (int item = 0; item < 5000; ++item) {
            const QString next = rankBetween(last, {});
            QVERIFY2(last < next, qPrintable(last + u'|' + next));
            last = next;
        }
        QVERIFY2(last.size() <= 8, qPrintable(last));
    }

    void takeOddOnes_data()
    {
        QTest::addColumn<QString>("rank");
        for (const char *rank : {"", "a", "aa", "z", "zz", "zzzz", "A", "10", "~", "\xC3\xA9\xC3\xA9", "n n"})
            QTest::newRow(rank) << QString::fromUtf8(rank);
    }

    void takeOddOnes()
    {
        QFETCH(QString, rank);
        QVERIFY(!rankBetween(rank, {}).isEmpty());
        QVERIFY(!rankBetween({}, rank).isEmpty());
        QVERIFY(!rankBetween(rank, rank).isEmpty());
    }

    /// Whatever ranks people wrote by hand, an item lands where it was put.
    void itemsLandWhereTheyArePut_data()
    {
        QTest::addColumn<QStringList>("ranks");
        QTest::newRow("none") << QStringList {{}, {}, {}};
        QTest::newRow("no room at the front") << QStringList {u"a"_s, u"b"_s, u"c"_s};
        QTest::newRow("no room between") << QStringList {u"b"_s, u"ba"_s, u"baa"_s};
        QTest::newRow("the same") << QStringList {u"n"_s, u"n"_s, u"n"_s};
        QTest::newRow("numbers") << QStringList {u"1"_s, u"2"_s, u"10"_s};
        QTest::newRow("some") << QStringList {u"n"_s, {}, {}};
        QTest::newRow("the last ones") << QStringList {u"zz"_s, u"zzzz"_s, u"zzzzzzzz"_s};
    }

    void itemsLandWhereTheyArePut()
    {
        QFETCH(QStringList, ranks);
        for (int at = 0; at <= 3; ++at) {
            TemporaryWorkspace workspace;
            for (int i = 0; i < 3; ++i)
                workspace.put(QChar(u'a' + i) + u".request.json"_s,
                              "{\"format\": 1, \"connector\": \"x\", \"rank\": \"" + ranks[i].toUtf8() + "\"}");
            workspace.put(u"moved.request.json"_s, "{\"format\": 1, \"connector\": \"x\"}");
            QStringList expected = workspace.names();
            expected.removeOne(u"moved"_s);
            const QString before = at < 3 ? expected[at] + u".request.json"_s : QString();
            const Result<QString> moved = workspace->move(u"moved.request.json"_s, {}, before);
            QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().text()));
            expected.insert(at, u"moved"_s);
            QCOMPARE(workspace.names(), expected);
        }
    }

    /// A folder that nobody has put in order is ordered by names, and adding touches nothing else.
    void addingTouchesOneFile()
    {
        TemporaryWorkspace workspace;
        for (const QString &name : {u"a"_s, u"c"_s})
            workspace.put(name + u".request.json"_s, "{\"format\": 1, \"connector\": \"x\"}");
        const QMap<QString, QByteArray> before = workspace.everything();
        workspace.add(u"b"_s);
        QCOMPARE(workspace.names(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
        QMap<QString, QByteArray> after = workspace.everything();
        QVERIFY(after.remove(u"requests/b.request.json"_s) == 1);
        QCOMPARE(after, before);
    }
};

PLUGBOARD_TEST(tst_Ranks)
#include "tst_ranks.moc"
