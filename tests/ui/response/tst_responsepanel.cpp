#include "core/value/json.h"
#include "tests/support/test_main.h"
#include "ui/response/responsepanel.h"
#include "ui/widgets/valueview.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Plugboard;
using namespace Plugboard::Ui;
using namespace Qt::StringLiterals;

class tst_ResponsePanel : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_panel = std::make_unique<ResponsePanel>();
        m_panel->resize(500, 400);
        m_panel->show();
        m_panel->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }

    void emptyStatesSayWhatGoesHere()
    {
        QVERIFY(emptyText().contains(u"press Invoke"_s));
        auto notSent = std::make_shared<Invocation::Run>();
        m_panel->setRun(notSent);
        QVERIFY(emptyText().contains(u"Nothing was sent"_s));
        auto noAnswer = std::make_shared<Invocation::Run>();
        noAnswer->attempts = 1;
        m_panel->setRun(noAnswer);
        QVERIFY(emptyText().contains(u"no answer to show"_s));
        m_panel->setRun(run("{\"id\": 1}"));
        QVERIFY(emptyText().isEmpty());
    }

    void showsTreeRawAndHeaders()
    {
        m_panel->setRun(run("{\"id\": 1.50}"));
        auto *tree = m_panel->findChild<ValueView *>(u"response-tree"_s);
        QCOMPARE(tree->tree()->reach({0, 0}).siblingAtColumn(Models::ValueTree::Content).data().toString(), u"1.50"_s);
        const auto *headers = m_panel->findChild<QTreeWidget *>(u"response-headers"_s);
        QCOMPARE(headers->topLevelItem(0)->text(1), u"application/json"_s);
    }

    void aRefusalWithoutATreeShowsItsText()
    {
        m_panel->setRun(run("{\"id\": 1}"));
        QCOMPARE(tabs()->currentIndex(), 0);
        auto text = std::make_shared<Invocation::Run>();
        text->received = Invocation::ReceivedResponse {{}, "<html>closed"};
        m_panel->setRun(text);
        QCOMPARE(tabs()->currentIndex(), 1);
        QVERIFY(!tabs()->isTabEnabled(0));
        m_panel->setRun(run("{\"id\": 2}"));
        QCOMPARE(tabs()->currentIndex(), 0);
    }

    /// The page that somebody chose stays.
    void aChosenPageStays()
    {
        m_panel->setRun(run("{\"id\": 1}"));
        tabs()->setCurrentIndex(2);
        m_panel->setRun(run("{\"id\": 2}"));
        QCOMPARE(tabs()->currentIndex(), 2);
    }

    void searchCountsInTheViewThatIsSeen()
    {
        m_panel->setRun(run("{\"name\":\"name\",\"other\":{\"name\":1}}"));
        m_panel->find();
        auto *text = m_panel->findChild<QLineEdit *>(u"response-search"_s);
        QVERIFY(text->hasFocus());
        QTest::keyClicks(text, u"name"_s);
        QTRY_COMPARE(count(), u"1 of 2"_s);
        QTest::keyClick(text, Qt::Key_Return);
        QCOMPARE(count(), u"2 of 2"_s);
        tabs()->setCurrentIndex(1);
        QTRY_COMPARE(count(), u"1 of 3"_s);
        tabs()->setCurrentIndex(2);
        QTRY_COMPARE(count(), u"Not found"_s);
        text->setText(u"json"_s);
        QTRY_COMPARE(count(), u"1 of 1"_s);
        QTest::keyClick(text, Qt::Key_Escape);
        QVERIFY(!text->isVisible());
    }

    void nothingToSearchOpensNothing()
    {
        m_panel->find();
        QVERIFY(!m_panel->findChild<QLineEdit *>(u"response-search"_s)->isVisible());
    }

    void aValueCanBecomeAVariable()
    {
        m_panel->setRun(run("{\"id\": 1}"));
        QSignalSpy mapped(m_panel.get(), &ResponsePanel::mapRequested);
        auto *tree = m_panel->findChild<ValueView *>(u"response-tree"_s);
        tree->setFocus();
        tree->setCurrentIndex(tree->tree()->reach({0, 0}));
        QTest::keyClick(tree, Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(mapped.size(), 1);
        QCOMPARE(mapped.first().first().toString(), u"response.id"_s);
    }

private:
    static std::shared_ptr<const Invocation::Run> run(const QByteArray &body)
    {
        auto run = std::make_shared<Invocation::Run>();
        run->outcome = Invocation::Outcome::Success;
        run->status = 200;
        run->attempts = 1;
        run->response = *Json::read(body);
        run->received = Invocation::ReceivedResponse {{{u"content-type"_s, u"application/json"_s}}, body};
        return run;
    }

    QString emptyText() const
    {
        const auto *label = m_panel->findChild<QLabel *>(u"response-empty"_s);
        return label->isVisible() ? label->text() : QString();
    }
    QString count() const { return m_panel->findChild<QLabel *>(u"response-search-count"_s)->text(); }
    QTabWidget *tabs() const { return m_panel->findChild<QTabWidget *>(u"response-tabs"_s); }

    std::unique_ptr<ResponsePanel> m_panel;
};

PLUGBOARD_TEST(tst_ResponsePanel)
#include "tst_responsepanel.moc"
