#include "core/sandbox/sandbox.h"
#include "models/request/draftkeeper.h"
#include "models/request/drafts.h"
#include "tests/support/modelling.h"
#include "tests/support/test_main.h"
#include "ui/forms/formview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/requesttabs.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Plugboard;
using namespace Plugboard::Tests;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_MainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_rig = std::make_unique<BackendRig>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"ws"_s);
        QVERIFY(Workspace::Workspace::copyFrom(QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"),
                                               m_path));
        Workspace::Environment environment;
        environment.name = u"test"_s;
        environment.region = u"eu-central-1"_s;
        QVERIFY(Workspace::Workspace::open(m_path)->saveEnvironment(environment));
        open();
    }

    void cleanup()
    {
        m_window.reset();
        m_workspace.reset();
        m_rig.reset();
    }

    void theBenchOpensByItsKeys()
    {
        auto *dock = m_window->findChild<QDockWidget *>(u"bench-dock"_s);
        QVERIFY(dock && !dock->isVisible() && !dock->widget());
        trigger(u"bench-action"_s);
        QTRY_VERIFY(dock->isVisible());
        auto *expression = m_window->findChild<QPlainTextEdit *>(u"bench-expression"_s);
        QVERIFY(expression);
        QTRY_VERIFY(expression->hasFocus());
        QTest::keyClicks(expression, u"1 + 1"_s);
        auto *outcome = m_window->findChild<QLabel *>(u"bench-outcome"_s);
        QTRY_VERIFY(outcome->text().startsWith(u"number"_s));
        trigger(u"bench-action"_s);
        QTRY_VERIFY(!dock->isVisible());
    }

    void aFirstStartIsReadyToInvoke()
    {
        QCOMPARE(QApplication::focusWidget(), button(u"invoke"_s));
        QTest::keyClick(button(u"invoke"_s), Qt::Key_Space);
        QTRY_VERIFY(label(u"outcome"_s).contains(u"Success"_s));
        QCOMPARE(m_rig->rig.transport.sent.size(), 1);
    }

    void everyWidgetThatTakesFocusHasAName()
    {
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_window.get()) || !widget->focusProxy()
                || widget->objectName().startsWith(u"qt_"_s))
                continue;
            QVERIFY2(!widget->focusProxy()->accessibleName().isEmpty(), qPrintable(widget->focusProxy()->objectName()));
        }
    }

    void whatIsSavedCanBeUndoneByNobodyElseUnseen()
    {
        auto *tabs = m_window->findChild<RequestTabs *>();
        const QString path = tabs->currentPage()->request().path();
        tabs->currentPage()->request().setText(u"topic.subject"_s, u"mine"_s);
        auto theirs = *Workspace::Workspace::open(m_path)->load(path);
        theirs.request.retries = u"9"_s;
        QVERIFY(Workspace::Workspace::open(m_path)->save(path, theirs.request, {}));
        trigger(u"save"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"changed on disk"_s));
        QVERIFY(tabs->currentPage()->request().isModified());
        press(u"Keep mine"_s);
        QTRY_VERIFY(!tabs->currentPage()->request().isModified());
        QCOMPARE(Workspace::Workspace::open(m_path)->load(path)->request.inputs["topic.subject"].string(), u"mine"_s);
    }

    void theirsCanBeTaken()
    {
        auto *tabs = m_window->findChild<RequestTabs *>();
        const QString path = tabs->currentPage()->request().path();
        tabs->currentPage()->request().setText(u"topic.subject"_s, u"mine"_s);
        auto theirs = *Workspace::Workspace::open(m_path)->load(path);
        theirs.request.inputs = theirs.request.inputs.with("topic.subject", Value::string(u"theirs"));
        QVERIFY(Workspace::Workspace::open(m_path)->save(path, theirs.request, {}));
        trigger(u"save"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"changed on disk"_s));
        press(u"Take theirs"_s);
        QTRY_COMPARE(tabs->currentPage()->request().state().text(u"topic.subject"_s), u"theirs"_s);
        QCOMPARE(tabs->count(), 1);
    }

    void whatIsTypedWhileSavingIsNotTakenForSaved()
    {
        Models::OpenRequest &request = tabs()->currentPage()->request();
        request.setText(u"topic.subject"_s, u"first"_s);
        trigger(u"save"_s);
        request.setText(u"topic.subject"_s, u"second"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"Saved"_s));
        QVERIFY(request.isModified());
        trigger(u"save"_s);
        QTRY_VERIFY(!request.isModified());
        QCOMPARE(onDisk(request.path()), u"second"_s);
    }

    void savingTwiceAtOnceIsNoConflict()
    {
        Models::OpenRequest &request = tabs()->currentPage()->request();
        request.setText(u"topic.subject"_s, u"first"_s);
        trigger(u"save"_s);
        request.setText(u"topic.subject"_s, u"second"_s);
        trigger(u"save"_s);
        QTRY_VERIFY(!request.isModified());
        QVERIFY(!label(u"notice"_s).contains(u"changed on disk"_s));
        QCOMPARE(onDisk(request.path()), u"second"_s);
    }

    void aNameThatCannotBeUsedCanBeMended()
    {
        tabs()->currentPage()->request().setText(u"authentication.secretKey"_s,
                                                 QString::fromLatin1(InvocationRig::secretKey));
        trigger(u"save-as"_s);
        auto *name = tabs()->currentPage()->findChild<QLineEdit *>(u"save-name"_s);
        name->setText(u"again"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(label(u"notice"_s).contains(u"keychain"_s));
        QVERIFY(name->isVisible());
        tabs()->currentPage()->request().setText(u"authentication.secretKey"_s, u"{{secrets.AWS_SECRET_KEY}}"_s);
        QTest::keyClick(name, Qt::Key_Return);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(tabs()->currentPage()->request().path(), u"again.request.json"_s);
        QVERIFY(!name->isVisible());
        QTRY_VERIFY(label(u"notice"_s).contains(u"again"_s));
        QVERIFY(!Workspace::Workspace::open(m_path)->load(u"again 2.request.json"_s));
    }

    void aTakenNameTouchesNothing()
    {
        const QString path = tabs()->currentPage()->request().path();
        tabs()->currentPage()->request().setText(u"topic.subject"_s, u"mine"_s);
        m_workspace->rename(path, u"list-topics"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"taken"_s));
        QVERIFY(!hasButton(u"Take theirs"_s));
        QCOMPARE(tabs()->currentPage()->request().path(), path);
        QVERIFY(tabs()->currentPage()->request().isModified());
    }

    void whatLayInADeletedFolderCountsAsUnsaved()
    {
        m_workspace->addFolder({}, u"orders"_s);
        m_workspace->move(u"publish-a-message.request.json"_s, u"orders"_s, {});
        Models::OpenRequest &request = tabs()->currentPage()->request();
        QTRY_COMPARE(request.path(), u"orders/publish-a-message.request.json"_s);
        m_workspace->remove(u"orders"_s);
        QTRY_VERIFY(request.path().isEmpty());
        QVERIFY(request.isModified());
    }

    void aPlainKeyIsNotSaved()
    {
        auto *tabs = m_window->findChild<RequestTabs *>();
        tabs->currentPage()->request().setText(u"authentication.secretKey"_s,
                                               QString::fromLatin1(InvocationRig::secretKey));
        trigger(u"save"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"store it in the keychain"_s));
        QVERIFY(tabs->currentPage()->request().isModified());
        QVERIFY(!label(u"notice"_s).contains(QString::fromLatin1(InvocationRig::secretKey)));
    }

    void theWindowComesBackAsItWas()
    {
        auto *tabs = m_window->findChild<RequestTabs *>();
        tabs->openRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs->count(), 2);
        trigger(u"answer-below-action"_s);
        tabs->currentPage()->request().setRules({u"draft"_s, {}, {}});
        QVERIFY(m_window->close());
        open();
        tabs = m_window->findChild<RequestTabs *>();
        QTRY_COMPARE(tabs->count(), 2);
        QTRY_COMPARE(tabs->currentPage()->request().rules().resultVariable, u"draft"_s);
        QVERIFY(tabs->currentPage()->request().isModified());
    }

    void whatWasLookedAtComesBackToBeLookedAt()
    {
        m_window->resize(900, 300);
        auto *bar = tabs()->currentPage()->form().verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 40);
        bar->setValue(40);
        tabs()->previewRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        auto *explorer = m_window->findChild<QTreeView *>(u"explorer"_s);
        const QModelIndex connectors = explorer->model()->index(1, 0);
        QVERIFY(!explorer->isExpanded(connectors));
        explorer->expand(connectors);
        QVERIFY(m_window->close());
        open();
        QTRY_COMPARE(tabs()->count(), 2);
        QCOMPARE(tabs()->openTabs().preview, 1);
        QCOMPARE(tabs()->currentIndex(), 1);
        QCOMPARE(tabs()->openTabs().scrolled, QList<int>({40, 0})); // Also while it is behind the other
        tabs()->setCurrentIndex(0);
        QTRY_COMPARE(tabs()->currentPage()->form().verticalScrollBar()->value(), 40);
        explorer = m_window->findChild<QTreeView *>(u"explorer"_s);
        QVERIFY(explorer->isExpanded(explorer->model()->index(1, 0)));
    }

    void whatIsAskedForIsInFrontOfWhatWasOpen()
    {
        QVERIFY(m_window->close());
        make();
        QSignalSpy settled(m_window.get(), &MainWindow::settled);
        Start start;
        start.open = {u"plugboard.aws-sns"_s};
        m_window->begin(start);
        QVERIFY(settled.wait(5000));
        QTRY_COMPARE(tabs()->count(), 2);
        QCOMPARE(tabs()->openTabs().items[tabs()->currentIndex()], u"new:plugboard.aws-sns"_s);
    }

    void aPreviewGivesWayUntilItIsUsed()
    {
        tabs()->previewRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        tabs()->previewRequest(u"publish-directly.request.json"_s);
        QTRY_COMPARE(tabs()->currentPage()->request().path(), u"publish-directly.request.json"_s);
        QCOMPARE(tabs()->count(), 2);
        tabs()->currentPage()->request().setRules({u"kept"_s, {}, {}});
        tabs()->previewRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 3);
        tabs()->openRequest(u"list-topics.request.json"_s);
        m_workspace->duplicate(u"list-topics.request.json"_s);
        tabs()->previewRequest(u"list-topics 2.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 4);
        m_workspace->remove(u"list-topics 2.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 3);
    }

    void aClickLooksAtAConnectorAndADoubleClickOpensIt()
    {
        tabs()->previewConnector(u"plugboard.aws-sns"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        tabs()->previewRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->currentPage()->request().path(), u"list-topics.request.json"_s);
        QCOMPARE(tabs()->count(), 2);
        // As a double click tells it, before the form is there and after it.
        tabs()->previewConnector(u"plugboard.aws-sns"_s);
        tabs()->openConnector(u"plugboard.aws-sns"_s);
        tabs()->previewConnector(u"plugboard.aws-sns"_s);
        QTRY_COMPARE(tabs()->count(), 3);
        tabs()->previewConnector(u"plugboard.aws-sns"_s);
        QCOMPARE(tabs()->openTabs().preview, 1);
        QCOMPARE(tabs()->openTabs().items.last(), u"new:plugboard.aws-sns"_s);
    }

    void ofSeveralPreviewsTheLastOneIsShown()
    {
        tabs()->previewConnector(u"plugboard.aws-sns"_s);
        tabs()->previewRequest(u"publish-directly.request.json"_s);
        tabs()->previewRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        QCOMPARE(tabs()->currentPage()->request().path(), u"list-topics.request.json"_s);
        QTest::qWait(0);
        QCOMPARE(tabs()->count(), 2);
    }

    void whatIsClosedAndOpenedAgainComesToTheFront()
    {
        tabs()->openRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        tabs()->setCurrentIndex(0);
        QVERIFY(m_window->close());
        open();
        QTRY_COMPARE(tabs()->count(), 2);
        emit tabs()->tabCloseRequested(1);
        QCOMPARE(tabs()->count(), 1);
        tabs()->openRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->currentPage()->request().path(), u"list-topics.request.json"_s);
    }

    void tabsAreSteppedThroughRoundAndRound()
    {
        tabs()->openRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        QCOMPARE(tabs()->currentIndex(), 1);
        trigger(u"next-tab"_s);
        QCOMPARE(tabs()->currentIndex(), 0);
        trigger(u"previous-tab"_s);
        QCOMPARE(tabs()->currentIndex(), 1);
    }

    void withNothingOpenTheWindowSaysWhereToBegin()
    {
        auto *nothing = m_window->findChild<QWidget *>(u"nothing-open"_s);
        QVERIFY(!nothing->isVisible());
        trigger(u"close-tab"_s);
        QVERIFY(nothing->isVisible());
        button(u"nothing-open-search"_s)->click();
        QCOMPARE(QApplication::focusWidget()->objectName(), u"explorer-search"_s);
        tabs()->openRequest(u"list-topics.request.json"_s);
        QTRY_VERIFY(!nothing->isVisible());
    }

    void theLayoutCanBeReset()
    {
        auto *explorer = m_window->findChild<QDockWidget *>(u"explorer-dock"_s);
        const int width = explorer->width();
        QVERIFY2(std::abs(width - m_window->width() * 22 / 100) < 12, qPrintable(QString::number(width)));
        m_window->resizeDocks({explorer}, {width + 100}, Qt::Horizontal);
        trigger(u"secrets-action"_s);
        QTRY_VERIFY(explorer->width() > width + 50);
        trigger(u"reset-layout"_s);
        QTRY_VERIFY(std::abs(explorer->width() - width) < 12);
        QVERIFY(!m_window->findChild<QWidget *>(u"secrets-dock"_s)->isVisible());
    }

    void aPanelBehindAnotherComesToTheFront()
    {
        auto *secrets = m_window->findChild<QWidget *>(u"secrets-dock"_s);
        trigger(u"secrets-action"_s);
        QTRY_VERIFY(!secrets->visibleRegion().isEmpty());
        trigger(u"search-action"_s);
        QTRY_VERIFY(secrets->visibleRegion().isEmpty());
        trigger(u"secrets-action"_s);
        QTRY_VERIFY(!secrets->visibleRegion().isEmpty());
        trigger(u"secrets-action"_s);
        QTRY_VERIFY(!secrets->isVisible());
    }

    void textsInEmptyFieldsFollowThePalette()
    {
        const QPalette before = QApplication::palette();
        QPalette dark = before;
        dark.setColor(QPalette::Text, Qt::white);
        dark.setColor(QPalette::Base, Qt::black);
        QApplication::setPalette(dark);
        QTRY_COMPARE(QApplication::palette().color(QPalette::PlaceholderText).lightness(), 255);
        QApplication::setPalette(before);
        QTRY_VERIFY(QApplication::palette().color(QPalette::PlaceholderText).lightness() < 128);
    }

    void whatWasTypedOutlivesACrash()
    {
        tabs()->currentPage()->request().setText(u"topic.subject"_s, u"typed"_s);
        QTRY_VERIFY(!QDir(m_folder->filePath(u"data/drafts"_s)).isEmpty());
        open(); // Without having closed the other one
        QTRY_VERIFY(tabs()->count() == 1 && tabs()->currentPage()->request().isModified());
        QCOMPARE(tabs()->currentPage()->request().state().text(u"topic.subject"_s), u"typed"_s);
    }

    void draftsOutliveAWindowThatIsClosedAtOnce()
    {
        tabs()->currentPage()->request().setText(u"topic.subject"_s, u"typed"_s);
        QVERIFY(m_window->close());
        make();
        m_window->begin({});
        QVERIFY(m_window->close());
        open();
        QTRY_COMPARE(tabs()->currentPage()->request().state().text(u"topic.subject"_s), u"typed"_s);
    }

    void tabsOutliveAWindowThatIsClosedBeforeTheyAreThere()
    {
        tabs()->openRequest(u"list-topics.request.json"_s);
        QTRY_COMPARE(tabs()->count(), 2);
        QVERIFY(m_window->close());
        make();
        QSignalSpy read(m_window->findChild<Models::DraftKeeper *>(), &Models::DraftKeeper::loaded);
        m_window->begin({});
        QVERIFY(read.wait(5000));
        QVERIFY(tabs()->count() < 2);
        QVERIFY(m_window->close());
        open();
        QTRY_COMPARE(tabs()->count(), 2);
    }

    void aDraftOfAConnectorThatIsGoneIsKept()
    {
        Models::Draft draft;
        draft.request.connector = u"io.example:gone:1"_s;
        m_window.reset();
        const QString drafts = m_folder->filePath(u"data/drafts"_s);
        QVERIFY(Models::saveDrafts(drafts, {draft}));
        open();
        QTRY_VERIFY(label(u"notice"_s).contains(u"no connector"_s));
        QVERIFY(m_window->close());
        Errors problems;
        QCOMPARE(Models::loadDrafts(drafts, problems).value(0).request.connector, u"io.example:gone:1"_s);
    }

    void openingAgainTakesThePlaceOfTheUnchangedRequest()
    {
        const QString path = tabs()->currentPage()->request().path();
        tabs()->currentPage()->request().setText(u"topic.subject"_s, u"typed"_s);
        trigger(u"close-tab"_s);
        tabs()->openRequest(path);
        QTRY_COMPARE(tabs()->count(), 1);
        press(u"Open again"_s);
        QTRY_COMPARE(tabs()->currentPage()->request().state().text(u"topic.subject"_s), u"typed"_s);
        QCOMPARE(tabs()->count(), 1);
    }

    void aStartWithSomethingUnknownEndsAllTheSame()
    {
        m_window.reset();
        make();
        QSignalSpy settled(m_window.get(), &MainWindow::settled);
        Start start;
        start.open = {u"nonsense"_s};
        m_window->begin(start);
        QVERIFY(settled.wait(5000));
    }

    void aRequestThatIsGoneIsTold()
    {
        auto *tabs = m_window->findChild<RequestTabs *>();
        tabs->openRequest(u"nothing.request.json"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"does not exist"_s));
        tabs->openConnector(u"io.example:nothing:1"_s);
        QTRY_VERIFY(label(u"notice"_s).contains(u"no connector"_s));
    }

