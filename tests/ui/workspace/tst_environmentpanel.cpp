#include "tests/support/test_main.h"
#include "ui/workspace/environmentpanel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_EnvironmentPanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto workspace = *Workspace::Workspace::copyFrom(
            QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"), m_folder->filePath(u"ws"_s));
        m_workspace = std::make_unique<OpenWorkspace>(workspace);
        m_panel = std::make_unique<EnvironmentPanel>(m_workspace.get());
        m_panel->show();
        m_workspace->chooseEnvironment(u"aws"_s);
        m_workspace->reload();
        QTRY_COMPARE(line(u"name"_s)->text(), u"aws"_s);
    }

    void cleanup()
    {
        m_panel.reset();
        m_workspace.reset();
    }

    void savesAChange()
    {
        QVERIFY(!button(u"save"_s)->isEnabled());
        line(u"region"_s)->setText(u"eu-west-3"_s);
        variables()->setPlainText(u"{\"topic\": \"orders\"}"_s);
        QVERIFY(note().contains(u"not saved yet"_s));
        save();
        QTRY_VERIFY(note().contains(u"Saved aws"_s));
        QTRY_COMPARE(m_workspace->environment().region, u"eu-west-3"_s);
        QCOMPARE(m_workspace->environment().variables["topic"].string(), u"orders"_s);
        QVERIFY(!m_panel->isModified());
        // What was read again must not wipe away the answer.
        readAgain();
        QVERIFY(note().contains(u"Saved aws"_s));
        line(u"region"_s)->setText(u"eu-west-1"_s);
        QVERIFY(note().contains(u"not saved yet"_s));
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("remedy");
        QTest::newRow("region") << u"region"_s << u"Frankfurt 1"_s << u"eu-central-1"_s;
        QTest::newRow("no scheme") << u"endpoint"_s << u"localhost:4566"_s << u"whole URL"_s;
        QTest::newRow("another scheme") << u"endpoint"_s << u"ftp://localhost"_s << u"whole URL"_s;
        QTest::newRow("a password") << u"endpoint"_s << u"https://me:pw@localhost"_s << u"whole URL"_s;
        QTest::newRow("no JSON") << u"variables"_s << u"{"_s << u"no JSON"_s;
        QTest::newRow("no object") << u"variables"_s << u"[1]"_s << u"JSON object"_s;
    }

    void refusesWhatCannotBe()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, remedy);
        if (field == "variables"_L1)
            variables()->setPlainText(text);
        else
            line(field)->setText(text);
        QSignalSpy saved(m_workspace.get(), &OpenWorkspace::environmentSaved);
        save();
        QVERIFY2(note().contains(remedy), qPrintable(note()));
        QVERIFY(m_panel->isModified());
        readAgain();
        QCOMPARE(saved.size(), 0);
    }

    void aNewOneIsChosen()
    {
        button(u"new"_s)->click();
        QVERIFY(line(u"name"_s)->text().isEmpty());
        QVERIFY(!button(u"save"_s)->isEnabled());
        line(u"name"_s)->setText(u"SANDBOX"_s);
        save();
        QVERIFY(note().contains(u"already"_s));
        line(u"name"_s)->setText(u"stage"_s);
        box()->setCurrentIndex(1);
        save();
        QTRY_COMPARE(m_workspace->environment().name, u"stage"_s);
        QCOMPARE(m_workspace->environment().risk, Workspace::Risk::Production);
        QCOMPARE(line(u"name"_s)->text(), u"stage"_s);
        QVERIFY(line(u"name"_s)->isReadOnly());
        QVERIFY(note().contains(u"Saved stage"_s));
    }

    void whatWasTypedWaits()
    {
        line(u"region"_s)->setText(u"eu-west-3"_s);
        m_workspace->chooseEnvironment(u"sandbox"_s);
        QVERIFY(line(u"region"_s)->text().isEmpty());
        button(u"new"_s)->click();
        line(u"name"_s)->setText(u"half"_s);
        m_workspace->chooseEnvironment(u"aws"_s);
        QCOMPARE(line(u"region"_s)->text(), u"eu-west-3"_s);
        button(u"new"_s)->click();
        QCOMPARE(line(u"name"_s)->text(), u"half"_s);
        button(u"discard"_s)->click();
        QCOMPARE(line(u"region"_s)->text(), u"eu-west-3"_s);
        button(u"discard"_s)->click();
        QVERIFY(line(u"region"_s)->text().isEmpty());
        QVERIFY(!button(u"discard"_s)->isVisible());
    }

    void aChangeOnDiskIsNotOverwrittenUnseen()
    {
        line(u"region"_s)->setText(u"eu-west-3"_s);
        Workspace::Environment theirs = m_workspace->environment();
        theirs.endpoint = u"http://localhost:4566"_s;
        QVERIFY(Workspace::Workspace::open(m_folder->filePath(u"ws"_s))->saveEnvironment(theirs));
        save();
        QTRY_VERIFY(note().contains(u"changed on disk"_s));
        QTRY_COMPARE(m_workspace->environment().endpoint, theirs.endpoint);
        QVERIFY(note().contains(u"changed on disk"_s));
        QCOMPARE(line(u"region"_s)->text(), u"eu-west-3"_s);
        save();
        QTRY_COMPARE(m_workspace->environment().region, u"eu-west-3"_s);
    }

    void theSandboxKeepsWhatIsItsOwn()
    {
        m_workspace->chooseEnvironment(u"sandbox"_s);
        QVERIFY(!line(u"endpoint"_s)->isEnabled());
        QVERIFY(!line(u"secrets"_s)->isEnabled());
        QVERIFY(!box()->isEnabled());
        QVERIFY(line(u"region"_s)->isEnabled());
        QVERIFY(note().contains(u"anew at each start"_s));
        line(u"region"_s)->setText(u"us-east-1"_s);
        save();
        QTRY_COMPARE(m_workspace->environment().region, u"us-east-1"_s);
        QVERIFY(m_workspace->environment().sandbox);
    }

private:
    QLineEdit *line(const QString &name) const { return m_panel->findChild<QLineEdit *>(u"environment-"_s + name); }
    QPushButton *button(const QString &name) const
    {
        return m_panel->findChild<QPushButton *>(u"environment-"_s + name);
    }
    QPlainTextEdit *variables() const { return m_panel->findChild<QPlainTextEdit *>(u"environment-variables"_s); }
    QComboBox *box() const { return m_panel->findChild<QComboBox *>(u"environment-risk"_s); }
    QString note() const { return m_panel->findChild<QLabel *>(u"environment-note"_s)->text(); }
    void save() { button(u"save"_s)->click(); }
    void readAgain()
    {
        QSignalSpy read(m_workspace.get(), &OpenWorkspace::treeChanged);
        m_workspace->reload();
        QVERIFY(read.wait(5000));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<EnvironmentPanel> m_panel;
};

PLUGBOARD_TEST(tst_EnvironmentPanel)
#include "tst_environmentpanel.moc"
