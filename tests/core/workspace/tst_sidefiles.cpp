#include "core/value/json.h"
#include "core/workspace/request.h"
#include "tests/support/test_main.h"
#include "tests/support/workspaces.h"

#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;

static Request requestWith(const QByteArray &inputs)
{
    Request request;
    request.connector = u"x"_s;
    request.inputs = *Json::read(inputs);
    return request;
}

static QByteArray referringTo(const QByteArray &sideFile)
{
    return "{\n  \"format\": 1,\n  \"connector\": \"x\",\n  \"inputs\": {\n    \"a\": {\n      \"$file\": \"" + sideFile
        + "\"\n    }\n  }\n}\n";
}

class tst_SideFiles : public QObject
{
    Q_OBJECT

private slots:
    void keepTextsOfSeveralLines_data()
    {
        QTest::addColumn<QByteArray>("inputs");
        QTest::addColumn<QStringList>("files");
        QTest::newRow("one line") << QByteArray("{\"a\": \"one\"}") << QStringList();
        QTest::newRow("text") << QByteArray("{\"a\": \"one\\ntwo\"}") << QStringList {u"r.a.txt"_s};
        QTest::newRow("FEEL") << QByteArray("{\"topic.message\": \"= {\\n}\"}") << QStringList {u"r.message.feel"_s};
        QTest::newRow("nested") << QByteArray("{\"Messages\": [{\"Body\": \"a\\nb\"}, {\"Body\": \"c\\nd\"}]}")
                                << QStringList {u"r.body.txt"_s, u"r.body-2.txt"_s};
        QTest::newRow("same last name") << QByteArray("{\"a.text\": \"a\\nb\", \"b.text\": \"c\\nd\"}")
                                        << QStringList {u"r.text.txt"_s, u"r.b-text.txt"_s};
        QTest::newRow("same but for case") << QByteArray("{\"Text\": \"a\\nb\", \"text\": \"c\\nd\"}")
                                           << QStringList {u"r.text.txt"_s, u"r.text-2.txt"_s};
        QTest::newRow("several bindings") << QByteArray("{\"text#one\": \"a\\nb\", \"text#two\": \"c\\nd\"}")
                                          << QStringList {u"r.text.txt"_s, u"r.text-two.txt"_s};
        QTest::newRow("no word") << QByteArray("{\"../..\": \"a\\nb\"}") << QStringList {u"r.request.txt"_s};
        QTest::newRow("other scripts") << QByteArray("{\"\u8a3b\u6587\": \"a\\nb\"}")
                                       << QStringList {u"r.\u8a3b\u6587.txt"_s};
    }

    void keepTextsOfSeveralLines()
    {
        QFETCH(QByteArray, inputs);
        QFETCH(QStringList, files);
        TemporaryWorkspace workspace;
        const Request request = requestWith(inputs);
        QCOMPARE(*workspace->add({}, u"r"_s, request), u"r.request.json"_s);
        for (const QString &file : files)
            QVERIFY2(workspace.exists(file), qPrintable(file));
        QCOMPARE(workspace->load(u"r.request.json"_s)->request.inputs, request.inputs);
        const QMap<QString, QByteArray> before = workspace.everything();
        const LoadedRequest loaded = *workspace->load(u"r.request.json"_s);
        QCOMPARE(*workspace->save(u"r.request.json"_s, loaded.request, loaded.hash), loaded.hash);
        QCOMPARE(workspace.everything(), before);
    }

    void namesFitIntoAFileSystem()
    {
        TemporaryWorkspace workspace;
        const QByteArray key(400, 'k');
        const Request request = requestWith("{\"" + key + "\": \"a\\nb\", \"" + key + "2\": \"a\\nb\"}");
        const QString name(180, u'n');
        const Result<QString> path = workspace->add({}, name, request);
        QVERIFY2(path.ok(), path ? "" : qPrintable(path.error().text()));
        QCOMPARE(workspace->load(*path)->request.inputs, request.inputs);
    }

