#include "models/workspace/openworkspace.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Qt::StringLiterals;

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

    void onlyChangesOfTheEnvironmentAreTold()
    {
        QSignalSpy chosen(m_workspace.get(), &OpenWorkspace::environmentChosen);
        QSignalSpy changed(m_workspace.get(), &OpenWorkspace::environmentsChanged);
        readAgain();
        m_workspace->chooseEnvironment(m_workspace->environment().name);
        QCOMPARE(chosen.size(), 0);
        QCOMPARE(changed.size(), 0);
        Workspace::Environment environment = m_workspace->environment();
        environment.region = u"eu-west-3"_s;
        m_workspace->saveEnvironment(environment);
        QVERIFY(chosen.wait(5000));
        QCOMPARE(m_workspace->environment().region, u"eu-west-3"_s);
        QCOMPARE(changed.size(), 1);
    }

    void aNewEnvironmentIsChosen()
    {
        QSignalSpy saved(m_workspace.get(), &OpenWorkspace::environmentSaved);
        QSignalSpy chosen(m_workspace.get(), &OpenWorkspace::environmentChosen);
        Workspace::Environment environment;
        environment.name = u"stage"_s;
        m_workspace->saveEnvironment(environment);
        QVERIFY(chosen.wait(5000));
        QCOMPARE(saved.size(), 1);
        QCOMPARE(m_workspace->environment().name, u"stage"_s);
    }

    void anUnknownEnvironmentIsChosenWhenItIsRead()
    {
        m_workspace->chooseEnvironment(u"late"_s);
        QVERIFY(m_workspace->environment().sandbox);
        Workspace::Environment late;
        late.name = u"late"_s;
        QVERIFY(elsewhere().saveEnvironment(late));
        readAgain();
        QCOMPARE(m_workspace->environment().name, u"late"_s);
    }

    void anEnvironmentThatSomebodyElseChangedIsNotReplacedUnseen()
    {
        m_workspace->chooseEnvironment(u"aws"_s);
        Workspace::Environment mine = m_workspace->environment();
        Workspace::Environment theirs = mine;
        theirs.region = u"us-west-2"_s;
        QVERIFY(elsewhere().saveEnvironment(theirs));
        mine.region = u"eu-west-1"_s;
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        m_workspace->saveEnvironment(mine);
        QVERIFY(failed.wait(5000));
        QTRY_COMPARE(m_workspace->environment().region, u"us-west-2"_s);
        m_workspace->saveEnvironment(mine);
        QTRY_COMPARE(m_workspace->environment().region, u"eu-west-1"_s);
    }

    void aNewEnvironmentDoesNotReplaceOneThatWasNotSeen()
    {
        Workspace::Environment theirs;
        theirs.name = u"stage"_s;
        theirs.region = u"us-west-2"_s;
        QVERIFY(elsewhere().saveEnvironment(theirs));
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        Workspace::Environment mine;
        mine.name = u"Stage"_s;
        m_workspace->saveEnvironment(mine);
        QVERIFY(failed.wait(5000));
        Errors problems;
        const QList<Workspace::Environment> now = elsewhere().environments(problems);
        QVERIFY(std::any_of(now.begin(), now.end(), [](const auto &item) { return item.region == "us-west-2"_L1; }));
    }

    void aBrokenEnvironmentIsToldOnce()
    {
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        QFile broken(m_workspace->workspace().folder() + u"/environments/broken.environment.json"_s);
        QVERIFY(broken.open(QFile::WriteOnly));
        broken.write("{ \"format\": 1, ");
        broken.close();
        readAgain();
        readAgain();
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().at(1).value<Error>().text().contains(u"broken.environment.json"_s));
    }

    void aTakenNameIsNoConflictOfContent()
    {
        const QList<Workspace::Item> items = m_workspace->requests().children;
        QSignalSpy conflicted(m_workspace.get(), &OpenWorkspace::conflicted);
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        m_workspace->rename(items[0].path, items[1].name);
        QVERIFY(failed.wait(5000));
        QCOMPARE(conflicted.size(), 0);
    }

    void removedOnesComeBackInReverse()
    {
        const QString first = m_workspace->requests().children[0].path;
        const QString second = m_workspace->requests().children[1].path;
        const qsizetype before = m_workspace->requests().children.size();
        QVERIFY(!m_workspace->canUndoRemove());
        m_workspace->undoRemove();
        QSignalSpy removed(m_workspace.get(), &OpenWorkspace::removed);
        m_workspace->remove(first);
        m_workspace->remove(second);
        QTRY_COMPARE(removed.size(), 2);
        QSignalSpy restored(m_workspace.get(), &OpenWorkspace::restored);
        m_workspace->undoRemove();
        m_workspace->undoRemove();
        QTRY_COMPARE(restored.size(), 2);
        QCOMPARE(restored[0][0].toString(), second);
        QCOMPARE(restored[1][0].toString(), first);
        QTRY_COMPARE(m_workspace->requests().children.size(), before);
        QVERIFY(!m_workspace->canUndoRemove());
    }

    void whatCannotComeBackYetIsKept()
    {
        const QString path = m_workspace->requests().children[0].path;
        const QString other = m_workspace->requests().children[1].path;
        QSignalSpy removed(m_workspace.get(), &OpenWorkspace::removed);
        m_workspace->remove(path);
        QVERIFY(removed.wait(5000));
        const QString file = m_workspace->workspace().fileOf(path);
        QVERIFY(QFile::copy(m_workspace->workspace().fileOf(other), file));
        QSignalSpy failed(m_workspace.get(), &OpenWorkspace::failed);
        m_workspace->undoRemove();
        QVERIFY(failed.wait(5000));
        QVERIFY(failed.first().at(1).value<Error>().message.contains(u"taken"_s));
        QVERIFY(QFile::remove(file));
        QVERIFY(m_workspace->canUndoRemove());
        m_workspace->undoRemove();
        QTRY_VERIFY(QFile::exists(file));
    }

    void aNewFolderIsTold()
    {
        QSignalSpy added(m_workspace.get(), &OpenWorkspace::folderAdded);
        m_workspace->addFolder({}, u"orders"_s);
        m_workspace->addFolder({}, u"orders"_s);
        QTRY_COMPARE(added.size(), 2);
        QCOMPARE(added[1][0].toString(), u"orders 2"_s);
    }

private:
    Workspace::Workspace elsewhere() const { return *Workspace::Workspace::open(m_workspace->workspace().folder()); }
    void readAgain()
    {
        QSignalSpy read(m_workspace.get(), &OpenWorkspace::treeChanged);
        m_workspace->reload();
        QVERIFY(read.wait(5000));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
};

PLUGBOARD_TEST(tst_OpenWorkspace)
#include "tst_openworkspace.moc"
