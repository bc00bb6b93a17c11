#include "models/explorer/explorertree.h"
#include "models/workspace/openworkspace.h"
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

class tst_OpenWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = std::make_unique<OpenWorkspace>(*Workspace::Workspace::copyFrom(
            QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"), m_folder->filePath(u"ws"_s)));
        QSignalSpy ready(m_workspace.get(), &OpenWorkspace::environmentChosen);
        m_workspace->reload();
        QVERIFY(ready.wait(5000));
    }

    void beginsInTheSandbox()
    {
        QVERIFY(m_workspace->environment().sandbox);
        QSignalSpy chosen(m_workspace.get(), &OpenWorkspace::environmentChosen);
        m_workspace->chooseEnvironment(u"mars"_s);
        QCOMPARE(chosen.size(), 0);
        m_workspace->chooseEnvironment(u"aws"_s);
        QCOMPARE(m_workspace->environment().name, u"aws"_s);
    }

    void savesInOrder()
    {
        const QString path = m_workspace->requests().children.first().path;
        QSignalSpy loaded(m_workspace.get(), &OpenWorkspace::loaded);
        m_workspace->load(path);
        QVERIFY(loaded.wait(5000));
        auto now = loaded.first().at(1).value<Workspace::LoadedRequest>();
        QSignalSpy saved(m_workspace.get(), &OpenWorkspace::saved);
        for (int round = 0; round < 10; ++round) {
            now.request.retries = QString::number(round);
            m_workspace->save(path, now.request, {}, {});
        }
        QTRY_COMPARE(saved.size(), 10);
        QCOMPARE(m_workspace->workspace().load(path)->request.retries, u"9"_s);
        QSignalSpy conflicted(m_workspace.get(), &OpenWorkspace::conflicted);
        m_workspace->save(path, now.request, "another hash", {});
        QVERIFY(conflicted.wait(5000));
        m_workspace->save(path, now.request, "another hash", {}, true);
        QTRY_COMPARE(saved.size(), 11);
    }

    void theTreeFollows()
    {
        BackendRig rig;
        ExplorerTree tree(rig.backend, m_workspace.get());
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex requests = tree.requestsIndex();
        const int before = tree.rowCount(requests);
        QVERIFY(before >= 3);
        const QModelIndex first = tree.index(0, 0, requests);
        const QString path = first.data(ExplorerTree::IdRole).toString();
        QSignalSpy changed(m_workspace.get(), &OpenWorkspace::treeChanged);
        m_workspace->duplicate(path);
        QVERIFY(changed.wait(5000));
        QTRY_COMPARE(tree.rowCount(tree.requestsIndex()), before + 1);
        QVERIFY(tree.setData(tree.index(1, 0, tree.requestsIndex()), u"Second"_s));
        QTRY_VERIFY(tree.find(u"Second.request.json"_s).isValid());
        m_workspace->remove(u"Second.request.json"_s);
        QTRY_VERIFY(!tree.find(u"Second.request.json"_s).isValid());
        m_workspace->undoRemove();
        QTRY_VERIFY(tree.find(u"Second.request.json"_s).isValid());
        const std::unique_ptr<QMimeData> dragged(tree.mimeData({tree.find(path)}));
        tree.dropMimeData(dragged.get(), Qt::MoveAction, -1, 0, tree.requestsIndex());
        QTRY_COMPARE(tree.find(path).row(), before);
    }

    void servicesAreReadWhenTheyAreOpened()
    {
        BackendRig rig;
        ExplorerTree tree(rig.backend, m_workspace.get());
        const QModelIndex services = tree.index(2, 0);
        QVERIFY(tree.hasChildren(services));
        QCOMPARE(tree.rowCount(services), 0);
        tree.fetchMore(services);
        QTRY_VERIFY(tree.rowCount(services) > 100);
        for (int row = 0; row < tree.rowCount(services); ++row) {
            const QModelIndex service = tree.index(row, 0, services);
            if (service.data().toString() != "sns"_L1)
                continue;
            tree.fetchMore(service);
            QTRY_VERIFY(tree.rowCount(service) > 20);
            QCOMPARE(tree.index(0, 0, service).data(ExplorerTree::KindRole).value<Kind>(), Kind::Operation);
            QVERIFY(tree.index(0, 0, service).data(ExplorerTree::IdRole).toString().startsWith(u"aws:sns:"_s));
            return;
        }
        QFAIL("there is no service sns");
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
};

PLUGBOARD_TEST(tst_OpenWorkspace)
#include "tst_openworkspace.moc"
