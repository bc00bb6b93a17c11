#include "tests/support/smalldisk.h"
#include "tests/support/test_main.h"
#include "tests/support/workspaces.h"

#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;
using Space = Plugboard::Workspace::Workspace;

class tst_Workspace : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItMade()
    {
        TemporaryWorkspace workspace;
        const Result<Space> again = Space::open(workspace->folder());
        QVERIFY(again);
        QCOMPARE(again->name(), u"Test"_s);
        QVERIFY(workspace->requests().children.isEmpty());
        QCOMPARE(Space::open(workspace.outside({})).error().code, ErrorCode::NotFound);
        QCOMPARE(Space::open(workspace.outside(u"nothing"_s)).error().code, ErrorCode::NotFound);
    }

    void theSampleIsWhole()
    {
        TemporaryWorkspace workspace;
        const Result<Space> sample = Space::copyFrom(
            QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"), workspace.outside(u"copy"_s));
        QVERIFY2(sample.ok(), sample ? "" : qPrintable(sample.error().text()));
        const Item root = sample->requests();
        QVERIFY(root.children.size() >= 3);
        for (const Item &item : root.children) {
            QVERIFY2(item.kind == Item::Kind::Request, qPrintable(item.path));
            const Result<LoadedRequest> loaded = sample->load(item.path);
            QVERIFY(loaded);
            QVERIFY(plainSecrets(loaded->request, {}).isEmpty());
            const QByteArray before = *readFile(sample->fileOf(item.path));
            QCOMPARE(writeRequest(loaded->request, item.name).json, before);
        }
        Errors problems;
        const QList<Environment> environments = sample->environments(problems);
        QVERIFY(problems.isEmpty());
        QVERIFY(std::any_of(environments.begin(), environments.end(), [](const Environment &e) { return e.sandbox; }));
    }

    void savesAndLoads()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s);
        Result<LoadedRequest> loaded = workspace->load(path);
        QVERIFY(loaded);
        loaded->request.inputs = loaded->request.inputs.with("message", Value::string(u"=1\n+ 1"));
        const Result<QByteArray> saved = workspace->save(path, loaded->request, loaded->hash);
        QVERIFY(saved);
        QCOMPARE(workspace->load(path)->hash, *saved);
        QVERIFY(workspace.exists(u"publish.message.feel"_s));
        loaded->request.inputs = loaded->request.inputs.with("message", Value::string(u"=2"));
        QVERIFY(workspace->save(path, loaded->request, *saved));
        QVERIFY2(!workspace.exists(u"publish.message.feel"_s), "a side file that nothing refers to stayed");
    }

    void changesByOthersAreNotOverwritten()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s, u"=1\n+1"_s);
        const LoadedRequest loaded = *workspace->load(path);
        Request theirs = loaded.request;
        theirs.retries = u"5"_s;
        QVERIFY(workspace->save(path, theirs, loaded.hash));
        QCOMPARE(workspace->save(path, loaded.request, loaded.hash).error().code, ErrorCode::Conflict);
        QCOMPARE(workspace->load(path)->request.retries, u"5"_s);
        const QByteArray hash = workspace->load(path)->hash;
        workspace.put(u"publish.message.feel"_s, "=theirs");
        QCOMPARE(workspace->save(path, loaded.request, hash).error().code, ErrorCode::Conflict);
        QCOMPARE(workspace.bytes(u"publish.message.feel"_s), QByteArray("=theirs"));
        QVERIFY(workspace->save(path, loaded.request, {}));
        QVERIFY(workspace->remove(path));
        QCOMPARE(workspace->save(path, loaded.request, loaded.hash).error().code, ErrorCode::Conflict);
    }

    void plainSecretsAreNotSaved()
    {
        TemporaryWorkspace workspace;
        Request request = TemporaryWorkspace::request();
        request.inputs
            = ContextBuilder().set("key", Value::string(u"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).build();
        const Result<QString> refused = workspace->add({}, u"r"_s, request);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Denied);
        QVERIFY(!refused.error().text().contains(u"wJalr"_s));
        QVERIFY(workspace->requests().children.isEmpty());
        QVERIFY(workspace->add({}, u"r"_s, request, {}, {u"inputs/key"_s}));
    }

    void pathsStayInside()
    {
        TemporaryWorkspace workspace;
        const QMap<QString, QByteArray> before = workspace.everything();
        const Request request = TemporaryWorkspace::request();
        QCOMPARE(workspace->load(u"../plugboard.json"_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->save(u"../../x.request.json"_s, request, {}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->add(u".."_s, u"x"_s, request).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->addFolder(u"../.."_s, u"x"_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->rename(u"../plugboard.json"_s, u"x"_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->move(u"../plugboard.json"_s, {}, {}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->move(u"x.request.json"_s, u".."_s, {}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->remove(u".."_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->restore({{}, {{u"../x"_s, "x"}}, {}}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->restore({{}, {}, {{u"../x"_s, u"/"_s}}}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace.everything(), before);
    }

    /// A workspace of a stranger may hold links to files of this machine.
    void linksOutOfItAreNotFollowed()
    {
        TemporaryWorkspace workspace;
        const QByteArray theirs = "{\"format\": 1, \"connector\": \"x\"}";
        QVERIFY(QDir().mkpath(workspace.outside(u"home"_s)));
        QVERIFY(writeFile(workspace.outside(u"home/r.request.json"_s), theirs));
        QVERIFY(QFile::link(workspace.outside(u"home/r.request.json"_s), workspace.file(u"file.request.json"_s)));
        QVERIFY(QFile::link(workspace.outside(u"home"_s), workspace.file(u"folder"_s)));
        QVERIFY(QDir().mkpath(workspace.file(u"described"_s)));
        QVERIFY(QFile::link(workspace.outside(u"home/r.request.json"_s), workspace.file(u"described/folder.json"_s)));
        for (const Item &item : workspace->requests().children) {
            QVERIFY2(item.problem, qPrintable(item.path));
            QVERIFY(item.children.isEmpty());
        }
        const Request request = TemporaryWorkspace::request(u"mine"_s);
        QCOMPARE(workspace->load(u"file.request.json"_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->save(u"file.request.json"_s, request, {}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->load(u"folder/r.request.json"_s).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->save(u"folder/r.request.json"_s, request, {}).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->add(u"folder"_s, u"s"_s, request).error().code, ErrorCode::Denied);
        QCOMPARE(workspace->remove(u"folder/r.request.json"_s).error().code, ErrorCode::Denied);
        workspace.add(u"other"_s);
        QVERIFY(workspace->move(u"other.request.json"_s, {}, u"described"_s));
        QVERIFY(!workspace->move(u"described"_s, {}, u"other.request.json"_s));
        QCOMPARE(*readFile(workspace.outside(u"home/r.request.json"_s)), theirs);
        QCOMPARE(QDir(workspace.outside(u"home"_s)).entryList(QDir::Files), QStringList {u"r.request.json"_s});
    }

    void brokenFilesStayInSight()
    {
        TemporaryWorkspace workspace;
        const QByteArray broken = "{\n  \"format\": 1,\n  oops";
        workspace.put(u"bad.request.json"_s, broken);
        const Item root = workspace->requests();
        QCOMPARE(root.children.size(), 1);
        QCOMPARE(root.children.first().kind, Item::Kind::Broken);
        QCOMPARE(root.children.first().problem->where, u"3:3"_s);
        QCOMPARE(workspace.add(u"bad"_s), u"bad 2.request.json"_s);
        QCOMPARE(workspace.bytes(u"bad.request.json"_s), broken);
    }

    void readOnlyFilesAreNotWritten()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s);
        const LoadedRequest loaded = *workspace->load(path);
        QVERIFY(QFile::setPermissions(workspace.file(path), QFile::ReadOwner | QFile::ReadGroup));
        const Result<QByteArray> saved = workspace->save(path, loaded.request, loaded.hash);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Unwritable);
        QVERIFY2(saved.error().message.contains(u"read-only"_s), qPrintable(saved.error().text()));
    }

    void aFullDiskLeavesTheRequestAndItsSideFiles()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s, u"=1\n+1"_s);
        LoadedRequest loaded = *workspace->load(path);
        const QMap<QString, QByteArray> before = workspace.everything();
        loaded.request.inputs = ContextBuilder()
                                    .set("message", Value::string(u"=2\n+2"))
                                    .set("more", Value::string(QString(5000, u'm')))
                                    .build();
        const Result<QByteArray> saved = [&] {
            const SmallDisk disk(1000);
            return workspace->save(path, loaded.request, loaded.hash);
        }();
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Unwritable);
        QCOMPARE(workspace.everything(), before);
        QVERIFY(workspace->save(path, loaded.request, loaded.hash));
    }

    /// Of two who loaded the same, one saves and the other one is told.
    void ofWritersAtOneTimeNoneIsOverwrittenUnasked()
    {
        TemporaryWorkspace workspace;
        const QString path = workspace.add(u"publish"_s, u"=1\n+1"_s);
        constexpr int writers = 4;
        constexpr int rounds = 20;
        std::atomic_int saves = 0;
        std::atomic_int others = 0;
        std::vector<std::unique_ptr<QThread>> threads;
        for (int writer = 0; writer < writers; ++writer) {
            threads.emplace_back(QThread::create([&] {
                Space space = workspace.space();
                for (int round = 0; round < rounds;) {
                    LoadedRequest loaded = *space.load(path);
                    const int count = loaded.request.retries.toInt();
                    loaded.request.retries = QString::number(count + 1);
                    loaded.request.inputs
                        = loaded.request.inputs.with("message", Value::string(u"=%1\n+0"_s.arg(count + 1)));
                    const Result<QByteArray> saved = space.save(path, loaded.request, loaded.hash);
                    round += saved ? 1 : 0;
                    saves += saved ? 1 : 0;
                    others += saved || saved.error().code == ErrorCode::Conflict ? 0 : 1;
                }
            }));
            threads.back()->start();
        }
        for (const std::unique_ptr<QThread> &thread : threads)
            thread->wait();
        QCOMPARE(others.load(), 0);
        const LoadedRequest last = *workspace->load(path);
        QCOMPARE(last.request.retries, QString::number(saves.load()));
        QCOMPARE(last.request.inputs["message"].string(), u"=%1\n+0"_s.arg(writers * rounds));
    }
};

PLUGBOARD_TEST(tst_Workspace)
#include "tst_workspace.moc"
