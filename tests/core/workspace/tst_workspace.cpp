#include "core/workspace/savedfile.h"
#include "core/workspace/workspace.h"
#include "tests/support/test_main.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace Plugboard;
using namespace Plugboard::Workspace;
using namespace Qt::StringLiterals;
using Space = Plugboard::Workspace::Workspace;

class tst_Workspace : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const Result<Space> made = Space::create(m_folder->filePath(u"ws"_s), u"Test"_s);
        QVERIFY2(made.ok(), made ? "" : qPrintable(made.error().text()));
        m_space = std::make_unique<Space>(*made);
    }

    void opensWhatItMade()
    {
        const Result<Space> again = Space::open(m_space->folder());
        QVERIFY(again);
        QCOMPARE(again->name(), u"Test"_s);
        QVERIFY(m_space->requests().children.isEmpty());
        QCOMPARE(Space::open(m_folder->path()).error().code, ErrorCode::NotFound);
        QCOMPARE(Space::open(m_folder->filePath(u"nothing"_s)).error().code, ErrorCode::NotFound);
    }

    void theSampleIsWhole()
    {
        const Result<Space> sample = Space::copyFrom(
            QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"), m_folder->filePath(u"copy"_s));
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
        const QString path = addRequest(u"publish"_s);
        Result<LoadedRequest> loaded = m_space->load(path);
        QVERIFY(loaded);
        loaded->request.inputs = loaded->request.inputs.with("message", Value::string(u"=1\n+ 1"));
        const Result<QByteArray> saved = m_space->save(path, loaded->request, loaded->hash);
        QVERIFY(saved);
        QCOMPARE(m_space->load(path)->hash, *saved);
        QVERIFY(QFile::exists(m_space->fileOf(u"publish.message.feel"_s)));
        loaded->request.inputs = loaded->request.inputs.with("message", Value::string(u"=2"));
        QVERIFY(m_space->save(path, loaded->request, *saved));
        QVERIFY2(!QFile::exists(m_space->fileOf(u"publish.message.feel"_s)),
                 "a side file that nothing refers to stayed");
    }

    void changesByOthersAreNotOverwritten()
    {
        const QString path = addRequest(u"publish"_s);
        const LoadedRequest loaded = *m_space->load(path);
        Request theirs = loaded.request;
        theirs.retries = u"5"_s;
        QVERIFY(m_space->save(path, theirs, loaded.hash));
        const Result<QByteArray> mine = m_space->save(path, loaded.request, loaded.hash);
        QVERIFY(!mine);
        QCOMPARE(mine.error().code, ErrorCode::Conflict);
        QCOMPARE(m_space->load(path)->request.retries, u"5"_s);
        QVERIFY(m_space->save(path, loaded.request, {}));
        QVERIFY(m_space->remove(path));
        QCOMPARE(m_space->save(path, loaded.request, loaded.hash).error().code, ErrorCode::Conflict);
    }

    void plainSecretsAreNotSaved()
    {
        Request request;
        request.connector = u"x"_s;
        request.inputs
            = ContextBuilder().set("key", Value::string(u"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")).build();
        const Result<QString> refused = m_space->add({}, u"r"_s, request);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Denied);
        QVERIFY(!refused.error().text().contains(u"wJalr"_s));
        QVERIFY(m_space->requests().children.isEmpty());
        QVERIFY(m_space->add({}, u"r"_s, request, {}, {u"inputs/key"_s}));
    }

    void namesThatAreTakenGetANumber()
    {
        QCOMPARE(addRequest(u"publish"_s), u"publish.request.json"_s);
        QCOMPARE(addRequest(u"publish"_s), u"publish 2.request.json"_s);
        QCOMPARE(addRequest(u"PUBLISH"_s), u"PUBLISH 3.request.json"_s);
    }

    void badNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"", " ", ".hidden", "a/b", "a\\b", "a:b", "trailing.", " blank", "tab\t"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void badNamesAreRefused()
    {
        QFETCH(QString, name);
        Request request;
        request.connector = u"x"_s;
        QCOMPARE(m_space->add({}, name, request).error().code, ErrorCode::Invalid);
    }

    void pathsStayInside()
    {
        QCOMPARE(m_space->load(u"../plugboard.json"_s).error().code, ErrorCode::Denied);
        QCOMPARE(m_space->save(u"../../x.request.json"_s, {}, {}).error().code, ErrorCode::Denied);
        QCOMPARE(m_space->remove(u".."_s).error().code, ErrorCode::Denied);
    }

    void orderIsKeptInRanks()
    {
        for (const QString &name : {u"c"_s, u"a"_s, u"b"_s})
            addRequest(name);
        QCOMPARE(names(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(m_space->move(u"b.request.json"_s, {}, u"c.request.json"_s));
        QCOMPARE(names(), QStringList({u"b"_s, u"c"_s, u"a"_s}));
        QVERIFY(m_space->move(u"b.request.json"_s, {}, {}));
        QCOMPARE(names(), QStringList({u"c"_s, u"a"_s, u"b"_s}));
        QVERIFY(m_space->duplicate(u"c.request.json"_s));
        QCOMPARE(names(), QStringList({u"c"_s, u"c 2"_s, u"a"_s, u"b"_s}));
    }

    /// Moving one item touches that one file.
    void movingTouchesOneFile()
    {
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            addRequest(name);
        QHash<QString, QByteArray> before;
        for (const QString &name : {u"a"_s, u"b"_s})
            before.insert(name, *readFile(m_space->fileOf(name + u".request.json"_s)));
        QVERIFY(m_space->move(u"c.request.json"_s, {}, u"b.request.json"_s));
        QCOMPARE(names(), QStringList({u"a"_s, u"c"_s, u"b"_s}));
        for (auto file = before.cbegin(); file != before.cend(); ++file)
            QCOMPARE(*readFile(m_space->fileOf(file.key() + u".request.json"_s)), *file);
    }

    void foldersHoldRequests()
    {
        QCOMPARE(*m_space->addFolder({}, u"orders"_s), u"orders"_s);
        const QString path = addRequest(u"publish"_s, u"=1\n+1"_s);
        const Result<QString> moved = m_space->move(path, u"orders"_s, {});
        QVERIFY(moved);
        QCOMPARE(*moved, u"orders/publish.request.json"_s);
        QVERIFY(QFile::exists(m_space->fileOf(u"orders/publish.message.feel"_s)));
        QVERIFY(!QFile::exists(m_space->fileOf(u"publish.message.feel"_s)));
        QCOMPARE(*m_space->rename(u"orders"_s, u"Shipped orders"_s), u"Shipped orders"_s);
        QVERIFY(m_space->load(u"Shipped orders/publish.request.json"_s));
        QCOMPARE(m_space->move(u"Shipped orders"_s, u"Shipped orders"_s, {}).error().code, ErrorCode::Invalid);
    }

    void renamingTakesSideFilesAlong()
    {
        const QString path = addRequest(u"publish"_s, u"=1\n+1"_s);
        addRequest(u"other"_s);
        QCOMPARE(m_space->rename(path, u"other"_s).error().code, ErrorCode::Conflict);
        QCOMPARE(*m_space->rename(path, u"sent"_s), u"sent.request.json"_s);
        QVERIFY(QFile::exists(m_space->fileOf(u"sent.message.feel"_s)));
        QVERIFY(!QFile::exists(m_space->fileOf(u"publish.message.feel"_s)));
        QVERIFY(!QFile::exists(m_space->fileOf(path)));
        QCOMPARE(m_space->load(u"sent.request.json"_s)->request.inputs["message"].string(), u"=1\n+1"_s);
        QCOMPARE(*m_space->rename(u"sent.request.json"_s, u"Sent"_s), u"Sent.request.json"_s);
    }

    void whatWasRemovedComesBack()
    {
        QVERIFY(m_space->addFolder({}, u"orders"_s));
        const QString path = addRequest(u"publish"_s, u"=1\n+1"_s);
        QVERIFY(m_space->move(path, u"orders"_s, {}));
        const QMap<QString, QByteArray> before = everything();
        const Result<Removed> removed = m_space->remove(u"orders"_s);
        QVERIFY2(removed.ok(), removed ? "" : qPrintable(removed.error().text()));
        QVERIFY(m_space->requests().children.isEmpty());
        QVERIFY(m_space->restore(*removed));
        QCOMPARE(everything(), before);
    }

    void brokenFilesStayInSight()
    {
        QVERIFY(writeFile(m_space->fileOf(u"bad.request.json"_s), "{\n  \"format\": 1,\n  oops").ok());
        const Item root = m_space->requests();
        QCOMPARE(root.children.size(), 1);
        QCOMPARE(root.children.first().kind, Item::Kind::Broken);
        QCOMPARE(root.children.first().problem->where, u"3:3"_s);
        QCOMPARE(addRequest(u"bad"_s), u"bad 2.request.json"_s);
        QCOMPARE(*readFile(m_space->fileOf(u"bad.request.json"_s)), QByteArray("{\n  \"format\": 1,\n  oops"));
    }

    void readOnlyFilesAndFoldersAreNotWritten()
    {
        const QString path = addRequest(u"publish"_s);
        const LoadedRequest loaded = *m_space->load(path);
        QFile file(m_space->fileOf(path));
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadGroup));
        const Result<QByteArray> saved = m_space->save(path, loaded.request, loaded.hash);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Unwritable);
        QVERIFY2(saved.error().message.contains(u"read-only"_s), qPrintable(saved.error().text()));
    }

    /// A limit on the size of files cuts writes off as a full disk does.
    void aDiskThatTakesNoMoreLosesNothing()
    {
        const QString file = m_folder->filePath(u"file"_s);
        const QByteArray old(3000, 'o');
        QVERIFY(writeFile(file, old));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before {};
        getrlimit(RLIMIT_FSIZE, &before);
        for (const qsizetype limit : {1, 100, 4095, 4096, 4097, 9000, 16384, 100'000}) {
            const rlimit cut {rlim_t(limit), before.rlim_max};
            QVERIFY(setrlimit(RLIMIT_FSIZE, &cut) == 0);
            const Result<Done> written = writeFile(file, QByteArray(limit + 1, 'n'));
            setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY2(!written, QByteArray::number(limit).constData());
            QCOMPARE(written.error().code, ErrorCode::Unwritable);
            QCOMPARE(*readFile(file), old);
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList({u"file"_s}));
    }

    void environmentsAreSavedWithWhatIsUnknown()
    {
        QVERIFY(writeFile(m_space->folder() + u"/environments/dev.environment.json"_s,
                          "{\n  \"format\": 1,\n  \"owner\": \"me\",\n  \"region\": \"eu-west-1\"\n}\n")
                    .ok());
        Errors problems;
        Environment environment = m_space->environments(problems).value(0);
        QCOMPARE(environment.name, u"dev"_s);
        QCOMPARE(environment.secretSpace(), u"dev"_s);
        environment.region = u"eu-north-1"_s;
        environment.variables = ContextBuilder().set("a", Value::number(1)).build();
        QVERIFY(m_space->saveEnvironment(environment));
        QCOMPARE(*readFile(m_space->folder() + u"/environments/dev.environment.json"_s),
                 QByteArray("{\n  \"format\": 1,\n  \"owner\": \"me\",\n  \"region\": \"eu-north-1\",\n  "
                            "\"variables\": {\n    \"a\": 1\n  }\n}\n"));
        environment.variables = ContextBuilder().set("key", Value::string(u"AKIAIOSFODNN7EXAMPLE")).build();
        QCOMPARE(m_space->saveEnvironment(environment).error().code, ErrorCode::Denied);
    }

    void ranksLeaveRoom()
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

private:
    QString addRequest(const QString &name, const QString &message = {})
    {
        Request request;
        request.connector = u"x"_s;
        if (!message.isEmpty())
            request.inputs = ContextBuilder().set("message", Value::string(message)).build();
        const Result<QString> path = m_space->add({}, name, request);
        return path ? *path : path.error().text();
    }

    QStringList names() const
    {
        QStringList names;
        for (const Item &item : m_space->requests().children)
            names.append(item.name);
        return names;
    }

    QMap<QString, QByteArray> everything() const
    {
        QMap<QString, QByteArray> all;
        QDirIterator files(m_space->folder(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            all.insert(file, *readFile(file));
        }
        return all;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Space> m_space;
};

PLUGBOARD_TEST(tst_Workspace)
#include "tst_workspace.moc"
