#include "tests/support/test_main.h"
#include "tests/support/workspaces.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

static const QByteArray newerRequest
    = "{\"format\": 2, \"connector\": \"x\", \"inputs\": {\"a\": {\"$file\": \"r.a.feel\"}, "
      "\"b\": {\"$file\": \"shared.txt\"}}}";

class tst_Changes : public QObject
{
    Q_OBJECT

private slots:
    void namesThatAreTakenGetANumber()
    {
        TemporaryWorkspace workspace;
        QCOMPARE(workspace.add(u"publish"_s), u"publish.request.json"_s);
        QCOMPARE(workspace.add(u"publish"_s), u"publish 2.request.json"_s);
        QCOMPARE(workspace.add(u"PUBLISH"_s), u"PUBLISH 3.request.json"_s);
        QCOMPARE(workspace.add(u"\u00e9t\u00e9"_s), u"\u00e9t\u00e9.request.json"_s);
        QCOMPARE(workspace.add(u"e\u0301te\u0301"_s), u"e\u0301te\u0301 2.request.json"_s);
        QCOMPARE(*workspace->addFolder({}, u"Orders"_s), u"Orders"_s);
        QCOMPARE(*workspace->addFolder({}, u"orders"_s), u"orders 2"_s);
    }

    void badNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"", " ", ".hidden", "a/b", "a\\b", "a:b", "trailing.", " blank", "tab\t", "nul", "COM1.x", "folder.json",
              "plugboard.json", "x.request.json", "back\u202ewards", "line\u2028break"})
            QTest::newRow(name) << QString::fromUtf8(name);
        QTest::newRow("too long") << QString(181, u'x');
        QTest::newRow("half a letter") << QString(QChar(0xD83D));
    }

    void badNamesAreRefused()
    {
        QFETCH(QString, name);
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"good"_s);
        const QMap<QString, QByteArray> before = workspace.everything();
        QCOMPARE(workspace->add({}, name, TemporaryWorkspace::request()).error().code, ErrorCode::Invalid);
        QCOMPARE(workspace->addFolder({}, name).error().code, ErrorCode::Invalid);
        QCOMPARE(workspace->rename(path, name).error().code, ErrorCode::Invalid);
        QCOMPARE(workspace.everything(), before);
    }

    void orderIsKeptInRanks()
    {
        TemporaryWorkspace workspace;
        for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
            workspace.add(name);
        QCOMPARE(workspace.names(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(workspace->move(u"b.request.json"_s, {}, u"c.request.json"_s));
        QCOMPARE(workspace.names(), QStringList({u"b"_s, u"c"_s, u"a"_s}));
        QVERIFY(workspace->move(u"b.request.json"_s, {}, {}));
        QCOMPARE(workspace.names(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(workspace->duplicate(u"c.request.json"_s));
        QCOMPARE(workspace.names(), QStringList({u"c"_s, u"c 2"_s, u"a"_s, u"b"_s}));
    }

    void movingTouchesOneFile()
    {
        TemporaryWorkspace workspace;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            workspace.add(name);
        QMap<QString, QByteArray> before = workspace.everything();
        QVERIFY(workspace->move(u"c.request.json"_s, {}, u"b.request.json"_s));
        QCOMPARE(workspace.names(), QStringList({u"a"_s, u"c"_s, u"b"_s}));
        QMap<QString, QByteArray> after = workspace.everything();
        QVERIFY(before.take(u"requests/c.request.json"_s) != after.take(u"requests/c.request.json"_s));
        QCOMPARE(after, before);
    }

    void foldersHoldRequests()
    {
        TemporaryWorkspace workspace;
        QCOMPARE(*workspace->addFolder({}, u"orders"_s), u"orders"_s);
        const QString path = workspace.add(u"publish"_s, u"=1\n+1"_s);
        const Result<QString> moved = workspace->move(path, u"orders"_s, {});
        QVERIFY(moved);
        QCOMPARE(*moved, u"orders/publish.request.json"_s);
        QVERIFY(workspace.exists(u"orders/publish.message.feel"_s));
        QVERIFY(!workspace.exists(u"publish.message.feel"_s) && !workspace.exists(path));
        QCOMPARE(*workspace->rename(u"orders"_s, u"Shipped orders"_s), u"Shipped orders"_s);
        QVERIFY(workspace->load(u"Shipped orders/publish.request.json"_s));
        QCOMPARE(workspace->move(u"Shipped orders"_s, u"Shipped orders"_s, {}).error().code, ErrorCode::Invalid);
        QVERIFY(workspace->addFolder(u"Shipped orders"_s, u"late"_s));
        QCOMPARE(workspace->move(u"Shipped orders"_s, u"Shipped orders/late"_s, {}).error().code, ErrorCode::Invalid);
        QCOMPARE(workspace->remove({}).error().code, ErrorCode::NotFound);
    }

    void renamingTakesSideFilesAlong()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s, u"=1\n+1"_s);
        workspace.add(u"other"_s);
        QCOMPARE(workspace->rename(path, u"other"_s).error().code, ErrorCode::Conflict);
        QCOMPARE(workspace->rename(path, u"Other"_s).error().code, ErrorCode::Conflict);
        QCOMPARE(*workspace->rename(path, u"sent"_s), u"sent.request.json"_s);
        QVERIFY(workspace.exists(u"sent.message.feel"_s) && !workspace.exists(u"publish.message.feel"_s));
        QVERIFY(!workspace.exists(path));
        QCOMPARE(workspace->load(u"sent.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
        QCOMPARE(*workspace->rename(u"sent.request.json"_s, u"Sent"_s), u"Sent.request.json"_s);
        QVERIFY(workspace.exists(u"Sent.message.feel"_s) && !workspace.exists(u"sent.message.feel"_s));
        QCOMPARE(workspace->load(u"Sent.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
        QCOMPARE(workspace.names(), QStringList({u"Sent"_s, u"other"_s}));
    }

    void renamingReplacesNothing()
    {
        TemporaryWorkspace workspace;
        workspace.add(u"publish"_s, u"=1\n+1"_s);
        workspace.put(u"sent.message.feel"_s, "mine");
        QVERIFY(workspace->rename(u"publish.request.json"_s, u"sent"_s));
        QCOMPARE(workspace.bytes(u"sent.message.feel"_s), QByteArray("mine"));
        QCOMPARE(workspace->load(u"sent.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
    }

    void whatWasRemovedComesBack()
    {
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"orders"_s));
        QVERIFY(workspace->addFolder(u"orders"_s, u"empty"_s));
        QVERIFY(QDir().mkpath(workspace.file(u"orders/without a file"_s)));
        QVERIFY(QFile::link(u"../nothing"_s, workspace.file(u"orders/link"_s)));
        workspace.add(u"publish"_s, u"=1\n+1"_s, u"orders"_s);
        workspace.put(u"orders/.hidden"_s, "hidden");
        const QMap<QString, QByteArray> before = workspace.everything();
        const Result<Removed> removed = workspace->remove(u"orders"_s);
        QVERIFY2(removed.ok(), removed ? "" : qPrintable(removed.error().text()));
        QVERIFY(workspace->requests().children.isEmpty());
        QVERIFY(workspace->restore(*removed));
        QCOMPARE(workspace.everything(), before);
        QVERIFY(workspace.exists(u"orders/without a file"_s));
        QVERIFY(QFileInfo(workspace.file(u"orders/link"_s)).isSymLink());
        QVERIFY(workspace->restore(*removed));
    }

    void restoringReplacesNothing_data()
    {
        QTest::addColumn<QString>("taken");
        for (const char *taken : {"f/r.request.json", "f/r.message.feel", "f/link", "f"})
            QTest::newRow(taken) << QString::fromLatin1(taken);
    }

    void restoringReplacesNothing()
    {
        QFETCH(QString, taken);
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"f"_s));
        workspace.add(u"r"_s, u"=1\n+1"_s, u"f"_s);
        QVERIFY(QFile::link(u"../nothing"_s, workspace.file(u"f/link"_s)));
        const Result<Removed> removed = workspace->remove(u"f"_s);
        QVERIFY2(removed.ok(), removed ? "" : qPrintable(removed.error().text()));
        workspace.put(taken, "another's");
        const QMap<QString, QByteArray> before = workspace.everything();
        QCOMPARE(workspace->restore(*removed).error().code, ErrorCode::Conflict);
        QCOMPARE(workspace.everything(), before);
    }

    void aLinkIsRemovedAndNotWhatItLeadsTo()
    {
        TemporaryWorkspace workspace;
        QVERIFY(QDir().mkpath(workspace.outside(u"home"_s)));
        QVERIFY(writeFile(workspace.outside(u"home/kept"_s), "kept"));
        QVERIFY(QFile::link(workspace.outside(u"home"_s), workspace.file(u"folder"_s)));
        const Result<Removed> removed = workspace->remove(u"folder"_s);
        QVERIFY2(removed.ok(), removed ? "" : qPrintable(removed.error().text()));
        QVERIFY(!workspace.exists(u"folder"_s));
        QVERIFY(QFile::exists(workspace.outside(u"home/kept"_s)));
        QVERIFY(workspace->restore(*removed));
        QCOMPARE(QFileInfo(workspace.file(u"folder"_s)).symLinkTarget(), workspace.outside(u"home"_s));
    }

    /// People copy requests by hand, and then two of them refer to one text.
    void aTextThatAnotherRequestNeedsStays()
    {
        TemporaryWorkspace workspace;
        workspace.add(u"first"_s, u"=1\n+1"_s);
        QVERIFY(QFile::copy(workspace.file(u"first.request.json"_s), workspace.file(u"copy.request.json"_s)));
        const QMap<QString, QByteArray> before = workspace.everything();
        const Result<Removed> removed = workspace->remove(u"first.request.json"_s);
        QVERIFY(removed);
        QCOMPARE(workspace->load(u"copy.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
        QVERIFY(workspace->restore(*removed));
        QCOMPARE(workspace.everything(), before);
        QVERIFY(workspace->addFolder({}, u"f"_s));
        QVERIFY(workspace->move(u"first.request.json"_s, u"f"_s, {}));
        QVERIFY(workspace->load(u"f/first.request.json"_s));
        QVERIFY(workspace->load(u"copy.request.json"_s));
        QVERIFY(workspace->remove(u"copy.request.json"_s));
    }

    void whatCannotBeReadMovesAsItIs()
    {
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"f"_s));
        workspace.put(u"r.request.json"_s, newerRequest);
        workspace.put(u"r.a.feel"_s, "=1\n+1");
        workspace.put(u"shared.txt"_s, "");
        const Result<QString> moved = workspace->move(u"r.request.json"_s, u"f"_s, {});
        QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().text()));
        QCOMPARE(workspace.bytes(u"f/r.request.json"_s), newerRequest);
        QCOMPARE(workspace.bytes(u"f/r.a.feel"_s), QByteArray("=1\n+1"));
        QVERIFY(workspace.exists(u"f/shared.txt"_s) && workspace.exists(u"shared.txt"_s));
        QVERIFY(!workspace.exists(u"r.request.json"_s) && !workspace.exists(u"r.a.feel"_s));
        QVERIFY(workspace->rename(*moved, u"s"_s));
        QCOMPARE(workspace.bytes(u"f/s.request.json"_s), newerRequest);
        QVERIFY(workspace.exists(u"f/r.a.feel"_s));
        QCOMPARE(workspace->move(u"f/s.request.json"_s, u"f"_s, {}).error().code, ErrorCode::Invalid);
    }

    void linksToNothingCanBeMoved()
    {
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"f"_s));
        QVERIFY(QFile::link(u"nothing"_s, workspace.file(u"r.request.json"_s)));
        const Result<QString> moved = workspace->move(u"r.request.json"_s, u"f"_s, {});
        QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().text()));
        QVERIFY(QFileInfo(workspace.file(u"f/r.request.json"_s)).isSymLink());
        QVERIFY(workspace->remove(u"f/r.request.json"_s));
        QVERIFY(!QFileInfo(workspace.file(u"f/r.request.json"_s)).isSymLink());
    }

    /// Entries that we do not read may refer to files, and those to anything on this machine.
    void movingCopiesNothingFromOutside()
    {
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"f"_s));
        QVERIFY(writeFile(workspace.outside(u"private"_s), "private"));
        QVERIFY(QFile::link(workspace.outside(u"private"_s), workspace.file(u"r.notes.txt"_s)));
        workspace.put(u"r.request.json"_s,
                      "{\"format\": 1, \"connector\": \"x\", \"notes\": {\"$file\": \"r.notes.txt\"}}");
        QCOMPARE(workspace->move(u"r.request.json"_s, u"f"_s, {}).error().code, ErrorCode::Denied);
        QVERIFY(!workspace.exists(u"f/r.notes.txt"_s) && workspace->load(u"r.request.json"_s));
    }

    void movingReplacesNothing()
    {
        TemporaryWorkspace workspace;
        QVERIFY(workspace->addFolder({}, u"f"_s));
        workspace.add(u"r"_s);
        workspace.put(u"f/R.request.json"_s, "another's");
        const QMap<QString, QByteArray> before = workspace.everything();
        QCOMPARE(workspace->move(u"r.request.json"_s, u"f"_s, {}).error().code, ErrorCode::Conflict);
        QCOMPARE(workspace->move(u"gone.request.json"_s, u"f"_s, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(workspace->move(u"r.request.json"_s, u"gone"_s, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(workspace.everything(), before);
    }
};

PLUGBOARD_TEST(tst_Changes)
#include "tst_changes.moc"
