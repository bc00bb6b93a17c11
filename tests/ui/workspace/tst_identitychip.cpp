#include "tests/support/test_main.h"
#include "ui/workspace/identitychip.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_IdentityChip : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto workspace = *Workspace::Workspace::copyFrom(
            QStringLiteral(PLUGBOARD_SOURCE_DIR "/resources/samples/workspace"), m_folder->filePath(u"ws"_s));
        Workspace::Environment live;
        live.name = u"live"_s;
        live.region = u"eu-central-1"_s;
        live.endpoint = u"https://sns.example.com"_s;
        live.risk = Workspace::Risk::Production;
        QVERIFY(workspace.saveEnvironment(live));
        m_workspace = std::make_unique<OpenWorkspace>(workspace);
        m_chip = std::make_unique<IdentityChip>(m_workspace.get());
        m_workspace->reload();
        QTRY_VERIFY(m_chip->text().contains(u"Sandbox"_s));
    }

    void cleanup()
    {
        m_chip.reset();
        m_workspace.reset();
    }

    void saysWhereCallsGo()
    {
        QVERIFY(m_chip->text().contains(u"nothing leaves this computer"_s));
        m_workspace->chooseEnvironment(u"aws"_s);
        QCOMPARE(m_chip->text(), u"aws · region of the request · credentials of the request, else the default chain"_s);
        m_workspace->chooseEnvironment(u"live"_s);
        for (const QString &part : {u"live, production"_s, u"eu-central-1"_s, u"https://sns.example.com"_s})
            QVERIFY2(m_chip->text().contains(part), qPrintable(m_chip->text()));
    }

    void aRunTellsWhoseCredentialsWereUsed()
    {
        m_workspace->chooseEnvironment(u"live"_s);
        Invocation::Run run;
        run.credentialSource = u"profile work"_s;
        run.endpointSource = u"environment"_s;
        m_chip->setRun(std::make_shared<const Invocation::Run>(run));
        QVERIFY(m_chip->text().contains(u"last used: profile work"_s));
        QVERIFY(m_chip->toolTip().contains(u"came from: environment"_s));
        run.endpointSource = u"sandbox"_s;
        m_chip->setRun(std::make_shared<const Invocation::Run>(run));
        QVERIFY(!m_chip->text().contains(u"profile work"_s));
    }

    void isWholeInItsTooltipWhereItHasNoRoom()
    {
        m_workspace->chooseEnvironment(u"live"_s);
        QVERIFY(m_chip->minimumSizeHint().width() < m_chip->sizeHint().width() / 2);
        QVERIFY(m_chip->toolTip().contains(m_chip->text()));
        m_chip->resize(m_chip->minimumSizeHint());
        QVERIFY(!m_chip->grab().isNull());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<IdentityChip> m_chip;
};

PLUGBOARD_TEST(tst_IdentityChip)
#include "tst_identitychip.moc"