    void doNotReplaceWhatIsSomebodyElses()
    {
        TemporaryWorkspace workspace;
        workspace.put(u"r.a.txt"_s, "mine");
        workspace.add(u"r"_s);
        LoadedRequest loaded = *workspace->load(u"r.request.json"_s);
        loaded.request.inputs = *Json::read("{\"a\": \"one\\ntwo\"}");
        QVERIFY(workspace->save(u"r.request.json"_s, loaded.request, loaded.hash));
        QCOMPARE(workspace.bytes(u"r.a.txt"_s), QByteArray("mine"));
        QCOMPARE(workspace.bytes(u"r.a-2.txt"_s), QByteArray("one\ntwo"));
        QVERIFY(workspace->remove(u"r.request.json"_s));
        QVERIFY(workspace.exists(u"r.a.txt"_s) && !workspace.exists(u"r.a-2.txt"_s));
    }

    /// People copy files with their file manager, and then two requests refer to one text.
    void aCopyMadeByHandDoesNotChangeTheOriginal()
    {
        TemporaryWorkspace workspace;
        workspace.add(u"first"_s, u"=1\n+1"_s);
        QVERIFY(QFile::copy(workspace.file(u"first.request.json"_s), workspace.file(u"copy.request.json"_s)));
        LoadedRequest copy = *workspace->load(u"copy.request.json"_s);
        copy.request.inputs = *Json::read("{\"message\": \"=2\\n+2\"}");
        QVERIFY(workspace->save(u"copy.request.json"_s, copy.request, copy.hash));
        QCOMPARE(workspace->load(u"first.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
        QCOMPARE(workspace->load(u"copy.request.json"_s)->request.inputs["message"].string(), u"=2\n+2"_s);
    }

    void whatAnotherRequestRefersToIsNotRemoved()
    {
        TemporaryWorkspace workspace;
        workspace.add(u"first"_s, u"=1\n+1"_s);
        QVERIFY(QFile::copy(workspace.file(u"first.request.json"_s), workspace.file(u"copy.request.json"_s)));
        QVERIFY(workspace->rename(u"first.request.json"_s, u"second"_s));
        QVERIFY(workspace->load(u"copy.request.json"_s));
        QVERIFY(workspace->load(u"second.request.json"_s));
    }

    void filesWithNamesOfTheirOwnStay()
    {
        TemporaryWorkspace workspace;
        workspace.put(u"body.json"_s, "{}");
        workspace.put(u"r.request.json"_s, referringTo("body.json"));
        const QMap<QString, QByteArray> before = workspace.everything();
        LoadedRequest loaded = *workspace->load(u"r.request.json"_s);
        QCOMPARE(loaded.request.inputs["a"].string(), u"{}"_s);
        QVERIFY(workspace->save(u"r.request.json"_s, loaded.request, loaded.hash));
        QCOMPARE(workspace.everything(), before);
        QVERIFY(workspace->rename(u"r.request.json"_s, u"s"_s));
        QVERIFY(workspace.exists(u"body.json"_s));
        QVERIFY(workspace.bytes(u"s.request.json"_s).contains("body.json"));
        QVERIFY(workspace->remove(u"s.request.json"_s));
        QVERIFY(workspace.exists(u"body.json"_s));
    }

    /// What we do not read may refer to files as well.
    void filesOfUnknownEntriesStay()
    {
        TemporaryWorkspace workspace;
        workspace.put(u"r.notes.txt"_s, "kept\nnotes");
        workspace.put(u"r.that.feel"_s, "=a\n= b");
        workspace.put(u"r.request.json"_s,
                      "{\"format\": 1, \"connector\": \"x\", \"notes\": {\"$file\": \"r.notes.txt\"}, "
                      "\"expect\": [{\"that\": {\"$file\": \"r.that.feel\"}}]}");
        LoadedRequest loaded = *workspace->load(u"r.request.json"_s);
        loaded.request.inputs = *Json::read("{\"notes\": \"other\\nnotes\"}");
        QVERIFY(workspace->save(u"r.request.json"_s, loaded.request, loaded.hash));
        QCOMPARE(workspace.bytes(u"r.notes.txt"_s), QByteArray("kept\nnotes"));
        QCOMPARE(workspace.bytes(u"r.that.feel"_s), QByteArray("=a\n= b"));
        QVERIFY(workspace->rename(u"r.request.json"_s, u"s"_s));
        QCOMPARE(workspace->load(u"s.request.json"_s)->request.inputs["notes"].string(), u"other\nnotes"_s);
        QVERIFY(workspace->addFolder({}, u"f"_s));
        QVERIFY(workspace->move(u"s.request.json"_s, u"f"_s, {}));
        QCOMPARE(workspace->load(u"f/s.request.json"_s)->request.inputs["notes"].string(), u"other\nnotes"_s);
        const Value moved = *Json::read(workspace.bytes(u"f/s.request.json"_s));
        QCOMPARE(workspace.bytes(u"f/"_s + moved["notes"]["$file"].string()), QByteArray("kept\nnotes"));
        QCOMPARE(workspace.bytes(u"f/"_s + moved["expect"].at(0)["that"]["$file"].string()), QByteArray("=a\n= b"));
    }

    void cannotBeMadeUpInValues()
    {
        TemporaryWorkspace workspace;
        const Result<QString> added
            = workspace->add({}, u"r"_s, requestWith("{\"a\": [{\"$file\": \"r.request.json\"}]}"));
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::Invalid);
    }

    /// A workspace may come from a stranger.
    void namesThatLeadElsewhereAreRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"../plugboard.json", "/etc/hostname", "..", ".", "a/b.txt", "a\\\\b.txt",
                                 "r.request.json", "other.request.json", "folder.json", "Folder.JSON",
                                 "x.environment.json", ".gitignore", "r.x/../../../outside.txt", "link.txt"})
            QTest::newRow(name) << QByteArray(name);
    }

    void namesThatLeadElsewhereAreRefused()
    {
        QFETCH(QByteArray, name);
        TemporaryWorkspace workspace;
        QVERIFY(writeFile(workspace.outside(u"outside.txt"_s), "outside"));
        QVERIFY(QFile::link(workspace.outside(u"outside.txt"_s), workspace.file(u"link.txt"_s)));
        QVERIFY(QDir().mkpath(workspace.file(u"r.x"_s)));
        workspace.add(u"other"_s);
        workspace.put(u"r.request.json"_s, referringTo(name));
        const QByteArray other = workspace.bytes(u"other.request.json"_s);
        const Result<LoadedRequest> loaded = workspace->load(u"r.request.json"_s);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Denied);
        QVERIFY(!loaded.error().text().contains(u"outside\n"_s));
        // A draft of it may still be there, with the names that it was read with.
        Request draft = requestWith("{\"a\": \"one\\ntwo\"}");
        draft.source = *Json::read(referringTo(name));
        QVERIFY(workspace->save(u"r.request.json"_s, draft, {}));
        QCOMPARE(workspace->load(u"r.request.json"_s)->request.inputs["a"].string(), u"one\ntwo"_s);
        workspace.put(u"r.request.json"_s, referringTo(name));
        const Result<Removed> removed = workspace->remove(u"r.request.json"_s);
        QVERIFY(removed);
        QCOMPARE(*readFile(workspace.outside(u"outside.txt"_s)), QByteArray("outside"));
        QVERIFY(QFile::exists(workspace->folder() + u"/plugboard.json"_s));
        QCOMPARE(workspace.bytes(u"other.request.json"_s), other);
    }
};

PLUGBOARD_TEST(tst_SideFiles)
#include "tst_sidefiles.moc"
