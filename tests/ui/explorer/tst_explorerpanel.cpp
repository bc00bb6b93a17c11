#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/explorer/explorerpanel.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_ExplorerPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto workspace = *Workspace::Workspace::create(m_folder->filePath(u"ws"_s), u"test"_s);
        QVERIFY(workspace.addFolder({}, u"orders"_s));
        Workspace::Request request;
        request.connector = u"aws:sns:Publish"_s;
        for (const auto &[folder, name] : {std::pair(u"orders"_s, u"smoke"_s), std::pair(u""_s, u"one"_s),
                                           std::pair(u""_s, u"two"_s), std::pair(u""_s, u"three"_s)})
            QVERIFY(workspace.add(folder, name, request));
        QFile broken(m_folder->filePath(u"ws/requests/bad.request.json"_s));
        QVERIFY(broken.open(QFile::WriteOnly));
        broken.write("no JSON");
        broken.close();
        m_rig = std::make_unique<BackendRig>();
        m_workspace = std::make_unique<OpenWorkspace>(workspace);
        m_tree = std::make_unique<ExplorerTree>(m_rig->backend, m_workspace.get());
        m_panel = std::make_unique<ExplorerPanel>(m_tree.get(), m_workspace.get());
        m_panel->resize(300, 600);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        m_panel->setFocus();
        m_workspace->reload();
        QTRY_VERIFY(shown(smoke).isValid());
    }

    void cleanup()
    {
        m_panel.reset();
        m_tree.reset();
        m_workspace.reset();
        m_rig.reset();
    }

    void returnOpensTheBestMatch()
    {
        QSignalSpy opened(m_panel.get(), &ExplorerPanel::requestActivated);
        QTest::keyClicks(search(), u"SMOKE"_s);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), smoke);
    }

    void aConnectorIsFoundByItsName()
    {
        QSignalSpy opened(m_panel.get(), &ExplorerPanel::connectorActivated);
        QTest::keyClicks(search(), u"publish amazon"_s);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), u"plugboard.aws-sns"_s);
    }

    void anOperationIsFoundByItsLetters()
    {
        QSignalSpy opened(m_panel.get(), &ExplorerPanel::connectorActivated);
        QTest::keyClicks(search(), u"sendmsg"_s);
        QTRY_COMPARE_WITH_TIMEOUT(currentId(), u"aws:sqs:SendMessage"_s, 30'000);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), u"aws:sqs:SendMessage"_s);
        search()->clear();
        QCOMPARE(view()->model()->rowCount(), 3);
    }

    void anOperationIsFoundBehindItsService()
    {
        QSignalSpy opened(m_panel.get(), &ExplorerPanel::connectorActivated);
        QTest::keyClicks(search(), u"sns listtopics"_s);
        QTRY_COMPARE(currentId(), u"aws:sns:ListTopics"_s);
        QTest::keyClick(search(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), u"aws:sns:ListTopics"_s);
    }

    void whatIsNotFoundIsTold()
    {
        auto *nothing = m_panel->findChild<QLabel *>(u"explorer-nothing"_s);
        QTest::keyClicks(search(), u"zzz"_s);
        QTRY_VERIFY(nothing->isVisible());
        QTest::keyClick(search(), Qt::Key_Escape);
        QVERIFY(search()->text().isEmpty());
        QVERIFY(!nothing->isVisible());
        QVERIFY(shown(smoke).isValid());
    }

    void downGoesToWhatWasFound()
    {
        m_panel->focusSearch();
        QTest::keyClicks(search(), u"smoke"_s);
        QTest::keyClick(search(), Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), view());
        QCOMPARE(currentId(), smoke);
    }

    void whatWasOpenStaysOpen()
    {
        view()->setExpanded(shown(u"orders"_s), true);
        QTest::keyClicks(search(), u"publish"_s);
        search()->clear();
        QVERIFY(view()->isExpanded(shown(u"orders"_s)));
        QVERIFY(!view()->isExpanded(view()->model()->index(1, 0)));
        m_workspace->rename(u"orders"_s, u"shop"_s);
        QTRY_VERIFY(shown(u"shop"_s).isValid());
        QTRY_VERIFY(view()->isExpanded(shown(u"shop"_s)));
        QCOMPARE(currentId(), u"shop"_s);
    }

    void openNodesComeBack()
    {
        view()->setExpanded(shown(u"orders"_s), true);
        view()->setExpanded(view()->model()->index(1, 0), true);
        view()->setExpanded(view()->model()->index(2, 0), true);
        const QStringList nodes = m_panel->openNodes();
        QVERIFY(nodes.contains(u"orders"_s));
        ExplorerTree tree(m_rig->backend, m_workspace.get());
        ExplorerPanel other(&tree, m_workspace.get());
        other.setOpenNodes(nodes);
        auto *otherView = other.findChild<QTreeView *>(u"explorer"_s);
        QVERIFY(otherView->isExpanded(otherView->model()->index(0, 0)));
        QVERIFY(otherView->isExpanded(otherView->model()->index(0, 0, otherView->model()->index(0, 0))));
        QVERIFY(otherView->isExpanded(otherView->model()->index(1, 0)));
        // AWS's models would be read at each start.
        QVERIFY(!otherView->isExpanded(otherView->model()->index(2, 0)));
    }

    void deletesAndBringsBack()
    {
        m_panel->select(u"one.request.json"_s);
        QTest::keyClick(view(), Qt::Key_Delete);
        QTRY_VERIFY(!shown(u"one.request.json"_s).isValid());
        QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(currentId(), u"one.request.json"_s);
    }

    void movesByKeys()
    {
        m_panel->select(u"one.request.json"_s);
        const int row = view()->currentIndex().row();
        QTest::keyClick(view(), Qt::Key_Down, Qt::AltModifier);
        QTRY_COMPARE(shown(u"one.request.json"_s).row(), row + 1);
        QCOMPARE(currentId(), u"one.request.json"_s);
        QTest::keyClick(view(), Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(shown(u"one.request.json"_s).row(), row);
    }

    void aNewFolderIsNamedAtOnce()
    {
        m_panel->select(smoke);
        QCOMPARE(m_panel->currentFolder(), u"orders"_s);
        QTest::keyClick(view(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(editor());
        QTest::keyClicks(editor(), u"late"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_VERIFY(shown(u"orders/late"_s).isValid());
        QTRY_COMPARE(currentId(), u"orders/late"_s);
    }

    void renamesInPlace()
    {
        m_panel->select(u"two.request.json"_s);
        QTest::keyClick(view(), Qt::Key_F2);
        QTRY_VERIFY(editor());
        QTest::keyClicks(editor(), u"second"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        QTRY_COMPARE(currentId(), u"second.request.json"_s);
    }

    void duplicates()
    {
        m_panel->select(u"two.request.json"_s);
        QTest::keyClick(view(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(shown(u"two 2.request.json"_s).isValid());
    }

    void aClickPreviewsAndReturnOpens()
    {
        QSignalSpy previewed(m_panel.get(), &ExplorerPanel::requestPreviewed);
        QSignalSpy opened(m_panel.get(), &ExplorerPanel::requestActivated);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                          view()->visualRect(shown(u"one.request.json"_s)).center());
        QCOMPARE(previewed.value(0).value(0).toString(), u"one.request.json"_s);
        QTest::keyClick(view(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), u"one.request.json"_s);
    }

    void offersOnlyWhatARowCanDo_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("actions");
        const QStringList movable {u"delete"_s, u"move-down"_s, u"move-up"_s, u"rename"_s};
        QTest::newRow("request") << u"one.request.json"_s << (movable + QStringList {u"duplicate"_s, u"open"_s});
        QTest::newRow("folder") << u"orders"_s << movable;
        QTest::newRow("broken request") << u"bad.request.json"_s << QStringList {u"delete"_s, u"open"_s};
        QTest::newRow("section") << QString() << QStringList();
    }

    void offersOnlyWhatARowCanDo()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, actions);
        view()->setCurrentIndex(path.isEmpty() ? view()->model()->index(1, 0) : shown(path));
        actions += {u"new-folder"_s, u"reload"_s}; // Always
        actions.sort();
        QCOMPARE(offered(), actions);
    }

    void aServiceThatCannotBeReadOffersAnotherTry()
    {
        view()->setCurrentIndex(shown(u"bad.request.json"_s));
        QVERIFY(!offered().contains(u"retry"_s));
        const Aws::ModelLibrary models({m_folder->filePath(u"models"_s)});
        const QString folder = m_folder->filePath(u"models/odd/2020-01-01"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/service-2.json"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        const Form::Library forms(m_rig->rig.catalogue, models);
        const Backend backend {m_rig->rig.services(), forms, m_rig->backend.startSandbox, {}};
        ExplorerTree tree(backend, m_workspace.get());
        ExplorerPanel panel(&tree, m_workspace.get());
        panel.show();
        auto *rows = panel.findChild<QTreeView *>(u"explorer"_s);
        const QAbstractItemModel *model = rows->model();
        const QModelIndex services = model->index(2, 0);
        rows->expand(services);
        QTRY_COMPARE(model->index(0, 0, services).data().toString(), u"odd"_s);
        rows->expand(model->index(0, 0, services));
        QTRY_VERIFY(model->index(0, 0, model->index(0, 0, services)).data().toString().contains(u"try again"_s));
        rows->setCurrentIndex(model->index(0, 0, model->index(0, 0, services)));
        QVERIFY(panel.findChild<QAction *>(u"explorer-retry"_s)->isVisible());
    }

private:
    QTreeView *view() const { return m_panel->findChild<QTreeView *>(u"explorer"_s); }
    QLineEdit *search() const { return m_panel->findChild<QLineEdit *>(u"explorer-search"_s); }
    QLineEdit *editor() const { return view()->viewport()->findChild<QLineEdit *>(); }
    QString currentId() const { return view()->currentIndex().data(ExplorerTree::IdRole).toString(); }
    QModelIndex shown(const QString &path) const
    {
        const QModelIndex requests = view()->model()->index(0, 0);
        const QModelIndexList found
            = view()->model()->match(view()->model()->index(0, 0, requests), ExplorerTree::IdRole, path, 1,
                                     Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    QStringList offered() const
    {
        QStringList names;
        for (const QAction *action : view()->actions()) {
            if (action->isVisible() && !action->isSeparator())
                names.append(action->objectName().section(u"explorer-"_s, 1));
        }
        names.sort();
        return names;
    }

    const QString smoke = u"orders/smoke.request.json"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<ExplorerTree> m_tree;
    std::unique_ptr<ExplorerPanel> m_panel;
};

PLUGBOARD_TEST(tst_ExplorerPanel)
#include "tst_explorerpanel.moc"