private:
    void make()
    {
        m_window.reset();
        m_workspace = std::make_unique<Models::OpenWorkspace>(*Workspace::Workspace::open(m_path));
        for (const char *name : {"AWS_ACCESS_KEY", "AWS_SECRET_KEY"})
            QVERIFY(
                m_rig->rig.secrets.write({u"test"_s, QString::fromLatin1(name)}, Sensitive(InvocationRig::secretKey)));
        m_window = std::make_unique<MainWindow>(m_rig->backend, m_rig->rig.secrets, m_workspace.get(),
                                                m_folder->filePath(u"data"_s));
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void open()
    {
        make();
        QSignalSpy settled(m_window.get(), &MainWindow::settled);
        Start start;
        start.environment = u"test"_s;
        start.sample = u"publish-a-message.request.json"_s;
        m_window->begin(start);
        QVERIFY(settled.wait(5000));
    }

    RequestTabs *tabs() const { return m_window->findChild<RequestTabs *>(); }
    QString onDisk(const QString &path) const
    {
        return Workspace::Workspace::open(m_path)->load(path)->request.inputs["topic.subject"].string();
    }
    QPushButton *button(const QString &name) const { return m_window->findChild<QPushButton *>(name); }
    QString label(const QString &name) const
    {
        const auto *found = m_window->findChild<QLabel *>(name);
        return found && found->isVisibleTo(m_window.get()) ? found->text() : QString();
    }
    void trigger(const QString &name) const { m_window->findChild<QAction *>(name)->trigger(); }
    bool hasButton(const QString &text) const
    {
        const QList<QToolButton *> buttons = m_window->findChildren<QToolButton *>(u"notice-button"_s);
        return std::any_of(buttons.begin(), buttons.end(), [&](QToolButton *found) { return found->text() == text; });
    }
    void press(const QString &text) const
    {
        for (QToolButton *found : m_window->findChildren<QToolButton *>(u"notice-button"_s)) {
            if (found->text() == text)
                return found->click();
        }
        QFAIL("there is no such button");
    }

    std::unique_ptr<BackendRig> m_rig;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<Models::OpenWorkspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

PLUGBOARD_TEST(tst_MainWindow)
#include "tst_mainwindow.moc"
