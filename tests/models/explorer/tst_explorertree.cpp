#include "models/explorer/explorertree.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Qt::StringLiterals;
using Kind = ExplorerTree::Kind;

class tst_ExplorerTree : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto workspace = *Workspace::Workspace::create(m_folder->filePath(u"ws"_s), u"test"_s);
        for (const QString &folder : {u"orders"_s, u"orders/late"_s, u"empty"_s})
            QVERIFY(workspace.addFolder(folder.section(u'/', 0, -2), folder.section(u'/', -1)));
        Workspace::Request request;
        request.connector = u"aws:sns:Publish"_s;
        for (const auto &[folder, name] : {std::pair(u""_s, u"one"_s), std::pair(u""_s, u"two"_s),
                                           std::pair(u""_s, u"three"_s), std::pair(u"orders"_s, u"smoke"_s)})
            QVERIFY(workspace.add(folder, name, request));
        write(u"bad.request.json"_s, "{ \"format\": 1,\n  \"connector\": }");
        m_workspace = std::make_unique<OpenWorkspace>(workspace);
        m_rig = std::make_unique<BackendRig>();
        m_noServices = std::make_unique<OtherModels>(*m_rig, QStringList());
        // The tester opens every node, while others change, too. So it gets no services.
        m_tree = std::make_unique<ExplorerTree>(m_noServices->backend, m_workspace.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_tree.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        readAgain();
        QTRY_VERIFY(m_tree->index(0, 0, m_tree->servicesIndex()).data().toString().startsWith(u"No service"_s));
    }

    void cleanup()
    {
        m_tester.reset();
        m_tree.reset();
        m_workspace.reset();
        m_noServices.reset();
        m_rig.reset();
    }

    void hasThreeSections()
    {
        QCOMPARE(m_tree->rowCount(), 3);
        QCOMPARE(names({}), QStringList({u"Requests"_s, u"Connectors"_s, u"AWS services"_s}));
        QVERIFY(names(m_tree->index(1, 0)).contains(u"Amazon SNS: publish"_s));
    }

    void showsRequestsByFolder()
    {
        QCOMPARE(names(m_tree->requestsIndex()),
                 QStringList({u"orders"_s, u"empty"_s, u"one"_s, u"two"_s, u"three"_s, u"bad"_s}));
        QCOMPARE(names(m_tree->find(u"orders"_s)), QStringList({u"late"_s, u"smoke"_s}));
        QCOMPARE(m_tree->find(u"orders/smoke.request.json"_s).data().toString(), u"smoke"_s);
        QVERIFY(!m_tree->find(u"orders/nothing.request.json"_s).isValid());
        QVERIFY(!m_tree->find({}).isValid());
    }

    void aBrokenRequestTellsWhy()
    {
        const QModelIndex bad = m_tree->find(u"bad.request.json"_s);
        QCOMPARE(bad.data(ExplorerTree::KindRole).value<Kind>(), Kind::Broken);
        QVERIFY(bad.data(Qt::ToolTipRole).toString().contains(u"2:"_s));
        QVERIFY(bad.data(Qt::AccessibleTextRole).toString().contains(u"cannot be read"_s));
        QVERIFY(!bad.flags().testFlag(Qt::ItemIsEditable));
        QVERIFY(bad.data(ExplorerTree::OpensRole).toBool());
    }

    void anEmptyWorkspaceSaysWhatGoesHere()
    {
        for (const char *path :
             {"orders", "empty", "one.request.json", "two.request.json", "three.request.json", "bad.request.json"})
            m_workspace->remove(QString::fromLatin1(path));
        QTRY_COMPARE(names(m_tree->requestsIndex()), QStringList({u"Nothing is saved yet"_s}));
        m_workspace->undoRemove();
        QTRY_COMPARE(names(m_tree->requestsIndex()), QStringList({u"bad"_s}));
    }

    void rowsThatStayAreKept()
    {
        const QPersistentModelIndex smoke = m_tree->find(u"orders/smoke.request.json"_s);
        const QPersistentModelIndex one = m_tree->find(u"one.request.json"_s);
        QSignalSpy removed(m_tree.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(m_tree.get(), &QAbstractItemModel::rowsInserted);
        readAgain();
        m_workspace->duplicate(u"one.request.json"_s);
        QTRY_VERIFY(m_tree->find(u"one 2.request.json"_s).isValid());
        m_workspace->move(u"three.request.json"_s, {}, u"one.request.json"_s);
        QTRY_COMPARE(one.row(), 3);
        QCOMPARE(removed.size(), 0);
        QCOMPARE(inserted.size(), 1);
        QVERIFY(smoke.isValid());
        QCOMPARE(smoke.data().toString(), u"smoke"_s);
    }

    void aRequestThatBreaksIsMarkedInItsPlace()
    {
        const QPersistentModelIndex one = m_tree->find(u"one.request.json"_s);
        write(u"one.request.json"_s, "no JSON");
        readAgain();
        QCOMPARE(one.data(ExplorerTree::KindRole).value<Kind>(), Kind::Broken);
    }

    void renamesInPlace()
    {
        QVERIFY(m_tree->setData(m_tree->find(u"one.request.json"_s), u" first "_s));
        QTRY_VERIFY(m_tree->find(u"first.request.json"_s).isValid());
        QVERIFY(m_tree->setData(m_tree->find(u"orders"_s), u"shop"_s));
        QTRY_VERIFY(m_tree->find(u"shop/smoke.request.json"_s).isValid());
        QVERIFY(!m_tree->setData(m_tree->index(1, 0), u"Mine"_s));
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        QVERIFY(m_tree->setData(m_tree->find(u"two.request.json"_s), u"a/b"_s));
        QVERIFY(failed.wait(5000));
        QVERIFY(m_tree->find(u"two.request.json"_s).isValid());
    }

    void drops_data()
    {
        QTest::addColumn<QString>("dragged");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("moved"); // Empty: refused
        QTest::addColumn<int>("newRow");
        QTest::newRow("up") << u"three.request.json"_s << u""_s << 2 << u"three.request.json"_s << 2;
        QTest::newRow("down") << u"one.request.json"_s << u""_s << 4 << u"one.request.json"_s << 3;
        QTest::newRow("before itself") << u"two.request.json"_s << u""_s << 3 << u""_s << 0;
        QTest::newRow("behind itself") << u"two.request.json"_s << u""_s << 4 << u""_s << 0;
        QTest::newRow("into a folder") << u"one.request.json"_s << u"orders"_s << -1 << u"orders/one.request.json"_s
                                       << 2;
        QTest::newRow("to the top of a folder")
            << u"one.request.json"_s << u"orders"_s << 0 << u"orders/one.request.json"_s << 0;
        QTest::newRow("out of a folder") << u"orders/smoke.request.json"_s << u""_s << 0 << u"smoke.request.json"_s
                                         << 0;
        QTest::newRow("a folder") << u"empty"_s << u"orders"_s << -1 << u"orders/empty"_s << 2;
        QTest::newRow("a folder into itself") << u"orders"_s << u"orders"_s << -1 << u""_s << 0;
        QTest::newRow("a folder below itself") << u"orders"_s << u"orders/late"_s << -1 << u""_s << 0;
    }

    void drops()
    {
        QFETCH(QString, dragged);
        QFETCH(QString, folder);
        QFETCH(int, row);
        QFETCH(QString, moved);
        QFETCH(int, newRow);
        const std::unique_ptr<QMimeData> data(m_tree->mimeData({m_tree->find(dragged)}));
        const QModelIndex parent = folder.isEmpty() ? m_tree->requestsIndex() : m_tree->find(folder);
        QCOMPARE(m_tree->canDropMimeData(data.get(), Qt::MoveAction, row, 0, parent), !moved.isEmpty());
        QSignalSpy told(m_workspace.get(), &OpenWorkspace::moved);
        m_tree->dropMimeData(data.get(), Qt::MoveAction, row, 0, parent);
        readAgain();
        QCOMPARE(told.size(), moved.isEmpty() ? 0 : 1);
        if (!moved.isEmpty())
            QTRY_COMPARE(m_tree->find(moved).row(), newRow);
    }

    void refusesWhatIsNotItsOwn()
    {
        QMimeData foreign;
        foreign.setData(m_tree->mimeTypes().first(), "one.request.json\n/another/workspace");
        QVERIFY(!m_tree->canDropMimeData(&foreign, Qt::MoveAction, -1, 0, m_tree->requestsIndex()));
        const std::unique_ptr<QMimeData> own(m_tree->mimeData({m_tree->find(u"one.request.json"_s)}));
        QVERIFY(!m_tree->canDropMimeData(own.get(), Qt::MoveAction, -1, 0, m_tree->index(1, 0)));
        QVERIFY(!m_tree->canDropMimeData(own.get(), Qt::MoveAction, -1, 0, m_tree->find(u"two.request.json"_s)));
    }

    void servicesAreReadWhenTheyAreOpened()
    {
        ExplorerTree tree(m_rig->backend, m_workspace.get());
        const QModelIndex services = tree.servicesIndex();
        QVERIFY(tree.hasChildren(services));
        QCOMPARE(tree.rowCount(services), 0);
        tree.fetchMore(services);
        QCOMPARE(names(services, tree), QStringList({u"Reading…"_s}));
        QTRY_VERIFY(tree.rowCount(services) > 100);
        const QModelIndex sns = tree.index(int(names(services, tree).indexOf(u"sns"_s)), 0, services);
        QVERIFY(tree.canFetchMore(sns));
        tree.fetchMore(sns);
        QTRY_VERIFY(tree.rowCount(sns) > 20);
        QVERIFY(!tree.canFetchMore(sns));
        const QModelIndex publish = tree.index(int(names(sns, tree).indexOf(u"Publish"_s)), 0, sns);
        QCOMPARE(publish.data(ExplorerTree::KindRole).value<Kind>(), Kind::Operation);
        QCOMPARE(publish.data(ExplorerTree::IdRole).toString(), u"aws:sns:Publish"_s);
    }

    void aServiceThatCannotBeReadCanBeTriedAgain()
    {
        const QString file = m_folder->filePath(u"models/odd/2020-01-01/service-2.json"_s);
        QVERIFY(QDir().mkpath(QFileInfo(file).absolutePath()));
        writeFile(file, "{ broken");
        const OtherModels odds(*m_rig, {m_folder->filePath(u"models"_s)});
        ExplorerTree tree(odds.backend, m_workspace.get());
        tree.fetchMore(tree.servicesIndex());
        QTRY_COMPARE(tree.index(0, 0, tree.servicesIndex()).data().toString(), u"odd"_s);
        const QPersistentModelIndex odd = tree.index(0, 0, tree.servicesIndex());
        tree.fetchMore(odd);
        QTRY_VERIFY(tree.index(0, 0, odd).data().toString().contains(u"try again"_s));
        QVERIFY(tree.index(0, 0, odd).data(Qt::ToolTipRole).toString().contains(u"service-2.json"_s));
        writeFile(file,
                  "{'version':'2.0','metadata':{'apiVersion':'2020-01-01','endpointPrefix':'odd','protocol':'json',"
                  "'jsonVersion':'1.1','serviceId':'Odd','signatureVersion':'v4','targetPrefix':'Odd'},"
                  "'operations':{'Ping':{'name':'Ping','http':{'method':'POST','requestUri':'/'}}},'shapes':{}}");
        QVERIFY(tree.canRetry(tree.index(0, 0, odd)));
        tree.retry(tree.index(0, 0, odd));
        QTRY_COMPARE(tree.index(0, 0, odd).data().toString(), u"Ping"_s);
        QVERIFY(!tree.canRetry(tree.index(0, 0, odd)));
    }

    void aSearchFindsOperationsOfAllServices()
    {
        // The index is enough; the tester would read every service.
        Backend backend = m_noServices->backend;
        backend.operations = m_rig->backend.operations;
        ExplorerTree tree(backend, m_workspace.get());
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tree.setSearch(u"sendmsg"_s);
        const auto found = [&tree] { return tree.index(2, 0); };
        QCOMPARE(found().data().toString(), u"Operations found"_s);
        QTRY_COMPARE_WITH_TIMEOUT(tree.index(0, 0, found()).data().toString(), u"SQS SendMessage"_s, 30'000);
        const QModelIndex send = tree.index(0, 0, found());
        QCOMPARE(send.data(ExplorerTree::IdRole).toString(), u"aws:sqs:SendMessage"_s);
        QVERIFY(send.data(ExplorerTree::FoundRole).toBool());
        QVERIFY(send.data(ExplorerTree::OpensRole).toBool());
        QVERIFY(send.data(Qt::ToolTipRole).toString().startsWith(u"Delivers a message"_s));
        QCOMPARE(tree.servicesIndex().row(), 3);

        tree.setSearch(u"lambda inv"_s);
        QCOMPARE(tree.index(0, 0, found()).data(ExplorerTree::IdRole).toString(), u"aws:lambda:Invoke"_s);
        tree.setSearch(u"list"_s);
        QVERIFY(tree.rowCount(found()) <= 51);
        QCOMPARE(tree.index(tree.rowCount(found()) - 1, 0, found()).data(ExplorerTree::KindRole).value<Kind>(),
                 Kind::Note);
        tree.setSearch(u"zzzzzz"_s);
        QCOMPARE(tree.rowCount(), 3);
        tree.setSearch({});
        QCOMPARE(tree.servicesIndex().row(), 2);
    }

    void nothingIsFoundWithoutAnIndex()
    {
        m_tree->setSearch(u"sendmsg"_s);
        QCOMPARE(m_tree->rowCount(), 3);
    }

    void noModelsAreTold()
    {
        ExplorerTree tree(m_noServices->backend, m_workspace.get());
        tree.fetchMore(tree.servicesIndex());
        QTRY_VERIFY(tree.index(0, 0, tree.servicesIndex()).data(Qt::ToolTipRole).toString().contains(u"botocore"_s));
    }

    void itMayEndWhileItReads()
    {
        ExplorerTree tree(m_rig->backend, m_workspace.get());
        tree.fetchMore(tree.servicesIndex());
    }

private:
    /// A backend that reads service models from folders of a test.
    struct OtherModels
    {
        OtherModels(BackendRig &rig, const QStringList &folders)
            : models(folders)
            , forms(rig.rig.catalogue, models)
            , backend {rig.rig.services(), forms, rig.backend.startSandbox, {}}
        {
        }

        const Aws::ModelLibrary models;
        const Form::Library forms;
        const Backend backend;
    };

    QStringList names(const QModelIndex &parent) const { return names(parent, *m_tree); }
    static QStringList names(const QModelIndex &parent, const ExplorerTree &tree)
    {
        QStringList all;
        for (int row = 0; row < tree.rowCount(parent); ++row)
            all.append(tree.index(row, 0, parent).data().toString());
        return all;
    }
    /// With ' for ", which is easier to read in JSON.
    static void writeFile(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(bytes).replace('\'', '"'));
    }
    void write(const QString &path, const QByteArray &bytes) const
    {
        writeFile(m_folder->filePath(u"ws/requests/"_s + path), bytes);
    }
    void readAgain()
    {
        QSignalSpy read(m_workspace.get(), &OpenWorkspace::treeChanged);
        m_workspace->reload();
        QVERIFY(read.wait(5000));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OtherModels> m_noServices;
    std::unique_ptr<ExplorerTree> m_tree;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

PLUGBOARD_TEST(tst_ExplorerTree)
#include "tst_explorertree.moc"
