#include "tests/support/test_main.h"
#include "ui/workspace/environmentselector.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace Plugboard;
using namespace Plugboard::Models;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_EnvironmentSelector : public QObject
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
        live.risk = Workspace::Risk::Production;
        QVERIFY(workspace.saveEnvironment(live));
        m_workspace = std::make_unique<OpenWorkspace>(workspace);
        m_selector = std::make_unique<EnvironmentSelector>(m_workspace.get());
        m_selector->show();
        m_workspace->reload();
        QTRY_COMPARE(m_selector->count(), 3);
    }

    void cleanup()
    {
        m_selector.reset();
        m_workspace.reset();
    }

    void saysHowMuchCareEachOneWants()
    {
        QCOMPARE(m_selector->currentText(), u"Sandbox"_s);
        QCOMPARE(m_selector->itemText(m_selector->findData(u"aws"_s)), u"aws"_s);
        const int live = m_selector->findData(u"live"_s);
        QCOMPARE(m_selector->itemText(live), u"live (production)"_s);
        QVERIFY(m_selector->itemData(live, Qt::ForegroundRole).isValid());
        QCOMPARE(m_selector->itemData(live, Qt::ToolTipRole).toString(), u"eu-central-1"_s);
    }

    void choosesByKeyboardAndFollows()
    {
        QSignalSpy chosen(m_workspace.get(), &OpenWorkspace::environmentChosen);
        m_selector->setCurrentIndex(m_selector->findData(u"live"_s));
        QCOMPARE(chosen.size(), 0); // Only people choose.
        QTest::keyClick(m_selector.get(), Qt::Key_Home);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(m_workspace->environment().name, m_selector->itemData(0).toString());
        m_workspace->chooseEnvironment(u"live"_s);
        QCOMPARE(m_selector->currentData().toString(), u"live"_s);
    }

    void theWheelChoosesNothing()
    {
        const int row = m_selector->currentIndex();
        for (const int turn : {120, -120}) {
            QWheelEvent event({5, 5}, m_selector->mapToGlobal(QPointF(5, 5)), {}, {0, turn}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(m_selector.get(), &event);
            QVERIFY(!event.isAccepted());
        }
        QCOMPARE(m_selector->currentIndex(), row);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<OpenWorkspace> m_workspace;
    std::unique_ptr<EnvironmentSelector> m_selector;
};

PLUGBOARD_TEST(tst_EnvironmentSelector)
#include "tst_environmentselector.moc"
